import * as fs from 'node:fs';
import * as path from 'node:path';
import { Asset } from '../template/assembly';

/**
 * The published assets of all assemblies so far: rollbacks and deletions need the assets of earlier assemblies. A folder
 * is kept as a folder, where S3 would have a zip file.
 */
export class ObjectStore {
  public constructor(private readonly folder: string) {}

  /** Copies assets into the store. The key is derived from the content, so an existing object is identical. */
  public publish(assets: readonly Asset[]): void {
    for (const { bucket, key, source } of assets) {
      const target = this.locate(bucket, key);
      if (fs.existsSync(target)) continue;
      const unfinished = `${target}.${process.pid}.unfinished`;
      fs.rmSync(unfinished, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.cpSync(source, unfinished, { recursive: true });
      fs.renameSync(unfinished, target);
    }
  }

  /** An object's content. Undefined if there is none, or if it is a folder, which only functions use. */
  public read(bucket: string, key: string): Buffer | undefined {
    const file = this.locate(bucket, key);
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file) : undefined;
  }

  /** The folder with a function's code. Undefined if there is none. */
  public codeFolder(bucket: string, key: string): string | undefined {
    const folder = this.locate(bucket, key);
    return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
  }

  /** A folder with one file, as Lambda creates it from `Code.ZipFile`. */
  public inlineCode(id: string, source: string): string {
    const folder = this.locate('inline', id);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'index.js'), source);
    return folder;
  }

  /** Encodes a key as one file name, so that no key leads out of the folder. */
  private locate(bucket: string, key: string): string {
    const fileName = (name: string) => encodeURIComponent(name).replace(/^\.+$/, '_');
    return path.join(this.folder, fileName(bucket), fileName(key));
  }
}
