import { tmpdir } from 'node:os';
import { endRunFolder } from './run-folder';

/** After the last test file, in Jest's own process. */
export default function tearDown(): void {
  endRunFolder(tmpdir());
}
