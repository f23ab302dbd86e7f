import { classifyError } from './aws/classify-error';
import { S3Asset } from './aws/s3-asset';
import { newSesClient, SesOperation, SesTemplates } from './aws/ses-templates';
import { DescribedStack } from './aws/stack-state';
import { deliverer } from './cloudformation/deliver';
import { customResourceHandler } from './cloudformation/handler';
import { doubling, fullJitter, queueing } from './pacing/backoff';
import { systemClock as clock } from './pacing/clock';
import { Lanes } from './pacing/lane';
import { RetryPolicy } from './pacing/retry';
import { EmailTemplatesLifecycle } from './reconcile/lifecycle';
import { CALLS_PER_SECOND } from '../src/private/limits';

/** The quota is the same for everybody and fixed; a stand-in for SES may have another. */
const callsPerSecond = Number(process.env.SES_CALLS_PER_SECOND ?? CALLS_PER_SECOND);
const interval = 1_000 / callsPerSecond;
const random = Math.random;
const log = (entry: object) => console.log(JSON.stringify(entry));

// For the life of the process: a warm function goes on in the lanes that it was in, over connections that are open.
const lanes = new Lanes<SesOperation>(clock, callsPerSecond);
const ses = newSesClient();
const retryPolicy = (deadline: () => number): RetryPolicy => ({
  clock,
  classify: classifyError,
  deadline,
  backoff: { throttled: fullJitter(queueing(interval), random), unanswered: fullJitter(doubling(interval / 2, 5 * interval), random) },
});

export const handler = customResourceHandler({
  clock,
  timeOfDay: Date.now,
  log,
  deliver: deliverer(clock, fullJitter(doubling(500, 3_000), random)),
  lifecycle: new EmailTemplatesLifecycle({
    clock,
    log,
    interval,
    storeUntil: (deadline, permit) => new SesTemplates(ses, lanes, retryPolicy(deadline), permit),
    asset: (location, deadline) => new S3Asset(location, retryPolicy(deadline)),
    stack: (stackId, deadline) => new DescribedStack(stackId, retryPolicy(deadline)),
  }),
});
