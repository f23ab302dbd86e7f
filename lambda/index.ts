import { awsClients } from './aws/clients';
import { awsRetryPolicy } from './aws/retry-policy';
import { openObject, S3Asset } from './aws/s3-asset';
import { SesOperation, SesTemplates } from './aws/ses-templates';
import { DescribedStack } from './aws/stack-state';
import { deliverer } from './cloudformation/deliver';
import { Context, customResourceHandler } from './cloudformation/handler';
import { doubling, fullJitter } from './pacing/backoff';
import { systemClock as clock } from './pacing/clock';
import { Lanes } from './pacing/lane';
import { EmailTemplatesLifecycle } from './reconcile/lifecycle';
import { CALLS_PER_SECOND } from '../src/contract/limits';

/** The quota is fixed and the same for every account. A local SES may have another one. */
const callsPerSecond = Number(process.env.SES_CALLS_PER_SECOND ?? CALLS_PER_SECOND);
const interval = 1_000 / callsPerSecond;
/** How long a connection may be idle, in milliseconds. Set only for a local SES that leaves calls unanswered on purpose. */
const idleTimeout = process.env.CALL_SILENCE_MS === undefined ? undefined : Number(process.env.CALL_SILENCE_MS);
const random = Math.random;
const log = (entry: object) => console.log(JSON.stringify(entry));

// They live as long as the process: a warm function keeps its lanes and its open connections.
const lanes = new Lanes<SesOperation>(clock, callsPerSecond);
const clients = awsClients(idleTimeout);

export const handler = async (event: unknown, context: Context): Promise<void> => {
  const began = clock.now();
  const policy = (deadline: () => number) => awsRetryPolicy({ clock, random, interval, began, deadline });
  const handle = customResourceHandler({
    clock,
    timeOfDay: Date.now,
    log,
    deliver: deliverer(clock, fullJitter(doubling(500, 3_000), random)),
    lifecycle: new EmailTemplatesLifecycle({
      clock,
      log,
      interval,
      storeUntil: (deadline, beforeWrite) => new SesTemplates(clients.ses, lanes, policy(deadline), beforeWrite),
      asset: (location, deadline) => new S3Asset(location, openObject(clients), policy(deadline)),
      stack: (stackId, deadline) => new DescribedStack(stackId, clients, policy(deadline)),
    }),
  });
  return handle(event, context);
};
