import { Block, inlinePartials, PartialBlock, partialName, Program } from '../parse/ast';
import { Unit, Written } from '../parse/parse';

/** What `{{> name}}` calls. */
export interface Definition extends Written {
  readonly unit: Unit;
  readonly program: Program;
  /** The names that `as |…|` gave around it, which are not known in it, each with the layout that it is to be handed to. */
  readonly lost: ReadonlyMap<string, string>;
}

/** What names mean where a text stands. */
export interface Surroundings {
  readonly unit: Unit;
  readonly partials: ReadonlyMap<string, Definition>;
  /** What `{{> @partial-block}}` calls. */
  readonly block?: PassedBlock;
  /** The names that `as |…|` gave. */
  readonly named: ReadonlySet<string>;
  /** Of the definition that the text is of. */
  readonly lost: Definition['lost'];
  readonly calls: readonly Callee[];
}

/** The block of a layout's call, and what names mean in it. */
export interface PassedBlock extends Definition, Pick<Surroundings, 'partials' | 'block'> {
  readonly layout: string;
  readonly isBlock: true;
}

export type Callee = { readonly definition: Definition } & Pick<Surroundings, 'partials' | 'block'>;

/** Of the text of a part. */
export function surroundings(unit: Unit): Surroundings {
  const lost = new Map<string, string>();
  return { unit, partials: withInline(new Map(), { unit, program: unit.program, lost }), named: new Set(), lost, calls: [] };
}

/** Of the text of what is called. */
export function within(callee: Callee, { calls }: Surroundings): Surroundings {
  const { definition, partials, block } = callee;
  const { unit, lost } = definition;
  return { unit, partials: withInline(partials, definition), block, named: new Set(), lost, calls: [...calls, callee] };
}

/** What an inline partial is written in decides what is known in it. */
function withInline(partials: Surroundings['partials'], { unit, program, lost, layout }: Omit<Definition, 'name'>): Surroundings['partials'] {
  const own = inlinePartials(program).map((node): [string, Definition] =>
    [partialName(node), { name: partialName(node), unit, program: node.program!, lost, layout }]);
  return own.length === 0 ? partials : new Map([...partials, ...own]);
}

export function passedBlock(layout: string, node: PartialBlock, around: Surroundings): PassedBlock {
  const { unit, block } = around;
  const lost = new Map([...Array.from(around.named, (name): [string, string] => [name, layout]), ...around.lost]);
  // The layout hands what it gets on to what it calls.
  for (const { key } of node.hash?.pairs ?? []) lost.delete(key);
  const of = { unit, program: node.program, lost, layout };
  return { ...of, name: `${layout}-block`, isBlock: true, partials: withInline(around.partials, of), block };
}

/** Of the body of a block. */
export function naming(node: Block, around: Surroundings): Surroundings {
  const names = node.program?.blockParams ?? [];
  if (names.length === 0) return around;
  return { ...around, named: new Set([...around.named, ...names]), lost: new Map([...around.lost].filter(([name]) => !names.includes(name))) };
}
