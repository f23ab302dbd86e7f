import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { LocalSes } from 'cdk-ses-templates/local';

/** The mailer that is tested. */
async function welcome(ses: SESv2Client, customer: { readonly name?: string; readonly email: string }): Promise<void> {
  await ses.send(new SendEmailCommand({
    FromEmailAddress: 'shop@shop.example.com',
    Destination: { ToAddresses: [customer.email] },
    Content: {
      Template: {
        TemplateName: 'prod-welcome',
        TemplateData: JSON.stringify({ name: customer.name, accountUrl: 'https://shop.example.com/account' }),
      },
    },
    ConfigurationSetName: 'shop-mails',
  }));
}

let ses: LocalSes;
let client: SESv2Client;
beforeAll(async () => {
  ses = await LocalSes.start({ emails: 'examples/quick-start/emails', namePrefix: 'prod-', configurationSets: ['shop-mails'] });
  client = new SESv2Client(ses.clientConfig());
});
afterEach(() => ses.clear());
afterAll(async () => ses.stop());

test('welcomes a customer', async () => {
  await welcome(client, { name: 'Ada', email: 'ada@example.com' });
  const mail = await ses.waitForMail({ recipient: 'ada@example.com', template: 'prod-welcome' });
  expect(mail.subject).toBe('Welcome, Ada');
});

test('a customer without a name gets no mail, and SES says so by an event only', async () => {
  await welcome(client, { email: 'ada@example.com' });
  const [mail] = ses.mails();
  expect(mail.status).toBe('RENDERING_FAILURE');
  expect(mail.error!.message).toContain("Attribute 'name' is not present in the rendering data.");
});
