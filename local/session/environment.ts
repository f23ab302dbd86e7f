import { devNull } from 'node:os';

/**
 * The SDK's settings, instead of the user's own: a profile with an endpoint, FIPS or single sign-on would divert calls from
 * the local AWS.
 */
export const SDK_ENVIRONMENT = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  // Suppresses the SDK's warning about the Node.js version.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
} as const;

/** An environment without the user's AWS settings and without the variables of the tool that started this process. */
export function cleaned(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK|TSX)_/.test(name))),
    ...SDK_ENVIRONMENT,
  };
}
