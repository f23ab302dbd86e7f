/**
 * Prints what the checks say about the corpus and about the emails of the example.
 *
 * Run: npx tsx --tsconfig test/tsconfig.json test/language/corpus/report.ts [folder of another version's src] [--output]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { corpus, CorpusTemplate, measure } from './measure';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'order-mails', 'emails');

/** The emails of the example that need no partials: each as it is in its folder. */
function example(): CorpusTemplate[] {
  const folders = readdirSync(EXAMPLE).filter(folder => !folder.startsWith('_'));
  return folders.map(folder => {
    const file = (name: string) => readFileSync(join(EXAMPLE, folder, name), 'utf8').replace(/%\w+%/g, 'https://shop.example.com');
    return { TemplateName: folder, SubjectPart: file('subject.txt').trim(), HtmlPart: file('body.html'), TextPart: file('body.txt'), SampleData: JSON.parse(file('sample.json')) };
  });
}

const [source = join(__dirname, '..', '..', '..', 'src'), ...flags] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-require-imports
const library = require(resolve(source));
const partials = Object.fromEntries(readdirSync(join(EXAMPLE, '_partials')).map(file =>
  [file.replace(/\.\w+$/, ''), library.EmailContent.fromFile(join(EXAMPLE, '_partials', file))]));

for (const [name, templates, shared] of [['corpus', corpus(), undefined], ['example', example(), partials]] as const) {
  const { warned, warnings, inOneSet, output } = measure(library, templates, shared);
  const share = Math.round(100 * Object.keys(warned).length / templates.length);
  console.log([
    `${name}: ${templates.length} templates`,
    `  warn:                     ${Object.keys(warned).length} (${share}%)`,
    `  warnings a template:      ${(warnings / templates.length).toFixed(2)}`,
    `  as one set:               ${inOneSet.warnings} warnings, ${inOneSet.infos} infos, ${inOneSet.lines} lines`,
    ...Object.entries(warned).map(([template, ids]) => `    ${template}: ${ids.join(', ')}`),
  ].join('\n'));
  if (flags.includes('--output')) console.log(`\n${output}\n`);
}
