import { driftEvents } from '../../../lambda/monitor/report/events';
import { message } from '../../../lambda/monitor/report/message';
import { summarize } from '../../../lambda/monitor/report/summary';
import { Report, Result } from '../../../lambda/monitor/result';

const BASE = { monitor: 'Shop/Drift', part: 1, checkedAt: new Date(0), failures: [] };
const changed = (name: string, details: string[] = []): Result => ({
  subject: { type: 'template', name, stackId: 'arn:stack', logicalId: 'Mails' },
  findings: [{ finding: { kind: 'CHANGED', subject: { type: 'template', name }, parts: ['Html'], details, acknowledgement: `${name}@1` } }],
});
const messageOf = (report: Report) => message(report, summarize(report));

test('nothing is sent when nothing is found, or only what is known', () => {
  expect(messageOf({ ...BASE, results: [] })).toBeUndefined();
  const { findings: [{ finding }], ...rest } = changed('welcome');
  expect(messageOf({ ...BASE, results: [{ ...rest, findings: [{ finding, known: 'ignored' }] }] })).toBeUndefined();
});

test('a message with hundreds of findings and long diffs fits into SNS, names how many it leaves out, and is JSON throughout', () => {
  const results = Array.from({ length: 600 }, (_, index) => changed(`mail-${index}`, Array.from({ length: 60 }, () => 'ü'.repeat(200))));
  const { text, json, subject } = messageOf({ ...BASE, results })!;
  const sent = JSON.stringify({ default: text, lambda: json, sqs: json, http: json, https: json, firehose: json });
  expect(Buffer.byteLength(sent)).toBeLessThan(262_144);
  expect(text).toMatch(/\n\n\(\d+ more: see the log of the monitor's function\)$/);
  const { results: shown, omitted, summary } = JSON.parse(json);
  expect(shown.length + omitted).toBe(600);
  expect(summary.Drifted).toBe(600);
  expect(subject).toBe('SES email drift in Shop/Drift: 600 finding(s)');
});

test('a subject is ASCII of less than 100 characters, whatever the path of the monitor', () => {
  const { subject } = messageOf({ ...BASE, monitor: `Bücher/${'x'.repeat(200)}`, results: [changed('welcome')] })!;
  expect(subject).toMatch(/^SES email drift in B\?cher\/x+$/);
  expect(subject).toHaveLength(99);
});

test('a failure is a message, too', () => {
  const { subject, text } = messageOf({ ...BASE, results: [], failures: ['no time was left'] })!;
  expect(subject).toBe('SES email drift in Shop/Drift: 1 failed check(s)');
  expect(text).toBe('Shop/Drift compared Amazon SES with what its stacks declare, at 1970-01-01T00:00:00.000Z.\n0 checked: 1 failed check(s).\n\nCHECK FAILED: no time was left');
});

test('ten events with the longest diffs fit into a call', () => {
  const lines = Array.from({ length: 200 }, () => 'ü'.repeat(200));
  const events = driftEvents({ ...BASE, results: Array.from({ length: 10 }, (_, index) => changed(`mail-${index}`, lines)) });
  expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThan(256_000);
});
