import { AwsClients } from './aws/clients';
import { awsRetryPolicy } from './aws/retry-policy';
import { openObject, S3Asset } from './aws/s3-asset';
import { SesOperation, SesTemplates } from './aws/ses-templates';
import { DescribedStack } from './aws/stack-state';
import { Deliver } from './cloudformation/deliver';
import { Context, customResourceHandler } from './cloudformation/handler';
import { contending } from './pacing/backoff';
import { Clock } from './pacing/clock';
import { Lanes } from './pacing/lane';
import { Slots } from './pacing/slots';
import { EmailTemplatesLifecycle } from './reconcile/lifecycle';
import { Log } from './reconcile/ports';

/** All that the deployment function needs from outside. */
export interface Effects {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly timeOfDay: () => number;
  /** Numbers from 0 to 1, the latter excluded. */
  readonly random: () => number;
  readonly log: Log;
  readonly clients: AwsClients;
  readonly deliver: Deliver;
  /** How often each operation of SES may be called. */
  readonly callsPerSecond: number;
}

/**
 * The deployment function of one process. It lives as long as the process: a warm function goes on in the lanes that it
 * was in, over connections that are open.
 */
export function deploymentFunction({ clock, timeOfDay, random, log, clients, deliver, callsPerSecond }: Effects) {
  const interval = 1_000 / callsPerSecond;
  const slots = new Slots(clock, timeOfDay, interval);
  const lanes = new Lanes<SesOperation>(clock, callsPerSecond, slots);

  return async (event: unknown, context: Context): Promise<void> => {
    const began = clock.now();
    const policy = (deadline: () => number) => awsRetryPolicy({ clock, random, interval, began, deadline });
    const contended = (deadline: () => number) => {
      const { backoff, ...rest } = policy(deadline);
      return { ...rest, backoff: { ...backoff, throttled: contending(slots, random) } };
    };
    const handle = customResourceHandler({
      clock,
      timeOfDay,
      log,
      deliver,
      lifecycle: new EmailTemplatesLifecycle({
        clock,
        log,
        interval,
        storeUntil: (deadline, permit) => new SesTemplates(clients.ses, lanes, contended(deadline), permit),
        asset: (location, deadline) => new S3Asset(location, openObject(clients), policy(deadline)),
        stack: (stackId, deadline) => new DescribedStack(stackId, clients, policy(deadline)),
      }),
    });
    return handle(event, context);
  };
}
