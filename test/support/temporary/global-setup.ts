import { makeRunFolder, useTemporaryFolder } from './run-folder';

/** Before the first test file, in Jest's own process: its workers inherit the folder for temporary files. */
export default function setUp(): void {
  useTemporaryFolder(makeRunFolder());
}
