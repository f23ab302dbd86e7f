import { Change } from '../../../lambda/reconcile/changes';
import { parseDeclaration, Policies } from '../../../lambda/reconcile/declaration';
import { Origin, planForward, planRollback } from '../../../lambda/reconcile/plan';
import { Parts } from '../../../lambda/reconcile/ports';
import { TemplateAsset } from '../../../src/contract/contract';
import { declare, live } from '../../support/properties';

const NEW: TemplateAsset = { Subject: 'Welcome, {{name}}', Html: '<p>new</p>', Text: 'new' };
const OLD: TemplateAsset = { Subject: 'Welcome, {{name}}', Html: '<p>old</p>', Text: 'old' };
const OTHER: TemplateAsset = { Subject: 'Welcome, {{name}}', Html: '<p>edited</p>', Text: 'old' };

const template = (content?: TemplateAsset) => content && parseDeclaration(declare({ welcome: content }).properties).templates[0];
const change = (declared?: TemplateAsset, previous?: TemplateAsset): Change => ({
  name: 'welcome', declared: template(declared), previous: template(previous),
});
const policies = (conflict: Policies['conflict'] = 'FAIL', drift: Policies['drift'] = 'OVERWRITE'): Policies => ({ conflict, drift });
const STRICT = policies('FAIL', 'FAIL');

interface Row {
  readonly row: string;
  readonly change: Change;
  readonly live?: Parts;
  readonly policies?: Policies;
  readonly from?: 'this-event' | 'moved' | 'other';
  readonly step: object;
}

interface RollbackRow {
  readonly row: string;
  readonly change: Change;
  readonly live?: Parts;
  readonly createdHere?: boolean;
  readonly step: object;
}

describe('the case table', () => {
  test.each<Row>([
    { row: 'Create, absent: create', change: change(NEW), step: { action: 'create' } },
    { row: 'Create, created by this event: ours already', change: change(NEW), live: live(NEW), from: 'this-event', step: { action: 'none', why: 'as-declared' } },
    { row: 'Create, moved here with the same content: ours already', change: change(NEW), live: live(NEW), from: 'moved', step: { action: 'none', why: 'as-declared' } },
    { row: 'Create, same content there, ADOPT: adopt without a write', change: change(NEW), live: live(NEW), policies: policies('ADOPT'), step: { action: 'none', why: 'as-declared', adopts: true } },
    { row: 'Create, other content, ADOPT: take it over', change: change(NEW), live: live(OTHER), policies: policies('ADOPT'), step: { action: 'update', adopts: true } },
    { row: 'Update, equals declared: nothing', change: change(NEW, OLD), live: live(NEW), step: { action: 'none', why: 'as-declared' } },
    { row: 'Update, equals previous: update', change: change(NEW, OLD), live: live(OLD), policies: STRICT, step: { action: 'update' } },
    {
      row: 'Update, differs from both, OVERWRITE: update, naming the parts',
      change: change(NEW, OLD),
      live: live(OTHER),
      step: { action: 'update', drift: { kind: 'changed', parts: ['Html'] } },
    },
    { row: 'Update, gone, OVERWRITE: create again', change: change(NEW, OLD), step: { action: 'create', drift: { kind: 'deleted' } } },
    { row: 'Update drops it, equals previous: delete', change: change(undefined, OLD), live: live(OLD), policies: STRICT, step: { action: 'delete' } },
    { row: 'Update drops it, gone already: nothing', change: change(undefined, OLD), policies: STRICT, step: { action: 'none', why: 'as-declared' } },
    { row: 'Update drops it, edited or replaced, OVERWRITE: leave it alone', change: change(undefined, OLD), live: live(OTHER), step: { action: 'none', why: 'not-ours' } },
    { row: 'Update drops it, edited or replaced, FAIL: leave it alone', change: change(undefined, OLD), live: live(OTHER), policies: STRICT, step: { action: 'none', why: 'not-ours' } },
  ])('$row', row => {
    expect(planForward(row.change, row.live, row.policies ?? policies(), row.from && { from: row.from })).toEqual(row.step);
  });

  test.each<RollbackRow>([
    { row: 'what was changed goes back', change: change(OLD, NEW), live: live(NEW), step: { action: 'update' } },
    { row: 'what differs from both stays', change: change(OLD, NEW), live: live(OTHER), step: { action: 'none', why: 'not-ours' } },
    { row: 'what is gone stays gone', change: change(OLD, NEW), step: { action: 'none', why: 'not-ours' } },
    { row: 'what reads as gone back is written all the same, since reads lag', change: change(OLD, NEW), live: live(OLD), step: { action: 'update' } },
    { row: 'what had the same content is not written', change: change(NEW, NEW), live: live(NEW), step: { action: 'none', why: 'as-declared' } },
    { row: 'what was dropped is created again', change: change(OLD), step: { action: 'create' } },
    { row: 'what was not dropped yet stays', change: change(OLD), live: live(OLD), step: { action: 'none', why: 'as-declared' } },
    { row: 'what the operation created goes', change: change(undefined, NEW), live: live(NEW), createdHere: true, step: { action: 'delete' } },
    { row: 'what it found or adopted stays', change: change(undefined, NEW), live: live(NEW), step: { action: 'none', why: 'not-created-here' } },
    { row: 'another\'s template that was in the way stays', change: change(undefined, NEW), live: live(OTHER), createdHere: true, step: { action: 'none', why: 'not-ours' } },
  ])('of a rollback: $row', row => {
    expect(planRollback(row.change, row.live, row.createdHere ?? false)).toEqual(row.step);
  });

  test.each<[string, Change, Parts | undefined, Origin, string]>([
    [
      'Create, other content, FAIL', change(NEW), live(OTHER), { from: 'other' },
      'template \'welcome\' already exists with different HTML and text and was not changed: nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT; '
      + 'if it moved here from elsewhere in the stack, move it first and change it afterwards',
    ],
    [
      'Create, same content, FAIL', change(NEW), live(NEW), { from: 'other' },
      'template \'welcome\' already exists with the same content and was not changed: nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT, also if it moved here from a set of the stack',
    ],
    [
      'Create, an AWS::SES::Template of the stack', change(NEW), live(NEW), { from: 'stack-template', logicalId: 'Welcome' },
      'template \'welcome\' is also the AWS::SES::Template Welcome of this stack and was not changed: '
      + 'CloudFormation deletes it when that resource leaves the stack, and then mail that uses it fails; '
      + 'keep the ses.CfnTemplate in the app with applyRemovalPolicy(RemovalPolicy.RETAIN), next to this template with EmailConflictPolicy.ADOPT, deploy, '
      + 'then remove the ses.CfnTemplate and deploy again',
    ],
    [
      'Update, differs from both, FAIL', change(NEW, OLD), live({ Subject: 'Hi', Html: '<p>edited</p>' }), { from: 'other' },
      'template \'welcome\' has drifted: someone changed its subject, HTML and text since the last deployment, and it was left as is; '
      + 'copy the edit into the app, or overwrite it with EmailDriftPolicy.OVERWRITE',
    ],
    [
      'Update, gone, FAIL', change(NEW, OLD), undefined, { from: 'other' },
      'template \'welcome\' has drifted: someone deleted it since the last deployment, and it was left as is; '
      + 'copy the edit into the app, or overwrite it with EmailDriftPolicy.OVERWRITE',
    ],
  ])('%s: refused with advice', (_row, asked, there, origin, message) => {
    const step = planForward(asked, there, STRICT, origin);
    expect(step.action === 'refuse' && step.error.message).toBe(message);
  });

  test('an AWS::SES::Template of the stack is refused under ADOPT, too', () => {
    expect(planForward(change(NEW), live(NEW), policies('ADOPT'), { from: 'stack-template', logicalId: 'Welcome' }).action).toBe('refuse');
  });
});

