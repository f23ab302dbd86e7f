/** The calls to SES, their times and their outcomes, with a client in memory on a virtual clock. */
import type { SESClient } from '@aws-sdk/client-ses';
import { awsRetryPolicy } from '../../../lambda/aws/retry-policy';
import { SesTemplates } from '../../../lambda/aws/ses-templates';
import { mayHaveTakenEffect } from '../../../lambda/pacing/errors';
import { Lanes } from '../../../lambda/pacing/lane';
import { VirtualClock } from '../../support/virtual-clock';

const WELCOME = { name: 'welcome', parts: { Subject: 'Welcome', Html: '<p>Hi</p>' } };

/** Templates whose client gives these answers in order, and repeats the last one. */
function templates(answers: Array<Error | object>, beforeWrite?: (clock: VirtualClock) => Promise<void>) {
  const clock = new VirtualClock();
  const sent: number[] = [];
  const client = {
    send: async () => {
      sent.push(clock.now());
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const policy = awsRetryPolicy({ clock, random: () => 0.5, interval: 1_000, began: 0, deadline: () => 850_000 });
  const asking = beforeWrite && (async () => beforeWrite(clock));
  const store = new SesTemplates(client as unknown as SESClient, new Lanes(clock, 1), policy, asking);
  return { store, clock, sent };
}

test('a write that waits for a check of the stack keeps its distance from the next write', async () => {
  let asked = 0;
  const { store, clock, sent } = templates([{}], async time => time.sleep(asked++ === 2 ? 564 : 0));
  await clock.run(Promise.all(['a', 'b', 'c', 'd'].map(async name => store.update({ ...WELCOME, name }))));
  expect(sent).toEqual([0, 1_000, 2_564, 3_564]);
});

const DENIED = Object.assign(new Error('User `f\' is not authorized to perform `ses:UpdateTemplate\''), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
const update = (store: SesTemplates, name: string) => store.update({ ...WELCOME, name }).catch((error: Error) => error);

test('a denied call succeeds once its permission has propagated', async () => {
  const { store, clock, sent } = templates([DENIED, DENIED, DENIED, {}]);
  expect(await clock.run(update(store, 'welcome'))).toBe('updated');
  expect(sent).toEqual([0, 1_000, 2_000, 4_000]);
});

test('calls that stay denied all fail within a minute and a half of the event, with few attempts', async () => {
  const { store, clock, sent } = templates([DENIED]);
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const failures = await clock.run(Promise.all(names.map(async name => update(store, name))));
  expect(failures.map(failure => (failure as Error).message)).toEqual(names.map(name => `UpdateTemplate of '${name}' failed with AccessDenied: `
    + 'User `f\' is not authorized to perform `ses:UpdateTemplate\' '
    + '(the function\'s role, its permissions boundary or an organization policy does not allow this call)'));
  expect(failures.map(mayHaveTakenEffect)).toEqual(names.map(() => false));
  expect(sent.at(-1)).toBeLessThanOrEqual(100_000);
  expect(sent.length).toBeLessThanOrEqual(50);
  // Later calls, such as those that undo, do not wait again.
  const before = clock.now();
  await clock.run(update(store, 'late'));
  expect(clock.now() - before).toBeLessThanOrEqual(1_000);
});
