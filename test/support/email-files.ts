import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './synth';
import { EmailContent } from '../../src';

/** Creates a folder `emails` in a separate working directory, because messages name files relative to it. */
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
