/** Compares what is declared with what is live, and says what differs: pure, for the monitor and the command line alike. */
export { brokenTemplate, compareTemplate, unexpectedTemplate, withDiff } from './compare-template';
export { compareConfigurationSet } from './compare-configuration-set';
export type { LiveDestination } from './compare-configuration-set';
export { describeFinding } from './describe';
export type { Finding, Subject } from './finding';
export { judge } from './ignore';
export type { Judged } from './ignore';
