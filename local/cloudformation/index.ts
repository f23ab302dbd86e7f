export type { Delivery, LogLine } from './custom-resource';
export type { ResourceDiff, StackDiff } from './diff';
export { LocalCloudFormation } from './local-cloudformation';
export type { NativeOutcome, NativeResource } from './native';
export type { StackEvent } from './operation';
export type { LocalCloudFormationOptions, StackDescription, StackResult, Timers } from './options';
export type { PropertyChange } from './properties';
export type { ResourceState, StackState } from './state';
export { TemplateError } from './template';
