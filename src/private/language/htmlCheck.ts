import { DecoratorBlock, inlinePartials, Mustache, nameOf, partialName, Program, Statement } from './ast';
import { isPlaceholder } from './builtins';
import { Problem, quote, warning } from './diagnostic';
import { HtmlScanner, Spot } from './html';
import { Unit } from './parse';

/**
 * What values do to the HTML that they are put into: SES escapes nothing.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function checkHtml(unit: Unit): Problem[] {
  const check = new HtmlCheck(unit);
  check.run();
  return check.problems();
}

const MOST_NAMES = 8;

class HtmlCheck {
  private readonly scanner = new HtmlScanner();
  private readonly partials: ReadonlyMap<string, DecoratorBlock>;
  private readonly inMarkup = new Map<string, Mustache>();
  private readonly elsewhere = new Map<string, Problem>();
  /** How a program leaves the HTML, by how it finds it: a partial that is called often is read once. */
  private readonly read = new Map<Program, Map<string, string>>();

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
      warning('htmlVariableInMarkup', this.unit.place(first.loc), `SES does not escape HTML: a value with < or & in it changes the email, and one that a stranger typed can put anything into it. Here: ${listed}.`,
        `Escape &, <, > and quotes in these values before you send them. If a value is meant to be HTML, or is escaped, write three braces, {{{${names[0]}}}}: SES prints the same.`),
      ...this.elsewhere.values(),
    ];
  }

  private program(program: Program | undefined): void {
    if (!program) return;
    const before = this.scanner.save();
    const known = this.read.get(program)?.get(before);
    if (known !== undefined) return this.scanner.restore(known);
    program.body.forEach(node => this.statement(node));
    this.read.set(program, (this.read.get(program) ?? new Map<string, string>()).set(before, this.scanner.save()));
    return undefined;
  }

  private statement(node: Statement): void {
    switch (node.type) {
      case 'ContentStatement': return this.scanner.text(node.value);
      case 'MustacheStatement': return this.mustache(node);
      case 'BlockStatement': return this.branches(node.program, node.inverse);
      case 'PartialStatement': return this.program(this.partials.get(partialName(node))?.program);
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
    const { spot, schemelessUrl } = this.scanner;
    const { source, start, end } = this.unit.place(node.loc);
    const text = quote(source.text.slice(start, end));
    if (schemelessUrl !== undefined) {
      this.tell(`${start} ${schemelessUrl}`, warning('urlVariableWithoutScheme', { source, start, end },
        `The address in ${schemelessUrl} does not begin with https:// before ${text}: an email has no page that it could be relative to, and the value could begin with javascript:.`,
        `Write the beginning of the address in the template: ${schemelessUrl}="https://example.com/${text}".`));
    }
    if (spot === 'text' || spot === 'attribute') {
      if (node.escaped && !this.inMarkup.has(nameOf(node.path))) this.inMarkup.set(nameOf(node.path), node);
    } else {
      this.tell(`${start} ${spot}`, warning('htmlVariableInUnsafePlace', { source, start, end },
        `${text} stands ${PLACES[spot]}, where escaping HTML in its value does not help.`, ADVICE[spot]));
    }
    this.scanner.value('variable');
  }

  private tell(key: string, problem: Problem): void {
    if (!this.elsewhere.has(key)) this.elsewhere.set(key, problem);
  }
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
