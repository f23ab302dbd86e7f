import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocalSesState } from '../ses';

/** Keeps the state of the local SES between runs. */
export class SesFile {
  public constructor(private readonly file: string) {}

  public read(): LocalSesState | undefined {
    return existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : undefined;
  }

  /** Writes atomically, so that an interrupted run leaves the last complete state. */
  public write(state: LocalSesState): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.unfinished`, JSON.stringify(state, undefined, 2));
    renameSync(`${this.file}.unfinished`, this.file);
  }
}
