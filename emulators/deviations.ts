/**
 * Software of others that the library is tried with, and what it does other than Amazon Web Services.
 *
 * docs/emulators.md shows this table, and a test compares them. `npm run test:ses` checks those with an `expectation`: each fails there, and
 * nothing else does, so that an emulator that has changed is noticed.
 */
export const VERSIONS = { 'ministack': '1.5.33', 'moto': '5.2.5', 'local SES': 'of this repository' } as const;
export const CDK_CLI = '2.1148.1';

export type Emulator = keyof typeof VERSIONS;

export interface Deviation {
  /** What refers to it in code. */
  readonly id: string;
  readonly emulator: Emulator;
  readonly what: string;
  /** What is done about it here. */
  readonly remedy: string;
}

const deviation = (emulator: Emulator, id: string, what: string, remedy: string): Deviation => ({ emulator, id, what, remedy });

export const DEVIATIONS: readonly Deviation[] = [
  deviation('ministack', 'no-native-template', 'CloudFormation has no `AWS::SES::Template`', '`launch.py` adds it'),
  deviation('ministack', 'rollback-shows-failed-template', 'While a stack rolls back, GetTemplate shows the template that failed',
    '`launch.py` shows the one that the stack returns to'),
  deviation('ministack', 'nested-update', 'A nested stack cannot be updated: `Requested attribute Arn does not exist`', 'Nested stacks are created and destroyed only'),
  deviation('ministack', 'nested-delete', 'While a nested stack is deleted, its status is still `CREATE_COMPLETE`', '`launch.py` makes it `DELETE_IN_PROGRESS`'),
  deviation('ministack', 'staging-bucket', 'The staging stack of `AppStagingSynthesizer` cannot be destroyed: `NoSuchTagSet`', 'It stays'),
  deviation('ministack', 'one-after-the-other', 'CloudFormation provisions one resource after the other, so nothing is cancelled while it runs',
    'The local CloudFormation does that, in `test/end-to-end`'),
  deviation('ministack', 'v1-destinations', 'DescribeConfigurationSet has no event destinations', 'They are asked for through version 2'),
  deviation('moto', 'no-inline-partials', 'TestRenderTemplate renders no inline partials, so no layouts', 'Sets with partials are not verified on deployment'),
  deviation('moto', 'no-quota', 'There is no quota', 'The steps are taken with the local SES too, at the quota of Amazon SES'),
];

/** Refers to a deviation; fails if there is none of that name. */
export function deviates(emulator: Emulator, id: string): true {
  if (!DEVIATIONS.some(one => one.emulator === emulator && one.id === id)) throw new Error(`the deviation must be in the table, got: ${emulator} ${id}`);
  return true;
}

/** The table, for docs/emulators.md. */
export function deviationsTable(): string {
  const rows = DEVIATIONS.map(({ emulator, id, what, remedy }) => [`${emulator} ${emulator === 'local SES' ? '' : VERSIONS[emulator]}`.trim(), `\`${id}\``, what, remedy]);
  return [['who', 'deviation', 'what it does', 'what is done about it'], ['---', '---', '---', '---'], ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}
