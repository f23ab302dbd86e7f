/**
 * The v2 API beside that of aws-ses-v2-local: the same calls by the same SDK have the same results, except for the deviations
 * in the table. A deviation that ends fails its test, so that the table stays true.
 */
import {
  CreateEmailTemplateCommand, DeleteEmailTemplateCommand, GetEmailTemplateCommand, ListEmailTemplatesCommand, SendBulkEmailCommand,
  SendEmailCommand, SendEmailCommandInput, SESv2Client, SESv2ServiceException, TestRenderEmailTemplateCommand, UpdateEmailTemplateCommand,
} from '@aws-sdk/client-sesv2';
import { clientOptions } from './support';
import { startLocalAws } from '../../../local/server';
import { hasSesV2Local, startSesV2LocalServer, textPart } from '../../language/support/peers';

interface Stand {
  readonly client: SESv2Client;
  /** The mails that were sent: recipients, subject, HTML and text. */
  mails(): Promise<unknown[]>;
  close(): Promise<void>;
}

type Case = (stand: Stand) => Promise<unknown>;

const WELCOME = { TemplateName: 'welcome', TemplateContent: { Subject: 'Welcome, {{name}}', Html: '<p>{{name}}</p>', Text: '{{name}}' } };
const create = ({ client }: Stand, template = WELCOME) => client.send(new CreateEmailTemplateCommand(template));
const send = ({ client }: Stand, Content: SendEmailCommandInput['Content'], ToAddresses = ['ada@example.org']) =>
  client.send(new SendEmailCommand({ FromEmailAddress: 'shop@example.com', Destination: { ToAddresses }, Content }));
const sendBulk = async ({ client }: Stand, ...entries: Array<[to: string, data?: string]>) => {
  const { BulkEmailEntryResults } = await client.send(new SendBulkEmailCommand({
    FromEmailAddress: 'shop@example.com',
    DefaultContent: { Template: { TemplateName: 'welcome', TemplateData: '{"name":"friend"}' } },
    BulkEmailEntries: entries.map(([to, data]) => ({
      Destination: { ToAddresses: [to] },
      ...data !== undefined && { ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: data } } },
    })),
  }));
  return BulkEmailEntryResults!.map(({ Status }) => Status);
};

const CASES: Readonly<Record<string, Case>> = {
  'a template is created, updated, read, listed and deleted': async stand => {
    await create(stand);
    await stand.client.send(new UpdateEmailTemplateCommand({ TemplateName: 'welcome', TemplateContent: { Subject: 'Hi', Text: 'Hi', Html: 'Hi' } }));
    const { TemplateName, TemplateContent } = await stand.client.send(new GetEmailTemplateCommand({ TemplateName: 'welcome' }));
    const { TemplatesMetadata } = await stand.client.send(new ListEmailTemplatesCommand({}));
    await stand.client.send(new DeleteEmailTemplateCommand({ TemplateName: 'welcome' }));
    const after = await stand.client.send(new ListEmailTemplatesCommand({}));
    return [TemplateName, TemplateContent, TemplatesMetadata!.map(template => template.TemplateName), after.TemplatesMetadata];
  },
  'a template is rendered': async stand => {
    await create(stand);
    const { RenderedTemplate } = await stand.client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'welcome', TemplateData: '{"name":"Ada"}' }));
    return textPart(RenderedTemplate!);
  },
  'rendering without a value': async stand => {
    await create(stand);
    await stand.client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'welcome', TemplateData: '{}' }));
  },
  'creating a template that exists': async stand => {
    await create(stand);
    await create(stand);
  },
  'getting a missing template': ({ client }) => client.send(new GetEmailTemplateCommand({ TemplateName: 'no' })),
  'deleting a missing template': ({ client }) => client.send(new DeleteEmailTemplateCommand({ TemplateName: 'no' })),
  'a mail with a template': async stand => {
    await create(stand);
    await send(stand, { Template: { TemplateName: 'welcome', TemplateData: '{"name":"Ada"}' } });
  },
  'a mail with a missing template': stand => send(stand, { Template: { TemplateName: 'no', TemplateData: '{}' } }),
  'a mail without a value': async stand => {
    await create(stand);
    await send(stand, { Template: { TemplateName: 'welcome', TemplateData: '{}' } });
  },
  'a mail with an inline template': async stand => {
    await send(stand, { Template: { TemplateContent: { Subject: 'Hi {{name}}', Text: 'Hi', Html: 'Hi' }, TemplateData: '{"name":"Ada"}' } });
  },
  'a block in an inline template': async stand => {
    await send(stand, { Template: { TemplateContent: { Subject: 'Hi', Text: '{{#if a}}b{{/if}}', Html: 'Hi' }, TemplateData: '{}' } });
  },
  'a mail with simple content': async stand => {
    await send(stand, { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'text' }, Html: { Data: '<p>html</p>' } } } });
  },
  'a mail to an invalid address': async stand => {
    await send(stand, { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'text' }, Html: { Data: 'html' } } } }, ['ada']);
  },
  'no content': async stand => { await send(stand, {}); },
  'the name of an error': ({ client }) =>
    client.send(new GetEmailTemplateCommand({ TemplateName: 'no' })).catch(({ name }: Error) => name),
  'a bulk mail with replaced and default data': async stand => {
    await create(stand);
    return sendBulk(stand, ['a@example.org', '{"name":"Ada"}'], ['b@example.org', '{}'], ['c@example.org']);
  },
  'a bulk mail with an invalid recipient': async stand => {
    await create(stand);
    return sendBulk(stand, ['nowhere', '{}'], ['b@example.org', '{}']);
  },
};

