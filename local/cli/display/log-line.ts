import { LogLine } from '../../cloudformation';

/** Messages that only repeat the stack events. */
const USUAL = ['created', 'updated', 'deleted', 'failed'];

/**
 * What a line of a function's log adds to the stack events, if anything: unusual messages about a template, and
 * everything that the function did not write on purpose, since then it has crashed.
 */
export function remarkOf({ line, source, logicalId }: LogLine): string | undefined {
  if (source !== 'stdout') return `${logicalId}: ${line}`;
  const { template, message, reason } = entryOf(line);
  if (template === undefined || message === undefined || USUAL.some(usual => message === `${template}: ${usual}`)) return undefined;
  return `${message}${reason === undefined ? '' : `: ${reason}`}`;
}

/** Functions of other makers write what they like. */
function entryOf(line: string): { readonly template?: string; readonly message?: string; readonly reason?: string } {
  try {
    return JSON.parse(line) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
