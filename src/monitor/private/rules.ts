import { aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { differ, failOn } from '../../events/private/problem';
import { TemplateDriftIgnoreRule } from '../template-drift-finding';

/** What a monitor can check. The templates and configuration sets of Amazon SES belong to an account and a Region. */
export interface Located extends IConstruct {
  readonly env: { readonly account: string; readonly region: string };
}

/** Throws for a template or configuration set in another account or Region than the monitor. */
export function checkEnvironment(scope: IConstruct, property: string, { node, env }: Located): void {
  const { account, region } = Stack.of(scope);
  failOn(scope, !differ(env.account, account) && !differ(env.region, region) ? undefined : {
    property,
    must: `be in the account and Region of the monitor, ${account} in ${region}`,
    got: `${node.path}, ${env.account} in ${env.region}`,
    remedy: 'add a monitor to a stack there',
  });
}

/** Throws for a FIFO topic, which requires a group id with each message. */
export function checkTopic(scope: IConstruct, topic: sns.ITopic): void {
  failOn(scope, !topic.fifo ? undefined : {
    property: 'onDrift', must: 'be standard topics', got: `${topic.node.path}, a FIFO topic`, remedy: 'use a rule on the default event bus instead',
  });
}

/** Throws for a period that an alarm cannot evaluate. */
export function checkHeartbeat(scope: IConstruct, heartbeat: Duration): void {
  const hours = heartbeat.toHours({ integral: false });
  const fits = hours < 24 ? Number.isInteger(hours) && hours >= 1 : Number.isInteger(hours / 24) && hours <= 7 * 24;
  failOn(scope, fits ? undefined : { property: 'heartbeat', must: 'be 1 to 23 hours, or 1 to 7 days', got: heartbeat.toHumanString() });
}

/** Throws for rules that ignore nothing, and for malformed acknowledgements. */
export function checkKnownFindings(scope: IConstruct, rules: readonly TemplateDriftIgnoreRule[], acknowledged: readonly string[]): void {
  for (const { names, parts, findings } of rules) {
    const empty = Object.entries({ names, parts, findings }).find(([, list]) => list?.length === 0)?.[0];
    failOn(scope, empty === undefined ? undefined : {
      property: 'ignore', must: 'have rules that ignore something', got: `a rule with no ${empty}`, remedy: empty === 'names' ? 'name templates, or \'*\' for all' : `omit ${empty} for all`,
    });
  }
  const wrong = acknowledged.find(one => !/@[0-9a-f]{12}$/.test(one));
  failOn(scope, wrong === undefined ? undefined : {
    property: 'acknowledged', must: 'be acknowledgements, such as welcome@3f2a90c1d4e5', got: `'${wrong}'`, remedy: 'copy them from the log or a message of the monitor',
  });
}
