import { FAILURES } from './failures';
import { LIFECYCLE } from './lifecycle';
import { MIGRATION } from './migration';
import { MONITOR } from './monitor';
import { MOVES } from './moves';
import { OWNERSHIP } from './ownership';
import { SYNTHESIZED } from './synthesizers';
import { Step } from '../support/steps';

/** At the beginning and the end of each group, SES holds the foreign templates only. All groups need the first step, `bootstrap`. */
export const GROUPS: Readonly<Record<string, readonly Step[]>> = {
  lifecycle: LIFECYCLE,
  ownership: OWNERSHIP,
  failures: FAILURES,
  moves: MOVES,
  migration: MIGRATION,
  monitor: MONITOR,
  synthesizers: SYNTHESIZED,
};
