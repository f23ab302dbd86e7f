import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { version } from '../../package.json';

export const ROOT = join(__dirname, '..', '..');
export const APP = join(ROOT, 'packaging', 'app');
export const VERSION = version;

/** The path of a command that a development dependency brings. */
export const tool = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

/** Packs the package as it is published to npm; returns the tarball. */
export function packForNpm(folder: string): string {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz'))!);
}

/** Builds the package for other languages: in a folder for each is what is published. */
export function packFor(targets: readonly string[], folder: string, options: readonly string[] = []): void {
  run(tool('jsii-pacmak'), ['--targets', ...targets, '--outdir', folder, '--npmignore=false', ...options], { cwd: ROOT });
}
