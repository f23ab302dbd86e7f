import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTemplateCommand, DeleteTemplateCommand, UpdateTemplateCommand } from '@aws-sdk/client-ses';
import { REGION, Ses, StoredTemplate } from './ses';
import { Shop } from './shop';
import type { StackDeclaration } from '../app/declaration';
import { deviates } from '../deviations';

export interface Content {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/** The expected content of a template, or a check of it. */
export type Expected = Content | string | ((content: Content) => void);

/** What a test reads of an alarm that CloudWatch describes. */
export interface DescribedAlarm {
  readonly MetricName: string;
  readonly AlarmArn: string;
  readonly Namespace: string;
  readonly Threshold: number;
  readonly Dimensions: ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
  readonly AlarmActions: readonly string[];
}

export interface DeployOptions {
  /** Whether to deploy all stacks, including those that CDK adds. */
  readonly all?: boolean;
  /** More arguments of the CLI. @default - those for a deployment that may change permissions */
  readonly args?: readonly string[];
}

/** Templates of other people, which no deployment may change. */
const FOREIGN: ReadonlyArray<Required<Content> & { name: string }> = [
  { name: 'shop-of-others', subject: 'Ours', html: '<p>{{ours}}</p>', text: '{{ours}}' },
  { name: 'newsletter', subject: 'News, {{name}}', html: '<p>News</p>', text: 'News' },
];

/** One SES, and a user who deploys to it. */
export class World {
  private foreign: readonly StoredTemplate[] = [];
  /** The output of the last successful deployment. */
  private deployed = '';

  constructor(public readonly ses: Ses, public readonly shop: Shop, public readonly cloudFormation: string) {}

  public async begin(): Promise<void> {
    for (const { name, ...content } of FOREIGN) await this.create(name, content);
    this.foreign = await this.ses.templates();
  }

  /** Deploys stacks, which must succeed. */
  public async deploy(stacks: Readonly<Record<string, StackDeclaration>>, options: DeployOptions = {}): Promise<string> {
    const { code, output } = await this.run('deploy', stacks, options);
    equal(code, 0, `cdk deploy must succeed, got: exit code ${code}\n${output}`);
    this.deployed = output;
    return output;
  }

  /** Deploys stacks, which must fail. The output must contain each of the reasons. */
  public async refuse(stacks: Readonly<Record<string, StackDeclaration>>, ...reasons: string[]): Promise<string> {
    return this.fails(stacks, {}, reasons);
  }

  /** Deploys stacks with the CLI's default of `--require-approval`, which must fail. */
  public async refuseUnapproved(stacks: Readonly<Record<string, StackDeclaration>>, ...reasons: string[]): Promise<string> {
    return this.fails(stacks, { args: [] }, reasons);
  }

  private async fails(stacks: Readonly<Record<string, StackDeclaration>>, options: DeployOptions, reasons: readonly string[]): Promise<string> {
    const { code, output } = await this.run('deploy', stacks, options);
    ok(code !== 0, `cdk deploy must fail, got: success\n${output}`);
    const words = spaced(output);
    for (const reason of reasons) ok(words.includes(spaced(reason)), `cdk deploy must say "${reason}", got:\n${output}`);
    return output;
  }

  /** Destroys stacks, which must succeed. */
  public async destroy(stacks: Readonly<Record<string, StackDeclaration>>, options: DeployOptions = {}): Promise<void> {
    const { code, output } = await this.run('destroy', stacks, options);
    equal(code, 0, `cdk destroy must succeed, got: exit code ${code}\n${output}`);
  }

  /** Checks all templates in SES, except those of other people, which must be unchanged. A string is the text of a template with the usual subject. */
  public async holds(expected: Readonly<Record<string, Expected>>): Promise<void> {
    const own = await this.ownTemplates();
    deepStrictEqual(own.map(({ TemplateName }) => TemplateName), Object.keys(expected).sort(), 'SES must hold these templates');
    for (const { TemplateName, SubjectPart, HtmlPart, TextPart } of own) {
      const content = { subject: SubjectPart!, ...HtmlPart && { html: HtmlPart }, ...TextPart && { text: TextPart } };
      const one = expected[TemplateName!];
      if (typeof one === 'function') one(content);
      else deepStrictEqual(content, typeof one === 'string' ? { subject: 'Subject', text: one } : one, `template ${TemplateName}`);
    }
  }

  /** All templates in SES, except those of other people, which must be unchanged. */
  public async ownTemplates(): Promise<StoredTemplate[]> {
    const held = await this.ses.templates();
    deepStrictEqual(held.filter(isForeign), this.foreign, 'the templates of other people must be unchanged');
    return held.filter(one => !isForeign(one));
  }

