/**
 * The third-party software that the library is tested with, and where it deviates from AWS. docs/emulators.md shows this table.
 */
export const VERSIONS = { 'ministack': '1.5.33', 'moto': '5.2.5', 'local SES': 'of this repository' } as const;
export const CDK_CLI = '2.1148.1';

export type Emulator = keyof typeof VERSIONS;

export interface Deviation {
  /** Its name in code. */
  readonly id: string;
  readonly emulator: Emulator;
  readonly what: string;
  /** How the tests handle it. */
  readonly remedy: string;
  /** The expectations of `npm run test:ses` that fail because of it. Each must fail, so that a change of the emulator is noticed. */
  readonly expectations: readonly string[];
}

const deviation = (emulator: Emulator, id: string, what: string, remedy: string, ...expectations: string[]): Deviation => ({
  emulator, id, what, remedy, expectations,
});

const RENDERED = [
  'render', 'render-missing-value', 'render-other-case', 'render-missing-template', 'render-no-json', 'render-blocks', 'render-missing-guard',
  'render-inline-partial', 'render-html',
];
const DESTINATIONS = [
  'destinations', 'destination-deleted', 'destination-existing', 'destination-v1-event', 'destination-missing', 'destination-none',
  'destination-invalid-dimension',
];
const V2_TEMPLATES = [
  'v2-create-get', 'v2-create-existing', 'v2-create-without-subject', 'v2-get-missing', 'v2-update-missing', 'v2-delete-missing', 'v2-update-replaces',
  'v2-list', 'v2-delete', 'v2-render', 'v2-render-missing-value', 'v2-render-missing-template', 'v1-template-in-v2', 'v2-template-in-v1', 'v2-tags',
  'v2-update-keeps-tags', 'v2-list-pages', 'v2-render-no-json',
];
const NAMES_ONLY = 'The function depends only on the names of errors';
const NOT_USED = 'Nothing here depends on it';

