import { devNull } from 'node:os';

/**
 * What the SDK finds instead of the user's own settings: a profile with an endpoint, FIPS or single sign-on in it would
 * take the calls away from the local AWS.
 */
export const SDK_ENVIRONMENT = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  // Which Node.js version people run this with is not the SDK's concern here.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
} as const;

/** An environment without what the user has set for AWS, or what started this process. */
export function cleaned(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK|TSX)_/.test(name))),
    ...SDK_ENVIRONMENT,
  };
}
