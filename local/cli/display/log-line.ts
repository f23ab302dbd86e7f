import { LogLine } from '../../cloudformation';

/** Messages that only repeat the stack events. */
const ROUTINE_MESSAGES = ['created', 'updated', 'deleted', 'failed'];

/**
 * Returns what a line of a function's log adds to the stack events, if anything: unusual messages about a template, and all
 * output other than structured log entries, because it indicates a crash.
 */
export function remarkOf({ line, source, logicalId }: LogLine): string | undefined {
  if (source !== 'stdout') return `${logicalId}: ${line}`;
  const { template, message, reason } = entryOf(line);
  if (template === undefined || message === undefined || ROUTINE_MESSAGES.some(usual => message === `${template}: ${usual}`)) return undefined;
  return `${message}${reason === undefined ? '' : `: ${reason}`}`;
}

/** The log of other functions may have any format. */
function entryOf(line: string): { readonly template?: string; readonly message?: string; readonly reason?: string } {
  try {
    return JSON.parse(line) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
