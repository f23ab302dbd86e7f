import { DeleteTemplateCommand, GetTemplateCommand, UpdateTemplateCommand } from '@aws-sdk/client-ses';
import {
  CreateEmailTemplateCommand, DeleteEmailTemplateCommand, GetEmailTemplateCommand, ListEmailTemplatesCommand,
  ListTagsForResourceCommand, Tag, TagResourceCommand, TestRenderEmailTemplateCommand,
  UntagResourceCommand, UpdateEmailTemplateCommand,
} from '@aws-sdk/client-sesv2';
import { Expectation } from './expectation';
import { getParts } from './templates';
import { partOf, subjectOf } from '../../support/mime';
import { Asking } from '../asking';
import { findOnPages } from '../pages';

const getContent = async (ses: Asking, TemplateName: string) => {
  const { TemplateContent: content } = await ses.sendV2(new GetEmailTemplateCommand({ TemplateName }));
  return Object.fromEntries(Object.entries(content ?? {}).filter(([, part]) => part !== undefined && part !== ''));
};

const render = (TemplateName: string, data: object) => new TestRenderEmailTemplateCommand({ TemplateName, TemplateData: JSON.stringify(data) });

const TAGS: Tag[] = [{ Key: 'team', Value: 'shop' }, { Key: 'stage', Value: 'prod' }];
const sorted = (tags: readonly Tag[] = []) => tags.map(({ Key, Value }) => `${Key}=${Value}`).sort();

async function isListed(ses: Asking, name: string): Promise<boolean> {
  const found = await findOnPages(
    async NextToken => ses.sendV2(new ListEmailTemplatesCommand({ PageSize: 10, NextToken })),
    page => page.TemplatesMetadata?.find(({ TemplateName }) => TemplateName === name),
  );
  return found?.CreatedTimestamp instanceof Date;
}

