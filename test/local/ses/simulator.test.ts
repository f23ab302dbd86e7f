import { SendEmailCommand } from '@aws-sdk/client-ses';
import { withLocalSes } from './support';

const local = withLocalSes();
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:mail-events';

beforeEach(() => {
  local.aws.ses.configurationSets.create({ Name: 'mails' });
  for (const type of ['send', 'delivery', 'bounce', 'complaint']) {
    local.aws.ses.configurationSets.putEventDestination('mails', {
      Name: type, Enabled: true, MatchingEventTypes: [type], SnsDestination: { TopicARN: TOPIC },
    });
  }
});

const send = async (...ToAddresses: string[]) => local.client.send(new SendEmailCommand({
  Source: 'shop@example.com', Destination: { ToAddresses }, Message: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } }, ConfigurationSetName: 'mails',
}));
const published = () => local.aws.ses.events.map(({ event, destinations }) => [event.eventType, ...destinations.map(({ Name }) => Name)]);

describe('the addresses of the mailbox simulator', () => {
  test.each([
    ['success', ['Delivery'], 'DELIVERY'],
    ['bounce', ['Bounce'], 'BOUNCE'],
    ['suppressionlist', ['Bounce'], 'BOUNCE'],
    ['ooto', ['Delivery', 'Bounce'], 'DELIVERY'],
    ['complaint', ['Delivery', 'Complaint'], 'COMPLAINT'],
  ])('%s@ results in its events, with and without a label', async (name, types, outcome) => {
    const recipients = [`${name}@simulator.amazonses.com`, `Ada <${name}+label@simulator.amazonses.com>`];

    await send(...recipients);

    expect(published()).toEqual([['Send', 'send'], ...types.map(type => [type, type.toLowerCase()])]);
    expect(local.aws.ses.mails[0].outcomes).toEqual(recipients.map(recipient => ({ recipient, outcome })));
  });

  test('get an event for the recipients that it concerns alone', async () => {
    await send('ada@example.org', 'bounce@simulator.amazonses.com', 'complaint@simulator.amazonses.com', 'bounce@example.org');

    expect(local.aws.ses.events.slice(1).map(({ event }) => event)).toMatchObject([
      { eventType: 'Delivery', delivery: { recipients: ['ada@example.org', 'complaint@simulator.amazonses.com', 'bounce@example.org'] } },
      {
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{
            emailAddress: 'bounce@simulator.amazonses.com', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          }],
        },
      },
      {
        eventType: 'Complaint',
        complaint: { complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }], complaintFeedbackType: 'abuse' },
      },
    ]);
  });

  test('tell suppressed and automatic responses apart', async () => {
    await send('suppressionlist@simulator.amazonses.com', 'ooto@simulator.amazonses.com');

    expect(local.aws.ses.events.filter(({ event }) => event.eventType === 'Bounce').map(({ event }) => event.bounce)).toMatchObject([
      { bounceType: 'Permanent', bounceSubType: 'Suppressed' },
      { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: 'ooto@simulator.amazonses.com' }] },
    ]);
  });
});
