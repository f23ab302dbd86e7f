import { redact } from '../../../lambda/cloudformation/redact';

const URL = 'https://s3.example/bucket?AWSAccessKeyId=AKIA&Signature=a%2Bb';

test.each([
  ['the whole address', `PUT ${URL} failed`, 'PUT [ResponseURL] failed'],
  ['its query alone', 'GET /bucket?AWSAccessKeyId=AKIA&Signature=a%2Bb', 'GET /bucket?[ResponseURL]'],
  ['its query, decoded', 'AWSAccessKeyId=AKIA&Signature=a+b', '[ResponseURL]'],
  ['nothing', 'a harmless text', 'a harmless text'],
])('%s is hidden', (_what, text, hidden) => {
  expect(redact(text, URL)).toBe(hidden);
});

test('an address with invalid escapes is hidden', () => {
  expect(redact('at https://x/?a=%zz', 'https://x/?a=%zz')).toBe('at [ResponseURL]');
});
