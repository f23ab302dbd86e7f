import { Problem, warning } from '../diagnostics/diagnostic';
import { inlinePartials, PartialBlock, partialName, Program, Statement } from '../parse/ast';
import { Unit } from '../parse/parse';
import { nearest } from '../text/nearest';

/**
 * What is put into a layout that does not call it.
 *
 * @param called what is called, and `names` the names that the layout calls
 */
export function unusedBlock(node: PartialBlock, unit: Unit, called: ReadonlySet<Program>, names: ReadonlySet<string>): Problem[] {
  const layout = partialName(node);
  const inlines = inlinePartials(node.program).filter(({ program }) => !called.has(program!)).map(inline => {
    const name = partialName(inline);
    const like = nearest(name, names);
    return warning('unusedBlock', unit.place(inline.params[0].loc), `The layout "${layout}" does not call "${name}", so what is put into it is dropped.`,
      like === undefined ? `Remove it, or write {{> ${name}}} where it belongs in the layout.` : `Did you mean "${like}"?`);
  });
  if (called.has(node.program) || !node.program.body.some(isContent)) return inlines;
  return [warning('unusedBlock', unit.place(node.name.loc), `The layout "${layout}" does not print {{> @partial-block}}, so what is put into it is dropped.`,
    'Write {{> @partial-block}} where it belongs in the layout.'), ...inlines];
}

function isContent(node: Statement): boolean {
  if (node.type === 'ContentStatement') return node.value.trim() !== '';
  return node.type !== 'DecoratorBlock' && node.type !== 'CommentStatement';
}
