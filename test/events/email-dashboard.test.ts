import { aws_cloudwatch as cloudwatch, aws_ses as ses } from 'aws-cdk-lib';
import { EmailDashboard, EmailEventDestination, EmailEventDimension } from '../../src';
import { all, configurationSet, DESTINATION, only, stackIn } from '../support/events';

/** The widgets of the dashboard, with names in place of what only the deployment knows. */
function widgetsOf(body: { 'Fn::Join': [string, Array<string | { Ref: string }>] }): any[] {
  const [separator, parts] = body['Fn::Join'];
  return JSON.parse(parts.map(part => typeof part === 'string' ? part : `<${part.Ref}>`).join(separator)).widgets;
}

describe('EmailDashboard', () => {
  test('shows volumes, rendering failures and the rates against the thresholds of AWS', () => {
    const { stack, set } = configurationSet();

    new EmailDashboard(stack, 'Dashboard', { configurationSet: set, dashboardName: 'emails' });

    const { DashboardName, DashboardBody } = only(stack, 'AWS::CloudWatch::Dashboard').Properties;
    expect(DashboardName).toBe('emails');
    const [title, volume, failures, bounces, complaints] = widgetsOf(DashboardBody);
    const shown = (widget: any) => widget.properties.metrics.map((metric: unknown[]) => metric.slice(0, 4));
    const ofSet = (...names: string[]) => names.map(name => ['AWS/SES', name, 'ses:configuration-set', '<EventsD32975C2>']);
    expect(title.properties.markdown).toBe('# Emails of configuration set <EventsD32975C2>');
    expect(shown(volume)).toEqual(ofSet('Send', 'Delivery', 'DeliveryDelay', 'Bounce', 'Complaint', 'Reject'));
    expect(shown(failures)).toEqual(ofSet('RenderingFailure'));
    expect(shown(bounces)).toEqual(ofSet('Reputation.BounceRate'));
    expect(bounces.properties.annotations.horizontal).toMatchObject([
      { value: 0.05, label: 'AWS reviews the account (5%)' }, { value: 0.1, label: 'AWS may pause sending (10%)' },
    ]);
    expect(shown(complaints)).toEqual(ofSet('Reputation.ComplaintRate'));
    expect(complaints.properties.annotations.horizontal).toMatchObject([
      { value: 0.001, label: 'AWS reviews the account (0.1%)' }, { value: 0.005, label: 'AWS may pause sending (0.5%)' },
    ]);
  });

  test('publishes what it shows, and no event that would enable tracking', () => {
    const { stack, set } = configurationSet();

    new EmailDashboard(stack, 'Dashboard', { configurationSet: set });

    expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toEqual([
      'send', 'delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject', 'renderingFailure',
    ]);
  });

  test('shares one destination with the alarm', () => {
    const { stack, set } = configurationSet();

    set.alarmOnRenderingFailures();
    new EmailDashboard(stack, 'Dashboard', { configurationSet: set });

    expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toEqual([
      'renderingFailure', 'send', 'delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject',
    ]);
  });

  test('publishes only what a later destination does not', () => {
    const { stack, set } = configurationSet();

    new EmailDashboard(stack, 'Dashboard', { configurationSet: set });
    set.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }),
      { events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.DELIVERY, ses.EmailSendingEvent.OPEN] });

    expect(all(stack, DESTINATION).map(({ Properties }) => Properties.EventDestination.MatchingEventTypes)).toEqual([
      ['deliveryDelay', 'bounce', 'complaint', 'reject', 'renderingFailure'], ['send', 'delivery', 'open'],
    ]);
  });

  test('has the logical ID of a cloudwatch.Dashboard at the same path, and accepts more widgets', () => {
    const { stack, set } = configurationSet();
    const plain = stackIn();
    new cloudwatch.Dashboard(plain, 'Dashboard');

    const { dashboard } = new EmailDashboard(stack, 'Dashboard', { configurationSet: set });
    dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: 'Runbook' }));

    const { id, Properties } = only(stack, 'AWS::CloudWatch::Dashboard');
    expect(id).toBe(only(plain, 'AWS::CloudWatch::Dashboard').id);
    expect(widgetsOf(Properties.DashboardBody).at(-1).properties.markdown).toBe('Runbook');
  });

  test('is refused for a set that does not publish its reputation', () => {
    const { stack, set } = configurationSet({ reputationMetrics: false });

    expect(() => new EmailDashboard(stack, 'Dashboard', { configurationSet: set })).toThrow(
      /^Shop\/Events: reputationMetrics must be true for the metric Reputation.BounceRate, got: false;/);
  });
});
