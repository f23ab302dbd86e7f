import { FAILURES } from './failures';
import { LIFECYCLE } from './lifecycle';
import { MIGRATION } from './migration';
import { MONITOR } from './monitor';
import { MOVES } from './moves';
import { OWNERSHIP } from './ownership';
import { SYNTHESIZED } from './synthesizers';
import { Step } from '../support/steps';

/** Each group begins and ends with nothing in SES, but for what is other people's. All take the first step, `bootstrap`. */
export const GROUPS: Readonly<Record<string, readonly Step[]>> = {
  lifecycle: LIFECYCLE,
  ownership: OWNERSHIP,
  failures: FAILURES,
  moves: MOVES,
  migration: MIGRATION,
  monitor: MONITOR,
  synthesizers: SYNTHESIZED,
};