  /** Invokes the function that is the output `Monitor` of the last deployment, and returns its result. */
  public async invokeMonitor(): Promise<unknown> {
    const name = /\.Monitor = (\S+)/.exec(this.deployed)?.[1];
    ok(name, `cdk deploy must print the output Monitor, got:\n${this.deployed}`);
    const response = await fetch(`${this.cloudFormation}/2015-03-31/functions/${name}/invocations`, { ...signedFor('lambda'), method: 'POST', body: '{}' });
    return response.json();
  }

  /** The kinds of a configuration set's event destinations, with their number of event types. Undefined if the set does not exist. */
  public async destinations(configurationSet: string): Promise<ReadonlyArray<readonly [kind: string, events: number]> | undefined> {
    deviates('ministack', 'v1-destinations');
    const response = await fetch(`${this.cloudFormation}/v2/email/configuration-sets/${configurationSet}/event-destinations`, signedFor('ses'));
    if (response.status === 404) return undefined;
    const body = await response.json() as { EventDestinations: Array<Record<string, unknown> & { MatchingEventTypes: string[] }> };
    return body.EventDestinations
      .map(({ MatchingEventTypes, ...rest }) => [Object.keys(rest).find(key => key.endsWith('Destination')) ?? '', MatchingEventTypes.length] as const)
      .sort(([a], [b]) => a < b ? -1 : 1);
  }

  /** The alarms of this prefix, as CloudWatch describes them, by metric. */
  public async alarms(prefix: string): Promise<Record<string, DescribedAlarm>> {
    const { MetricAlarms } = await this.cloudWatch('DescribeAlarms', { AlarmNamePrefix: prefix }) as { MetricAlarms: DescribedAlarm[] };
    return Object.fromEntries(MetricAlarms.map(alarm => [alarm.MetricName, alarm]));
  }

  /** What a dashboard shows: the JSON of its body, or undefined if it does not exist. */
  public async dashboard(name: string): Promise<string | undefined> {
    const { DashboardBody, __type: error } = await this.cloudWatch('GetDashboard', { DashboardName: name }) as { DashboardBody?: string; __type?: string };
    ok(error === undefined || error.includes('ResourceNotFound'), `GetDashboard must succeed or find nothing, got: ${error}`);
    return DashboardBody;
  }

  /** A call of CloudWatch, in its JSON protocol. */
  private async cloudWatch(operation: string, input: object): Promise<unknown> {
    const { headers } = signedFor('monitoring');
    const target = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `GraniteServiceVersion20100801.${operation}` };
    const response = await fetch(this.cloudFormation, { method: 'POST', headers: { ...headers, ...target }, body: JSON.stringify(input) });
    return response.json();
  }

  /** Checks that no template was deleted and created again. */
  public untouched(before: readonly StoredTemplate[], after: readonly StoredTemplate[]): void {
    const created = (templates: readonly StoredTemplate[]) => templates.map(({ TemplateName, CreatedTimestamp }) => [TemplateName, CreatedTimestamp]);
    deepStrictEqual(created(after), created(before), 'no template may be created again');
  }

  /** Creates a template as someone else, long enough before the next deployment that the function can tell it from its own. */
  public async create(name: string, content: Content | string): Promise<void> {
    await this.ses.client.send(new CreateTemplateCommand({ Template: template(name, content) }));
    await sleep(1_100);
  }

  /** Edits a template as someone else. */
  public async edit(name: string, content: Content | string): Promise<void> {
    await this.ses.client.send(new UpdateTemplateCommand({ Template: template(name, content) }));
  }

  /** Deletes a template as someone else. */
  public async remove(name: string): Promise<void> {
    await this.ses.client.send(new DeleteTemplateCommand({ TemplateName: name }));
  }

  /** Deletes what a failed step has left. */
  public async empty(): Promise<void> {
    for (const template of await this.ses.templates()) {
      if (!isForeign(template)) await this.remove(template.TemplateName!);
    }
  }

  private async run(command: string, stacks: Readonly<Record<string, StackDeclaration>>, options: DeployOptions) {
    this.shop.declare(stacks);
    const { all, args = command === 'destroy' ? ['--force'] : ['--require-approval', 'never'] } = options;
    return this.shop.cdk(command, ...all ? ['--all'] : Object.keys(stacks), ...args);
  }
}

const isForeign = ({ TemplateName }: StoredTemplate) => FOREIGN.some(({ name }) => name === TemplateName);

const template = (TemplateName: string, content: Content | string) => {
  const { subject, html, text } = typeof content === 'string' ? { subject: 'Subject', html: undefined, text: content } : content;
  return { TemplateName, SubjectPart: subject, HtmlPart: html, TextPart: text };
};

/** The header from which an emulator derives the service of a request. */
const signedFor = (service: string) => ({
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0` },
});

/** The CLI wraps lines. */
const spaced = (text: string): string => text.replace(/\s+/g, ' ');
