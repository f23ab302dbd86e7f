import { checkHtml, HtmlFindings } from './check/check-html';
import { checkText, isTagless } from './check/check-text';
import { clipping } from './check/clipping';
import { differences, isSubstantial, isTextBare } from './check/compare-parts';
import { engineDifferences } from './check/engine-differences';
import { lint } from './check/lint';
import { Hints, hintsFrom } from './check/unknown-helper';
import { Diagnostic, Part, Problem } from './diagnostics/diagnostic';
import { DiagnosticSink } from './diagnostics/diagnostic-sink';
import { EMAIL, EMAIL_INFOS } from './diagnostics/messages/email';
import { inlinePartials, Mustache, Node, partialName, Program, programsIn } from './parse/ast';
import { parse, Parsed, Unit } from './parse/parse';
import { scanTags } from './parse/tags';
import { expand } from './partials/expand';
import { PartialLibrary, SourceText } from './partials/library';
import { newShape, Shape } from './render/data-shape';
import { findVariables, Shapes } from './render/find-variables';
import { Variable, variablesOf } from './render/variables';
import { contentOf, Place, Source } from './text/source';
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
  /** The content to upload: the sources with the partials that they use compiled in. */
  readonly content: EmailContent;
  /** The variables of all parts, sorted by name. */
  readonly variables: readonly Variable[];
  /** The parsed parts, for `renderEmail`. */
  readonly units: Readonly<Partial<Record<Part, Unit>>>;
}

export interface Compilation {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly infos: readonly Diagnostic[];
  /** Present if and only if there are no errors. */
  readonly email?: CompiledEmail;
}

export const PART_ORDER: readonly Part[] = ['subject', 'html', 'text'];

/**
 * Checks an email, finds its variables, and compiles the partials that it uses into it. Never throws, whatever the content.
 *
 * @param sampleData only for suggestions; `renderEmail` reports what is missing from it
 */
export function compileEmail(source: EmailSource, partials: PartialLibrary = new PartialLibrary({}), sampleData?: object): Compilation {
  const sink = new DiagnosticSink();
  const parsed = parseParts(source, sink, sampleData);
  const units = expandParts(parsed, partials, sink);
  const { errors, warnings, infos } = sink;
  if (errors.length > 0) return { errors, warnings, infos };

  const root = checkParts(units, sink);
  if (errors.length > 0) return { errors, warnings, infos };
  const content = Object.fromEntries(Array.from(units, ([part, { source: { text } }]) => [part, contentOf(text)])) as unknown as EmailContent;
  return { errors, warnings, infos, email: { content, variables: variablesOf(root), units: Object.fromEntries(units) } };
}

interface ParsedPart {
  readonly unit: Unit;
  readonly usesPartials: boolean;
}

/** Parses each part separately, and reports the problems that do not depend on partials or data. */
function parseParts(source: EmailSource, sink: DiagnosticSink, sampleData: object | undefined): Map<Part, ParsedPart> {
  const parts = new Map<Part, ParsedPart>();
  for (const part of PART_ORDER) {
    const given = source[part];
    if (!given) continue;
    const text = Source.from(given.content, given.file === undefined ? {} : { file: given.file });
    const parsed = parse(text);
    sink.add(part, parsed.problems);
    if (!parsed.unit) continue;
    const linted = lint(parsed.unit, hints(text, sampleData));
    sink.add(part, linted.problems.filter(problem => !isRepaired(problem, parsed)), checkText(text, part));
    if (parsed.problems.length > 0) continue;
    if (!linted.problems.some(({ severity }) => severity === 'error')) sink.add(part, engineDifferences(parsed.unit));
    parts.set(part, { unit: parsed.unit, usesPartials: linted.usesPartials });
  }
  return parts;
}

/** Whether a problem is in a repaired tag, whose text is not the author's. */
function isRepaired({ place }: Problem, { repaired = [] }: Parsed): boolean {
  const overlaps = ({ start, end }: Place) => repaired.some(range => range.start < end && start < range.end);
  return place !== undefined && overlaps(place);
}

/** Suggestions from other tags and from the sample data. */
function hints({ text }: Source, sampleData: object | undefined): Hints {
  return hintsFrom(() => [
    ...scanTags(text).filter(({ sigil, name }) => sigil === '' && /\w/.test(name)).slice(0, MAX_HINTS).map(({ name }) => name),
    ...namesIn(sampleData, ''),
  ]);
}

