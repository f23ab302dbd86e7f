import { Datum, isAbsent, pathOf } from './datum';
import { Observer, Scope } from './evaluate';
import { Found, isCharacter, lookUpInJava, stepsOut } from './java-scopes';
import { Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import { Block, Call, Mustache, Node, Path } from '../parse/ast';
import { printedByJava } from '../parse/handlebars-java';
import { Unit } from '../parse/parse';

/**
 * Finds what handlebars.js and handlebars.java do differently with a text and its data. SES may run either
 * (docs/template-language-facts.md#two-engines).
 *
 * Values are those of handlebars.js. While both engines agree, they are in the same scopes, so a difference is found where it
 * begins. Each place is reported once.
 */
export class EngineDifferences implements Observer<Datum> {
  readonly problems: Problem[] = [];
  private readonly reported = new Set<Node>();

  constructor(private readonly unit: Unit, private readonly root: Datum, private readonly maxProblems: number) {}

  passed(value: Datum, path: Path, scope: Scope<Datum>): void {
    if (path.data) return this.ofRoot(path, scope);
    if (this.reported.has(path) || agree(value, path, scope)) return;
    const found = lookUpInJava(path, scope, this.root);
    if (!same(found, value)) this.differs(path, value, found, scope, name => name);
  }

  /** The value printed for a tag: that of handlebars.js, or if it finds none, the value that handlebars.java finds further out. */
  printed(value: Datum, { path }: Mustache, scope: Scope<Datum>): Datum {
    if (path.type !== 'PathExpression') return value;
    if (path.data) this.ofRoot(path, scope);
    if (path.data || agree(value, path, scope)) return value;
    const found = lookUpInJava(path, scope, this.root);
    if (same(found, value)) return value;
    this.differs(path, value, found, scope, name => `{{${name}}}`);
    return isAbsent(value.value) ? found.datum ?? value : value;
  }

  number(value: number, node: Mustache): void {
    const java = printedByJava(value);
    if (java !== String(value)) this.add(node, place => ENGINES.numberNotation(place, this.text(node), String(value), java));
  }

  opened(node: Block, helper: string | undefined, { value }: Datum): void {
    const about = node.params[0] ?? node.path;
    if (helper === 'with' && value === 0) this.add(about, place => ENGINES.withZero(place, this.text(about)));
    if (helper === 'each' && (value === '' || value === false)) {
      this.add(about, place => ENGINES.eachOfNothing(place, this.text(about), JSON.stringify(value)));
    }
  }

  lookedUp(node: Call, of: Datum, key: Datum, { value }: Datum): void {
    const found = !isAbsent(value) && typeof of.value === 'object';
    const noKey = isAbsent(key.value) || key.value === '';
    if (noKey || (!found && !isAbsent(of.value))) this.add(node, place => ENGINES.lookupOfNothing(place, this.text(node)));
  }

  private ofRoot(path: Path, scope: Scope<Datum>): void {
    const [name, ...rest] = path.parts;
    if (name !== 'root') return;
    const ofData = { ...path, data: false, depth: 0 };
    const other = lookUpInJava({ ...ofData, original: 'root', parts: ['root'] }, scope, this.root);
    if (other.scope) this.add(path, place => ENGINES.dataWithRoot(place));
    if (rest.length === 0) return;
    const top = { context: this.root, parents: [], named: new Map() };
    const { member } = lookUpInJava({ ...ofData, original: 'this', parts: rest }, top, this.root);
    if (member !== undefined) this.add(path, place => ENGINES.nameOfJava(place, this.text(path), member));
  }

  /** @param written turns a path into the text to write */
  private differs(path: Path, value: Datum, { member, scope: outer }: Found, scope: Scope<Datum>, written: (path: string) => string): void {
    const { depth, parts: [name] } = path;
    // A path out of a partial is reported by `findVariables`.
    if (depth > scope.parents.length) return undefined;
    if (member !== undefined) return this.add(path, place => ENGINES.nameOfJava(place, this.text(path), member));
    const from = stepsOut(scope, depth, 'handlebars.js')!;
    if (depth > 0 && from.context.value !== stepsOut(scope, depth, 'handlebars.java')?.context.value) {
      return this.add(path, place => ENGINES.parentOfSame(place, this.text(path)));
    }
    if (!isAbsent(value.value)) {
      // Other differences in values that handlebars.js finds are reported regardless of the data.
      return isCharacter(value.of?.value, value.name)
        ? this.add(path, place => ENGINES.characterOfText(place, this.text(path), pathOf(value.of!)))
        : undefined;
    }
    if (!outer) return this.add(path, place => ENGINES.nameOfJava(place, this.text(path), 'root'));
    const own = ownPath(path, scope);
    return this.add(path, place =>
      ENGINES.outerName(place, name, pathOf(from.context) || 'the data', outerPath(path, scope, outer, written), own && written(own)));
  }

  private text(node: Node): string {
    const { source, start, end } = this.unit.place(node.loc);
    return source.text.slice(start, end);
  }

  private add(node: Node, problem: (place: ReturnType<Unit['place']>) => Problem): void {
    if (this.reported.has(node) || this.problems.length >= this.maxProblems) return;
    this.reported.add(node);
    this.problems.push(problem(this.unit.place(node.loc)));
  }
}

/** Whether both engines obviously find the same value. */
function agree({ value, of, name }: Datum, { depth }: Path, { around, entry }: Scope<Datum>): boolean {
  return !isAbsent(value) && !isCharacter(of?.value, name) && (depth === 0 || (entry === 'step' && around?.entry === undefined));
}

function same({ datum, member }: Found, { value }: Datum): boolean {
  return member === undefined && (isAbsent(datum?.value) ? isAbsent(value) : datum!.value === value);
}

/** What to write so that both engines find a path in an outer scope. */
function outerPath({ parts }: Path, scope: Scope<Datum>, outer: Scope<Datum>, written: (path: string) => string): string {
  let steps = 0;
  let partial: string | undefined;
  for (let from = scope; from !== outer && from.around; from = from.around) {
    if (from.entry === 'step') steps++;
    else if (from.entry?.startsWith('partial')) partial = from.partial!.name;
  }
  const name = parts.join('.');
  if (partial === undefined) return written('../'.repeat(steps) + name);
  return outer.around ? `{{> ${partial} ${parts[0]}=${name}}}` : written(`@root.${name}`);
}

/** The path that both engines look up in this scope only; undefined if there is none. */
function ownPath({ depth, parts }: Path, { named, partial }: Scope<Datum>): string | undefined {
  return depth > 0 || partial || named.size > 0 ? undefined : `this.${parts.join('.')}`;
}
