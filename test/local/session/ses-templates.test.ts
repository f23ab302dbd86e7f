import { createLocalSes, LocalSes } from '../../../local/ses';
import { sesTemplates } from '../../../local/session/ses-templates';
import { custom, Harness, harness, template } from '../cloudformation/support';

let ses: LocalSes;
let h: Harness;
beforeEach(() => {
  ses = createLocalSes();
  h = harness({ native: sesTemplates(ses.templates) });
});

const mail = (parts: object, attributes: object = {}) => ({ Type: 'AWS::SES::Template', Properties: { Template: parts }, ...attributes });
const live = () => Object.fromEntries(ses.templates.list().map(({ TemplateName, SubjectPart }) => [TemplateName, SubjectPart]));
const failing = custom({}, { Create: { answer: { Status: 'FAILED', Reason: 'no luck' } } }, { DependsOn: 'Mail' });
const already = (name: string) => `Resource handler returned message: "Resource of type 'AWS::SES::Template' with identifier '${name}' already exists."`;

test('a template is created, updated in place, and deleted', async () => {
  const outputs = { Outputs: { Ref: { Value: { Ref: 'Mail' } }, Id: { Value: { 'Fn::GetAtt': ['Mail', 'Id'] } } } };
  const { outputs: created } = await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hi', HtmlPart: '<p>', TextPart: 'p' }) }, outputs));
  expect(created).toEqual({ Ref: 'welcome', Id: 'welcome' });
  const { CreatedTimestamp, ...parts } = ses.templates.get('welcome')!;
  expect(parts).toEqual({ TemplateName: 'welcome', SubjectPart: 'Hi', HtmlPart: '<p>', TextPart: 'p' });

  await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hello' }) }, outputs));
  expect(ses.templates.get('welcome')).toEqual({ TemplateName: 'welcome', SubjectPart: 'Hello', CreatedTimestamp });

  await h.cfn.destroy();
  expect(live()).toEqual({});
  expect(ses.calls).toEqual([]);
});

test('a template without a name gets one', async () => {
  await h.deploy(template({ Mail: mail({ SubjectPart: 'Hi' }) }));
  expect(Object.keys(live())).toEqual([expect.stringMatching(/^Demo-Mail-[0-9A-F]{12}$/)]);
});

test('a template that exists is not taken over, and survives the rollback', async () => {
  ses.templates.put({ TemplateName: 'welcome', SubjectPart: 'by hand' });
  const { status, failures } = await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hi' }) }));
  expect([status, ...failures.map(({ reason }) => reason)]).toEqual(['ROLLBACK_COMPLETE', already('welcome')]);
  expect(live()).toEqual({ welcome: 'by hand' });
});

test('a refusal by SES fails the stack with its text', async () => {
  const { failures } = await h.deploy(template({ Mail: { Type: 'AWS::SES::Template' } }));
  expect(failures[0].reason).toBe('Resource handler returned message: "The subject must be specified."');
});

test('an update of a template that is gone fails', async () => {
  await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hi' }) }));
  ses.templates.delete('welcome');
  const { failures } = await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hello' }) }));
  expect(failures[0].reason).toBe('Resource handler returned message: "Resource of type \'AWS::SES::Template\' with identifier \'welcome\' was not found."');
  expect((await h.cfn.destroy())[0].status).toBe('DELETE_COMPLETE');
});

describe('a changed name', () => {
  const deployed = (name: string, rest: object = {}, attributes: object = {}) =>
    h.deploy(template({ Mail: mail({ TemplateName: name, SubjectPart: name }, attributes), ...rest }));

  test('creates another template; the old one exists until the clean-up', async () => {
    let beforeCleanUp;
    h = harness({
      native: sesTemplates(ses.templates),
      onEvent: ({ status }) => { if (status.endsWith('CLEANUP_IN_PROGRESS')) beforeCleanUp = live(); },
    });
    await deployed('old');

    expect((await deployed('new')).status).toBe('UPDATE_COMPLETE');

    expect(beforeCleanUp).toEqual({ old: 'old', new: 'new' });
    expect(live()).toEqual({ new: 'new' });
  });

  test('with UpdateReplacePolicy Retain leaves the old template', async () => {
    await deployed('old');
    await deployed('new', {}, { UpdateReplacePolicy: 'Retain' });
    expect(live()).toEqual({ old: 'old', new: 'new' });
  });

  test('is rolled back when the update fails', async () => {
    await deployed('old');
    const created = ses.templates.get('old');
    expect((await deployed('new', { Bad: failing })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(ses.templates.list()).toEqual([created]);
    expect(h.cfn.stacks('Demo')!.resources.find(({ logicalId }) => logicalId === 'Mail')!.physicalId).toBe('old');
  });

  test('that is already in use fails and changes nothing', async () => {
    await deployed('old');
    ses.templates.put({ TemplateName: 'new', SubjectPart: 'by hand' });
    const { status, failures } = await deployed('new');
    expect([status, failures[0].reason]).toEqual(['UPDATE_ROLLBACK_COMPLETE', already('new')]);
    expect(live()).toEqual({ old: 'old', new: 'by hand' });
  });
});

describe('a template that is removed from the stack', () => {
  beforeEach(() => h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hi' }) })));

  test('is deleted in the clean-up, after everything else', async () => {
    await h.deploy(template({ A: custom() }));
    expect(h.sequence().slice(-5)).toEqual([
      'A CREATE_COMPLETE', 'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Mail DELETE_IN_PROGRESS', 'Mail DELETE_COMPLETE', 'Demo UPDATE_COMPLETE',
    ]);
    expect(live()).toEqual({});
  });

  test('is kept when the update fails', async () => {
    await h.deploy(template({ Bad: custom({}, { Create: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
    expect(live()).toEqual({ welcome: 'Hi' });
  });

  test('is kept with DeletionPolicy Retain', async () => {
    await h.deploy(template({ Mail: mail({ TemplateName: 'welcome', SubjectPart: 'Hi' }, { DeletionPolicy: 'Retain' }) }));
    await h.deploy(template({ A: custom() }));
    expect(h.sequence()).toContain('Mail DELETE_SKIPPED');
    expect(live()).toEqual({ welcome: 'Hi' });
  });
});
