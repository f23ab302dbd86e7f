export * from './email-event-destination';
export * from './email-event-dimension';
export * from './email-event-publishing';