export const DEVIATIONS: readonly Deviation[] = [
  deviation('ministack', 'no-native-template', 'CloudFormation has no `AWS::SES::Template`', '`launch.py` adds it'),
  deviation('ministack', 'unsigned-response-url', '`ResponseURL` has no `X-Amz-Date`', 'The function uses the time at which the event arrives'),
  deviation('ministack', 'nested-update', 'A nested stack cannot be updated: `Requested attribute Arn does not exist`', 'Nested stacks are created and destroyed only'),
  deviation('ministack', 'nested-delete', 'While a nested stack is deleted, its status is still `CREATE_COMPLETE`', '`launch.py` makes it `DELETE_IN_PROGRESS`'),
  deviation('ministack', 'staging-bucket', 'The staging stack of `AppStagingSynthesizer` cannot be destroyed: `NoSuchTagSet`', 'It stays'),
  deviation('ministack', 'one-after-the-other', 'CloudFormation provisions one resource after the other, so it never cancels a running one',
    'The local CloudFormation runs resources in parallel, in `test/end-to-end`'),
  deviation('ministack', 'v1-destinations', 'DescribeConfigurationSet has no event destinations', 'The steps read them through version 2'),
  deviation('ministack', 'texts', 'Errors have other texts', NAMES_ONLY,
    'create-existing', 'get-missing', 'update-missing', 'send-missing-template', 'set-missing', 'delete-set-missing'),
  deviation('ministack', 'subjects', 'CreateTemplate accepts templates without a subject', NOT_USED, 'create-without-subject'),
  deviation('ministack', 'merged-updates', 'UpdateTemplate keeps the parts that it omits', 'Its SES is not deployed to', 'update-replaces'),
  deviation('ministack', 'one-page', 'ListTemplates returns everything on one page', NOT_USED, 'list-pages', 'list-next-page'),
  deviation('ministack', 'no-rendering', 'There is no TestRenderTemplate', 'Its SES is not deployed to', ...RENDERED),
  deviation('ministack', 'lenient-sends', 'Sends take data that is not JSON, tags without a value, and configuration sets that do not exist', NOT_USED,
    'send-without-data', 'send-missing-set', 'send-invalid-tag'),
  deviation('ministack', 'no-v1-destinations', 'Version 1 has no operations for event destinations', 'CloudFormation uses version 2', ...DESTINATIONS, 'destination-missing-set'),
  deviation('ministack', 'any-set-name', 'CreateConfigurationSet accepts any name', NOT_USED, 'set-invalid-name'),
  deviation('ministack', 'v2-subjects', 'CreateEmailTemplate accepts templates without a subject', NOT_USED, 'v2-create-without-subject'),
  deviation('ministack', 'v2-times', 'ListEmailTemplates returns times that the SDK cannot parse', NOT_USED, 'v2-list', 'v2-list-pages'),
  deviation('ministack', 'v2-no-rendering', 'There is no TestRenderEmailTemplate', NOT_USED, 'v2-render', 'v2-render-missing-value', 'v2-render-no-json', 'v1-template-in-v2'),
  deviation('ministack', 'v2-no-template-tags', 'Templates are tagged by CreateEmailTemplate only: TagResource refuses their ARNs', 'Tags are tested with the local SES, in `test/end-to-end`', 'v2-tag-resource', 'v2-tag-missing'),
  deviation('ministack', 'v2-lenient-deletes', 'Deleting a configuration set that does not exist succeeds', NOT_USED, 'v2-delete-set-missing'),
  deviation('ministack', 'v2-own-sets', 'Version 2 does not see the configuration sets of version 1', 'CloudFormation uses version 2', 'v1-set-in-v2'),
  deviation('ministack', 'v2-lenient-sends', 'SendEmail takes no content, data that is not JSON, blocks in templates in the request, and configuration sets that do not exist', NOT_USED,
    'v2-send-no-content', 'v2-send-no-json', 'v2-send-inline-block', 'v2-send-missing-set'),
  deviation('ministack', 'v2-any-bus', 'An event destination can be any event bus', NOT_USED, 'v2-destination-bus'),
  deviation('moto', 'renderer', 'TestRenderTemplate renders no inline partials and so no layouts, no `{{{x}}}`, and no paths', 'Sets with partials are not verified on deployment, and only the local SES renders the deployed mail',
    'render-blocks', 'render-inline-partial', 'render-html'),
  deviation('moto', 'no-quota', 'There is no quota', 'The steps run with the local SES too, at the quota of Amazon SES'),
  deviation('moto', 'texts', 'Errors have other texts', NAMES_ONLY, 'create-existing', 'get-missing', 'update-missing', 'render-missing-template', 'send-missing-template',
    'destination-missing-set'),
  deviation('moto', 'timestamps', 'UpdateTemplate changes CreatedTimestamp', NOT_USED, 'update-keeps-created'),
  deviation('moto', 'missing-500', 'Deleting a template or set that does not exist returns 500, with a page of HTML', 'A step that deleted a template creates it again before its stack is destroyed', 'delete-missing', 'delete-set-missing'),
  deviation('moto', 'one-page', 'ListTemplates returns everything on one page', NOT_USED, 'list-pages', 'list-next-page'),
  deviation('moto', 'lenient-sends', 'Sends take data that is not JSON, tags without a value, and configuration sets that do not exist', NOT_USED,
    'send-without-data', 'send-missing-set', 'send-invalid-tag'),
  deviation('moto', 'bulk-status', 'SendBulkTemplatedEmail returns no status', NOT_USED, 'bulk'),
  deviation('moto', 'destinations', 'The name of an event destination is unique across all configuration sets; updates return 500', 'The CloudFormation of ministack creates its own', ...DESTINATIONS),
  deviation('moto', 'any-set-name', 'CreateConfigurationSet accepts any name', NOT_USED, 'set-invalid-name'),
  deviation('moto', 'v2-no-templates', 'Version 2 has no operations for templates, but takes tags of any ARN', NOT_USED, ...V2_TEMPLATES, 'v2-tag-missing'),
  deviation('moto', 'v2-sets', 'Errors about configuration sets have other names, or are a page of HTML with status 500', NOT_USED, 'v2-set-existing', 'v2-delete-set-missing'),
  deviation('moto', 'v2-no-destinations', 'Version 2 has no operations for event destinations', 'The CloudFormation of ministack creates its own',
    'v2-destinations', 'v2-destination-deleted', 'v2-destination-existing', 'v2-destination-missing', 'v2-destination-v2-event', 'v1-set-in-v2',
    'v2-destination-bus', 'v2-destination-missing-set', 'v2-destination-none'),
  deviation('moto', 'v2-simple-sends', 'SendEmail takes no templates, and configuration sets that do not exist; there is no SendBulkEmail', NOT_USED,
    'v2-send', 'v2-send-missing-value', 'v2-send-missing-template', 'v2-send-inline-template', 'v2-send-missing-set', 'v2-bulk',
    'v2-send-arn', 'v2-send-no-json', 'v2-send-no-content', 'v2-send-inline-block'),
  deviation('moto', 'v2-set-options', 'GetConfigurationSet returns an object as SendingEnabled', NOT_USED, 'v2-set-options'),
];

/** Refers to a deviation. Throws if the table has none of this name. */
export function deviates(emulator: Emulator, id: string): true {
  if (!DEVIATIONS.some(one => one.emulator === emulator && one.id === id)) throw new Error(`the deviation must be in the table, got: ${emulator} ${id}`);
  return true;
}

/** The table, for docs/emulators.md. */
export function deviationsTable(): string {
  const rows = DEVIATIONS.map(({ emulator, id, what, remedy }) => [`${emulator} ${emulator === 'local SES' ? '' : VERSIONS[emulator]}`.trim(), `\`${id}\``, what, remedy]);
  return [['software', 'deviation', 'what it does', 'how the tests handle it'], ['---', '---', '---', '---'], ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}
