/** What `app.ts` is to deploy: a file that each step writes anew. */
export interface Declaration {
  /** The function's environment variables, beside its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** The stacks by name. */
  readonly stacks: Readonly<Record<string, StackDeclaration>>;
}

export interface StackDeclaration {
  /** @default - the one of the CDK */
  readonly synthesizer?: 'AppStaging' | 'CliCredentials' | 'Legacy';
  /** Templates on their own, by construct id. */
  readonly singles?: Readonly<Record<string, EmailDeclaration>>;
  readonly set?: SetDeclaration;
  /** Templates of CloudFormation's own, by logical id. */
  readonly native?: Readonly<Record<string, NativeDeclaration>>;
  /** A configuration set with every kind of destination, alarms and a dashboard. */
  readonly events?: boolean;
  /** Whether a monitor checks the templates for drift. Its function's name is the output `Monitor`. */
  readonly monitor?: boolean;
  /** A resource that fails once the templates are there. */
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
  /** A value of `text`, which only the deployment knows. */
  readonly token?: { readonly placeholder: string; readonly value: string };
  readonly sample?: object;
}

export interface SetDeclaration extends Policies {
  readonly prefix: string;
  /** A folder of emails. @default - none */
  readonly folder?: string;
  /** More templates: the text of each, by name. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether SES renders the templates before they count as deployed. */
  readonly verify: boolean;
}

export interface NativeDeclaration {
  readonly name: string;
  readonly text: string;
  readonly retain?: boolean;
}
