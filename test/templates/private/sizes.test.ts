import { App, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailContent } from '../../../src';
import { memoryNeeded } from '../../../src/contract/memory';
import { eventSizeFinding } from '../../../src/templates/private/sizes';
import { templatesProperties, testStack } from '../../support/synth';

/** A set whose properties have this number of bytes, nearly all of them in values that are known only at deployment. */
function setOf(bytes: number): Stack {
  const stack = testStack();
  const values = Array.from({ length: 10 }, (_, index) => Fn.join('', [`${index}`.repeat(bytes / 10 - 150), stack.region]));
  new EmailTemplateSet(stack, 'Mails', { templates: [{ name: 'welcome', subject: 'Hi', text: EmailContent.fromInline(values.join(' ')) }] });
  return stack;
}

/** The errors of a synth's validation. */
function errorsOf(stack: Stack): string {
  try {
    (stack.node.root as App).synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the properties of an update, old and new in one event,', () => {
  test('are no problem in an ordinary set', () => {
    const stack = testStack();
    const templates = Array.from({ length: 375 }, (_, index) => ({ name: `mail-${index}`, subject: 'Hi', text: EmailContent.fromInline(`${stack.region}`) }));
    new EmailTemplateSet(stack, 'Mails', { templates, namePrefix: `${stack.stackName}-` });
    expect(errorsOf(stack)).toBe('');
    Annotations.fromStack(stack).hasNoWarning('/OrderMails/Mails', Match.stringLikeRegexp('properties'));
  });

  test('are a warning near the limit', () => {
    const stack = setOf(450_000);
    expect(errorsOf(stack)).toBe('');
    const [bytes] = /\d+(?= bytes\. Each)/.exec(String(Annotations.fromStack(stack).findWarning('/OrderMails/Mails', Match.anyValue())[0].entry.data))!;
    expect(Number(bytes)).toBeGreaterThan(449_000);
    expect(Number(bytes)).toBeLessThan(JSON.stringify(templatesProperties(stack)).length + 500);
    Annotations.fromStack(stack).hasWarning('/OrderMails/Mails',
      'the resource\'s properties come near their limit of 520192 bytes of JSON, because CloudFormation sends the old and the new ones in one event, for which '
      + `AWS Lambda accepts at most 1 MB, got: about ${bytes} bytes. Each occurrence of a deploy-time value in an email adds some bytes. `
      + 'Split the set, or pass such values in the data of the mails [ack: cdk-ses-templates:largeProperties]');
  });

  test('are an error above the limit', () => {
    expect(errorsOf(setOf(550_000))).toMatch(new RegExp('^Validation failed with the following errors:\\n  '
      + '\\[OrderMails/Mails\\] the resource\'s properties must be at most 520192 bytes of JSON, because CloudFormation sends the old and the new ones in one event, '
      + 'for which AWS Lambda accepts at most 1 MB, got: about \\d+ bytes\\. Each occurrence of a deploy-time value in an email adds some bytes\\. '
      + 'Split the set, or pass such values in the data of the mails$'));
  });

  test('count at least 100 bytes for each deploy-time value, and all bytes of a longer one', () => {
    const values = (count: number, value: object) => ({ Markers: Array.from({ length: count }, () => value) });
    const bytesOf = (properties: object) => Number(/about (\d+) bytes/.exec(eventSizeFinding(properties, true)?.message ?? '')?.[1]);
    expect(bytesOf(values(4_500, { Ref: 'Url' }))).toBe('{"Markers":[]}'.length + 4_500 * 101 - 1);
    expect(bytesOf(values(4_500, { 'Fn::GetAtt': ['Api', 'Url'] }))).toBe('{"Markers":[]}'.length + 4_500 * 101 - 1);
    const long = { 'Fn::Join': ['', ['x'.repeat(200), { Ref: 'Url' }]] };
    expect(bytesOf(values(2_000, long))).toBe(JSON.stringify(values(2_000, long)).length);
  });

  test('of a single template cannot be split', () => {
    expect(eventSizeFinding({ Markers: ['x'.repeat(450_000)] }, false)!.message).toMatch(/some bytes\. Pass such values in the data of the mails$/);
  });
});

describe('the memory of the function', () => {
  const large = { subject: 'Hi', text: EmailContent.fromInline(`Hi, {{name}}. ${'Your order is on its way. '.repeat(18_800)}`) };
  function stackWith(memorySize?: number): Stack {
    const stack = testStack();
    if (memorySize) EmailTemplateProvider.configure(stack, { memorySize });
    new EmailTemplateSet(stack, 'Mails', { templates: [{ name: 'one', ...large }, { name: 'two', ...large }] });
    return stack;
  }

  test('is enough by default for two large templates', () => {
    expect(errorsOf(stackWith())).toBe('');
  });

  test('is an error that names the required size if it is not enough', () => {
    const stack = stackWith(128);
    expect(errorsOf(stack)).toBe('Validation failed with the following errors:\n'
      + '  [OrderMails/Mails] the deployment function must have at least 170 MiB of memory for 977713 bytes of templates, the largest of 488847 bytes, got: 128 MiB. '
      + 'Call EmailTemplateProvider.configure(stack, { memorySize: 192 }) above the stack\'s first email template');
    (EmailTemplateProvider.of(stack).handler.node.defaultChild as CfnFunction).memorySize = 170;
    expect(errorsOf(stack)).toBe('');
  });

  test('is enough for a single template of the largest size', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Large', { subject: 'Hi', html: EmailContent.fromInline('x'.repeat(512_000)) });
    expect(errorsOf(stack)).toBe('');
  });

  test.each([
    [1, 10_000, 121],
    [17, 490_000, 195],
    [94, 490_000, 321],
    [375, 100_000, 255],
    [375, 500_000, 794],
  ])('for %i templates of %i bytes is %i MiB', (count, bytes, needed) => {
    expect(memoryNeeded(count * bytes, bytes)).toBe(needed);
  });
});
