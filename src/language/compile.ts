import { checkHtml } from './check/check-html';
import { lint } from './check/lint';
import { Diagnostic, Part, Problem, quote, warning } from './diagnostics/diagnostic';
import { DiagnosticSink } from './diagnostics/diagnostic-sink';
import { inlinePartials, Mustache, Node, partialName, Program } from './parse/ast';
import { isUnit, parse, Unit } from './parse/parse';
import { expand } from './partials/expand';
import { PartialLibrary, SourceText } from './partials/library';
import { newShape } from './render/data-shape';
import { findVariables, Shapes } from './render/find-variables';
import { Variable, variablesOf } from './render/variables';
import { contentOf, Source } from './text/source';
import { PartContent } from '../contract/contract';

export interface EmailSource {
  readonly subject: SourceText;
  readonly html?: SourceText;
  readonly text?: SourceText;
}

export interface EmailContent {
  readonly subject: PartContent;
  readonly html?: PartContent;
  readonly text?: PartContent;
}

/** An email that SES can render, given the right data. */
export interface CompiledEmail {
  /** What to upload: the sources, with the partials that they use compiled in. */
  readonly content: EmailContent;
  /** What the data must hold, of all parts together; sorted by name. */
  readonly variables: readonly Variable[];
  /** What `renderEmail` goes through. */
  readonly units: Readonly<Partial<Record<Part, Unit>>>;
}

export interface Compilation {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Present exactly when there are no errors. */
  readonly email?: CompiledEmail;
}

export const PART_ORDER: readonly Part[] = ['subject', 'html', 'text'];
/** Gmail shows no more of an email than that. */
export const GMAIL_CLIPPING_BYTES = 102 * 1024;

/** Checks an email, finds its variables, and compiles into it the partials that it uses. Throws for no content. */
export function compileEmail(source: EmailSource, partials: PartialLibrary = new PartialLibrary({})): Compilation {
  const diagnostics = new DiagnosticSink();
  const parsed = new Map<Part, Unit>();
  const usesPartials = new Set<Part>();
  for (const part of PART_ORDER) {
    const given = source[part];
    if (!given) continue;
    const unit = parse(Source.from(given.content, given.file === undefined ? {} : { file: given.file }));
    if (!isUnit(unit)) {
      diagnostics.add(part, unit);
      continue;
    }
    const linted = lint(unit);
    diagnostics.add(part, ...linted.problems);
    if (linted.usesPartials) usesPartials.add(part);
    parsed.set(part, unit);
  }

  const units = new Map<Part, Unit>();
  for (const [part, unit] of parsed) {
    const expansion = usesPartials.has(part) ? expand(unit, part, partials, definedElsewhere(part, parsed)) : { unit, problems: [] };
    diagnostics.add(part, ...expansion.problems);
    units.set(part, expansion.unit);
  }
  const { errors, warnings } = diagnostics;
  if (errors.length > 0) return { errors, warnings };

  const root = newShape();
  const shapes = new Map<Part, Shapes>();
  for (const [part, unit] of units) {
    const found = findVariables(unit, root);
    shapes.set(part, found);
    diagnostics.add(part, ...found.problems);
  }
  const html = units.get('html');
  const checked = html && checkHtml(html);
  diagnostics.add('subject', ...subjectWarnings(units.get('subject')!));
  if (html) diagnostics.add('html', ...checked!.problems, ...clipping(html.source.text));
  if (html && !source.text) diagnostics.add('html', noTextPart());
  if (html && source.text) {
    const [inHtml, inText] = [shapes.get('html')!.printed, shapes.get('text')!.printed];
    const read = new Map(Array.from(inHtml, ([path, nodes]): [string, Set<Mustache>] =>
      [path, new Set([...nodes].filter(node => checked!.read.has(node)))]).filter(([, nodes]) => nodes.size > 0));
    diagnostics.add('html', ...onlyIn('html', html, read, 'text', inText));
    diagnostics.add('text', ...onlyIn('text', units.get('text')!, inText, 'html', inHtml));
  }
  if (errors.length > 0) return { errors, warnings };

  const content = Object.fromEntries(Array.from(units, ([part, { source: { text } }]) => [part, contentOf(text)])) as unknown as EmailContent;
  return { errors, warnings, email: { content, variables: variablesOf(root), units: Object.fromEntries(units) } };
}

function definedElsewhere(part: Part, units: ReadonlyMap<Part, Unit>): Map<string, Part> {
  return new Map(Array.from(units).filter(([other]) => other !== part).flatMap(([other, { program }]) =>
    inlinePartials(program).map((node): [string, Part] => [partialName(node), other])));
}

function subjectWarnings(unit: Unit): Problem[] {
  const lineBreak = findLineBreak(unit.program);
  return lineBreak ? [warning('subjectLineBreak', unit.place(lineBreak.loc), 'The subject has a line break in it, and a subject is one line.',
    'Write it on one line, without an empty line behind it.')] : [];
}

function findLineBreak(program: Program): Node | undefined {
  for (const node of program.body) {
    if (node.type === 'ContentStatement' && /[\r\n]/.test(node.value)) return node;
    const programs = [...'program' in node ? [node.program] : [], ...'inverse' in node ? [node.inverse] : []];
    const within = programs.map(inner => inner && findLineBreak(inner)).find(Boolean);
    if (within) return within;
  }
  return undefined;
}

/** @param html the template's text, or what it was rendered to */
export function clipping(html: string): Problem[] {
  // A character takes three bytes at most.
  const bytes = html.length * 3 <= GMAIL_CLIPPING_BYTES ? 0 : Buffer.byteLength(html);
  if (bytes <= GMAIL_CLIPPING_BYTES) return [];
  return [warning('gmailClipping', undefined, `The HTML is ${Math.ceil(bytes / 1024)} KB long, and Gmail cuts an email off after 102 KB: what follows is hidden behind a link, the way to unsubscribe with it.`,
    'Shorten the HTML: fewer styles in each element, fewer repetitions, no comments.')];
}

function noTextPart(): Problem {
  return warning('noTextPart', undefined, 'There is no text part, and an email of HTML alone is more likely to be taken for spam, and cannot be read everywhere.', 'Add a text part.');
}

function onlyIn(part: Part, unit: Unit, printed: Shapes['printed'], other: Part, printedThere: Shapes['printed']): Problem[] {
  const missing = [...printed].filter(([path]) => !printedThere.has(path));
  if (missing.length === 0) return [];
  const [[, [first]]] = missing;
  return [warning('differentVariables', unit.place(first.loc),
    `The ${part} part prints ${missing.map(([path]) => quote(`{{${path}}}`)).join(', ')}, the ${other} part does not: who reads that one misses something.`,
    `Print ${missing.length === 1 ? 'it' : 'them'} in the ${other} part too.`)];
}
