import type { Shape } from './data-shape';
import { Observer, Scope } from './evaluate';
import type { Value } from './find-variables';
import { hasNoValue, stepsOut } from './java-scopes';
import { Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import { isScoped, Node, Path } from '../parse/ast';
import { Unit } from '../parse/parse';

interface Use {
  readonly path: Path;
  readonly scope: Scope<Value>;
}

/**
 * Finds names that are tested inside a block and also used outside it. If the block's value lacks such a name, handlebars.java
 * takes the outer one (docs/template-language-facts.md#outer-name).
 */
export class OuterNames implements Observer<Value> {
  private readonly uses = new Map<Path, Use>();
  private readonly ofScopes = new Map<Path, Problem>();

  constructor(private readonly unit: Unit, private readonly field: (of: Value, name: string) => Value) {}

  passed(_value: Value, path: Path, scope: Scope<Value>): void {
    this.scoped(path, scope);
    if (!scope.around || path.data || path.depth > 0 || isScoped(path) || scope.named.has(path.parts[0])) return;
    this.uses.set(path, { path, scope });
  }

  /** A printed value must be present, so both engines take it. */
  printed(path: Path, scope: Scope<Value>): void {
    this.scoped(path, scope);
  }

  opened(): void {}

  lookedUp(): void {}

  /** Call this after all uses are recorded. */
  problems(): Problem[] {
    return [...this.ofScopes.values(), ...Array.from(this.uses.values()).flatMap(use => this.problem(use) ?? [])];
  }

  /** `{{this}}` and `{{../name}}` */
  private scoped(path: Path, scope: Scope<Value>): void {
    if (path.data || !isScoped(path) || path.depth > scope.parents.length) return;
    const place = this.unit.place(path.loc);
    const written = this.text(path);
    const problem = path.depth > 0 ? this.steps(path, scope) && ENGINES.parentOfSame(place, written)
      : hasNoValue(scope) ? ENGINES.thisInElse(place, written)
        : this.argumentOfThis(path, scope);
    if (problem) this.ofScopes.set(path, problem);
  }

  /** Whether the same number of steps leads to different values in the two engines. */
  private steps({ depth }: Path, scope: Scope<Value>): boolean {
    return stepsOut(scope, depth, 'handlebars.js')?.context !== stepsOut(scope, depth, 'handlebars.java')?.context;
  }

  private argumentOfThis(path: Path, { context, partial }: Scope<Value>): Problem | undefined {
    if (!partial || context.kind !== 'extended') return undefined;
    const [name] = path.parts;
    if (name !== undefined && !context.named.has(name)) return undefined;
    return ENGINES.thisInPartial(this.unit.place(path.loc), this.text(path),
      name === undefined ? `Pass the value itself by name: {{> ${partial.name} item=this}}, then {{item}}.` : `Write {{${path.parts.join('.')}}}.`);
  }

  private problem({ path, scope }: Use): Problem | undefined {
    const [name] = path.parts;
    const own = shapeOf(this.field(scope.context, name));
    const outer = own?.required ? undefined : this.outer(name, scope, own);
    return outer === undefined ? undefined : ENGINES.outerNameTested(this.unit.place(path.loc), path.parts.join('.'), outer, this.ownPath(path, scope));
  }

  /** Describes a use of the name in an enclosing scope. */
  private outer(name: string, scope: Scope<Value>, own: Shape | undefined): string | undefined {
    for (let around = scope.around; around; around = around.around) {
      const shape = around.named.has(name) ? shapeOf(around.named.get(name)!) : fieldOf(around.context, name);
      if (shape && shape !== own) return around.around ? `the "${name}" outside` : `"${name}" at the top of the data`;
    }
    return undefined;
  }

  private ownPath({ parts }: Path, { partial, context }: Scope<Value>): string {
    return partial && context.kind === 'extended' ? 'Give the argument a unique name.' : `Write this.${parts.join('.')}.`;
  }

  private text(node: Node): string {
    const { source, start, end } = this.unit.place(node.loc);
    return source.text.slice(start, end);
  }
}

function shapeOf(value: Value): Shape | undefined {
  return value.kind === 'data' ? value.shape : value.kind === 'extended' ? shapeOf(value.base) : undefined;
}

function fieldOf(context: Value, name: string): Shape | undefined {
  if (context.kind === 'extended') {
    const named = context.named.get(name);
    return (named && shapeOf(named)) ?? fieldOf(context.base, name);
  }
  return context.kind === 'data' ? context.shape.fields.get(name) : undefined;
}
