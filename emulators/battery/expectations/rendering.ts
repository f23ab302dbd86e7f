import { TestRenderTemplateCommand } from '@aws-sdk/client-ses';
import { Expectation } from './expectation';
import { partOf, subjectOf } from '../../support/mime';

const render = (TemplateName: string, data: object | string) => new TestRenderTemplateCommand({
  TemplateName, TemplateData: typeof data === 'string' ? data : JSON.stringify(data),
});

export const RENDERING: readonly Expectation[] = [
  {
    id: 'render',
    about: 'TestRenderTemplate returns a MIME message',
    ask: async (ses, id) => {
      const { RenderedTemplate: message = '' } = await ses.send(render(await ses.create(id, { SubjectPart: 'Hi {{a}}', HtmlPart: '<b>{{a}}</b>', TextPart: '*{{a}}*' }), { a: 'Ada', b: 1 }));
      return [subjectOf(message), partOf(message, 'text/html'), partOf(message, 'text/plain')];
    },
    answer: ['Hi Ada', '<b>Ada</b>', '*Ada*'],
  },
  {
    id: 'render-missing-value',
    about: 'TestRenderTemplate, without a value that is printed',
    ask: async (ses, id) => ses.outcome(ses.renderText(id, '{{a}}', {})),
    answer: 'MissingRenderingAttributeException: Attribute \'a\' is not present in the rendering data.',
  },
  {
    id: 'render-other-case',
    about: 'TestRenderTemplate, with a name in other case',
    ask: async (ses, id) => ses.outcome(ses.renderText(id, '{{name}}', { Name: 'Ada' })),
    answer: 'MissingRenderingAttributeException: Attribute \'name\' is not present in the rendering data.',
  },
  {
    id: 'render-missing-template',
    about: 'TestRenderTemplate, of a template that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(render(ses.name(id), {}))),
    answer: 'TemplateDoesNotExistException: Template NAME does not exist.',
  },
  {
    id: 'render-no-json',
    about: 'TestRenderTemplate, with data that is not JSON: the name of the error',
    ask: async (ses, id) => (await ses.outcome(ses.send(render(await ses.create(id), '{')))).split(':')[0],
    answer: 'InvalidRenderingParameterException',
  },
  {
    id: 'render-blocks',
    about: '#if, else, #each, #unless, #with and paths',
    ask: async (ses, id) => ses.renderText(id, '{{#if no}}a{{else}}b{{/if}}{{#each xs}}{{n}}{{/each}}{{#unless no}}c{{/unless}}{{#with o}}{{p}}{{/with}}{{o.p}}', {
      no: false, xs: [{ n: 1 }, { n: 2 }], o: { p: 'd' },
    }),
    answer: 'b12cdd',
  },
  {
    id: 'render-missing-guard',
    about: '#if of a value that is missing',
    ask: async (ses, id) => ses.renderText(id, '{{#if gone}}a{{else}}b{{/if}}', {}),
    answer: 'b',
  },
  {
    id: 'render-inline-partial',
    about: 'an inline partial and a layout',
    ask: async (ses, id) => ses.renderText(id, '{{#* inline "p"}}<{{> @partial-block}}>{{/inline}}{{#> p}}{{x}}{{/p}}', { x: 'a' }),
    answer: '<a>',
  },
  {
    id: 'render-html',
    about: 'HTML in a value is not escaped',
    ask: async (ses, id) => ses.renderText(id, '{{x}}{{{x}}}', { x: '<b>' }),
    answer: '<b><b>',
  },
];
