import { Block, inlinePartials, PartialBlock, partialName, Program } from './ast';
import { Unit } from './parse';

/** What `{{> name}}` calls. */
export interface Definition {
  readonly name: string;
  readonly unit: Unit;
  readonly program: Program;
}

/** What names mean where a text stands. */
export interface Surroundings {
  readonly unit: Unit;
  readonly partials: ReadonlyMap<string, Definition>;
  /** What `{{> @partial-block}}` calls. */
  readonly block?: PassedBlock;
  /** The names that `as |…|` gave. */
  readonly named: ReadonlySet<string>;
  /** The names that it gave outside of the partial that the text becomes, where they are not known. */
  readonly lost: ReadonlySet<string>;
  readonly calls: readonly Callee[];
}

/** The block of a layout's call, and what names mean in it. */
export interface PassedBlock extends Definition, Pick<Surroundings, 'partials' | 'block' | 'lost'> {}

export type Callee = { readonly definition: Definition } & Pick<Surroundings, 'partials' | 'block' | 'lost'>;

/** Of the text of a part. */
export function surroundings(unit: Unit): Surroundings {
  return { unit, partials: withInline(new Map(), unit.program, unit), named: new Set(), lost: new Set(), calls: [] };
}

/** Of the text of what is called. */
export function within(callee: Callee, { calls }: Surroundings): Surroundings {
  const { definition: { unit, program }, partials, block, lost } = callee;
  return { unit, partials: withInline(partials, program, unit), block, named: new Set(), lost, calls: [...calls, callee] };
}

function withInline(partials: Surroundings['partials'], program: Program, unit: Unit): Surroundings['partials'] {
  const own = inlinePartials(program).map((node): [string, Definition] =>
    [partialName(node), { name: partialName(node), unit, program: node.program! }]);
  return own.length === 0 ? partials : new Map([...partials, ...own]);
}

export function passedBlock(layout: string, node: PartialBlock, around: Surroundings): PassedBlock {
  const { unit, block } = around;
  return {
    name: `${layout}-block`,
    unit,
    program: node.program,
    partials: withInline(around.partials, node.program, unit),
    block,
    lost: new Set([...around.named, ...around.lost]),
  };
}

/** Of the body of a block. */
export function naming(node: Block, around: Surroundings): Surroundings {
  const names = node.program?.blockParams ?? [];
  if (names.length === 0) return around;
  return { ...around, named: new Set([...around.named, ...names]), lost: new Set([...around.lost].filter(name => !names.includes(name))) };
}
