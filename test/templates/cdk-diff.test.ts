import { fullDiff, TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailContent } from '../../src';
import { RESOURCE_TYPE, testStack } from '../support/synth';

/** By what the CDK CLI decides whether `cdk deploy` asks for approval, and fails where there is no terminal. */
function diff(before: (stack: Stack) => void, after: (stack: Stack) => void): TemplateDiff {
  const [one, two] = [before, after].map(define => {
    const stack = testStack();
    define(stack);
    return Template.fromStack(stack).toJSON();
  });
  return fullDiff(one, two);
}

const text = (content: string) => ({ subject: 'Hi', text: EmailContent.fromInline(content) });
const single = (content: string) => (stack: Stack) => { new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', ...text(content) }); };
const set = (contents: Record<string, string>) => (stack: Stack) => {
  new EmailTemplateSet(stack, 'Mails', { templates: Object.entries(contents).map(([name, content]) => ({ name, ...text(content) })) });
};

test.each([
  ['a single template', single('Hello'), single('Welcome')],
  ['a template of a set', set({ welcome: 'Hello', refund: 'Here it is' }), set({ welcome: 'Welcome', refund: 'Here it is' })],
  ['the templates of a set, of which one comes and one goes', set({ welcome: 'Hello', refund: 'Here it is' }), set({ welcome: 'Hello', receipt: 'Thank you' })],
])('if only %s changes, no permission changes, and `cdk deploy` does not ask for approval', (_, before, after) => {
  const { permissionsAnyChanges, permissionsBroadened, resources } = diff(before, after);
  expect({ permissionsAnyChanges, permissionsBroadened }).toEqual({ permissionsAnyChanges: false, permissionsBroadened: false });
  expect(Object.values(resources.changes).map(({ resourceType }) => resourceType)).toEqual([RESOURCE_TYPE]);
});

test('a changed tag is shown as a change of the templates alone', () => {
  const tagged = (team: string) => (stack: Stack) => {
    set({ welcome: 'Hello', refund: 'Here it is' })(stack);
    Tags.of(stack).add('team', team);
  };
  const { permissionsAnyChanges, resources } = diff(tagged('shop'), tagged('mail'));
  const changes = Object.values(resources.changes).filter(({ resourceType }) => resourceType === RESOURCE_TYPE);
  expect(changes.map(({ propertyUpdates }) => Object.keys(propertyUpdates))).toEqual([['Tags']]);
  expect(permissionsAnyChanges).toBe(false);
});

test('a permission that is added together with a changed email is shown', () => {
  const after = (stack: Stack) => {
    single('Welcome')(stack);
    EmailTemplateProvider.of(stack).grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['*'] }));
  };
  const { permissionsAnyChanges, permissionsBroadened, iamChanges } = diff(single('Hello'), after);
  expect({ permissionsAnyChanges, permissionsBroadened }).toEqual({ permissionsAnyChanges: true, permissionsBroadened: true });
  expect(iamChanges.statements.additions.map(({ actions }) => actions.values)).toEqual([['s3:PutObject']]);
});

test('the first email of a stack adds the permissions of the deployment function, which are shown', () => {
  expect(diff(() => {}, single('Hello')).permissionsBroadened).toBe(true);
});