export const V2_TEMPLATES: readonly Expectation[] = [
  {
    id: 'v2-create-get',
    about: 'GetEmailTemplate returns what CreateEmailTemplate got',
    ask: async (ses, id) => getContent(ses, await ses.createV2(id, { Subject: 'S {{a}}', Html: '<p>{{a}}</p>', Text: '{{a}}\nb' })),
    answer: { Subject: 'S {{a}}', Html: '<p>{{a}}</p>', Text: '{{a}}\nb' },
  },
  {
    id: 'v2-create-existing',
    about: 'CreateEmailTemplate, of a name that is taken: the name of the error',
    ask: async (ses, id) => {
      await ses.createV2(id);
      return ses.errorName(ses.createV2(id));
    },
    answer: 'AlreadyExistsException',
  },
  {
    id: 'v2-create-without-subject',
    about: 'CreateEmailTemplate, without a subject: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new CreateEmailTemplateCommand({ TemplateName: ses.name(id), TemplateContent: { Text: 'a' } }))),
    answer: 'BadRequestException',
  },
  {
    id: 'v2-get-missing',
    about: 'GetEmailTemplate, of a template that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new GetEmailTemplateCommand({ TemplateName: ses.name(id) }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-update-missing',
    about: 'UpdateEmailTemplate, of a template that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new UpdateEmailTemplateCommand({ TemplateName: ses.name(id), TemplateContent: { Subject: 'a', Text: 'a' } }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-delete-missing',
    about: 'DeleteEmailTemplate, of a template that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new DeleteEmailTemplateCommand({ TemplateName: ses.name(id) }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-update-replaces',
    about: 'UpdateEmailTemplate removes the parts that it omits',
    ask: async (ses, id) => {
      const TemplateName = await ses.createV2(id, { Html: '<p>a</p>', Text: 'a' });
      await ses.sendV2(new UpdateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 'New', Html: '<p>b</p>' } }));
      return getContent(ses, TemplateName);
    },
    answer: { Subject: 'New', Html: '<p>b</p>' },
  },
  {
    id: 'v2-list',
    about: 'ListEmailTemplates lists a template with the time of its creation',
    ask: async (ses, id) => isListed(ses, await ses.createV2(id)),
    answer: true,
  },
  {
    id: 'v2-delete',
    about: 'DeleteEmailTemplate deletes a template',
    ask: async (ses, id) => {
      const TemplateName = await ses.createV2(id);
      await ses.sendV2(new DeleteEmailTemplateCommand({ TemplateName }));
      return ses.errorName(ses.sendV2(new GetEmailTemplateCommand({ TemplateName })));
    },
    answer: 'NotFoundException',
  },
  {
    id: 'v2-render',
    about: 'TestRenderEmailTemplate returns a MIME message',
    ask: async (ses, id) => {
      const name = await ses.createV2(id, { Subject: 'Hi {{a}}', Html: '<b>{{a}}</b>', Text: '*{{a}}*' });
      const { RenderedTemplate: message = '' } = await ses.sendV2(render(name, { a: 'Ada', b: 1 }));
      return [subjectOf(message), partOf(message, 'text/html'), partOf(message, 'text/plain')];
    },
    answer: ['Hi Ada', '<b>Ada</b>', '*Ada*'],
  },
  {
    id: 'v2-render-missing-value',
    about: 'TestRenderEmailTemplate, without a value that is printed: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(render(await ses.createV2(id, { Text: '{{a}}' }), {}))),
    answer: 'BadRequestException',
  },
  {
    id: 'v2-render-missing-template',
    about: 'TestRenderEmailTemplate, of a template that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(render(ses.name(id), {}))),
    answer: 'NotFoundException',
  },
  {
    id: 'v1-template-in-v2',
    about: 'version 2 gets, renders and deletes a template of version 1',
    settles: 'two-apis',
    ask: async (ses, id) => {
      const TemplateName = await ses.create(id, { SubjectPart: 'S', TextPart: '{{a}}' });
      const content = await getContent(ses, TemplateName);
      const { RenderedTemplate: message = '' } = await ses.sendV2(render(TemplateName, { a: 1 }));
      await ses.sendV2(new DeleteEmailTemplateCommand({ TemplateName }));
      return [content, partOf(message, 'text/plain'), await ses.errorName(ses.send(new GetTemplateCommand({ TemplateName })))];
    },
    answer: [{ Subject: 'S', Text: '{{a}}' }, '1', 'TemplateDoesNotExistException'],
  },
  {
    id: 'v2-template-in-v1',
    about: 'version 1 gets, and deletes, a template of version 2',
    settles: 'two-apis',
    ask: async (ses, id) => {
      const TemplateName = await ses.createV2(id, { Subject: 'S', Text: 'a' });
      const parts = await getParts(ses, TemplateName);
      await ses.send(new DeleteTemplateCommand({ TemplateName }));
      return [parts, await ses.errorName(ses.sendV2(new GetEmailTemplateCommand({ TemplateName })))];
    },
    answer: [{ SubjectPart: 'S', TextPart: 'a' }, 'NotFoundException'],
  },
  {
    id: 'v2-tags',
    about: 'GetEmailTemplate returns the tags of CreateEmailTemplate, and an update of version 1 keeps them',
    settles: 'tags',
    ask: async (ses, id) => {
      const TemplateName = ses.name(id);
      await ses.sendV2(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 'a', Text: 'a' }, Tags: TAGS }));
      await ses.send(new UpdateTemplateCommand({ Template: { TemplateName, SubjectPart: 'b', TextPart: 'b' } }));
      return sorted((await ses.sendV2(new GetEmailTemplateCommand({ TemplateName }))).Tags);
    },
    answer: ['stage=prod', 'team=shop'],
  },
  {
    id: 'v2-tag-resource',
    about: 'TagResource, UntagResource and ListTagsForResource, with the ARN of a template',
    settles: 'tag-operations',
    ask: async (ses, id) => {
      const ResourceArn = await ses.arnOf(await ses.create(id));
      await ses.sendV2(new TagResourceCommand({ ResourceArn, Tags: TAGS }));
      await ses.sendV2(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage', 'never set'] }));
      return sorted((await ses.sendV2(new ListTagsForResourceCommand({ ResourceArn }))).Tags);
    },
    answer: ['team=shop'],
  },
  {
    id: 'v2-tag-missing',
    about: 'TagResource, of a template that does not exist: the name of the error',
    settles: 'tag-operations',
    ask: async (ses, id) => {
      const ResourceArn = await ses.arnOf(await ses.create(`${id}-other`));
      return ses.errorName(ses.sendV2(new TagResourceCommand({ ResourceArn: ResourceArn.replace(/-other$/, ''), Tags: TAGS })));
    },
    answer: 'NotFoundException',
  },
  {
    id: 'v2-update-keeps-tags',
    about: 'UpdateEmailTemplate keeps the tags',
    ask: async (ses, id) => {
      const TemplateName = ses.name(id);
      await ses.sendV2(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 'a', Text: 'a' }, Tags: TAGS }));
      await ses.sendV2(new UpdateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 'b', Text: 'b' } }));
      return sorted((await ses.sendV2(new GetEmailTemplateCommand({ TemplateName }))).Tags);
    },
    answer: ['stage=prod', 'team=shop'],
  },
  {
    id: 'v2-list-pages',
    about: 'ListEmailTemplates returns pages of the size that was asked for, each where the page before it ended',
    ask: async (ses, id) => {
      for (let index = 0; index < 3; index++) await ses.createV2(`${id}-${index}`);
      const first = await ses.sendV2(new ListEmailTemplatesCommand({ PageSize: 2 }));
      const second = await ses.sendV2(new ListEmailTemplatesCommand({ PageSize: 1, NextToken: first.NextToken }));
      const names = [first, second].flatMap(({ TemplatesMetadata = [] }) => TemplatesMetadata.map(({ TemplateName }) => TemplateName));
      return [first.TemplatesMetadata?.length, names.length, new Set(names).size];
    },
    answer: [2, 3, 3],
  },
  {
    id: 'v2-render-no-json',
    about: 'TestRenderEmailTemplate, with data that is not JSON: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new TestRenderEmailTemplateCommand({ TemplateName: await ses.createV2(id), TemplateData: '{' }))),
    answer: 'BadRequestException',
  },
  {
    id: 'v2-texts',
    about: 'the messages of version 2: no subject; a missing template updated, deleted, rendered; a missing value',
    settles: 'v2-errors',
    ask: async (ses, id) => [
      await ses.outcome(ses.sendV2(new CreateEmailTemplateCommand({ TemplateName: ses.name(`${id}-subject`), TemplateContent: { Text: 'a' } }))),
      await ses.outcome(ses.sendV2(new UpdateEmailTemplateCommand({ TemplateName: ses.name('no'), TemplateContent: { Subject: 'a', Text: 'a' } }))),
      await ses.outcome(ses.sendV2(new DeleteEmailTemplateCommand({ TemplateName: ses.name('no') }))),
      await ses.outcome(ses.sendV2(render(ses.name('no'), {}))),
      await ses.outcome(ses.createV2(id, { Text: '{{a}}' }).then(async name => ses.sendV2(render(name, {})))),
    ],
  },
  {
    id: 'v2-unicode-escapes',
    about: 'characters outside ASCII, as GetEmailTemplate returns them',
    settles: 'v2-unicode-escapes',
    ask: async (ses, id) => (await getContent(ses, await ses.createV2(id, { Text: 'ü白😀' }))).Text,
  },
];
