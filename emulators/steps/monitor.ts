import { deepEqual } from 'node:assert/strict';
import { deviates } from '../deviations';
import { Step } from '../support/steps';

const WATCHED = {
  Watched: { singles: { Quote: { name: 'quote', text: 'Quote' } }, set: { prefix: 'w-', templates: { one: 'One', two: 'Two' }, verify: true }, monitor: true },
};
const HELD = { 'quote': 'Quote', 'w-one': 'One', 'w-two': 'Two' };

/** The metrics of each check, without those that are 0. */
const found = (checks: unknown) => (checks as Array<Record<string, number>>)
  .map(metrics => Object.fromEntries(Object.entries(metrics).filter(([, count]) => count !== 0)));

export const MONITOR: readonly Step[] = [
  {
    name: 'deploy templates with a monitor, which finds nothing',
    run: async world => {
      await world.deploy(WATCHED);
      deepEqual(found(await world.invokeMonitor()), [{ Checked: 3, Heartbeat: 1 }]);
      await world.holds(HELD);
    },
  },
  {
    name: 'let the monitor find an edit and a deletion, and leave them',
    run: async world => {
      await world.edit('quote', 'Edited');
      await world.remove('w-two');
      deepEqual(found(await world.invokeMonitor()), [{ Checked: 3, Drifted: 1, Missing: 1, Problems: 2, Heartbeat: 1 }]);
      await world.holds({ 'quote': 'Edited', 'w-one': 'One' });
    },
  },
  {
    name: 'destroy the monitor and the templates',
    run: async world => {
      deviates('moto', 'missing-500');
      await world.create('w-two', 'Two');
      await world.destroy(WATCHED);
      await world.holds({ quote: 'Edited' });
      await world.remove('quote');
    },
  },
];
