import { allows, Statement, statementsOf } from './iam';

const statement = (Effect: 'Allow' | 'Deny', Action: string | string[], Resource: string | string[]): Statement => ({ Effect, Action, Resource });
const call = { action: 'ses:SendTemplatedEmail', resources: ['arn:identity/a', 'arn:template/b'] };

test.each<[boolean, string, Statement[]]>([
  [false, 'nothing said', []],
  [true, 'both resources in one statement', [statement('Allow', 'ses:SendTemplatedEmail', ['arn:identity/a', 'arn:template/b'])]],
  [true, 'a statement for each resource', [statement('Allow', call.action, 'arn:identity/a'), statement('Allow', call.action, 'arn:template/b')]],
  [false, 'one resource only', [statement('Allow', call.action, 'arn:identity/a')]],
  [false, 'the resources for different actions', [statement('Allow', call.action, 'arn:identity/a'), statement('Allow', 'ses:SendEmail', 'arn:template/b')]],
  [true, 'wildcards', [statement('Allow', 'ses:Send*', 'arn:*/?')]],
  [false, 'a wildcard for one character, and two there', [statement('Allow', 'ses:Send*', ['arn:identity/?', 'arn:template/b?'])]],
  [true, 'an action in another case', [statement('Allow', 'SES:sendtemplatedemail', '*')]],
  [false, 'a resource in another case', [statement('Allow', '*', ['arn:identity/A', 'arn:template/b'])]],
  [false, 'a dot that is no wildcard', [statement('Allow', '*', ['arn.identity/a', 'arn:template/b'])]],
  [false, 'a Deny for one resource', [statement('Allow', '*', '*'), statement('Deny', 'ses:*', 'arn:template/b')]],
  [true, 'a Deny for another action', [statement('Allow', '*', '*'), statement('Deny', 'ses:SendEmail', '*')]],
])('says %s to: %s', (expected, _, statements) => {
  expect(allows(statements, call)).toBe(expected);
});

test('does not evaluate policies that it does not support', () => {
  const conditional = { ...statement('Allow', '*', '*'), Condition: { StringEquals: { 'ses:FromAddress': 'a@example.com' } } };

  expect(() => allows([conditional], call)).toThrow('cannot judge Condition of {"Effect":"Allow","Action":"*","Resource":"*","Condition":');
});

test.each<[string, object]>([
  ['ManagedPolicyArns', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
  ['PermissionsBoundary', { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' }],
])('does not evaluate a role with %s', (property, Properties) => {
  const role = { Type: 'AWS::IAM::Role', Properties, physicalId: 'role' };

  expect(() => statementsOf([role], 'arn:aws:iam::111122223333:role/role')).toThrow(`cannot judge ${property} of arn:aws:iam::111122223333:role/role`);
});
