import { Aws, aws_iam as iam, aws_sqs as sqs, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { readableStatement, readableValue } from '../../../src/events/private/readable';
import { stackIn } from '../../support/events';

const READABLE: Array<[string, (stack: Stack) => string, string]> = [
  ['a literal', () => 'arn:aws:sns:eu-west-1:111122223333:events', 'arn:aws:sns:eu-west-1:111122223333:events'],
  ['a pseudo parameter', () => `to ${Aws.ACCOUNT_ID}`, 'to ${AWS::AccountId}'],
  ['a parameter', stack => new CfnParameter(stack, 'Topic').valueAsString, '${Topic}'],
  ['an attribute', stack => new sqs.CfnQueue(stack, 'Queue').attrArn, '${Queue.Arn}'],
  ['another intrinsic function', () => Fn.importValue('Topic'), '{"Fn::ImportValue":"Topic"}'],
  ['another intrinsic function inside a text', () => `arn:${Fn.importValue('Topic')}`, 'arn:{"Fn::ImportValue":"Topic"}'],
];

test.each(READABLE)('%s is readable', (_, valueIn, expected) => {
  const stack = stackIn();

  expect(readableValue(stack, valueIn(stack))).toBe(expected);
});

test('a statement without conditions, on several resources, is readable', () => {
  const statement = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['a', Aws.REGION], principals: [new iam.AnyPrincipal()] });

  expect(readableStatement(stackIn(), statement)).toBe(
    '{"Action":"sns:Publish","Effect":"Allow","Principal":{"AWS":"*"},"Resource":["a","${AWS::Region}"]}');
});
