import { WrittenEmail } from './folder';
import { PartContent } from '../../src/contract/contract';

/** Values that are known only when deployed are shown by the names of their placeholders. */
export function shownText(content: PartContent, { placeholders = [] }: Pick<WrittenEmail, 'placeholders'>): string {
  return typeof content === 'string' ? content
    : content.map(piece => typeof piece === 'string' ? piece : placeholders[piece.marker] ?? `\${Value${piece.marker + 1}}`).join('');
}
