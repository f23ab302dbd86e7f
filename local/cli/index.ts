/** `npm run local`: the tour, or the command that is named. `npm run local -- --help` tells more. */
import colors from 'picocolors';
import { program } from './commands/program';
import { standardDisplay } from './display/display';
import { cleaned } from '../session/environment';

process.env = cleaned(process.env);

program(standardDisplay()).parseAsync().catch((error: Error) => {
  // What users can act on is said in words; of a defect, the place matters.
  const defect = [TypeError, ReferenceError, RangeError, SyntaxError].some(kind => error instanceof kind);
  console.error(colors.red(defect ? error.stack! : error.message));
  process.exitCode = 1;
});
