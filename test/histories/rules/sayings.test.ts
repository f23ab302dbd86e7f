import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAYINGS } from './step-record';

const FOLDER = join(__dirname, '..', '..', '..', 'lambda');

test('the rules depend on texts that the function has', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const sources = files.map(file => readFileSync(join(FOLDER, file), 'utf8')).join('\n').replace(/\\'/g, '\'');
  const { noAnswer, ...others } = SAYINGS;
  expect([...Object.values(others), ...noAnswer].filter(saying => !sources.includes(saying))).toEqual([]);
});
