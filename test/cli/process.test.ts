import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cli, workingFolder } from './support';

const BUNDLE = join(__dirname, '../../assets/cli/cdk-ses-templates.js');
const work = workingFolder();

test('a reader that ends early, such as head, ends the command without an error', async () => {
  // More than the pipe buffers.
  const bodies = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`emails/e${index}/body.html`, '<p>{{#if a}}</p>\n'.repeat(40)]));
  const cwd = work({ ...bodies, ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`emails/e${index}/subject.txt`, 'x'])) });
  const child = spawn(process.execPath, [BUNDLE, 'check', '--format', 'json'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([err, code]).toEqual(['', 1]);
});

test.each(['no spaces', 'a.b', 'x'.repeat(65)])('serve refuses the configuration set name %s', async name => {
  work({ 'emails/a/subject.txt': 'x', 'emails/a/body.txt': 'x' });
  const { exitCode, out, err } = await cli('serve', '--port', '0', '--configuration-set', name);
  expect({ exitCode, out, err }).toEqual({
    exitCode: 2,
    out: '',
    err: `error: option '--configuration-set <name...>' argument '${name}' is invalid. It must have 1 to 64 characters of [a-zA-Z0-9_-].\n(--help shows the options)`,
  });
});

test.each(['0', '-1', '1.5', 'many', ''])('serve refuses to keep "%s" mails', async number => {
  work({ 'emails/a/subject.txt': 'x', 'emails/a/body.txt': 'x' });
  const { exitCode, err } = await cli('serve', '--port', '0', `--keep=${number}`);
  expect([exitCode, err]).toEqual([2, `error: option '--keep <number>' argument '${number}' is invalid. It must be a whole number of mails, at least 1.\n(--help shows the options)`]);
});
