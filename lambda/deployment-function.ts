import { AwsClients } from './aws/clients';
import { awsRetryPolicy } from './aws/retry-policy';
import { openObject, S3Asset } from './aws/s3-asset';
import { SesTags, TagOperation, templateArns } from './aws/ses-tags';
import { SesOperation, SesTemplates } from './aws/ses-templates';
import { DescribedStack } from './aws/stack-state';
import { Deliver } from './cloudformation/deliver';
import { Context, customResourceHandler } from './cloudformation/handler';
import { contending } from './pacing/backoff';
import { Clock } from './pacing/clock';
import { Lane, Lanes } from './pacing/lane';
import { Slots } from './pacing/slots';
import { EmailTemplatesLifecycle } from './reconcile/lifecycle';
import { Log } from './reconcile/ports';

/** The effects of the deployment function. */
export interface Effects {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly timeOfDay: () => number;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly clients: AwsClients;
  readonly deliver: Deliver;
  /** The SES quota of each operation. */
  readonly callsPerSecond: number;
}

/**
 * The deployment function of one process. The lanes and the open connections live as long as the process does.
 */
export function deploymentFunction({ clock, timeOfDay, random, log, clients, deliver, callsPerSecond }: Effects) {
  const interval = 1_000 / callsPerSecond;
  const slots = new Slots(clock, timeOfDay, interval);
  const lanes = new Lanes<SesOperation>(clock, callsPerSecond, () => new Lane(clock, interval, slots));
  const tagLanes = new Lanes<TagOperation>(clock, callsPerSecond);

  return async (event: unknown, context: Context): Promise<void> => {
    const began = clock.now();
    const policy = (deadline: () => number) => awsRetryPolicy({ clock, random, interval, began, deadline });
    const { StackId: stackId } = event as { StackId?: unknown };
    const arnOf = templateArns(String(stackId));
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
        storeUntil: (deadline, beforeWrite) => new SesTemplates(clients.ses, lanes, contended(deadline), beforeWrite),
        tagsUntil: (deadline, beforeWrite) => new SesTags(clients, tagLanes, policy(deadline), arnOf, beforeWrite),
        asset: (location, deadline) => new S3Asset(location, openObject(clients), policy(deadline)),
        stack: (id, deadline) => new DescribedStack(id, clients, policy(deadline)),
      }),
    });
    return handle(event, context);
  };
}
