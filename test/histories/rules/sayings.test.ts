import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAYINGS } from './step-record';

const FOLDER = join(__dirname, '..', '..', '..', 'lambda', 'reconcile');

test('the rules depend on texts that the function has', () => {
  const sources = readdirSync(FOLDER).map(file => readFileSync(join(FOLDER, file), 'utf8')).join('\n').replace(/\\'/g, '\'');
  expect([SAYINGS.nothing, SAYINGS.scratch, SAYINGS.leftAlone, ...SAYINGS.noAnswer].filter(saying => !sources.includes(saying))).toEqual([]);
});
