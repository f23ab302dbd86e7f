/** The steps that deploy. */
import { Stage } from './stage';
import { checkSucceeded, destroyStacks } from '../display/operations';

export async function deployEverything(stage: Stage, emails: number): Promise<void> {
  stage.step(`Deploy ${emails} emails`);
  const { calls } = await stage.deploy();
  const created = calls.filter(({ operation, outcome }) => operation === 'CreateTemplate' && outcome === 'ok').map(({ name }) => name);
  stage.check(`SES has ${emails} templates, each created by one CreateTemplate`,
    stage.session.ses.templates.list().length === emails && created.length === emails && new Set(created).size === emails);
}

export async function changeOne(stage: Stage): Promise<void> {
  stage.step('Change one email and deploy again: only its template is updated');
  stage.editOnDisk('welcome', 'subject.txt', 'Welcome aboard', 'Come aboard');
  const { calls } = await stage.deploy();
  const touched = calls.filter(({ operation }) => operation === 'UpdateTemplate').map(({ name }) => name);
  const rendered = calls.findIndex(({ operation, outcome }) => operation === 'TestRenderTemplate' && outcome === 'ok');
  stage.check('SES rendered the new content under a scratch name first, then only shop-welcome was updated',
    rendered >= 0 && calls[rendered].name !== 'shop-welcome' && rendered < calls.findIndex(({ operation }) => operation === 'UpdateTemplate')
    && touched.length === 1 && touched[0] === 'shop-welcome' && stage.template('shop-welcome').SubjectPart.startsWith('Come aboard'));
}

export async function overwriteDrift(stage: Stage): Promise<void> {
  stage.step('Edit a template outside the stack: the next deployment of that email reports the drift');
  const edited = stage.editInSes('shop-refund', 'Dear', 'Hi');
  stage.editOnDisk('refund', 'subject.txt', 'is on its way', 'is coming');
  const { log } = await stage.deploy();
  const { SubjectPart, TextPart } = stage.template('shop-refund');
  stage.check('The function\'s log names the edited part, and SES has the email as it is on disk',
    log.some(line => line.includes('drift: someone changed its text'))
    && SubjectPart.includes('is coming') && TextPart !== edited.TextPart && /^Dear/m.test(TextPart!));
}

export async function refuseDrift(stage: Stage): Promise<void> {
  stage.step('The same with EmailDriftPolicy.FAIL, which the invoice sets: refused, and the stack rolls back');
  const edited = stage.editInSes('shop-invoice', 'Please pay', 'Kindly pay');
  stage.editOnDisk('invoice', 'subject.txt', 'Invoice', 'Your invoice');
  const { result } = await stage.tryToDeploy();
  const { SubjectPart, HtmlPart, TextPart } = stage.template('shop-invoice');
  stage.check('It is refused with the reason, the stack is healthy, and the edit in SES is unchanged',
    result.status === 'UPDATE_ROLLBACK_COMPLETE'
    && result.failures.some(({ reason }) => reason?.includes('template \'shop-invoice\' has drifted: someone changed its text'))
    && SubjectPart === edited.SubjectPart && HtmlPart === edited.HtmlPart && TextPart === edited.TextPart);
}

export async function destroyEverything(stage: Stage): Promise<void> {
  stage.step('Destroy the stack');
  const { session: { ses }, session, display } = stage;
  checkSucceeded(await destroyStacks(session, display, undefined, ({ type }) => !type.startsWith('AWS::') || type === 'AWS::CloudFormation::Stack'));
  stage.check('Only the invoice is left in SES: it was edited, so the stack does not delete it',
    ses.templates.list().map(({ TemplateName }) => TemplateName).join() === 'shop-invoice' && ses.configurationSets.list().length === 0);
}
