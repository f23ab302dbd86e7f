/** A write whose first response is lost has taken effect. Whatever happens to its next attempt, the run undoes it or reports that it could not. */
import {
  AlreadyExistsException, CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, ListTemplatesCommand, SESClient, Template,
  TemplateDoesNotExistException, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { classifyError } from '../../../lambda/aws/classify-error';
import { SesTemplates } from '../../../lambda/aws/ses-templates';
import { Lanes } from '../../../lambda/pacing/lane';
import { EmailTemplatesLifecycle } from '../../../lambda/reconcile/lifecycle';
import { FakeStore } from '../../support/fake-store';
import { failure, single } from '../../support/lifecycle';
import { VirtualClock } from '../../support/virtual-clock';

const NEW = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD = { Subject: 'Welcome', Html: '<p>old</p>' };

const answer = (error: Error, httpStatusCode?: number, code?: string) => Object.assign(error, { code, $metadata: { httpStatusCode } });
const LOST = () => answer(new Error('socket hang up'), undefined, 'ECONNRESET');
const CUT_OFF = () => answer(new Error('aborted'), 200, 'ECONNRESET');
const REFUSED = () => Object.assign(answer(new Error('no'), 400), { name: 'InvalidTemplateException' });

interface Options {
  /** The response to the first write, which takes effect. */
  readonly first: () => Error;
  /** Until when later writes get the same response, in milliseconds. */
  readonly lostUntil?: number;
  /** The response to the second write, which has no effect. */
  readonly second?: () => Error;
  /** When the stack begins to roll back, in milliseconds. */
  readonly rollsBackAt?: number;
}

/** A lifecycle with a client in memory, in which only writes of `welcome` get wrong responses. */
function deployment({ first, lostUntil = 0, second, rollsBackAt = Infinity }: Options, before?: typeof OLD) {
  const clock = new VirtualClock();
  const templates = new Map<string, Template>();
  if (before) templates.set('welcome', { TemplateName: 'welcome', SubjectPart: before.Subject, HtmlPart: before.Html });
  let writes = 0;
  const write = (template: Template) => {
    const nth = ++writes;
    if (nth === 2 && second) throw second();
    templates.set('welcome', template);
    if (nth === 1 || clock.now() < lostUntil) throw first();
    return {};
  };
  const meta = { message: 'no', $metadata: { httpStatusCode: 400 } };
  const client = {
    send: async (command: unknown): Promise<unknown> => {
      if (command instanceof GetTemplateCommand) {
        const template = templates.get(command.input.TemplateName!);
        if (!template) throw new TemplateDoesNotExistException(meta);
        return { Template: template };
      }
      if (command instanceof ListTemplatesCommand) {
        return { TemplatesMetadata: [...templates.keys()].map(Name => ({ Name, CreatedTimestamp: new Date(1) })) };
      }
      if (command instanceof DeleteTemplateCommand) return { deleted: templates.delete(command.input.TemplateName!) };
      if (command instanceof UpdateTemplateCommand) return write(command.input.Template!);
      if (!(command instanceof CreateTemplateCommand)) throw new Error('unexpected');
      if (templates.has('welcome') && !(writes === 1 && second)) throw new AlreadyExistsException(meta);
      return write(command.input.Template!);
    },
  } as unknown as SESClient;
  const lifecycle = new EmailTemplatesLifecycle({
    clock,
    interval: 1_000,
    log: () => {},
    storeUntil: (until, beforeWrite) => new SesTemplates(client, new Lanes(clock, 1), {
      clock,
      classify: classifyError,
      deadline: until,
      permissionsBy: 0,
      backoff: { throttled: () => 100, denied: () => 100, unanswered: () => 3_000 },
    }, beforeWrite),
    tagsUntil: () => new FakeStore(clock),
    asset: () => ({ template: async () => NEW }),
    stack: () => ({
      describe: async () => ({ status: clock.now() >= rollsBackAt ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_IN_PROGRESS', parameters: {} }),
      template: async () => ({ Resources: {} }),
      resources: async () => [],
      history: async function* () {
        yield { at: new Date(rollsBackAt), status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
        yield { at: new Date(0), status: 'UPDATE_IN_PROGRESS' };
      },
    }),
  });
  const request = { stackId: 'arn:stack', logicalResourceId: 'Mails', requestId: 'r', arrivedAt: new Date(0), deadline: 850_000, properties: single(NEW).properties };
  return {
    run: async () => failure(clock.run(before
      ? lifecycle.update({ ...request, physicalResourceId: 'welcome', oldProperties: single(OLD).properties })
      : lifecycle.create(request))),
    live: () => templates.get('welcome')?.HtmlPart,
  };
}

const UNDONE = 'The one template that this deployment had written was restored: \'welcome\'';

test.each<[string, Options, string]>([
  ['a refusal', { first: LOST, second: REFUSED }, `CreateTemplate of 'welcome' failed with InvalidTemplateException: no. ${UNDONE}`],
  ['an unreadable answer and a refusal', { first: CUT_OFF, second: REFUSED }, `CreateTemplate of 'welcome' failed with InvalidTemplateException: no. ${UNDONE}`],
  ['the stack\'s rollback', { first: LOST, rollsBackAt: 2_500 }, `the stack is rolling back, so this deployment is over. ${UNDONE}`],
])('a Create whose response was lost before %s leaves nothing', async (_what, options, message) => {
  const { run, live } = deployment(options);
  expect(await run()).toMatchObject({ name: 'RunError', message, leftBehind: false });
  expect(live()).toBeUndefined();
});

test.each<[string, Options, string]>([
  ['a refusal', { first: LOST, second: REFUSED }, `UpdateTemplate of 'welcome' failed with InvalidTemplateException: no. ${UNDONE}`],
  ['an unreadable answer and a refusal', { first: CUT_OFF, second: REFUSED }, `UpdateTemplate of 'welcome' failed with InvalidTemplateException: no. ${UNDONE}`],
  ['the stack\'s rollback', { first: LOST, lostUntil: 17_000, rollsBackAt: 10_000 }, `the stack is rolling back, so this deployment is over. ${UNDONE}`],
])('an Update whose response was lost before %s leaves the old content', async (_what, options, message) => {
  const { run, live } = deployment(options, OLD);
  expect(await run()).toMatchObject({ name: 'RunError', message });
  expect(live()).toBe(OLD.Html);
});
