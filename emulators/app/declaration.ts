/** What `app.ts` deploys: a file that each step overwrites. */
export interface Declaration {
  /** Additional environment variables of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** The stacks by name. */
  readonly stacks: Readonly<Record<string, StackDeclaration>>;
}

export interface StackDeclaration {
  /** @default - the default of CDK */
  readonly synthesizer?: 'AppStaging' | 'CliCredentials' | 'Legacy';
  /** Single templates, by construct id. */
  readonly singles?: Readonly<Record<string, EmailDeclaration>>;
  readonly set?: SetDeclaration;
  /** `AWS::SES::Template` resources, by logical id. */
  readonly native?: Readonly<Record<string, NativeDeclaration>>;
  /** A configuration set with every kind of destination, alarms and a dashboard. */
  readonly events?: boolean;
  /** Whether a monitor checks the templates for drift. Its function's name is the output `Monitor`. */
  readonly monitor?: boolean;
  /** A resource that fails after the templates have been created. */
  readonly fails?: boolean;
  /** A nested stack. */
  readonly nested?: StackDeclaration;
}

interface Policies {
  readonly conflict?: 'ADOPT';
  readonly drift?: 'FAIL';
}

export interface EmailDeclaration extends Policies {
  readonly name: string;
  readonly subject?: string;
  readonly text: string;
  /** A value in `text` that is known only at deployment. */
  readonly token?: { readonly placeholder: string; readonly value: string };
  readonly sample?: object;
}

export interface SetDeclaration extends Policies {
  readonly prefix: string;
  /** A folder of emails. @default - none */
  readonly folder?: string;
  /** More templates: the text of each, by name. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether SES renders the templates before the deployment succeeds. */
  readonly verify: boolean;
}

export interface NativeDeclaration {
  readonly name: string;
  readonly text: string;
  readonly retain?: boolean;
}
