import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly, Type } from '@jsii/spec';
import { ROOT } from './package';

/** The package's jsii assembly: what other languages see of it. */
export function assembly(): Assembly {
  const file = join(ROOT, '.jsii');
  if (!existsSync(file)) throw new Error('the jsii assembly must be there, got: no .jsii; "npm run compile" makes it');
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function types(): Type[] {
  return Object.values(assembly().types ?? {});
}
