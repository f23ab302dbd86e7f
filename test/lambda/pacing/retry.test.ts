import { mayHaveTakenEffect } from '../../../lambda/pacing/errors';
import { Lane } from '../../../lambda/pacing/lane';
import { Attempt, Call, ErrorKind, retry } from '../../../lambda/pacing/retry';
import { VirtualClock } from '../../support/virtual-clock';

class Refusal extends Error {
  constructor(readonly kind: ErrorKind) {
    super(`it was ${kind}`);
    this.name = 'Refusal';
  }
}

/** Makes a call that gets these answers in order, and then the last one again. */
async function calling(answers: Array<ErrorKind | 'fine'>, deadline = 60_000, rest: Partial<Call<unknown>> = {}, permissionsBy = 20_000) {
  const clock = new VirtualClock();
  const attempts: Array<{ at: number; unsure: boolean }> = [];
  const send = async ({ number, unsure }: Attempt) => {
    attempts.push({ at: clock.now(), unsure });
    const answer = answers[Math.min(number, answers.length) - 1];
    if (answer !== 'fine') throw new Refusal(answer);
    return 'done';
  };
  const call = retry({ what: 'CreateTemplate of \'welcome\'', lane: new Lane(clock, 1_000), send, ...rest }, {
    clock,
    deadline: () => deadline,
    permissionsBy,
    backoff: { throttled: attempt => 100 * attempt, denied: () => 5_000, unanswered: attempt => 100 * attempt },
    classify: error => (error as Refusal).kind,
  });
  return { result: await clock.run(call.catch((error: Error) => error)), attempts };
}

test('a successful call is made once', async () => {
  expect(await calling(['fine'])).toEqual({ result: 'done', attempts: [{ at: 0, unsure: false }] });
});

test('a throttled call is retried in its lane until it succeeds', async () => {
  const { result, attempts } = await calling(['throttled', 'throttled', 'throttled', 'fine']);
  expect(result).toBe('done');
  expect(attempts.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
});

test('after a lost response, the next attempt knows that the call may have taken effect; after throttling, it knows that it did not', async () => {
  const { attempts } = await calling(['throttled', 'unanswered', 'throttled', 'fine'], undefined, { writes: true });
  expect(attempts.map(({ unsure }) => unsure)).toEqual([false, false, true, true]);
});

test('a final error is not retried, and is thrown unchanged', async () => {
  const { result, attempts } = await calling(['throttled', 'final']);
  expect(result).toBeInstanceOf(Refusal);
  expect(attempts).toHaveLength(2);
});

test('at the deadline, it fails with the last cause', async () => {
  const { result, attempts } = await calling(['throttled'], 3_500);
  expect((result as Error).message).toBe(
    'CreateTemplate of \'welcome\' did not succeed before the deadline, in 4 attempt(s); the last one failed with Refusal: it was throttled',
  );
  expect(result).toMatchObject({ name: 'DeadlineError', attempts: 4 });
  expect(attempts.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
});

describe('a write that fails', () => {
  const writing = async (answers: ErrorKind[], deadline?: number, beforeAttempt?: () => Promise<void>) =>
    (await calling(answers, deadline, { writes: true, beforeAttempt })).result as Error;

  test.each<[string, ErrorKind[], number | undefined, string]>([
    ['an error', ['unanswered', 'final'], undefined, 'Refusal'],
    ['a throttling and an error', ['unanswered', 'throttled', 'final'], undefined, 'Refusal'],
    ['the deadline', ['unanswered'], 1_500, 'DeadlineError'],
  ])('may have taken effect if a response was lost before %s', async (_what, answers, deadline, name) => {
    const error = await writing(answers, deadline);
    expect([error.name, mayHaveTakenEffect(error)]).toEqual([name, true]);
  });

  test('may have taken effect if a response was lost before beforeAttempt threw, and fails with that error', async () => {
    const cancelled = new RangeError('the stack is rolling back', { cause: 'it' });
    let asked = 0;
    const error = await writing(['unanswered'], undefined, async () => { if (++asked === 2) throw cancelled; });
    expect(error).toBe(cancelled);
    expect([error.message, error.cause, mayHaveTakenEffect(error)]).toEqual(['the stack is rolling back', 'it', true]);
  });

  test.each<[string, ErrorKind[], number | undefined]>([
    ['an error', ['throttled', 'final'], undefined],
    ['the deadline', ['throttled'], 1_500],
  ])('had no effect if each attempt was answered before %s', async (_what, answers, deadline) => {
    expect(mayHaveTakenEffect(await writing(answers, deadline))).toBe(false);
  });

  test('had no effect if beforeAttempt threw before the first attempt', async () => {
    const error = await writing(['final'], undefined, async () => { throw new RangeError('no'); });
    expect([error.message, mayHaveTakenEffect(error)]).toEqual(['no', false]);
  });
});

describe('a denied call', () => {
  test('is retried until its permission has propagated, and its lane waits', async () => {
    const { result, attempts } = await calling(['denied', 'denied', 'fine']);
    expect(result).toBe('done');
    expect(attempts).toEqual([{ at: 0, unsure: false }, { at: 5_000, unsure: false }, { at: 10_000, unsure: false }]);
  });

  test.each([
    ['its permission cannot be on its way any more', undefined, 20_000],
    ['the deadline comes before the next attempt', 12_000, 10_000],
  ])('is explained when %s', async (_when, deadline, last) => {
    const explain = (error: unknown) => new RangeError('this and that may be in the way', { cause: error });
    const { result, attempts } = await calling(['denied'], deadline, { writes: true, explain });
    expect(result).toMatchObject({ message: 'this and that may be in the way', cause: { message: 'it was denied' } });
    expect(mayHaveTakenEffect(result)).toBe(false);
    expect(attempts.at(-1)).toEqual({ at: last, unsure: false });
  });

  test('is final at once if the event is older than a permission takes to propagate', async () => {
    expect((await calling(['throttled', 'denied'], undefined, {}, 500)).attempts.map(({ at }) => at)).toEqual([0, 1_000]);
  });
});

test.each([undefined, 1_500])('a read has no effect, even if responses are lost', async deadline => {
  const { result } = await calling(['unanswered', 'unanswered', 'final'], deadline);
  expect(mayHaveTakenEffect(result)).toBe(false);
});

test('nothing starts after the deadline', async () => {
  const { result, attempts } = await calling(['fine'], 0);
  expect(attempts).toEqual([]);
  expect((result as Error).message).toBe('CreateTemplate of \'welcome\' was not started: no time is left');
});
