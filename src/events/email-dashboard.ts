import { aws_cloudwatch as cloudwatch, aws_ses as ses } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailConfigurationSet } from './email-configuration-set';
import { ensureMetrics } from './private/ensure-metrics';
import { BOUNCE_RATE_THRESHOLDS, COMPLAINT_RATE_THRESHOLDS } from './private/event-metrics';

/** Properties for a dashboard of a configuration set. */
export interface EmailDashboardProps extends cloudwatch.DashboardProps {
  /** The configuration set to show. */
  readonly configurationSet: EmailConfigurationSet;
}

/** What the dashboard shows. Not opens and clicks: to publish those would turn tracking on in the emails. */
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
 * A CloudWatch dashboard of a configuration set: volumes, rendering failures, and the bounce and complaint rates against
 * the rates at which AWS reviews an account and may pause its sending.
 *
 * Publishes the events that it shows to CloudWatch by configuration set, as far as no destination does.
 */
export class EmailDashboard extends cloudwatch.Dashboard {
  constructor(scope: Construct, id: string, props: EmailDashboardProps) {
    const { configurationSet: set, ...dashboardProps } = props;
    super(scope, id, dashboardProps);
    ensureMetrics(set, EVENTS);

    const half = { width: 12, height: 6 };
    this.addWidgets(
      new cloudwatch.TextWidget({
        markdown: `# Emails of configuration set ${set.configurationSetName}`,
        // Newer versions of CDK write the default out, which would be a change of every dashboard.
        background: cloudwatch.TextWidgetBackground.TRANSPARENT,
        width: 24,
        height: 1,
      }),
    );
    this.addWidgets(
      new cloudwatch.GraphWidget({
        ...half,
        title: 'Volume',
        left: [
          set.metricSends({ label: 'Sends' }),
          set.metricDeliveries({ label: 'Deliveries' }),
          set.metricDeliveryDelays({ label: 'Delivery delays' }),
          set.metricBounces({ label: 'Bounces' }),
          set.metricComplaints({ label: 'Complaints' }),
          set.metricRejects({ label: 'Rejects' }),
        ],
        leftYAxis: { min: 0, showUnits: false },
      }),
      new cloudwatch.GraphWidget({
        ...half,
        title: 'Rendering failures: emails that were never sent',
        left: [set.metricRenderingFailures({ label: 'Rendering failures', color: cloudwatch.Color.RED })],
        leftYAxis: { min: 0, showUnits: false },
      }),
    );
    this.addWidgets(
      rateWidget({ ...half, title: 'Bounce rate' }, set.metricBounceRate({ label: 'Bounce rate' }), BOUNCE_RATE_THRESHOLDS),
      rateWidget({ ...half, title: 'Complaint rate' }, set.metricComplaintRate({ label: 'Complaint rate' }), COMPLAINT_RATE_THRESHOLDS),
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
