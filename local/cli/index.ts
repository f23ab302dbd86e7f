/** `npm run local`: runs the given command, or the tour. See `npm run local -- --help`. */
import colors from 'picocolors';
import { program } from './commands/program';
import { standardDisplay } from './display/display';
import { cleaned } from '../session/environment';

process.env = cleaned(process.env);

program(standardDisplay()).parseAsync().catch((error: Error) => {
  // Expected errors are printed as messages, bugs with a stack trace.
  const defect = [TypeError, ReferenceError, RangeError, SyntaxError].some(kind => error instanceof kind);
  console.error(colors.red(defect ? error.stack! : error.message));
  process.exitCode = 1;
});
