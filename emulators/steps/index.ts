import { FAILURES } from './failures';
import { LIFECYCLE } from './lifecycle';
import { MIGRATION } from './migration';
import { MONITOR } from './monitor';
import { MOVES } from './moves';
import { OWNERSHIP } from './ownership';
import { SYNTHESIZED } from './synthesizers';
import { Step } from '../support/steps';

/** Before and after each group, SES has only the templates of other people. All groups need the first step, `bootstrap`. */
export const GROUPS: Readonly<Record<string, readonly Step[]>> = {
  lifecycle: LIFECYCLE,
  ownership: OWNERSHIP,
  failures: FAILURES,
  moves: MOVES,
  migration: MIGRATION,
  monitor: MONITOR,
  synthesizers: SYNTHESIZED,
};
