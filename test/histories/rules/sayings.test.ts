import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAYINGS } from './step-record';

const FOLDER = join(__dirname, '..', '..', '..', 'lambda');

test('the rules depend on texts that the function has', () => {
  const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(FOLDER, file), 'utf8')).join('\n').replace(/\\'/g, '\'');
  expect([SAYINGS.nothing, SAYINGS.scratch, SAYINGS.leftAlone, SAYINGS.outOfTime, ...SAYINGS.noAnswer].filter(saying => !sources.includes(saying))).toEqual([]);
});
