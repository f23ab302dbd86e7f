import { Change } from '../../../lambda/reconcile/changes';
import { parseDeclaration, Policies } from '../../../lambda/reconcile/declaration';
import { plan } from '../../../lambda/reconcile/plan';
import { Parts } from '../../../lambda/reconcile/ports';
import { TemplateAsset } from '../../../src/private/contract';
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
  readonly rollingBack?: boolean;
  readonly step: object;
}

describe('the case table', () => {
  test.each<Row>([
    { row: 'Create, absent: create', change: change(NEW), step: { action: 'create' } },
    { row: 'Create, same content there: ours already', change: change(NEW), live: live(NEW), step: { action: 'none', why: 'as-declared' } },
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
    {
      row: 'Update drops it, edited, OVERWRITE: delete, naming the parts',
      change: change(undefined, OLD),
      live: live(OTHER),
      step: { action: 'delete', drift: { kind: 'changed', parts: ['Html'] } },
    },
    { row: 'rollback, what was changed goes back', change: change(OLD, NEW), live: live(NEW), policies: STRICT, rollingBack: true, step: { action: 'update' } },
    { row: 'rollback, what differs from both stays', change: change(OLD, NEW), live: live(OTHER), policies: STRICT, rollingBack: true, step: { action: 'none', why: 'not-ours' } },
    { row: 'rollback, what is gone stays gone', change: change(OLD, NEW), policies: STRICT, rollingBack: true, step: { action: 'none', why: 'not-ours' } },
    {
      row: 'rollback, what reads as gone back is written all the same, since reads lag',
      change: change(OLD, NEW),
      live: live(OLD),
      rollingBack: true,
      step: { action: 'update' },
    },
    { row: 'rollback, what was dropped is created again', change: change(OLD), rollingBack: true, step: { action: 'create' } },
    { row: 'rollback, what was not dropped yet stays', change: change(OLD), live: live(OLD), rollingBack: true, step: { action: 'none', why: 'as-declared' } },
    { row: 'rollback, what was added goes', change: change(undefined, NEW), live: live(NEW), rollingBack: true, step: { action: 'delete' } },
    { row: 'rollback, another\'s template that stood in the way stays', change: change(undefined, NEW), live: live(OTHER), policies: STRICT, rollingBack: true, step: { action: 'none', why: 'not-ours' } },
  ])('$row', row => {
    expect(plan(row.change, row.live, row.policies ?? policies(), row.rollingBack ?? false)).toEqual(row.step);
  });

  test.each([
    [
      'Create, other content, FAIL', change(NEW), live(OTHER),
      'template \'welcome\' exists already, with another HTML and text, and was left as it is; '
      + 'give this one another templateName, delete the other, or take it over with ConflictPolicy.ADOPT; '
      + 'if it only moved here from elsewhere in the stack, move it first and change it afterwards',
    ],
    [
      'Update, differs from both, FAIL', change(NEW, OLD), live({ Subject: 'Hi', Html: '<p>edited</p>' }),
      'template \'welcome\' has drifted: somebody changed its subject, HTML and text since the last deployment, and it was left as it is; '
      + 'carry the edit over into the app, or deploy over it with DriftPolicy.OVERWRITE',
    ],
    [
      'Update, gone, FAIL', change(NEW, OLD), undefined,
      'template \'welcome\' has drifted: somebody deleted it since the last deployment, and it was left as it is; '
      + 'carry the edit over into the app, or deploy over it with DriftPolicy.OVERWRITE',
    ],
  ])('%s: refused with advice', (_row, asked, there, message) => {
    const step = plan(asked, there, STRICT, false);
    expect(step.action === 'refuse' && step.error.message).toBe(message);
  });
});

describe('drift', () => {
  test.each<[string, TemplateAsset, Parts]>([
    ['non-ASCII that SES gives back as escapes', { Subject: 'ようこそ 🎉', Text: 'Grüße' }, { Subject: '\\u3088\\u3046\\u3053\\u305d \\ud83c\\udf89', Text: 'Gr\\u00fc\\u00dfe' }],
    ['line ends', { Subject: 'Hi', Text: 'one\r\ntwo\n' }, { Subject: 'Hi', Text: 'one\ntwo\r\n' }],
  ])('is not seen in %s', (_what, declared, there) => {
    expect(plan(change(declared, OLD), there, STRICT, false)).toEqual({ action: 'none', why: 'as-declared' });
    expect(plan(change(NEW, declared), there, STRICT, false)).toEqual({ action: 'update' });
  });

  test('is seen in a part that was added', () => {
    expect(plan(change(NEW, { Subject: 'Hi', Text: 'old' }), { Subject: 'Hi', Text: 'old', Html: '<p>' }, policies(), false))
      .toEqual({ action: 'update', drift: { kind: 'changed', parts: ['Html'] } });
  });

  test('is not seen in deploy-time values, of which the previous ones count', () => {
    const content: TemplateAsset = { Subject: 'Hi', Text: ['https://', { marker: 0 }, '/orders'] };
    const withMarker = (value: string) => parseDeclaration(declare({ welcome: content }, { Markers: [value] }).properties).templates[0];
    const asked: Change = { name: 'welcome', declared: withMarker('new.example'), previous: withMarker('old.example') };
    expect(plan(asked, live(content, ['old.example']), STRICT, false)).toEqual({ action: 'update' });
    expect(plan(asked, live(content, ['new.example']), STRICT, false)).toEqual({ action: 'none', why: 'as-declared' });
    expect(plan(asked, live(content, ['else.example']), policies(), false)).toMatchObject({ drift: { kind: 'changed', parts: ['Text'] } });
  });
});
