export * from './email-alarm-options';
export * from './email-configuration-set';
export * from './email-dashboard';
export * from './email-event-destination';
export * from './email-event-dimension';
export * from './email-event-publishing';