const MAX_HINTS = 1_000;

function namesIn(data: unknown, prefix: string, depth = 4): string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || depth === 0) return [];
  return Object.entries(data).slice(0, MAX_HINTS).flatMap(([key, value]) => [prefix + key, ...namesIn(value, `${prefix}${key}.`, depth - 1)]);
}

function expandParts(parsed: ReadonlyMap<Part, ParsedPart>, partials: PartialLibrary, sink: DiagnosticSink): Map<Part, Unit> {
  const units = new Map<Part, Unit>();
  for (const [part, { unit, usesPartials }] of parsed) {
    const expansion = usesPartials ? expand(unit, part, partials, definedElsewhere(part, parsed)) : { unit, problems: [] };
    sink.add(part, expansion.problems);
    units.set(part, expansion.unit);
  }
  return units;
}

function definedElsewhere(part: Part, parsed: ReadonlyMap<Part, ParsedPart>): Map<string, Part> {
  return new Map(Array.from(parsed).filter(([other]) => other !== part).flatMap(([other, { unit: { program } }]) =>
    inlinePartials(program).map((node): [string, Part] => [partialName(node), other])));
}

/** Checks the parts as they are sent to SES, separately and together. */
function checkParts(units: ReadonlyMap<Part, Unit>, sink: DiagnosticSink): Shape {
  const root = newShape();
  const shapes = new Map<Part, Shapes>();
  for (const [part, unit] of units) {
    const found = findVariables(unit, root);
    shapes.set(part, found);
    sink.add(part, found.problems);
  }
  const [subject, html, text] = PART_ORDER.map(part => units.get(part));
  sink.add('subject', lineBreaks(subject!));
  const links = [...shapes.values()].reduce((sum, { unsubscribeLinks }) => sum + unsubscribeLinks, 0);
  if (links > 2) sink.add(undefined, EMAIL.unsubscribeLinks(undefined, links));
  if (!html) return root;

  const checked = checkHtml(html);
  sink.add('html', checked.problems, clipping(html.source.text));
  if (isTagless(html.source)) sink.add('html', EMAIL.htmlWithoutTags(undefined));
  if (text) compare(shapes.get('html')!, checked, shapes.get('text')!, units, sink);
  else sink.add('html', EMAIL_INFOS.noTextPart(undefined));
  return root;
}

function compare(html: Shapes, { read, links }: HtmlFindings, text: Shapes, units: ReadonlyMap<Part, Unit>, sink: DiagnosticSink): void {
  const printedBy = (tags: ReadonlySet<Mustache>) =>
    new Set([...html.printed].filter(([, nodes]) => [...nodes].some(node => tags.has(node))).map(([path]) => path));
  // A value that the text part prints may be used only for styling in HTML.
  const inHtml = { all: new Set(html.printed.keys()), read: printedBy(read) };
  const inText = new Set(text.printed.keys());
  if (isTextBare(inHtml, inText)) return sink.add('text', EMAIL_INFOS.textPartWithoutValues(undefined, inHtml.read.size));
  const found = differences(inHtml, inText);
  if (found.length === 0) return undefined;
  const [{ part, names: [first] }] = found;
  const nodes = [...(part === 'html' ? html : text).printed.get(first)!];
  const node = nodes.find(other => read.has(other)) ?? nodes[0];
  const report = isSubstantial(found, printedBy(links)) ? EMAIL.differentVariables : EMAIL_INFOS.differentVariables;
  return sink.add(part, report(units.get(part)!.place(node.loc), found));
}

function lineBreaks(subject: Unit): Problem[] {
  const { source, program } = subject;
  const lineBreak = /[\r\n]/.test(source.text) ? findLineBreak(program) : undefined;
  return lineBreak ? [EMAIL.subjectLineBreak(subject.place(lineBreak.loc))] : [];
}

function findLineBreak(program: Program): Node | undefined {
  for (const node of program.body) {
    if (node.type === 'ContentStatement' && /[\r\n]/.test(node.value)) return node;
    const within = programsIn(node).map(findLineBreak).find(Boolean);
    if (within) return within;
  }
  return undefined;
}
