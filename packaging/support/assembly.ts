import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly, Type } from '@jsii/spec';
import { ROOT } from './package';

/** The package's jsii assembly: its API for other languages. */
export function assembly(): Assembly {
  const file = join(ROOT, '.jsii');
  if (!existsSync(file)) throw new Error('there is no jsii assembly (.jsii); create it with "npm run compile"');
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function types(): Type[] {
  return Object.values(assembly().types ?? {});
}
