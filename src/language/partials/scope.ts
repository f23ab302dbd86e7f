import { Block, inlinePartials, PartialBlock, partialName, Program } from '../parse/ast';
import { Unit, Written } from '../parse/parse';

/** The partial that `{{> name}}` calls. */
export interface Definition extends Written {
  readonly unit: Unit;
  readonly program: Program;
  /** Block parameters of enclosing blocks that are not visible inside, mapped to the call that must pass them. */
  readonly unreachable: ReadonlyMap<string, string>;
}

/** The meaning of names at one place of a text. */
export interface PartialScope {
  readonly unit: Unit;
  readonly partials: ReadonlyMap<string, Definition>;
  /** The block that `{{> @partial-block}}` calls. */
  readonly block?: PassedBlock;
  /** Block parameters: the names given by `as |…|`. */
  readonly named: ReadonlySet<string>;
  /** The unreachable block parameters of the definition that contains the text. */
  readonly unreachable: Definition['unreachable'];
  readonly calls: readonly Callee[];
}

/** The block that a layout is called with, and the meaning of names in it. */
export interface PassedBlock extends Definition, Pick<PartialScope, 'partials' | 'block'> {
  readonly layout: string;
  readonly isBlock: true;
}

export type Callee = { readonly definition: Definition } & Pick<PartialScope, 'partials' | 'block'>;

/** The scope of a part. */
export function scopeOf(unit: Unit): PartialScope {
  const unreachable = new Map<string, string>();
  return { unit, partials: withInline(new Map(), { unit, program: unit.program, unreachable }), named: new Set(), unreachable, calls: [] };
}

/** The scope of a called partial. */
export function enter(callee: Callee, { calls }: PartialScope): PartialScope {
  const { definition, partials, block } = callee;
  const { unit, unreachable } = definition;
  return { unit, partials: withInline(partials, definition), block, named: new Set(), unreachable, calls: [...calls, callee] };
}

/** Adds the inline partials of a definition, which see the same names as the definition. */
function withInline(partials: PartialScope['partials'], { unit, program, unreachable, layout }: Omit<Definition, 'name'>): PartialScope['partials'] {
  const own = inlinePartials(program).map((node): [string, Definition] =>
    [partialName(node), { name: partialName(node), unit, program: node.program!, unreachable, layout }]);
  return own.length === 0 ? partials : new Map([...partials, ...own]);
}

export function passedBlock(layout: string, node: PartialBlock, scope: PartialScope): PassedBlock {
  const { unit, block } = scope;
  const unreachable = hidden(scope, `#> ${layout}`);
  // The layout passes its arguments on to the block.
  for (const { key } of node.hash?.pairs ?? []) unreachable.delete(key);
  const of = { unit, program: node.program, unreachable, layout };
  return { ...of, name: `${layout}-block`, isBlock: true, partials: withInline(scope.partials, of), block };
}

/** The scope of a block's body, which may define inline partials. */
export function inBody(program: Program, scope: PartialScope): PartialScope {
  const inline = inlinePartials(program);
  if (inline.length === 0) return scope;
  const partials = inline.map((node): [string, Definition] => {
    const name = partialName(node);
    return [name, { name, unit: scope.unit, program: node.program!, unreachable: hidden(scope, `> ${name}`) }];
  });
  return { ...scope, partials: new Map([...scope.partials, ...partials]) };
}

/** The block parameters that a partial does not see. */
function hidden(scope: PartialScope, call: string): Map<string, string> {
  return new Map([...Array.from(scope.named, (name): [string, string] => [name, call]), ...scope.unreachable]);
}

/** The scope inside a block with its block parameters. */
export function withBlockParams(node: Block, scope: PartialScope): PartialScope {
  const names = node.program?.blockParams ?? [];
  if (names.length === 0) return scope;
  const unreachable = new Map([...scope.unreachable].filter(([name]) => !names.includes(name)));
  return { ...scope, named: new Set([...scope.named, ...names]), unreachable };
}
