import { EmailContent, SendBulkEmailCommand, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { Expectation } from './expectation';
import { mimeOf, RECIPIENT } from './mails';
import { Asking } from '../asking';

const Destination = { ToAddresses: [RECIPIENT] };

const mail = (ses: Asking, Content: EmailContent, ConfigurationSetName?: string) =>
  ses.sendV2(new SendEmailCommand({ FromEmailAddress: ses.sender, Destination, Content, ConfigurationSetName }));

const isSent = async (sending: ReturnType<typeof mail>) => Boolean((await sending).MessageId);

/** @param data the data of each destination */
async function bulk(ses: Asking, TemplateName: string, defaults: object, ...data: Array<object | undefined>): Promise<unknown[]> {
  const { BulkEmailEntryResults: results = [] } = await ses.sendV2(new SendBulkEmailCommand({
    FromEmailAddress: ses.sender,
    DefaultContent: { Template: { TemplateName, TemplateData: JSON.stringify(defaults) } },
    BulkEmailEntries: data.map(replacement => ({
      Destination,
      ReplacementEmailContent: replacement && { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(replacement) } },
    })),
  }));
  return results.map(({ Status, MessageId }) => [Status, Boolean(MessageId)]);
}

const SIMPLE: EmailContent = { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } } } };

export const V2_SENDING: readonly Expectation[] = [
  {
    id: 'v2-send',
    about: 'SendEmail with a stored template returns a MessageId',
    sends: true,
    ask: async (ses, id) => isSent(mail(ses, { Template: { TemplateName: await ses.create(id, { TextPart: '{{a}}' }), TemplateData: '{"a":1}' } })),
    answer: true,
  },
  {
    id: 'v2-send-missing-value',
    about: 'SendEmail with a stored template, without a value: the mail is lost, and a MessageId returned',
    sends: true,
    ask: async (ses, id) => isSent(mail(ses, { Template: { TemplateName: await ses.create(id, { TextPart: '{{a}}' }), TemplateData: '{}' } })),
    answer: true,
  },
  {
    id: 'v2-send-missing-template',
    about: 'SendEmail with a template that does not exist: the name of the error',
    sends: true,
    ask: async (ses, id) => ses.errorName(mail(ses, { Template: { TemplateName: ses.name(id), TemplateData: '{}' } })),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-send-inline-template',
    about: 'SendEmail with a template in the request returns a MessageId',
    sends: true,
    ask: async ses => isSent(mail(ses, { Template: { TemplateContent: { Subject: 'Hi {{a}}', Text: '{{a}}' }, TemplateData: '{"a":"Ada"}' } })),
    answer: true,
  },
  {
    id: 'v2-send-simple',
    about: 'SendEmail with subject and body returns a MessageId',
    sends: true,
    ask: async ses => isSent(mail(ses, SIMPLE)),
    answer: true,
  },
  {
    id: 'v2-send-raw',
    about: 'SendEmail with a MIME message returns a MessageId',
    sends: true,
    ask: async ses => isSent(mail(ses, { Raw: { Data: mimeOf(ses.sender) } })),
    answer: true,
  },
  {
    id: 'v2-send-missing-set',
    about: 'SendEmail with a configuration set that does not exist: the name of the error',
    sends: true,
    ask: async (ses, id) => ses.errorName(mail(ses, SIMPLE, ses.name(id))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-bulk',
    about: 'SendBulkEmail returns a status for each entry',
    sends: true,
    ask: async (ses, id) => bulk(ses, await ses.create(id, { TextPart: '{{a}}{{b}}' }), { a: 1, b: 1 }, { a: 2 }, {}),
    answer: [['SUCCESS', true], ['SUCCESS', true]],
  },
  {
    id: 'v2-bulk-without-replacement',
    about: 'SendBulkEmail, without replacement data',
    settles: 'bulk-replacement-required',
    sends: true,
    ask: async (ses, id) => {
      let answer: unknown;
      const outcome = await ses.outcome(bulk(ses, await ses.create(id, { TextPart: '{{a}}' }), { a: 1 }, undefined).then(results => { answer = results; }));
      return answer ?? outcome;
    },
  },
  {
    id: 'v2-bulk-missing-template',
    about: 'SendBulkEmail, with a template that does not exist: the name of the error',
    settles: 'bulk-errors',
    sends: true,
    ask: async (ses, id) => ses.errorName(bulk(ses, ses.name(id), {}, {})),
  },
  {
    id: 'v2-send-arn',
    about: 'SendEmail with the ARN of a template returns a MessageId',
    sends: true,
    ask: async (ses, id) => isSent(mail(ses, { Template: { TemplateArn: await ses.arnOf(await ses.create(id)), TemplateData: '{}' } })),
    answer: true,
  },
  {
    id: 'v2-send-no-json',
    about: 'SendEmail with data that is not JSON: the name of the error',
    sends: true,
    ask: async (ses, id) => ses.errorName(mail(ses, { Template: { TemplateName: await ses.create(id), TemplateData: 'a' } })),
    answer: 'BadRequestException',
  },
  {
    id: 'v2-send-no-content',
    about: 'SendEmail without content: the name of the error',
    sends: true,
    ask: async ses => ses.errorName(mail(ses, {})),
    answer: 'BadRequestException',
  },
  {
    id: 'v2-send-inline-block',
    about: 'SendEmail with a block in the template in the request',
    sends: true,
    ask: async ses => ses.outcome(mail(ses, { Template: { TemplateContent: { Subject: 'a', Text: '{{#if a}}b{{/if}}' }, TemplateData: '{"a":1}' } })),
    answer: 'BadRequestException: Template contains unsupported operations.',
  },
];
