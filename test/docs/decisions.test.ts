import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'docs', 'decisions');
const decisions = readdirSync(FOLDER).filter(file => /^\d{4}-/.test(file));

test('the heading of each decision has the number of its file, and the index lists it with this heading', () => {
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n');
  for (const file of decisions) {
    const [heading] = readFileSync(join(FOLDER, file), 'utf8').split('\n');
    const [, number, title] = /^# (\d+)\. (.+)$/.exec(heading)!;
    expect(`${file}: ${number}`).toBe(`${file}: ${Number(file.slice(0, 4))}`);
    expect(index).toContain(`${number}. [${title}](${file})`);
  }
});

test('no two decisions have the same number', () => {
  expect(new Set(decisions.map(file => file.slice(0, 4))).size).toBe(decisions.length);
});
