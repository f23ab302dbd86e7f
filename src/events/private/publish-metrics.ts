import { Annotations, aws_ses as ses } from 'aws-cdk-lib';
import { CONFIGURATION_SET_TAG } from './event-metrics';
import { MONITORED_METRICS_ID, Publications } from './publications';
import { EmailEventDestination } from '../email-event-destination';
import { EmailEventDimension } from '../email-event-dimension';
import { EmailEventPublishing } from '../email-event-publishing';

/**
 * Publishes the events to CloudWatch by configuration set, except those that a destination already publishes. One
 * destination serves all alarms and dashboards of a set.
 *
 * If the destinations of an imported set are unknown, it only warns: a second destination would count events twice.
 */
export function publishMetrics(set: ses.IConfigurationSet, events: readonly ses.EmailSendingEvent[]): void {
  const publications = Publications.of(set);
  const missing = events.filter(event => !publications.find(event, [CONFIGURATION_SET_TAG]));
  if (missing.length === 0) return;
  if (!publications.isComplete) {
    Annotations.of(set).addWarningV2('cdk-ses-templates:unknownMetrics',
      `The event destinations of the imported configuration set are unknown. Unless one of them publishes ${missing.join(', ')} to CloudWatch `
      + `by ${CONFIGURATION_SET_TAG}, there is no data for the alarm or dashboard. Import the set with `
      + 'EmailConfigurationSet.fromConfigurationSetAttributes, and list the event types that it already publishes in metricEvents; '
      + 'this stack then publishes the others');
    return;
  }
  if (publications.monitoredMetrics) {
    missing.forEach(event => publications.monitoredMetrics!.events.add(event));
    return;
  }
  new EmailEventPublishing(set, MONITORED_METRICS_ID, {
    configurationSet: set,
    destination: EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }),
    events: missing,
  });
}
