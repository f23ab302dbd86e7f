import { relative } from 'node:path';
import minimatch from 'minimatch';
import { Ignore } from '../../src/templates/files/email-directory';

/** `IgnoreStrategy.glob` of aws-cdk-lib, without aws-cdk-lib: the last glob that matches decides, and `!` includes again. */
export function ignoring(folder: string, globs: readonly string[]): Ignore {
  return {
    ignores: path => {
      const name = relative(folder, path);
      return globs.reduce((ignored, glob) =>
        minimatch(name, glob, { matchBase: true, flipNegate: true }) ? !glob.startsWith('!') : ignored, false);
    },
  };
}
