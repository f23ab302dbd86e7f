import { tmpdir } from 'node:os';
import { endRunFolder } from './run-folder';

/** Runs after the last test file, in Jest's main process. */
export default function tearDown(): void {
  endRunFolder(tmpdir());
}
