import { awsClients } from './aws/clients';
import { monitorClients } from './aws/monitor-clients';
import { AwsNotifications } from './aws/notifications';
import { awsRetryPolicy } from './aws/retry-policy';
import { openObject, S3Asset } from './aws/s3-asset';
import { SchedulerInputs } from './aws/schedule-inputs';
import { SesConfigurationSets } from './aws/ses-configuration-sets';
import { SesOperation, SesTemplates } from './aws/ses-templates';
import { DescribedStack } from './aws/stack-state';
import { Context, monitorHandler } from './monitor/handler';
import { MonitorSettings } from './monitor/ports';
import { systemClock as clock } from './pacing/clock';
import { Lanes } from './pacing/lane';
import { RetryPolicy } from './pacing/retry';
import { YieldingLane } from './pacing/yielding-lane';
import { DRIFT_PACE, DriftModeName } from '../src/contract/drift';
import { CALLS_PER_SECOND } from '../src/contract/limits';

const { env } = process;
/** The quota is fixed and the same for every account. A local SES may have another one. */
const callsPerSecond = DRIFT_PACE * Number(env.SES_CALLS_PER_SECOND ?? CALLS_PER_SECOND);
const interval = 1_000 / callsPerSecond;
/** How long a connection may be idle, in milliseconds. Set only for a local SES that leaves calls unanswered on purpose. */
const idleTimeout = env.CALL_SILENCE_MS === undefined ? undefined : Number(env.CALL_SILENCE_MS);
const random = Math.random;

/** Deployments go first. */
const laneOf = (between: number) => new YieldingLane(clock, between);
const lanes = new Lanes<SesOperation>(clock, callsPerSecond, laneOf);
const configurationSetLanes = new Lanes<'DescribeConfigurationSet'>(clock, callsPerSecond, laneOf);
const clients = awsClients(idleTimeout);
const monitoring = monitorClients(idleTimeout);

const settings: MonitorSettings = {
  monitor: env.DRIFT_MONITOR ?? '',
  mode: (env.DRIFT_MODE ?? 'REPORT') as DriftModeName,
  parts: Number(env.DRIFT_PARTS ?? 1),
  topicArns: (env.DRIFT_TOPICS ?? '').split(',').filter(arn => arn !== ''),
};

export const handler = async (event: unknown, context: Context): Promise<unknown> => {
  const began = clock.now();
  const policy = (deadline: () => number): RetryPolicy => awsRetryPolicy({ clock, random, interval, began, deadline });
  const handle = monitorHandler(settings, {
    clock,
    timeOfDay: Date.now,
    interval,
    // Not `console.log`, whose lines Lambda prefixes (docs/ses-facts.md#embedded-metrics).
    writeLine: line => void process.stdout.write(`${line}\n`),
    storeUntil: (deadline, permit) => new SesTemplates(clients.ses, lanes, policy(deadline), permit),
    storeOnceUntil: (deadline, permit) => new SesTemplates(clients.ses, lanes, { ...policy(deadline), classify: () => 'final' }, permit),
    asset: (location, deadline) => new S3Asset(location, openObject(clients), policy(deadline)),
    stack: (stackId, deadline) => new DescribedStack(stackId, clients, policy(deadline)),
    inputs: deadline => new SchedulerInputs(env.DRIFT_SCHEDULE_GROUP ?? '', monitoring, policy(deadline)),
    configurationSets: deadline => new SesConfigurationSets(clients.ses, configurationSetLanes, policy(deadline)),
    notifications: deadline => new AwsNotifications(monitoring, policy(deadline)),
  });
  return handle(event, context);
};
