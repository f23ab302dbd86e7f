/**
 * Compares what is declared with what is live, and says what differs, for the monitor and the command line alike. How SES is called, and
 * how long a second look waits, comes from outside.
 *
 * `parseDeclaration` reads the properties of a custom resource, `checkTemplate` compares one of its templates with the live one,
 * `checkNames` finds templates that nobody declares, and `describeFinding` puts a finding into words.
 */
export { checkNames } from './check-names';
export { checkTemplate, SECOND_LOOK } from './check-template';
export type { CheckedTemplate } from './check-template';
export { compareTemplate, withDiff } from './compare-template';
export { compareConfigurationSet } from './compare-configuration-set';
export type { LiveDestination } from './compare-configuration-set';
export { describeFinding } from './describe';
export type { Finding, Subject } from './finding';
export { judge } from './ignore';
export type { Judged } from './ignore';
export { contentOf } from '../reconcile/content';
export { parseDeclaration } from '../reconcile/declaration';
export type { DeclaredTemplate } from '../reconcile/declaration';
export type { Parts } from '../reconcile/ports';
