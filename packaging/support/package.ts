import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { version } from '../../package.json';

export const ROOT = join(__dirname, '..', '..');
export const APP = join(ROOT, 'packaging', 'app');
export const VERSION = version;

/** The path of a command of a development dependency. */
export const tool = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

/** Packs the package as published to npm. Returns the tarball. */
export function packForNpm(folder: string): string {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz'))!);
}

/** Builds the published packages of other languages, each in its own folder. */
export function packFor(targets: readonly string[], folder: string, options: readonly string[] = []): void {
  run(tool('jsii-pacmak'), ['--targets', ...targets, '--outdir', folder, '--npmignore=false', ...options], { cwd: ROOT });
}
