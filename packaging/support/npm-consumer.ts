import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tool } from './package';
import { run } from './run';

export interface Versions {
  readonly 'aws-cdk-lib': string;
  readonly 'constructs': string;
}

/** The folder of a user who installed the package from npm, together with a version of CDK. */
export class NpmConsumer {
  /** The versions that npm installed. */
  public readonly installed: Versions;

  /** @param others more packages, as npm's command line takes them */
  constructor(public readonly folder: string, tarball: string, versions: Versions, others: readonly string[] = []) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
      // Like `cdk init`: users compile against the package's declarations.
      compilerOptions: { target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true, types: [] },
    }));
    run('npm', [
      'install', '--no-audit', '--no-fund', '--silent', tarball, ...Object.entries(versions).map(([name, version]) => `${name}@${version}`), ...others,
    ], { cwd: folder });
    const installed = (name: keyof Versions): string => JSON.parse(run('npm', ['pkg', 'get', 'version'], { cwd: join(folder, 'node_modules', name) }));
    this.installed = { 'aws-cdk-lib': installed('aws-cdk-lib'), 'constructs': installed('constructs') };
  }

  /** Type-checks all files in the folder. */
  public typecheck(): void {
    run(tool('tsc'), ['--project', this.folder]);
  }

  /** Runs an app in the folder. Returns its cloud assembly. */
  public synth(app: string, context: Record<string, unknown> = {}): string {
    const outdir = join(this.folder, `${app}.out`);
    const path = join(this.folder, app);
    run(tool('tsx'), [path], { cwd: dirname(path), env: { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) } });
    return outdir;
  }
}
