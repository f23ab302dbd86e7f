import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './synth';
import { EmailContent } from '../../src';

/** A folder `emails` in a working directory of the test file's own, since messages name files from there. */
export function emailFiles() {
  const cwd = process.cwd();
  const folder = temporaryFolder();
  beforeAll(() => {
    process.chdir(folder);
    mkdirSync('emails');
  });
  afterAll(() => {
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    file: (name: string, ...lines: string[]): EmailContent => {
      writeFileSync(join('emails', name), lines.join('\n') + '\n');
      return EmailContent.fromFile(join('emails', name));
    },
  };
}
