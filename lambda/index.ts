import { awsClients } from './aws/clients';
import { deliverer } from './cloudformation/deliver';
import { deploymentFunction } from './deployment-function';
import { doubling, fullJitter } from './pacing/backoff';
import { systemClock as clock } from './pacing/clock';
import { CALLS_PER_SECOND } from '../src/contract/limits';

/** The quota is fixed and the same for every account. A local SES may have another one. */
const callsPerSecond = Number(process.env.SES_CALLS_PER_SECOND ?? CALLS_PER_SECOND);
/** How long a connection may be idle, in milliseconds. Set only for a local SES that leaves calls unanswered on purpose. */
const idleTimeout = process.env.CALL_SILENCE_MS === undefined ? undefined : Number(process.env.CALL_SILENCE_MS);
const random = Math.random;

export const handler = deploymentFunction({
  clock,
  timeOfDay: Date.now,
  random,
  log: entry => console.log(JSON.stringify(entry)),
  clients: awsClients(idleTimeout),
  deliver: deliverer(clock, fullJitter(doubling(500, 3_000), random)),
  callsPerSecond,
});
