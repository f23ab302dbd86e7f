import {
  CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, ListTemplatesCommand, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { Expectation } from './expectation';
import { Asking } from '../asking';
import { findOnPages } from '../pages';

/** The parts that a template has. */
export const getParts = async (ses: Asking, TemplateName: string) => {
  const { Template: { TemplateName: _, ...parts } = {} } = await ses.send(new GetTemplateCommand({ TemplateName }));
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== ''));
};

export const TEMPLATES: readonly Expectation[] = [
  {
    id: 'create-get',
    about: 'GetTemplate returns what CreateTemplate got',
    ask: async (ses, id) => getParts(ses, await ses.create(id, { SubjectPart: 'S {{a}}', HtmlPart: '<p>{{a}}</p>', TextPart: '{{a}}\nb' })),
    answer: { SubjectPart: 'S {{a}}', HtmlPart: '<p>{{a}}</p>', TextPart: '{{a}}\nb' },
  },
  {
    id: 'create-existing',
    about: 'CreateTemplate, of a name that is taken',
    ask: async (ses, id) => {
      await ses.create(id);
      return ses.outcome(ses.create(id));
    },
    answer: 'AlreadyExistsException: Template NAME already exists for account id ACCOUNT',
  },
  {
    id: 'create-without-subject',
    about: 'CreateTemplate, without a subject',
    ask: async (ses, id) => ses.outcome(ses.send(new CreateTemplateCommand({ Template: { TemplateName: ses.name(id), TextPart: 'a' } }))),
    answer: 'InvalidParameterValue: The subject must be specified.',
  },
  {
    id: 'get-missing',
    about: 'GetTemplate, of a template that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(new GetTemplateCommand({ TemplateName: ses.name(id) }))),
    answer: 'TemplateDoesNotExistException: Template NAME does not exist.',
  },
  {
    id: 'update-missing',
    about: 'UpdateTemplate, of a template that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(new UpdateTemplateCommand({ Template: { TemplateName: ses.name(id), SubjectPart: 'a', TextPart: 'a' } }))),
    answer: 'TemplateDoesNotExistException: Template NAME does not exist.',
  },
  {
    id: 'update-replaces',
    about: 'UpdateTemplate removes the parts that it omits',
    ask: async (ses, id) => {
      const TemplateName = await ses.create(id, { HtmlPart: '<p>a</p>', TextPart: 'a' });
      await ses.send(new UpdateTemplateCommand({ Template: { TemplateName, SubjectPart: 'New', HtmlPart: '<p>b</p>' } }));
      return getParts(ses, TemplateName);
    },
    answer: { SubjectPart: 'New', HtmlPart: '<p>b</p>' },
  },
  {
    id: 'update-keeps-created',
    about: 'UpdateTemplate keeps CreatedTimestamp',
    ask: async (ses, id) => {
      const TemplateName = await ses.create(id);
      const created = async () => (await findOnPages(
        async NextToken => ses.send(new ListTemplatesCommand({ MaxItems: 100, NextToken })),
        page => page.TemplatesMetadata?.find(({ Name }) => Name === TemplateName),
      ))?.CreatedTimestamp?.getTime();
      const before = await created();
      await ses.wait(1_100);
      await ses.send(new UpdateTemplateCommand({ Template: { TemplateName, SubjectPart: 'b', TextPart: 'b' } }));
      return before !== undefined && before === await created();
    },
    answer: true,
  },
  {
    id: 'delete-missing',
    about: 'DeleteTemplate, of a template that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(new DeleteTemplateCommand({ TemplateName: ses.name(id) }))),
    answer: 'ok',
  },
  {
    id: 'list-pages',
    about: 'ListTemplates returns 10 templates a page',
    ask: async (ses, id) => {
      for (let index = 0; index < 11; index++) await ses.create(`${id}-${index}`);
      const { TemplatesMetadata = [], NextToken } = await ses.send(new ListTemplatesCommand({}));
      return [TemplatesMetadata.length, NextToken !== undefined];
    },
    answer: [10, true],
  },
  {
    id: 'delete',
    about: 'DeleteTemplate deletes a template: the name of GetTemplate\'s error',
    ask: async (ses, id) => {
      const TemplateName = await ses.create(id);
      await ses.send(new DeleteTemplateCommand({ TemplateName }));
      return ses.errorName(ses.send(new GetTemplateCommand({ TemplateName })));
    },
    answer: 'TemplateDoesNotExistException',
  },
  {
    id: 'list-next-page',
    about: 'ListTemplates continues where the page before it ended',
    ask: async (ses, id) => {
      for (let index = 0; index < 2; index++) await ses.create(`${id}-${index}`);
      const first = await ses.send(new ListTemplatesCommand({ MaxItems: 1 }));
      const second = await ses.send(new ListTemplatesCommand({ MaxItems: 1, NextToken: first.NextToken }));
      const names = [first, second].flatMap(({ TemplatesMetadata = [] }) => TemplatesMetadata.map(({ Name }) => Name));
      return [names.length, new Set(names).size];
    },
    answer: [2, 2],
  },
];
