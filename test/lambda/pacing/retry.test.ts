import { Lane } from '../../../lambda/pacing/lane';
import { ErrorKind, retry } from '../../../lambda/pacing/retry';
import { VirtualClock } from '../../support/virtual-clock';

class Refusal extends Error {
  constructor(readonly kind: ErrorKind) {
    super(`it was ${kind}`);
    this.name = 'Refusal';
  }
}

/** Makes a call that is answered by each of these in turn, the last one for ever. */
async function calling(answers: Array<ErrorKind | 'fine'>, deadline = 60_000) {
  const clock = new VirtualClock();
  const attempts: Array<{ at: number; unsure: boolean }> = [];
  const call = retry('CreateTemplate of \'welcome\'', new Lane(clock, 1_000), {
    clock,
    deadline: () => deadline,
    backoff: { throttled: attempt => 100 * attempt, unanswered: attempt => 100 * attempt },
    classify: error => (error as Refusal).kind,
  }, async ({ number, unsure }) => {
    attempts.push({ at: clock.now(), unsure });
    const answer = answers[Math.min(number, answers.length) - 1];
    if (answer !== 'fine') throw new Refusal(answer);
    return 'done';
  });
  return { result: await clock.run(call.catch((error: Error) => error)), attempts };
}

test('a call that is answered is made once', async () => {
  expect(await calling(['fine'])).toEqual({ result: 'done', attempts: [{ at: 0, unsure: false }] });
});

test('a throttled call is made again in its lane until it gets through', async () => {
  const { result, attempts } = await calling(['throttled', 'throttled', 'throttled', 'fine']);
  expect(result).toBe('done');
  expect(attempts.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
});

test('after a lost answer, the next attempt knows that it may have taken effect; after a throttling it did not', async () => {
  const { attempts } = await calling(['throttled', 'unanswered', 'throttled', 'fine']);
  expect(attempts.map(({ unsure }) => unsure)).toEqual([false, false, true, true]);
});

test('a final answer is not asked for twice, and is thrown as it came', async () => {
  const { result, attempts } = await calling(['throttled', 'final']);
  expect(result).toBeInstanceOf(Refusal);
  expect(attempts).toHaveLength(2);
});

test('at the deadline it gives up and says what stood in the way', async () => {
  const { result, attempts } = await calling(['throttled'], 3_500);
  expect((result as Error).message).toBe(
    'CreateTemplate of \'welcome\' did not get through in the time there was, in 4 attempt(s); the last one failed with Refusal: it was throttled',
  );
  expect(result).toMatchObject({ name: 'DeadlineError', unsure: false, attempts: 4 });
  expect(attempts.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
});

test('giving up on a call that may have taken effect says so', async () => {
  expect((await calling(['unanswered'], 1_500)).result).toMatchObject({ unsure: true });
});

test('nothing is begun after the deadline', async () => {
  const { result, attempts } = await calling(['fine'], 0);
  expect(attempts).toEqual([]);
  expect((result as Error).message).toBe('CreateTemplate of \'welcome\' was not begun: no time is left');
});