const DEVIATIONS: Readonly<Record<string, string>> = {
  'a mail without a value': 'sends a mail with nothing for a missing value (in Amazon SES, it cannot be rendered)',
  'a block in an inline template': 'renders it (Amazon SES refuses it: aws-sdk-js-v3#6657)',
  'a mail to an invalid address': 'accepts it',
  'the name of an error': 'has it where the SDK does not look, so that every error is Unknown',
  'a bulk mail with an invalid recipient': 'has the status FAILED',
};

async function ours(): Promise<Stand> {
  const aws = await startLocalAws({ ses: { callsPerSecond: Infinity } });
  const client = new SESv2Client(clientOptions(aws));
  return {
    client,
    mails: async () => aws.ses.outbox.map(({ destination, subject, html, text }) => ({ to: destination.ToAddresses, subject, html, text })),
    close: () => {
      client.destroy();
      return aws.close();
    },
  };
}

(hasSesV2Local() ? describe : describe.skip)('aws-ses-v2-local', () => {
  let server: Awaited<ReturnType<typeof startSesV2LocalServer>>;
  beforeAll(async () => { server = await startSesV2LocalServer(); });
  afterAll(() => server.stop());

  async function theirs(): Promise<Stand> {
    await fetch(`${server.address}/clear-store`, { method: 'POST' });
    const client = new SESv2Client(clientOptions({ endpoint: server.address }));
    return {
      client,
      mails: async () => {
        const { emails } = await (await fetch(`${server.address}/store`)).json() as { emails: any[] };
        return emails.map(({ destination, subject, body }) => ({ to: destination.to, subject, html: body.html, text: body.text }));
      },
      close: async () => client.destroy(),
    };
  }

  const outcome = async (start: () => Promise<Stand>, run: Case) => {
    const stand = await start();
    const result = await run(stand).then(answer => answer ?? 'ok', (error: SESv2ServiceException) => ({ refused: error.$metadata.httpStatusCode }));
    const mails = await stand.mails();
    await stand.close();
    return { result, mails };
  };

  test.each(Object.entries(CASES).filter(([title]) => !(title in DEVIATIONS)))('does the same: %s', async (_, run) => {
    expect(await outcome(ours, run)).toEqual(await outcome(theirs, run));
  });

  test.each(Object.entries(DEVIATIONS))('deviates with %s: it %s', async title => {
    expect(await outcome(ours, CASES[title])).not.toEqual(await outcome(theirs, CASES[title]));
  });
});
