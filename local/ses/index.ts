/** A local Amazon SES: the behaviour of its v1 API, without the protocol. */
export type { Clock } from './clock';
export type { EventDestination } from './event-destination';
export { SesError } from './errors';
export { Faults } from './faults';
export type { Fault, FaultKind, ResponseLoss, FaultEffect } from './faults';
export { LostAnswer } from './lost-answer';
export type { AttachmentSummary, ConfigurationSet, ConfigurationSetOptions, Mail, RecipientOutcome, SendOperation, SentMail, SesEvent } from './model';
export { createLocalSes } from './ses';
export type { LocalSes, LocalSesOptions, LocalSesState, SesCall } from './ses';
export { textAt } from './shape';
export type { Input } from './shape';
export { toTemplate } from './template';
export type { StoredTemplate, Template, TemplateContent } from './template';
