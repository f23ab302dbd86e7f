import { Stack } from 'aws-cdk-lib';
import { World } from './deployment';
import { EmailContent, EmailSampleData, EmailTemplateSet, TemplateDriftMonitor, TemplateDriftMonitorProps } from '../../src';

export interface Mail {
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  readonly sampleData?: object;
}

/** A set `shop-…` of these emails with a monitor, in a stack. */
export function mailsWithMonitor(mails: Record<string, Mail>, props: TemplateDriftMonitorProps = {}) {
  return (stack: Stack): TemplateDriftMonitor => {
    new EmailTemplateSet(stack, 'Mails', {
      namePrefix: 'shop-',
      templates: Object.entries(mails).map(([name, { subject = 'Hi', html, text, sampleData }]) => ({
        name,
        subject,
        html: html === undefined ? undefined : EmailContent.fromInline(html),
        text: text === undefined && html === undefined ? EmailContent.fromInline('x') : text === undefined ? undefined : EmailContent.fromInline(text),
        sampleData: sampleData && EmailSampleData.fromObject(sampleData as any),
      })),
    });
    return new TemplateDriftMonitor(stack, 'Drift', props);
  };
}

export type Lines = Awaited<ReturnType<World['runSchedules']>>;

/** The lines about templates and configuration sets, without what is the same in all. */
export function entries(lines: Lines): Array<Record<string, any>> {
  return lines.filter(({ record }) => record === 'template' || record === 'configuration set').map(({ version, monitor, part, checkedAt, stackId, ...rest }) => {
    expect({ version, monitor, part, checkedAt: typeof checkedAt }).toEqual({ version: 1, monitor: 'OrderMails/Drift', part: expect.any(Number), checkedAt: 'string' });
    return rest;
  });
}

/** The metrics that are not 0. There is one line of them for each part. */
export function metrics(lines: Lines): Record<string, number> {
  const [line, ...others] = lines.filter(({ record }) => record === 'metrics');
  expect(others).toEqual([]);
  const { _aws: { CloudWatchMetrics: [{ Metrics }] } } = line;
  return Object.fromEntries(Metrics.map(({ Name }: { Name: string }) => [Name, line[Name]]).filter(([, value]: [string, number]) => value !== 0));
}

/** The findings by name: their kinds, and the parts. */
export function found(lines: Lines): Record<string, string[]> {
  return Object.fromEntries(entries(lines).filter(({ findings }) => findings.length > 0).map(({ name, findings }) =>
    [name, findings.map(({ kind, parts, known }: any) => [kind, ...parts ?? [], ...known ? [known] : []].join(' '))]));
}
