import { Problem } from '../diagnostics/diagnostic';
import { PARTIAL_WARNINGS } from '../diagnostics/messages/partials';
import { inlinePartials, PartialBlock, partialName, Program, Statement } from '../parse/ast';
import { Unit } from '../parse/parse';
import { nearest } from '../text/nearest';

/**
 * Reports blocks passed to a layout that never renders them.
 *
 * @param called all programs that are called
 * @param names the names that the layout calls
 */
export function unusedBlock(node: PartialBlock, unit: Unit, called: ReadonlySet<Program>, names: ReadonlySet<string>): Problem[] {
  const layout = partialName(node);
  const inlines = inlinePartials(node.program).filter(({ program }) => !called.has(program!)).map(inline => {
    const name = partialName(inline);
    return PARTIAL_WARNINGS.unusedBlock(unit.place(inline.params[0].loc), layout, name, nearest(name, names));
  });
  if (called.has(node.program) || !node.program.body.some(isContent)) return inlines;
  return [PARTIAL_WARNINGS.unusedBlock(unit.place(node.name.loc), layout, undefined, undefined), ...inlines];
}

function isContent(node: Statement): boolean {
  if (node.type === 'ContentStatement') return node.value.trim() !== '';
  return node.type !== 'DecoratorBlock' && node.type !== 'CommentStatement';
}
