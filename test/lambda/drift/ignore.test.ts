import { Finding, judge } from '../../../lambda/drift';
import { IgnoreRule } from '../../../src/contract/drift';

const changed: Finding = { kind: 'CHANGED', subject: { type: 'template', name: 'a.b-promo' }, parts: ['Subject', 'Html'], acknowledgement: 'a.b-promo@1' };
const missing: Finding = { kind: 'MISSING', subject: { type: 'template', name: 'a.b-promo' }, acknowledgement: 'a.b-promo@2' };

test.each<[string, Finding, IgnoreRule, 'ignored' | undefined]>([
  ['its name', changed, { Names: ['other', 'a.b-promo'] }, 'ignored'],
  ['another name', changed, { Names: ['a.b-prom'] }, undefined],
  ['a pattern', changed, { Names: ['a*mo'] }, 'ignored'],
  ['a pattern that is no regular expression', changed, { Names: ['axb-promo'] }, undefined],
  ['its kind', changed, { Names: ['*'], Findings: ['CHANGED'] }, 'ignored'],
  ['another kind', changed, { Names: ['*'], Findings: ['BROKEN'] }, undefined],
  ['all of its parts', changed, { Names: ['*'], Parts: ['Subject', 'Html', 'Text'] }, 'ignored'],
  ['parts, and it is none of them', missing, { Names: ['*'], Parts: ['Subject', 'Html', 'Text'] }, undefined],
])('a rule for %s', (_, finding, rule, known) => {
  expect(judge(finding, [rule], []).known).toBe(known);
});

test('rules for parts add up, and leave the others', () => {
  const rules: IgnoreRule[] = [{ Names: ['a*'], Parts: ['Subject'] }, { Names: ['b*'], Parts: ['Html'] }];
  expect(judge(changed, rules, [])).toEqual({ finding: { ...changed, parts: ['Html'] }, ignoredParts: ['Subject'] });
});

test('an acknowledged finding is known, with all of its parts', () => {
  expect(judge(changed, [], ['a.b-promo@1'])).toEqual({ finding: changed, known: 'acknowledged' });
});
