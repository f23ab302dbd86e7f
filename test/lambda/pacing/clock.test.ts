import { systemClock } from '../../../lambda/pacing/clock';

test('the system\'s clock goes on while one sleeps', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
});

test('a sleep ends at once when nobody needs it any more', async () => {
  const before = systemClock.now();
  const unneeded = new AbortController();
  const sleep = systemClock.sleep(60_000, unneeded.signal);
  unneeded.abort();
  await sleep;
  expect(systemClock.now() - before).toBeLessThan(1_000);
});
