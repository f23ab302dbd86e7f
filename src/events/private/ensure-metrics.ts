import { aws_ses as ses } from 'aws-cdk-lib';
import { EmailEventDestination } from '../email-event-destination';
import { EmailEventDimension } from '../email-event-dimension';
import { EmailEventPublishing } from '../email-event-publishing';
import { CONFIGURATION_SET_TAG } from './event-metrics';
import { Publications, STAND_IN_ID } from './publications';

/** Publishes the events to CloudWatch by configuration set, as far as nobody does; one destination serves all who ask. */
export function ensureMetrics(set: ses.ConfigurationSet, events: ses.EmailSendingEvent[]): void {
  const publications = Publications.of(set);
  const missing = events.filter(event => !publications.find(event, [CONFIGURATION_SET_TAG]));
  if (missing.length === 0) return;
  if (publications.standIn) {
    missing.forEach(event => publications.standIn!.events.add(event));
    return;
  }
  new EmailEventPublishing(set, STAND_IN_ID, {
    configurationSet: set,
    destination: EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }),
    events: missing,
  });
}
