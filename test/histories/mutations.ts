/**
 * Breaks a copy of the deployment function in one place at a time, and shows which test fails. Fails if none does.
 *
 * Run: npm run test:mutations [-- NAME ...]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly code: string;
  readonly instead: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'equal content counts as ownership',
    file: 'lambda/reconcile/plan.ts',
    code: 'if (origin.from !== \'other\' && parts.length === 0)',
    instead: 'if (parts.length === 0)',
  },
  {
    name: 'a dropped template is deleted although someone edited it',
    file: 'lambda/reconcile/plan.ts',
    code: 'if (!declared) return { action: \'none\', why: \'not-ours\' };',
    instead: 'if (!declared) return write(change, live);',
  },
  {
    name: 'a rollback deletes what its deployment did not create',
    file: 'lambda/reconcile/plan.ts',
    code: 'return declared || createdHere ? write',
    instead: 'return declared || createdHere || true ? write',
  },
  {
    name: 'a Delete ignores edits',
    file: 'lambda/reconcile/remove.ts',
    code: 'if (live && differingParts(template, live).length > 0) return done(name, WHY_NOT[\'not-ours\']);',
    instead: '',
  },
  {
    name: 'a Delete in a rollback takes adopted templates along',
    file: 'lambda/reconcile/remove.ts',
    code: 'if (live && mayDelete && !await mayDelete(name))',
    instead: 'if (false)',
  },
  {
    name: 'a write whose response was lost is forgotten',
    file: 'lambda/reconcile/journal.ts',
    code: 'if (!mayHaveTakenEffect(error)) this.remove(entry);',
    instead: 'this.remove(entry);',
  },
  {
    name: 'undoing deletes a template that someone else created',
    file: 'lambda/reconcile/journal.ts',
    code: 'if (created === false) return false;',
    instead: '',
  },
  {
    name: 'undoing writes the escapes of GetTemplate',
    file: 'lambda/reconcile/journal.ts',
    code: 'parts[part] = unescapeNonAscii(content);',
    instead: 'parts[part] = content;',
  },
  {
    name: 'a rollback stops at the first failure',
    file: 'lambda/reconcile/run.ts',
    code: 'if (!this.undoesNothing) {',
    instead: 'if (true) {',
  },
  {
    name: 'a run goes on although its stack rolls back',
    file: 'lambda/reconcile/rollback-guard.ts',
    code: 'if (isRollingBack(stack)) throw new CancelledError(\'the stack is rolling back\');',
    instead: '',
  },
  {
    name: 'an event of the failed deployment counts as the rollback\'s',
    file: 'lambda/reconcile/rollback-guard.ts',
    code: 'return sending && !sending.inRollback ? { over: \'the stack is rolling back\' } : \'rollback\';',
    instead: 'return \'rollback\';',
  },
  {
    name: 'a late event is processed although its stack has moved on',
    file: 'lambda/reconcile/rollback-guard.ts',
    code: 'if ((await this.whenSent())?.isOver) throw new CancelledError(\'the stack has moved on\');',
    instead: '',
  },
  {
    name: 'a Delete of a nested stack does not ask whether the root stack rolls back',
    file: 'lambda/reconcile/lifecycle.ts',
    code: 'rollsBack: root !== undefined && isRollingBack(root)',
    instead: 'rollsBack: false',
  },
  {
    name: 'a template that the plan leaves alone is tagged',
    file: 'lambda/reconcile/apply.ts',
    code: 'isOurs(step) ? await applyTags',
    instead: 'true ? await applyTags',
  },
  {
    name: 'undoing leaves tags',
    file: 'lambda/reconcile/journal.ts',
    code: 'changed = await restoreTags(entry, context) || changed;',
    instead: 'continue;',
  },
  {
    name: 'a template that is gone before it is tagged is a contradiction',
    file: 'lambda/reconcile/apply.ts',
    code: 'if (live) throw new UnsettledTemplateError(change.name, CREATION_DELAYS.length + 1);',
    instead: 'throw new UnsettledTemplateError(change.name, CREATION_DELAYS.length + 1);',
  },
  {
    name: 'an unanswered write counts as not made',
    file: 'lambda/pacing/retry.ts',
    code: 'if (kind === \'unanswered\') unsure = writes;',
    instead: '',
  },
  {
    name: 'the lane is twice as fast as the quota',
    file: 'lambda/pacing/lane.ts',
    code: 'this.free = this.clock.now() + this.interval;',
    instead: 'this.free = this.clock.now() + this.interval / 2;',
  },
];

const ROOT = join(__dirname, '..', '..');
const chosen = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), 'mutations-'));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const path of ['lambda', 'src', 'local', 'test', 'examples', 'package.json', 'tsconfig.json', 'jest.config.json']) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

/** The first test of some files that fails, or undefined. */
function failingTest(...files: string[]): string | undefined {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci', '--json', '--coverage=false', ...files],
    { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (!stdout.startsWith('{')) throw new Error(`Jest failed: ${stderr}${stdout}`);
  const { testResults, success } = JSON.parse(stdout) as {
    success: boolean;
    testResults: Array<{ name: string; message: string; assertionResults: Array<{ status: string; fullName: string }> }>;
  };
  if (success) return undefined;
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed');
  if (!failed) throw new Error(`The tests could not run: ${testResults.map(({ message }) => message).join('\n')}`);
  return failed.fullName;
}

const SUITES = [['test/histories'], ['test/lambda/reconcile', 'test/lambda/pacing']];

const healthy = SUITES.map(files => failingTest(...files)).find(failed => failed !== undefined);
if (healthy !== undefined) throw new Error(`Without a mutation, this must pass: ${healthy}`);

let survivors = 0;
for (const { name, file, code, instead } of MUTATIONS.filter(mutation => chosen.length === 0 || chosen.includes(mutation.name))) {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  if (original.split(code).length !== 2) throw new Error(`${file} must contain this once, for the mutation "${name}": ${code}`);
  writeFileSync(path, original.replace(code, () => instead));
  const killers = SUITES.map(files => failingTest(...files));
  writeFileSync(path, original);
  if (killers.every(killer => killer === undefined)) survivors++;
  const [history, test] = killers.map(killer => killer ?? '-');
  process.stdout.write(`${killers.some(Boolean) ? 'killed  ' : 'SURVIVED'}  ${name}\n          histories: ${history}\n          tests:     ${test}\n`);
}
process.stdout.write(`${survivors} of ${MUTATIONS.length} mutations survived\n`);
process.exitCode = survivors > 0 ? 1 : 0;
