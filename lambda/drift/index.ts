/**
 * Compares what is declared with what is live, and says what differs: pure, for the monitor and the command line alike.
 *
 * `parseDeclaration` reads the properties of a custom resource, `compareTemplate` finds what differs from them, `contentOf` gets the
 * content from the asset, `withDiff` adds a diff, and `describeFinding` puts it into words.
 */
export { brokenTemplate, compareTemplate, unexpectedTemplate, withDiff } from './compare-template';
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
