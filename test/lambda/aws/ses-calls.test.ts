/** When the calls to SES go out, and what becomes of them: by a client in memory, on a virtual clock. */
import type { SESClient } from '@aws-sdk/client-ses';
import { classifyError } from '../../../lambda/aws/classify-error';
import { SesTemplates } from '../../../lambda/aws/ses-templates';
import { Lanes } from '../../../lambda/pacing/lane';
import { VirtualClock } from '../../support/virtual-clock';

const WELCOME = { name: 'welcome', parts: { Subject: 'Welcome', Html: '<p>Hi</p>' } };

/** Templates whose client answers each call in turn as told, and the last one for ever. */
function templates(answers: Array<Error | object>, permit?: (clock: VirtualClock) => Promise<void>) {
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
  const policy = { clock, classify: classifyError, deadline: () => Infinity, backoff: { throttled: () => 5, unanswered: () => 5 } };
  const store = new SesTemplates(client as unknown as SESClient, new Lanes(clock, 1), policy, permit && (async () => permit(clock)));
  return { store, clock, sent };
}

test('a write that asks the stack before it goes out keeps its distance from the next one', async () => {
  let asked = 0;
  const { store, clock, sent } = templates([{}], async time => time.sleep(asked++ === 2 ? 564 : 0));
  await clock.run(Promise.all(['a', 'b', 'c', 'd'].map(async name => store.update({ ...WELCOME, name }))));
  expect(sent).toEqual([0, 1_000, 2_564, 3_564]);
});
