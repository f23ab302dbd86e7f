import { GetTemplateCommand, ListTemplatesCommand } from '@aws-sdk/client-ses';
import { CreateEmailTemplateCommand, GetEmailTemplateCommand } from '@aws-sdk/client-sesv2';
import { Expectation } from './expectation';
import { bulk } from './mails';
import { getParts } from './templates';

/** Open questions: the answers are printed, and not judged. */
export const UNKNOWN: readonly Expectation[] = [
  {
    id: 'line-endings',
    about: 'whether CRLF survives',
    settles: 'line-endings',
    ask: async (ses, id) => (await getParts(ses, await ses.create(id, { TextPart: 'a\r\nb' }))).TextPart,
  },
  {
    id: 'create-parses',
    about: 'CreateTemplate, with a block that is not closed',
    settles: 'create-parses',
    ask: async (ses, id) => ses.outcome(ses.create(id, { TextPart: '{{#if x}}a' })),
  },
  {
    id: 'create-missing-partial',
    about: 'CreateTemplate, with a partial that does not exist',
    settles: 'create-parses',
    ask: async (ses, id) => ses.outcome(ses.create(id, { TextPart: '{{> gone}}' })),
  },
  {
    id: 'unicode-escapes',
    about: 'characters outside ASCII, as GetTemplate returns them',
    settles: 'unicode-escapes',
    ask: async (ses, id) => (await getParts(ses, await ses.create(id, { TextPart: 'ü白😀' }))).TextPart,
  },
  {
    id: 'tag-at-sign',
    about: 'a tag whose value contains @',
    settles: 'tag-limits',
    ask: async (ses, id) => {
      const TemplateName = ses.name(id);
      const Tags = [{ Key: 'owner', Value: 'ada@example.com' }];
      return ses.outcome(ses.sendV2(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 'a', Text: 'a' }, Tags })));
    },
  },
  {
    id: 'v2-errors',
    about: 'the message of version 2 about a template that does not exist',
    settles: 'v2-errors',
    ask: async (ses, id) => ses.outcome(ses.sendV2(new GetEmailTemplateCommand({ TemplateName: ses.name(id) }))),
  },
  {
    id: 'bulk-data',
    about: 'whether replacement data is merged key by key: if not, the mail is lost, and the status may show it',
    settles: 'bulk-data',
    sends: true,
    ask: async (ses, id) => {
      const { Status = [] } = await ses.send(bulk(ses, await ses.create(id, { TextPart: '{{o.a}}{{o.b}}' }), { o: { a: 1, b: 1 } }, { o: { a: 2 } }));
      return Status.map(({ Status: status }) => status);
    },
  },
  {
    id: 'one-bucket-per-operation',
    about: 'GetTemplate and ListTemplates at the same time, after a second without calls',
    settles: 'one-bucket-per-operation',
    ask: async (ses, id) => {
      const TemplateName = await ses.create(id);
      await ses.wait(1_100);
      const both = await Promise.all([ses.send(new GetTemplateCommand({ TemplateName })), ses.send(new ListTemplatesCommand({}))]);
      return both.map(({ $metadata: { attempts } }) => `${attempts} attempt(s)`);
    },
  },
];
