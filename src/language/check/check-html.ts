import { HtmlScanner, State } from './html-scanner';
import { Problem } from '../diagnostics/diagnostic';
import { HTML, HTML_INFOS, UnsafePlace } from '../diagnostics/messages/html';
import { DecoratorBlock, inlinePartials, Mustache, nameOf, partialName, Program, Statement } from '../parse/ast';
import { isPlaceholder } from '../parse/builtins';
import { Unit } from '../parse/parse';
import { Place } from '../text/source';

export interface HtmlFindings {
  readonly problems: Problem[];
  /** The tags whose values readers see or follow, as opposed to styling. */
  readonly read: ReadonlySet<Mustache>;
  /** The tags among them that are in a link. */
  readonly links: ReadonlySet<Mustache>;
}

/**
 * Checks where values are inserted into HTML. SES does not escape them.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function checkHtml(unit: Unit): HtmlFindings {
  const check = new HtmlCheck(unit);
  check.run();
  return { problems: check.problems(), read: check.read, links: check.links };
}

/** Names of free text, which is often typed by strangers: in contact forms, reviews, tickets. */
const TYPED: ReadonlySet<string> = new Set([
  'message', 'comment', 'feedback', 'review', 'note', 'question', 'answer', 'remark', 'inquiry', 'enquiry', 'reply', 'testimonial',
]);

const UNSAFE: ReadonlySet<string> = new Set<UnsafePlace>(['unquoted', 'tag', 'script']);

class HtmlCheck {
  readonly read = new Set<Mustache>();
  readonly links = new Set<Mustache>();
  private readonly scanner = new HtmlScanner();
  private readonly partials: ReadonlyMap<string, DecoratorBlock>;
  private readonly inMarkup = new Map<string, Place>();
  private readonly unsafe = new Map<string, Problem>();
  /** The state after a partial, by its name and the state before: a partial that is called often is read once. */
  private readonly statesAfter = new Map<string, State>();

  constructor(private readonly unit: Unit) {
    this.partials = new Map(inlinePartials(unit.program).map(node => [partialName(node), node]));
  }

  run(): void {
    this.program(this.unit.program);
  }

  problems(): Problem[] {
    const names = [...this.inMarkup.keys()];
    const typed = names.filter(isTyped);
    const reported = typed.length > 0 ? typed : names;
    const report = typed.length > 0 ? HTML.htmlVariableInMarkup : HTML_INFOS.htmlVariableInMarkup;
    return [...names.length > 0 ? [report(this.inMarkup.get(reported[0]), reported)] : [], ...this.unsafe.values()];
  }

  private program(program: Program | undefined): void {
    program?.body.forEach(node => this.statement(node));
  }

  private partial(name: string): void {
    const key = JSON.stringify([name, this.scanner.save()]);
    const after = this.statesAfter.get(key);
    if (after) return this.scanner.restore(after);
    this.program(this.partials.get(name)?.program);
    this.statesAfter.set(key, this.scanner.save());
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

  /** Both branches start in the state before the block; what follows continues from the end of the first. */
  private branches(program: Program | undefined, inverse: Program | undefined): void {
    const before = this.scanner.save();
    this.program(inverse);
    if (!program) return;
    this.scanner.restore(before);
    this.program(program);
  }

  private mustache(node: Mustache): void {
    if (!isPlaceholder(node) && !isHarmless(node)) this.value(node);
    this.scanner.value();
  }

  private value(node: Mustache): void {
    const { spot, isRead, attribute } = this.scanner;
    if (isRead) this.read.add(node);
    if (isRead && this.scanner.isInAttribute) this.links.add(node);
    const place = this.unit.place(node.loc);
    const text = place.source.text.slice(place.start, place.end);
    if (spot === 'style') {
      const rule = /^\{\{\s*([\w-]+:[^{}]*)\}\}$/.exec(text);
      if (rule) this.report(`css ${place.start}`, HTML.bracesInCss(place, text, `{ ${rule[1].trim()} }`));
    } else if (UNSAFE.has(spot)) {
      // Report an attribute once; curly and escaped quotes have their own diagnostics.
      if (spot === 'unquoted' && (attribute.hasValue || /^(?:[“”„‟‘’]|\\["'])/.test(attribute.prefix))) return;
      this.report(`${spot} ${place.start}`, HTML.htmlVariableInUnsafePlace(place, text, spot as UnsafePlace));
    } else if (node.escaped && (spot === 'text' || spot === 'attribute')) {
      const name = node.params.length > 0 ? text.replace(/^\{\{~?\s*|\s*~?\}\}$/g, '') : nameOf(node.path);
      if (!this.inMarkup.has(name)) this.inMarkup.set(name, place);
    }
  }

  private report(key: string, problem: Problem): void {
    if (!this.unsafe.has(key)) this.unsafe.set(key, problem);
  }
}

/** Whether a name ends with a word for free text: `ticket.customerMessage`, `review_text`. */
function isTyped(name: string): boolean {
  const words = name.split(/[./]/).pop()!.split(/_|-|(?<=[a-z])(?=[A-Z])/).map(word => word.toLowerCase());
  const last = words.filter((word, index) => index === 0 || !['text', 'body', 'content'].includes(word)).pop()!;
  return TYPED.has(last.replace(/s$/, ''));
}

/** Whether Handlebars itself produces the value, as for `@index`. */
function isHarmless({ path }: Mustache): boolean {
  return path.type === 'PathExpression' && path.data && path.parts[0] !== 'root';
}
