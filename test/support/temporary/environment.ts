import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { removeFolder, useTemporaryFolder } from './run-folder';

/**
 * Gives each test file, with its child processes, a separate folder for temporary files, and removes it after the file's
 * tests. CDK creates a temporary folder for each app without an `outdir`, with a copy of the function.
 */
export default class extends TestEnvironment {
  private readonly parent: string;
  private readonly folder: string;

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    const parent = tmpdir();
    const folder = mkdtempSync(join(parent, `${basename(context.testPath, '.test.ts')}-`));
    useTemporaryFolder(folder);
    // Only now, because it copies the environment variables.
    super(config, context);
    this.parent = parent;
    this.folder = folder;
  }

  async teardown(): Promise<void> {
    await super.teardown();
    useTemporaryFolder(this.parent);
    removeFolder(this.folder);
  }
}
