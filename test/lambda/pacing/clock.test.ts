import { systemClock } from '../../../lambda/pacing/clock';

test('the system clock advances during a sleep', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
});

test('a sleep ends immediately when its signal is aborted', async () => {
  const before = systemClock.now();
  const unneeded = new AbortController();
  const sleep = systemClock.sleep(60_000, unneeded.signal);
  unneeded.abort();
  await sleep;
  expect(systemClock.now() - before).toBeLessThan(1_000);
});
