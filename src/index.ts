export * from './conflict-policy';
export * from './drift-policy';
export * from './email-template';
export * from './email-template-provider';
export * from './grant-send-options';
export * from './template-content';
