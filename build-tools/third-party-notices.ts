import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The folders of the packages whose code is in the bundles. */
export function bundledPackages(metafiles: readonly Pick<Metafile, 'outputs'>[]): string[] {
  const files = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = files
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

/** The licences and notices of packages. A text that several packages share appears once, after their names. */
export function thirdPartyNotices(folders: readonly string[]): string {
  const packagesByText = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = licenseOf(folder, license);
    packagesByText.set(text, [...packagesByText.get(text) ?? [], `${name} ${version} (${license})`]);
  }
  const sections = [...packagesByText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}`);
  return ['This package contains code of other packages, under their licences.', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

function licenseOf(folder: string, license: string): string {
  const files = readdirSync(folder).filter(name => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
  const texts = files.map(name => readFileSync(join(folder, name), 'utf8').trimEnd());
  if (texts.length > 0) return texts.join('\n\n');
  // Some packages of the AWS SDK name their licence without its text, which is the same as this package's.
  if (license === 'Apache-2.0') return readFileSync('LICENSE', 'utf8').trimEnd();
  throw new Error(`${folder}: a bundled package must have the text of its licence, got: "${license}" in its package.json alone; add the text to build-tools/`);
}
