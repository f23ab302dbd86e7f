import { encode, failed } from '../../../lambda/cloudformation/response';
import * as fc from '../../support/fast-check';

const TO = { responseUrl: 'https://x', stackId: 'arn:stack', requestId: 'request-1', logicalResourceId: 'Welcome' };

test('a short reason is unchanged', () => {
  expect(JSON.parse(encode(failed(TO, 'welcome', 'drift')))).toMatchObject({ Reason: 'drift' });
});

test('a long reason keeps its beginning, which says what failed, and its end, which says why', () => {
  const reason = JSON.parse(encode(failed(TO, 'welcome', `CreateTemplate failed${'.'.repeat(10_000)}Nothing was changed`))).Reason;
  expect(reason).toMatch(/^CreateTemplate failed\.+ … \.+Nothing was changed$/);
  expect(reason.length).toBeGreaterThan(3_800);
});

test('control characters, which break stack events, are replaced; line breaks stay', () => {
  expect(failed(TO, 'welcome', 'one\u0000two\u001bthree\n\tfour\u0085').Reason).toBe('one two three\n\tfour ');
});

test('any response is valid JSON of at most 4,096 bytes', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 6_000, size: 'max' }), reason => {
    const answer = encode(failed(TO, 'welcome', reason));
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(4_096);
    expect(JSON.parse(answer)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'welcome' });
    const whole = failed(TO, 'welcome', reason);
    if (Buffer.byteLength(JSON.stringify(whole)) <= 4_096) expect(JSON.parse(answer)).toEqual(whole);
  }), { numRuns: 50 });
});
