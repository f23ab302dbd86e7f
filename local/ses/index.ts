/** A local Amazon SES: what its v1 API does, without the protocol. */
export type { Clock } from './clock';
export type { ConfigurationSet, ConfigurationSetOptions } from './configuration-set';
export type { EventDestination } from './event-destination';
export { SesError } from './errors';
export type { SesEvent } from './events';
export { Faults } from './faults';
export type { Fault, FaultKind } from './faults';
export { createLocalSes } from './ses';
export type { LocalSes, LocalSesOptions, LocalSesState, SesCall } from './ses';
export type { SentMail } from './sending';
export { toTemplate } from './template';
export type { StoredTemplate, Template } from './template';
