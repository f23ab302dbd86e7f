import { makeRunFolder, useTemporaryFolder } from './run-folder';

/** Runs before the first test file, in Jest's main process: its workers inherit the folder for temporary files. */
export default function setUp(): void {
  useTemporaryFolder(makeRunFolder());
}
