import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build, BuildOptions, Metafile, Plugin } from 'esbuild';
import { flattenDiagnosticMessageText, transpileDeclaration } from 'typescript';
import { withoutPackages } from './own-sources';
import { bundledPackages, thirdPartyNotices } from './third-party-notices';

const COMMON: BuildOptions = { bundle: true, platform: 'node', format: 'cjs', charset: 'utf8', metafile: true, logLevel: 'warning' };

/** Leaves the v2 API's client in a separate file: a cold start would read it each time, and only tags need it. */
const SESV2_APART: Plugin = {
  name: 'sesv2-apart',
  setup: ({ onResolve }) => onResolve({ filter: /^@aws-sdk\/client-sesv2$/ }, () => ({ path: './sesv2.js', external: true })),
};

/** A Lambda function, with the SDK inside, so that the library decides its version. */
const FUNCTION: BuildOptions = { ...COMMON, target: 'node22', mainFields: ['module', 'main'], minify: true };
const WITH_SOURCE_MAP: BuildOptions = { ...FUNCTION, plugins: [SESV2_APART], sourcemap: true, sourcesContent: false };

const BUNDLES: ReadonlyArray<BuildOptions & { outfile: string }> = [
  { ...WITH_SOURCE_MAP, entryPoints: ['lambda/index.ts'], outfile: 'assets/templates/index.js' },
  { ...FUNCTION, entryPoints: ['lambda/aws/sesv2.ts'], outfile: 'assets/templates/sesv2.js' },
  { ...WITH_SOURCE_MAP, entryPoints: ['lambda/drift-monitor.ts'], outfile: 'assets/drift-monitor/index.js' },
  // Only the parser of Handlebars: jsii packages bundle their dependencies, and the rest is thirty times as large.
  {
    ...COMMON,
    entryPoints: ['handlebars/dist/cjs/handlebars/compiler/base'],
    outfile: 'assets/handlebars/parser.js',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
  },
  // The command line, and the local SES. They have the parser inside, so this comes after it.
  { ...COMMON, entryPoints: ['cli/index.ts'], outfile: 'assets/cli/index.js', target: 'node20', minify: true },
  // The pages of `preview` and `serve`, for browsers.
  ...Object.entries({ 'cli/page/preview': 'assets/cli/page', 'cli/page/inbox': 'assets/cli/inbox' }).flatMap(([folder, outdir]) =>
    (['main.ts', 'page.css'] as const).map(file => ({
      ...COMMON,
      platform: 'browser' as const,
      format: 'esm' as const,
      entryPoints: [`${folder}/${file}`],
      outfile: `${outdir}/${file.replace('main.ts', 'page.js')}`,
      target: 'es2022',
      minify: true,
    }))),
];

/** The files that users start and import. */
const FACES: Readonly<Record<string, string>> = {
  'assets/cli/cdk-ses-templates.js': "#!/usr/bin/env node\nrequire('./index.js').main(process.argv.slice(2));\n",
  'assets/local/local-ses.js': "exports.LocalSes = require('../cli/index.js').LocalSes;\n",
};

async function main(): Promise<void> {
  const metafiles: Metafile[] = [];
  for (const options of BUNDLES) {
    metafiles.push((await build(options)).metafile!);
    if (!options.sourcemap) continue;
    const file = `${options.outfile}.map`;
    writeFileSync(file, JSON.stringify(withoutPackages(JSON.parse(readFileSync(file, 'utf8')))));
  }
  for (const [page, folder] of [['preview', 'page'], ['inbox', 'inbox']]) {
    cpSync(`cli/page/${page}/index.html`, `assets/cli/${folder}/index.html`);
    cpSync('cli/page/shared/icon.svg', `assets/cli/${folder}/icon.svg`);
  }
  mkdirSync('assets/local', { recursive: true });
  for (const [file, content] of Object.entries(FACES)) writeFileSync(file, content);
  for (const file of ['local-ses', 'api']) writeFileSync(`assets/local/${file}.d.ts`, declarationsOf(`cli/serve/${file}.ts`));
  writeFileSync('THIRD-PARTY-NOTICES', thirdPartyNotices(bundledPackages(metafiles)));
}

/** The declarations of a file whose exports have explicit types. */
function declarationsOf(fileName: string): string {
  const { outputText, diagnostics = [] } = transpileDeclaration(readFileSync(fileName, 'utf8'), { fileName, compilerOptions: { isolatedDeclarations: true } });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ messageText }) => flattenDiagnosticMessageText(messageText, '\n')).join('\n'));
  return outputText;
}

void main();
