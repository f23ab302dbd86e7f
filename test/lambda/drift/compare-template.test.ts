import { compareTemplate, Subject, withDiff } from '../../../lambda/drift';
import { parseDeclaration } from '../../../lambda/reconcile/declaration';
import { escapedAsSes } from '../../support/escaped-as-ses';
import * as fc from '../../support/fast-check';
import { declare, live } from '../../support/properties';

const SUBJECT: Subject = { type: 'template', name: 'welcome', stackId: 'arn:stack', logicalId: 'Mails' };
const content = fc.record({ Subject: fc.string({ unit: 'grapheme', minLength: 1 }), Html: fc.string({ unit: 'grapheme', minLength: 1 }) });
const declared = (parts: { Subject: string; Html?: string; Text?: string }, markers?: string[]) =>
  parseDeclaration(declare({ welcome: parts }, { Markers: markers }).properties).templates[0];

test('whatever was deployed is no drift, as SES returns it', () => {
  fc.assert(fc.property(content, parts => {
    const returned = Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, escapedAsSes(text)]));
    expect(compareTemplate(SUBJECT, declared(parts), returned)).toBeUndefined();
  }));
});

test('whatever was edited is found, in the parts where it was', () => {
  fc.assert(fc.property(content, content, (before, after) => {
    const changed = (['Subject', 'Html'] as const).filter(part => before[part].replace(/\r\n/g, '\n') !== after[part].replace(/\r\n/g, '\n'));
    expect(compareTemplate(SUBJECT, declared(before), live(after))?.parts ?? []).toEqual(changed);
  }));
});

test('a part that was added or removed is a change of it', () => {
  expect(compareTemplate(SUBJECT, declared({ Subject: 'a', Html: 'b' }), { Subject: 'a', Text: 'c' })).toMatchObject({ kind: 'CHANGED', parts: ['Html', 'Text'] });
});

test('an acknowledgement is of one state: it differs with what is live, with what is declared, and with its deploy-time values', () => {
  const one = (parts: Parameters<typeof declared>[0], content_: object | undefined, markers?: string[]) =>
    compareTemplate(SUBJECT, declared(parts, markers), content_)!.acknowledgement;
  const acknowledgement = one({ Subject: 'a' }, { Subject: 'b' });
  expect(acknowledgement).toMatch(/^welcome@[0-9a-f]{12}$/);
  expect(one({ Subject: 'a' }, { Subject: 'b' })).toBe(acknowledgement);
  expect(new Set([
    acknowledgement,
    one({ Subject: 'a' }, { Subject: 'c' }),
    one({ Subject: 'c' }, { Subject: 'b' }),
    one({ Subject: 'a' }, undefined),
    one({ Subject: ['a', { marker: 0 }] as any }, { Subject: 'b' }, ['1']),
    one({ Subject: ['a', { marker: 0 }] as any }, { Subject: 'b' }, ['2']),
  ]).size).toBe(6);
});

test('a diff is bounded in lines and in their length, and says what it leaves out', () => {
  const before = Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n');
  const after = Array.from({ length: 500 }, (_, line) => `edited ${line}${'x'.repeat(line === 3 ? 5_000 : 0)}`).join('\n');
  const finding = compareTemplate(SUBJECT, declared({ Subject: 'a', Html: before }), { Subject: 'a', Html: after })!;
  const { details } = withDiff(finding, { Html: before }, { Html: after });
  expect(details!.slice(0, 4)).toEqual(['--- Html as declared', '+++ Html as live', '@@ -1,500 +1,500 @@', '-line 0']);
  expect(details).toHaveLength(2 + 60 + 1);
  expect(details!.at(-1)).toBe('(943 more lines of the diff)');
  expect(Math.max(...details!.map(line => line.length))).toBeLessThan(300);
});

test('texts that have nothing in common are not compared line by line', () => {
  const before = Array.from({ length: 3_000 }, (_, line) => `line ${line}`).join('\n');
  const after = Array.from({ length: 3_000 }, (_, line) => `other ${line}`).join('\n');
  const finding = compareTemplate(SUBJECT, declared({ Subject: 'a', Html: before }), { Subject: 'a', Html: after })!;
  expect(withDiff(finding, { Html: before }, { Html: after }).details!.at(-1))
    .toBe(`(more than 2000 lines differ: ${before.length} characters declared, ${after.length} live)`);
});