describe('drift', () => {
  test.each<[string, TemplateAsset, Parts]>([
    ['non-ASCII that SES gives back as escapes', { Subject: 'ようこそ 🎉', Text: 'Grüße' }, { Subject: '\\u3088\\u3046\\u3053\\u305d \\ud83c\\udf89', Text: 'Gr\\u00fc\\u00dfe' }],
    ['line ends', { Subject: 'Hi', Text: 'one\r\ntwo\n' }, { Subject: 'Hi', Text: 'one\ntwo\r\n' }],
  ])('is not detected in %s', (_what, declared, there) => {
    expect(planForward(change(declared, OLD), there, STRICT)).toEqual({ action: 'none', why: 'as-declared' });
    expect(planForward(change(NEW, declared), there, STRICT)).toEqual({ action: 'update' });
  });

  test('is detected in an added part', () => {
    expect(planForward(change(NEW, { Subject: 'Hi', Text: 'old' }), { Subject: 'Hi', Text: 'old', Html: '<p>' }, policies()))
      .toEqual({ action: 'update', drift: { kind: 'changed', parts: ['Html'] } });
  });

  test('is not detected in deploy-time values: the previous ones count', () => {
    const content: TemplateAsset = { Subject: 'Hi', Text: ['https://', { marker: 0 }, '/orders'] };
    const withMarker = (value: string) => parseDeclaration(declare({ welcome: content }, { Markers: [value] }).properties).templates[0];
    const asked: Change = { name: 'welcome', declared: withMarker('new.example'), previous: withMarker('old.example') };
    expect(planForward(asked, live(content, ['old.example']), STRICT)).toEqual({ action: 'update' });
    expect(planForward(asked, live(content, ['new.example']), STRICT)).toEqual({ action: 'none', why: 'as-declared' });
    expect(planForward(asked, live(content, ['else.example']), policies())).toMatchObject({ drift: { kind: 'changed', parts: ['Text'] } });
  });
});
