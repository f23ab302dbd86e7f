import * as fs from 'node:fs';
import * as path from 'node:path';
import { Asset } from '../template/assembly';

/**
 * The assets that were published, of every assembly so far: the bucket outlives the assemblies, and what is rolled
 * back or deleted needs the objects of an earlier one. A folder is kept as a folder, where S3 would have its zip.
 */
export class ObjectStore {
  public constructor(private readonly folder: string) {}

  /** Copies assets in. The key is made of the content, so what is there already is the same. */
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

  /** An object's content; undefined when there is none, or when it is a zipped folder, which only functions need. */
  public read(bucket: string, key: string): Buffer | undefined {
    const file = this.locate(bucket, key);
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file) : undefined;
  }

  /** The folder with a function's code; undefined if there is none. */
  public codeFolder(bucket: string, key: string): string | undefined {
    const folder = this.locate(bucket, key);
    return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
  }

  /** A folder with one file, as Lambda makes one of `Code.ZipFile`. */
  public inlineCode(id: string, source: string): string {
    const folder = this.locate('inline', id);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'index.js'), source);
    return folder;
  }

  /** One file name a key, whatever the key holds: nothing gets out of the folder. */
  private locate(bucket: string, key: string): string {
    const fileName = (name: string) => encodeURIComponent(name).replace(/^\.+$/, '_');
    return path.join(this.folder, fileName(bucket), fileName(key));
  }
}
