/** What the stack was doing when CloudFormation sent an event, by the stack's own events. */
import { StackEvent } from '../../../lambda/reconcile/ports';
import { operationBegan, sendingOf } from '../../../lambda/reconcile/stack-history';

/** Status changes in the order in which they happened: at a time in seconds, of a resource or of the stack. */
type Happened = readonly [seconds: number, status: string, logicalId?: string];

async function* newestFirst(happened: readonly Happened[]): AsyncGenerator<StackEvent> {
  for (const [seconds, status, logicalId] of [...happened].reverse()) yield { at: new Date(seconds * 1_000), status, logicalId };
}

const sending = async (happened: readonly Happened[], sentAt: number) => sendingOf(newestFirst(happened), 'Mails', new Date(sentAt * 1_000));

const FORWARD = { inRollback: false, isOver: false };
const CANCELLED = { inRollback: false, isOver: true };
const ROLLBACK = { inRollback: true, isOver: false };
const LATE_ROLLBACK = { inRollback: true, isOver: true };

const BEGINS: Happened = [100.2, 'UPDATE_IN_PROGRESS'];
const STARTS: Happened = [110.3, 'UPDATE_IN_PROGRESS', 'Mails'];
const ROLLS_BACK: Happened[] = [BEGINS, STARTS, [120.5, 'UPDATE_FAILED', 'Other'], [120.6, 'UPDATE_FAILED', 'Mails'], [121.4, 'UPDATE_ROLLBACK_IN_PROGRESS']];
const CONTINUED: Happened[] = [...ROLLS_BACK, [123.4, 'UPDATE_IN_PROGRESS', 'Mails'], [140, 'UPDATE_FAILED', 'Mails'], [141.5, 'UPDATE_ROLLBACK_FAILED'],
  [900.1, 'UPDATE_ROLLBACK_IN_PROGRESS'], [901.2, 'UPDATE_IN_PROGRESS', 'Mails']];
const QUICK: Happened[] = [BEGINS, [110.1, 'UPDATE_IN_PROGRESS', 'Mails'], [110.5, 'UPDATE_ROLLBACK_IN_PROGRESS']];

test.each<[string, readonly Happened[], number, object | undefined]>([
  ['an event of a deployment in progress', [BEGINS, STARTS], 110, FORWARD],
  ['an event of the deployment that is being rolled back', ROLLS_BACK, 110, CANCELLED],
  ['the rollback\'s event', [...ROLLS_BACK, [123.4, 'UPDATE_IN_PROGRESS', 'Mails']], 123, ROLLBACK],
  ['the rollback\'s event, whose resource does not show that it has started', ROLLS_BACK, 123, ROLLBACK],
  ['the rollback\'s event, which comes again after the rollback', [...ROLLS_BACK, [123.4, 'UPDATE_IN_PROGRESS', 'Mails'], [130, 'UPDATE_ROLLBACK_COMPLETE']], 123, LATE_ROLLBACK],
  ['an event of the first attempt of a rollback that is continued', CONTINUED, 123, LATE_ROLLBACK],
  ['the event of a rollback that is continued', CONTINUED, 901, ROLLBACK],
  ['an event in the second in which the rollback begins, whose resource has not started since', QUICK, 110, CANCELLED],
  ['an event in the second in which the rollback begins, whose resource starts again in a later second', [...QUICK, [111.2, 'UPDATE_IN_PROGRESS', 'Mails']], 110, CANCELLED],
  ['the rollback\'s event in the second in which the rollback begins', [BEGINS, STARTS, [120.1, 'UPDATE_ROLLBACK_IN_PROGRESS'], [120.6, 'UPDATE_IN_PROGRESS', 'Mails']], 120, ROLLBACK],
  ['an event in a second with everything in it: nothing is refused in doubt', [...QUICK, [110.9, 'UPDATE_IN_PROGRESS', 'Mails']], 110, ROLLBACK],
  ['an event in a second in which only another resource starts in the rollback', [...QUICK, [110.9, 'UPDATE_IN_PROGRESS', 'Other']], 110, CANCELLED],
  ['an event after which the next deployment began', [BEGINS, STARTS, [130, 'UPDATE_COMPLETE'], [200, 'UPDATE_IN_PROGRESS']], 110, CANCELLED],
  ['a Delete of the clean-up', [BEGINS, [130.5, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'], [131, 'DELETE_IN_PROGRESS', 'Mails']], 131, FORWARD],
  ['a Delete of a creation that is rolled back', [[1, 'CREATE_IN_PROGRESS'], [2, 'CREATE_IN_PROGRESS', 'Mails'], [9, 'ROLLBACK_IN_PROGRESS'], [11.5, 'DELETE_IN_PROGRESS', 'Mails']], 11, ROLLBACK],
  ['a status that is repeated with more detail', [[1.5, 'CREATE_IN_PROGRESS'], [2, 'CREATE_IN_PROGRESS', 'Mails'], [9, 'CREATE_IN_PROGRESS']], 2, FORWARD],
  ['an event older than everything that CloudFormation still shows', [[200, 'UPDATE_IN_PROGRESS']], 110, undefined],
])('%s', async (_name, happened, sentAt, expected) => {
  expect(await sending(happened, sentAt)).toEqual(expected);
});

test('no older status changes are read than needed', async () => {
  const read: string[] = [];
  async function* history() {
    for await (const event of newestFirst([[1, 'CREATE_COMPLETE'], ...ROLLS_BACK])) {
      read.push(event.status);
      yield event;
    }
  }
  await sendingOf(history(), 'Mails', new Date(123_000));
  expect(read).toEqual(['UPDATE_ROLLBACK_IN_PROGRESS']);
});

test.each<[string, readonly Happened[], number | undefined]>([
  ['an update began when the stack began to update, not a resource', [[50, 'CREATE_COMPLETE'], BEGINS, STARTS], 100.2],
  ['a rollback belongs to the update that failed', ROLLS_BACK, 100.2],
  ['so does a rollback that is continued', CONTINUED, 100.2],
  ['a creation began when it first got its status', [[0, 'REVIEW_IN_PROGRESS'], [7, 'CREATE_IN_PROGRESS'], [8, 'CREATE_IN_PROGRESS', 'Mails'], [9, 'CREATE_IN_PROGRESS'], [12, 'ROLLBACK_IN_PROGRESS']], 7],
  ['a nested stack that is deleted in the rollback of its parent was created in that operation', [[7, 'CREATE_IN_PROGRESS'], [9, 'CREATE_COMPLETE'], [12, 'DELETE_IN_PROGRESS']], 7],
  ['nothing is known of an operation that is no longer shown', [[12, 'ROLLBACK_IN_PROGRESS']], undefined],
])('%s', async (_name, happened, began) => {
  expect(await operationBegan(newestFirst(happened))).toEqual(began === undefined ? undefined : new Date(began * 1_000));
});
