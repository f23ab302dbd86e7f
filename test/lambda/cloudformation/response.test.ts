import * as fc from 'fast-check';
import { encode, failed } from '../../../lambda/cloudformation/response';

const TO = { responseUrl: 'https://x', stackId: 'arn:stack', requestId: 'request-1', logicalResourceId: 'Welcome' };

test('a short reason is told whole', () => {
  expect(JSON.parse(encode(failed(TO, 'welcome', 'drift')))).toMatchObject({ Reason: 'drift' });
});

test('a long reason keeps its beginning, which says what failed, and its end, which says why', () => {
  const reason = JSON.parse(encode(failed(TO, 'welcome', `CreateTemplate failed${'.'.repeat(10_000)}Nothing was changed`))).Reason;
  expect(reason).toMatch(/^CreateTemplate failed\.+ … \.+Nothing was changed$/);
  expect(reason.length).toBeGreaterThan(3_800);
});

test('no answer is over 4,096 bytes, and none is broken, whatever the reason', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 6_000, size: 'max' }), reason => {
    const answer = encode(failed(TO, 'welcome', reason));
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(4_096);
    expect(JSON.parse(answer)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'welcome' });
    if (Buffer.byteLength(JSON.stringify(failed(TO, 'welcome', reason))) <= 4_096) expect(JSON.parse(answer).Reason).toBe(reason);
  }), { numRuns: 50 });
});
