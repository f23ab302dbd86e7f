import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { workingFolder, writeFiles } from './support';
import { follow } from '../../cli/emails/follow';

const work = workingFolder();
let folder: string;
let seen: string[];
let problems: string[];
let follower: ReturnType<typeof follow>;
const start = (changed: () => void) => {
  follower = follow({ watched: ['emails'], changed, report: problem => problems.push(problem) });
};
const until = async (condition: () => boolean) => {
  for (let attempt = 0; attempt < 500 && !condition(); attempt++) await sleep(10);
};
beforeEach(() => {
  folder = work({ 'emails/subject.txt': 'one' });
  seen = [];
  problems = [];
});
afterEach(() => follower.close());

const read = () => { seen.push(readFileSync('emails/subject.txt', 'utf8')); };

test('a file that is saved right after the start is read, even if it is never saved again', async () => {
  start(read);
  writeFiles(folder, { 'emails/subject.txt': 'two' });
  await until(() => seen.length > 0);
  expect([...new Set(seen)]).toEqual(['two']);
});

test('later changes are read as well', async () => {
  start(read);
  await until(() => seen.length > 0);
  writeFiles(folder, { 'emails/subject.txt': 'two' });
  await until(() => seen.includes('two'));
  expect(seen).toEqual(['one', 'two']);
});

test('reports what a read throws', async () => {
  start(read);
  rmSync('emails/subject.txt');
  await until(() => problems.length > 0);
  expect(problems[0]).toMatch(/^ENOENT: no such file or directory, open /);
});

test('does not read after it is closed', async () => {
  start(read);
  await follower.close();
  await sleep(50);
  expect(seen).toEqual([]);
});
