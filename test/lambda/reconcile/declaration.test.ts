import { parseDeclaration } from '../../../lambda/reconcile/declaration';
import { declare } from '../../support/properties';

const { properties } = declare({ welcome: { Subject: 'Hi', Html: '<p>', Text: 'x' } });
const template = properties.Templates.welcome;

test('parses what the constructs declare', () => {
  expect(parseDeclaration({ ServiceToken: 'arn:…', ServiceTimeout: '900', ...properties, Markers: ['a'] })).toEqual({
    identity: 'TemplateName',
    templates: [{ key: 'welcome', name: 'welcome', fingerprints: { Subject: template.Subject, Html: template.Html, Text: template.Text }, tags: new Map(), markers: ['a'] }],
    asset: { bucket: 'assets', key: properties.AssetKey },
    policies: { conflict: 'FAIL', drift: 'OVERWRITE' },
    removed: 'RETAIN_EXCEPT_ON_CREATE',
  });
});

test.each<[string, unknown, string]>([
  ['no properties', undefined, 'ResourceProperties must be an object, got: nothing'],
  ['no templates', { ...properties, Templates: undefined }, 'Templates must be an object, got: nothing'],
  ['a list of templates', { ...properties, Templates: [] }, 'Templates must be an object, got: a list'],
  ['a template that is none', { ...properties, Templates: { welcome: 'x' } }, 'Templates.welcome must be an object, got: "x"'],
  ['a name that SES refuses', { ...properties, Templates: { welcome: { ...template, Name: 'höhö' } } }, 'Templates.welcome.Name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "höhö"'],
  ['an empty name', { ...properties, Templates: { welcome: { ...template, Name: '' } } }, 'Templates.welcome.Name must be a non-empty string, got: an empty string'],
  ['no subject', { ...properties, Templates: { welcome: { ...template, Subject: undefined } } }, 'Templates.welcome.Subject must be a non-empty string, got: nothing'],
  ['the same name twice', { ...properties, Identity: 'Set', Templates: { one: template, two: template } }, 'Templates.one and Templates.two have the same Name: welcome'],
  ['two templates under one name\'s id', { ...properties, Templates: { one: template, two: { ...template, Name: 'two' } } }, 'Templates must hold exactly one template when Identity is TemplateName, got: 2'],
  ['an unknown identity', { ...properties, Identity: 'Other' }, 'Identity must be one of TemplateName, Set, got: "Other"'],
  ['an unknown policy', { ...properties, ConflictPolicy: 'MAYBE' }, 'ConflictPolicy must be one of FAIL, ADOPT, got: "MAYBE"'],
  ['no drift policy', { ...properties, DriftPolicy: undefined }, 'DriftPolicy must be one of OVERWRITE, FAIL, got: nothing'],
  ['an unknown policy for what is dropped', { ...properties, Identity: 'Set', RemovedTemplates: 'MAYBE' }, 'RemovedTemplates must be one of DELETE, RETAIN, RETAIN_EXCEPT_ON_CREATE, got: "MAYBE"'],
  ['no asset', { ...properties, AssetBucket: undefined }, 'AssetBucket must be a non-empty string, got: nothing'],
  ['markers that are no list', { ...properties, Markers: 'a' }, 'Markers must be a list of strings, got: "a"'],
  ['a marker that is no string', { ...properties, Markers: ['a', 1] }, 'Markers[1] must be a string, got: a value of type number'],
])('refuses %s and names it', (_what, malformed, message) => {
  expect(() => parseDeclaration(malformed)).toThrow(new Error(`the custom resource's properties are malformed: ${message}`));
});
