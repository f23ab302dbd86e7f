import { aws_cloudwatch as cloudwatch, aws_ses as ses } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IEmailConfigurationSet } from './email-configuration-set-interface';
import { BOUNCE_RATE_THRESHOLDS, COMPLAINT_RATE_THRESHOLDS } from './private/event-metrics';
import { publishMetrics } from './private/publish-metrics';

/** Properties of an `EmailDashboard`: those of a `cloudwatch.Dashboard`, and the configuration set. */
export interface EmailDashboardProps extends cloudwatch.DashboardProps {
  /** The configuration set to show, defined in this app or imported. */
  readonly configurationSet: IEmailConfigurationSet;
}

/** The events on the dashboard. Opens and clicks are left out: publishing them would turn on tracking in the emails. */
const EVENTS = [
  ses.EmailSendingEvent.SEND,
  ses.EmailSendingEvent.DELIVERY,
  ses.EmailSendingEvent.DELIVERY_DELAY,
  ses.EmailSendingEvent.BOUNCE,
  ses.EmailSendingEvent.COMPLAINT,
  ses.EmailSendingEvent.REJECT,
  ses.EmailSendingEvent.RENDERING_FAILURE,
];

/**
 * A CloudWatch dashboard for a configuration set: volumes, rendering failures, and the bounce and complaint rates next to
 * those at which AWS reviews an account and may pause its sending.
 *
 * Publishes the events that it shows to CloudWatch by configuration set, except those that a destination already publishes.
 * If it is unknown what an imported configuration set publishes, there is a warning instead.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 *
 * @example
 * declare const events: EmailConfigurationSet;
 *
 * const emails = new EmailDashboard(this, 'Dashboard', { configurationSet: events });
 * emails.dashboard.addWidgets(new cloudwatch.GraphWidget({ title: 'Opens', left: [events.metricOpen()] }));
 */
export class EmailDashboard extends Construct {
  /** The CloudWatch dashboard, for its name and ARN, and to add widgets and variables. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** @throws Error for a configuration set that does not publish reputation metrics */
  constructor(scope: Construct, id: string, props: EmailDashboardProps) {
    const { configurationSet: set, ...dashboardProps } = props;
    super(scope, id);
    publishMetrics(set, EVENTS);
    // The id `Default` does not count in logical IDs.
    this.dashboard = new cloudwatch.Dashboard(this, 'Default', dashboardProps);

    const half = { width: 12, height: 6 };
    this.dashboard.addWidgets(
      new cloudwatch.TextWidget({
        markdown: `# Emails of configuration set ${set.configurationSetName}`,
        // Newer versions of CDK write this default into the dashboard; setting it keeps the output the same in all versions.
        background: cloudwatch.TextWidgetBackground.TRANSPARENT,
        width: 24,
        height: 1,
      }),
    );
    this.dashboard.addWidgets(
      new cloudwatch.GraphWidget({
        ...half,
        title: 'Volume',
        left: [
          set.metricSend({ label: 'Sends' }),
          set.metricDelivery({ label: 'Deliveries' }),
          set.metricDeliveryDelay({ label: 'Delivery delays' }),
          set.metricBounce({ label: 'Bounces' }),
          set.metricComplaint({ label: 'Complaints' }),
          set.metricReject({ label: 'Rejects' }),
        ],
        leftYAxis: { min: 0, showUnits: false },
      }),
      new cloudwatch.GraphWidget({
        ...half,
        title: 'Rendering failures: emails that were never sent',
        left: [set.metricRenderingFailure({ label: 'Rendering failures', color: cloudwatch.Color.RED })],
        leftYAxis: { min: 0, showUnits: false },
      }),
    );
    this.dashboard.addWidgets(
      rateWidget({ ...half, title: 'Bounce rate' }, set.metricReputationBounceRate({ label: 'Bounce rate' }), BOUNCE_RATE_THRESHOLDS),
      rateWidget({ ...half, title: 'Complaint rate' }, set.metricReputationComplaintRate({ label: 'Complaint rate' }), COMPLAINT_RATE_THRESHOLDS),
    );
  }
}

function rateWidget(
  props: cloudwatch.GraphWidgetProps, metric: cloudwatch.IMetric, { review, pause }: { review: number; pause: number },
): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({
    ...props,
    left: [metric],
    leftYAxis: { min: 0, showUnits: false },
    leftAnnotations: [
      { value: review, color: cloudwatch.Color.ORANGE, label: `AWS reviews the account (${review * 100}%)` },
      { value: pause, color: cloudwatch.Color.RED, label: `AWS may pause sending (${pause * 100}%)` },
    ],
  });
}
