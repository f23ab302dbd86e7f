import { HtmlScanner, Spot, State } from './html-scanner';
import { Problem, quote, warning } from '../diagnostics/diagnostic';
import { DecoratorBlock, inlinePartials, Mustache, partialName, Program, Statement } from '../parse/ast';
import { isPlaceholder } from '../parse/builtins';
import { Unit } from '../parse/parse';
import { Place } from '../text/source';

/**
 * What values do to the HTML that they are put into: SES escapes nothing.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function checkHtml(unit: Unit): { readonly problems: Problem[]; readonly read: ReadonlySet<Mustache> } {
  const check = new HtmlCheck(unit);
  check.run();
  return { problems: check.problems(), read: check.read };
}

const MOST_NAMES = 8;

class HtmlCheck {
  /** The values that are for the reader, not for the looks. */
  readonly read = new Set<Mustache>();
  private readonly scanner = new HtmlScanner();
  private readonly partials: ReadonlyMap<string, DecoratorBlock>;
  private readonly inMarkup = new Map<string, Place>();
  private readonly elsewhere = new Map<string, Problem>();
  /** How a partial leaves the HTML, by its name and how it finds the HTML: one that is called often is read once. */
  private readonly known = new Map<string, State>();

  constructor(private readonly unit: Unit) {
    this.partials = new Map(inlinePartials(unit.program).map(node => [partialName(node), node]));
  }

  run(): void {
    this.program(this.unit.program);
  }

  problems(): Problem[] {
    const names = [...this.inMarkup.keys()];
    const [first] = this.inMarkup.values();
    if (!first) return [...this.elsewhere.values()];
    const listed = names.slice(0, MOST_NAMES).map(name => quote(`{{${name}}}`)).join(', ') + (names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '');
    return [
      warning('htmlVariableInMarkup', first,
        `SES does not escape HTML: a < or & in the value of ${listed} breaks the email, and a value that a stranger typed can put links of their own into it.`,
        `Escape &, <, > and quotes in these values before you send them. If a value is HTML on purpose, or is escaped, write three braces, ${quote(`{{{${names[0]}}}}`)}: SES prints the same.`),
      ...this.elsewhere.values(),
    ];
  }

  private program(program: Program | undefined): void {
    program?.body.forEach(node => this.statement(node));
  }

  private partial(name: string): void {
    const key = JSON.stringify([name, this.scanner.save()]);
    const known = this.known.get(key);
    if (known) return this.scanner.restore(known);
    this.program(this.partials.get(name)?.program);
    this.known.set(key, this.scanner.save());
    return undefined;
  }

  private statement(node: Statement): void {
    switch (node.type) {
      case 'ContentStatement': return this.scanner.text(node.value);
      case 'MustacheStatement': return this.mustache(node);
      case 'BlockStatement': return this.branches(node.program, node.inverse);
      case 'PartialStatement': return this.partial(partialName(node));
      default: return undefined;
    }
  }

  /** Both branches begin where the block does; what follows goes on from the first. */
  private branches(program: Program | undefined, inverse: Program | undefined): void {
    const before = this.scanner.save();
    this.program(inverse);
    if (!program) return;
    this.scanner.restore(before);
    this.program(program);
  }

  private mustache(node: Mustache): void {
    if (isPlaceholder(node)) return this.scanner.value('url');
    if (isHarmless(node)) return this.scanner.value('variable');
    const { spot, schemelessUrl, isRead } = this.scanner;
    if (isRead) this.read.add(node);
    const place = this.unit.place(node.loc);
    const text = place.source.text.slice(place.start, place.end);
    if (schemelessUrl) this.tell(address(schemelessUrl.attribute, schemelessUrl.prefix, quote(text), place));
    if (spot !== 'text' && spot !== 'attribute') {
      this.tell(warning('htmlVariableInUnsafePlace', place, `${quote(text)} stands ${PLACES[spot]}, where escaping HTML in its value does not help.`, ADVICE[spot]));
    } else if (node.escaped) {
      const name = text.replace(/^\{\{~?\s*|\s*~?\}\}$/g, '');
      if (!this.inMarkup.has(name)) this.inMarkup.set(name, place);
    }
    this.scanner.value('variable');
  }

  private tell(problem: Problem): void {
    const key = `${problem.topic} ${problem.place?.start} ${problem.message}`;
    if (!this.elsewhere.has(key)) this.elsewhere.set(key, problem);
  }
}

function address(attribute: string, prefix: string, value: string, place: Place): Problem {
  if (prefix === '') {
    return warning('urlVariableWithoutScheme', place,
      `${value} is the beginning of the address in ${attribute}: whoever sets it decides where that leads, even to javascript:, and a value without https:// leads nowhere.`,
      `Write the beginning in the template, such as ${attribute}="https://example.com/${value}". If your code makes the whole address, acknowledge this.`);
  }
  return warning('urlVariableWithoutScheme', place,
    `The address in ${attribute} begins with "${quote(prefix)}" instead of https://, and an email has no page that it could be relative to.`,
    'Write the whole address, beginning with https://.');
}

type UnsafeSpot = Exclude<Spot, 'text' | 'attribute'>;

const PLACES: Record<UnsafeSpot, string> = {
  unquoted: 'in an attribute without quotes',
  tag: 'inside of a tag, but in no attribute',
  style: 'in a style sheet',
  script: 'in a script',
};

const ADVICE: Record<UnsafeSpot, string> = {
  unquoted: 'Put the attribute\'s value in quotes.',
  tag: 'Put it into the quotes of an attribute, or decide with {{#if}} between texts that stand in the template.',
  style: 'Decide with {{#if}} between styles that stand in the template, or acknowledge this if the values are your own.',
  script: 'Mail programs run no scripts. Remove it, or, if it is data for machines (JSON-LD), make sure that the value is valid there.',
};

/** Handlebars makes these up itself. */
function isHarmless({ path }: Mustache): boolean {
  return path.type === 'PathExpression' && path.data && path.parts[0] !== 'root';
}
