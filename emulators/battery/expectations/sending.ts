import { SendBulkTemplatedEmailCommand, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Expectation } from './expectation';
import { bulk, mail, mimeOf, RECIPIENT } from './mails';

export const SENDING: readonly Expectation[] = [
  {
    id: 'send',
    about: 'SendTemplatedEmail returns a MessageId',
    sends: true,
    ask: async (ses, id) => Boolean((await ses.send(mail(ses, await ses.create(id, { TextPart: '{{a}}' }), { a: 1 }))).MessageId),
    answer: true,
  },
  {
    id: 'send-missing-value',
    about: 'SendTemplatedEmail, without a value: the mail is lost, and a MessageId returned',
    sends: true,
    ask: async (ses, id) => Boolean((await ses.send(mail(ses, await ses.create(id, { TextPart: '{{a}}' }), {}))).MessageId),
    answer: true,
  },
  {
    id: 'send-missing-template',
    about: 'SendTemplatedEmail, with a template that does not exist',
    sends: true,
    ask: async (ses, id) => ses.outcome(ses.send(mail(ses, ses.name(id), {}))),
    answer: 'TemplateDoesNotExistException: Template NAME does not exist.',
  },
  {
    id: 'send-without-data',
    about: 'SendTemplatedEmail, with data that is not JSON',
    sends: true,
    ask: async (ses, id) => ses.outcome(ses.send(mail(ses, await ses.create(id), 'a'))),
    answer: 'InvalidParameterValue: The template data is invalid',
  },
  {
    id: 'send-missing-set',
    about: 'SendTemplatedEmail, with a configuration set that does not exist',
    sends: true,
    ask: async (ses, id) => ses.outcome(ses.send(mail(ses, await ses.create(id), {}, ses.name(id)))),
    answer: 'ConfigurationSetDoesNotExistException: Configuration set <NAME> does not exist.',
  },
  {
    id: 'send-simple',
    about: 'SendEmail returns a MessageId',
    sends: true,
    ask: async ses => {
      const Message = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } } };
      const { MessageId } = await ses.send(new SendEmailCommand({ Source: ses.sender, Destination: { ToAddresses: [RECIPIENT] }, Message }));
      return Boolean(MessageId);
    },
    answer: true,
  },
  {
    id: 'send-raw',
    about: 'SendRawEmail returns a MessageId',
    sends: true,
    ask: async ses => {
      const call = new SendRawEmailCommand({ Source: ses.sender, Destinations: [RECIPIENT], RawMessage: { Data: mimeOf(ses.sender) } });
      return Boolean((await ses.send(call)).MessageId);
    },
    answer: true,
  },
  {
    id: 'bulk-missing-template',
    about: 'SendBulkTemplatedEmail, with a template that does not exist: the name of the error',
    settles: 'bulk-errors',
    sends: true,
    ask: async (ses, id) => ses.errorName(ses.send(bulk(ses, ses.name(id), {}, {}))),
  },
  {
    id: 'bulk',
    about: 'SendBulkTemplatedEmail returns a status for each destination',
    sends: true,
    ask: async (ses, id) => {
      const { Status = [] } = await ses.send(bulk(ses, await ses.create(id, { TextPart: '{{a}}{{b}}' }), { a: 1, b: 1 }, { a: 2 }, {}));
      return Status.map(({ Status: status, MessageId }) => [status, Boolean(MessageId)]);
    },
    answer: [['Success', true], ['Success', true]],
  },
  {
    id: 'bulk-without-replacement',
    about: 'SendBulkTemplatedEmail, without replacement data',
    settles: 'bulk-replacement-required',
    sends: true,
    ask: async (ses, id) => {
      const call = async () => {
        const { Status = [] } = await ses.send(bulk(ses, await ses.create(id, { TextPart: '{{a}}' }), { a: 1 }, undefined));
        return Status.map(({ Status: status, Error: error }) => [status, error && ses.anonymous(error)]);
      };
      let answer: unknown;
      const outcome = await ses.outcome(call().then(status => { answer = status; }));
      return answer ?? outcome;
    },
  },
  {
    id: 'send-invalid-tag',
    about: 'SendEmail, with a message tag without a value',
    sends: true,
    ask: async ses => ses.outcome(ses.send(new SendEmailCommand({
      Source: ses.sender,
      Destination: { ToAddresses: [RECIPIENT] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' } } },
      Tags: [{ Name: 'kind', Value: '' }],
    }))),
    answer: 'InvalidParameterValue: The tag value must be specified.',
  },
  {
    id: 'bulk-missing-set',
    about: 'SendBulkTemplatedEmail, with a configuration set that does not exist: the status, or the error of the call',
    settles: 'bulk-errors',
    sends: true,
    ask: async (ses, id) => {
      const { input } = bulk(ses, await ses.create(id), {}, {});
      const { Status = [] } = await ses.send(new SendBulkTemplatedEmailCommand({ ...input, ConfigurationSetName: ses.name(`${id}-no`) }));
      return Status.map(({ Status: status }) => status);
    },
  },
];
