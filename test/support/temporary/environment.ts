import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { removeFolder, useTemporaryFolder } from './run-folder';

/**
 * Gives each test file a folder for temporary files, its own and those of the processes that it starts, and removes it
 * after the file's tests. CDK makes such a folder for each app without an `outdir`, with a copy of the function in it.
 */
export default class extends TestEnvironment {
  private readonly parent: string;
  private readonly folder: string;

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    const parent = tmpdir();
    const folder = mkdtempSync(join(parent, `${basename(context.testPath, '.test.ts')}-`));
    useTemporaryFolder(folder);
    // Only now, as it takes a copy of the environment's variables.
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
