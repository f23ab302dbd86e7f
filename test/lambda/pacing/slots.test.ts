import { contending } from '../../../lambda/pacing/backoff';
import { Lane } from '../../../lambda/pacing/lane';
import { Slots } from '../../../lambda/pacing/slots';
import * as fc from '../../support/fast-check';
import { VirtualClock } from '../../support/virtual-clock';

const DAY = Date.UTC(2026, 0, 1);

/** Slots at a moment of the clock. */
async function slotsAt(time: number) {
  const clock = new VirtualClock();
  await clock.run(clock.sleep(time));
  return { clock, slots: new Slots(clock, () => DAY + clock.now(), 1_000) };
}

test('processes that are refused at different moments of a slot come back at the same one', async () => {
  const { slots } = await slotsAt(0);
  const first = slots.pauseUntil(1);
  const later = await slotsAt(first - 10);
  expect(later.slots.pauseUntil(1)).toBeCloseTo(10);
  expect(later.slots.pauseUntil(4)).toBeCloseTo(10 + 3 * 1_030);
});

test('a follower calls soon after the beginning of a slot, and never before it may', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(100_000), fc.nat(5_000), async (time, ahead) => {
    const { clock, slots } = await slotsAt(time);
    const at = slots.followerAt(clock.now() + ahead);
    expect(at).toBeGreaterThanOrEqual(clock.now() + ahead - 1e-3);
    expect(at).toBeLessThan(clock.now() + ahead + 1_030.001);
    expect(slots.pauseUntil(1) + 25 - (at - clock.now())).toBeCloseTo(Math.round((slots.pauseUntil(1) + 25 - (at - clock.now())) / 1_030) * 1_030, 2);
  }));
});

test('who is refused comes back in one of the next slots: of few at first, of more later, and of fewer when it has waited long', async () => {
  const { slots } = await slotsAt(0);
  const last = (attempt: number, follows?: boolean) =>
    Math.round((contending(slots, () => 0.999999)(attempt, follows) - slots.pauseUntil(1)) / 1_030) + 1;
  expect([1, 2, 3, 4, 7, 8, 100].map(attempt => last(attempt))).toEqual([3, 6, 12, 24, 24, 10, 10]);
  expect([1, 2, 3, 100].map(attempt => last(attempt, true))).toEqual([3, 6, 6, 6]);
});

test('a lane that was refused lets others go first until ten calls in a row succeeded', async () => {
  const { clock, slots } = await slotsAt(0);
  const lane = new Lane(clock, 1_000, slots);
  const turns: number[] = [];
  const call = async () => {
    await lane.turn();
    turns.push(clock.now());
    lane.answered();
  };
  await clock.run(call());
  lane.refused(0);
  for (let count = 0; count < 13; count++) await clock.run(call());
  const gaps = turns.slice(1).map((turn, index) => Math.round(turn - turns[index]));
  expect(gaps.slice(1)).toEqual([...Array.from({ length: 10 }, () => 1_030), 1_000, 1_000]);
});
