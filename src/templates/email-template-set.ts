import { Aspects, RemovalPolicy, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EmailConflictPolicy } from './email-conflict-policy';
import { EmailDriftPolicy } from './email-drift-policy';
import { EmailFileLayout } from './email-file-layout';
import { EmailTemplate, IEmailTemplate } from './email-template';
import { EmailTemplateSetEntry, EmailTemplateSetEntryProps } from './email-template-set-entry';
import { EmailTemplateVariable } from './email-template-variable';
import { EmailFiles } from './files/email-files';
import { EmailFolders } from './files/email-folders';
import { EmailGrantSendOptions } from './email-grant-send-options';
import { DeclaredTemplate } from './private/read-template';
import { RenderedEmail } from './rendered-email';
import { MAX_TEMPLATES_PER_RESOURCE } from '../contract/budget';
import { TEMPLATE_NAME_PATTERN } from '../contract/limits';
import { memo, nearest } from '../language';
import { GrowingGrant } from './private/growing-grant';
import { READ_ACTIONS, SEND_ACTIONS, senderArns } from './private/permissions';
import { RenderableEmail } from './private/renderable-email';
import { TemplatesResource } from './private/templates-resource';
import { unknownProperties } from './private/unknown-properties';
import { EmailContent } from './email-content';

/**
 * How the templates of an `EmailTemplateSet` are named and treated.
 */
export interface EmailTemplateSetOptions {
  /**
   * What the names in Amazon SES begin with, before the templates' names in the set. CDK tokens may stand in it.
   *
   * @default - nothing
   */
  readonly namePrefix?: string;

  /**
   * What the names in Amazon SES end with, after the templates' names in the set. CDK tokens may stand in it.
   *
   * @default - nothing
   */
  readonly nameSuffix?: string;

  /**
   * What to do when another template has the name of one of these already.
   *
   * @default EmailConflictPolicy.FAIL
   */
  readonly conflictPolicy?: EmailConflictPolicy;

  /**
   * What to do when a template that a deployment changes was changed by somebody else since the last one.
   *
   * @default EmailDriftPolicy.OVERWRITE
   */
  readonly driftPolicy?: EmailDriftPolicy;

  /**
   * What becomes of the templates in Amazon SES when the stack lets go of them: of all when the stack or the set is
   * deleted, of one when it is dropped from the set. `RETAIN` keeps them each time; `RETAIN_ON_UPDATE_OR_DELETE` too,
   * but for those whose very creation is rolled back. There is no `SNAPSHOT`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether a template that is dropped from the set is deleted from Amazon SES, if the removal policy does not keep it.
   * It is, after all others are created and updated. One that is kept is no longer the stack's; to add it again with
   * other content takes `EmailConflictPolicy.ADOPT`.
   *
   * @default true
   */
  readonly pruneRemoved?: boolean;

  /**
   * Texts that the templates of the set share, by the name that calls them: see `EmailTemplateOptions.partials`. A
   * template's own partials come before these of the same name.
   *
   * @default - none
   */
  readonly partials?: { [name: string]: EmailContent };

  /**
   * Whether each template must have sample data, so that synthesis fails for one that has none.
   *
   * @default - what the CDK's context says by `cdk-ses-templates:requireSampleData`, `true` or `false`; if nothing, false
   */
  readonly requireSampleData?: boolean;

  /**
   * Whether the deployment asks Amazon SES itself to render each new or changed template that has sample data: see
   * `EmailTemplateOptions.verifyOnDeploy`. What a template says of itself counts for more.
   *
   * @default true
   */
  readonly verifyOnDeploy?: boolean;
}

/**
 * Properties of an `EmailTemplateSet`.
 */
export interface EmailTemplateSetProps extends EmailTemplateSetOptions {
  /**
   * The templates, at most 375. More can be added later.
   *
   * @default - none yet
   */
  readonly templates?: EmailTemplateSetEntry[];
}

/**
 * Properties of an `EmailTemplateSet` that is read from a folder.
 */
export interface EmailTemplateSetDirectoryProps extends EmailTemplateSetOptions {
  /**
   * The folder that the emails are in; absolute or relative to the working directory of the CDK app.
   */
  readonly directory: string;

  /**
   * How the emails lie in the folder.
   *
   * @default EmailFileLayout.FOLDERS
   */
  readonly layout?: EmailFileLayout;

  /**
   * The folder with the partials that the emails share, in files that are called as the partials are: `footer.html` and
   * `footer.txt` are what `{{> footer}}` calls. Of the two, an HTML part takes the `.html` file, a subject or a text part
   * the `.txt` file; where there is but one, all parts take it. A file in a folder of that folder is called with a slash:
   * `{{> cards/price}}` is `cards/price.html`. Absolute or relative to the working directory of the CDK app.
   *
   * All templates of the set can use them, also those that are added later.
   *
   * @default - the folder `_partials` in the directory, if there is one
   */
  readonly partialsDirectory?: string;

  /**
   * Files and folders to pass over, as globs relative to the directory (or to a folder of partials elsewhere), such as
   * `drafts` or `*.mjml`; one without a slash is looked for everywhere below it. What begins with a dot, and what editors leave behind, is passed over anyway.
   *
   * @default - none
   */
  readonly exclude?: string[];

  /**
   * Values to put into the files' texts, by the placeholder that stands there for them. This is how values that are
   * known only when deployed get into files: see `EmailContentOptions`. Each placeholder must stand in at least one file.
   *
   * @default - the files' texts as they are
   */
  readonly replace?: { [placeholder: string]: string };
}

/**
 * Many email templates in Amazon SES, deployed together: as fast as Amazon SES allows, which is one a second; only what
 * changed; and all of it, or nothing.
 *
 * The set is one resource of the stack, with one asset for the content, and a short checksum for each part of each
 * template, so that a diff tells which emails change, and in which part. A set has at most 375 templates: for more, the
 * function would have no time in one deployment. Split it, and let one part wait for the other by `node.addDependency`.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
 * @resource Custom::SESEmailTemplates
 */
export class EmailTemplateSet extends Resource {
  /**
   * Makes a set of the emails in a folder. Each is a folder of its own, whose name is the template's name in the set,
   * with the files `subject.txt` (or `subject.hbs`), `body.html`, `body.txt` (one of both is enough) and `sample.json`.
   * With `EmailFileLayout.FILES` they lie side by side: `NAME.subject.txt` (or `NAME.subject.hbs`), `NAME.html`,
   * `NAME.txt` and `NAME.sample.json`.
   *
   * The emails can use the partials of the folder `_partials`: see `EmailTemplateSetDirectoryProps.partialsDirectory`.
   *
   * A line end at the end of the subject's file is no part of the subject.
   *
   * @throws for any other file that is not excluded, so that none is forgotten for a slip of the pen, and for emails that
   * cannot be deployed
   */
  public static fromDirectory(scope: Construct, id: string, props: EmailTemplateSetDirectoryProps): EmailTemplateSet {
    const { directory, layout = EmailFileLayout.FOLDERS, partialsDirectory, exclude = [], replace = {} } = props;
    const set = new EmailTemplateSet(scope, id, props);
    const problems: string[] = [];
    const Reader = layout === EmailFileLayout.FILES ? EmailFiles : EmailFolders;
    const { emails, partials } = new Reader(set.node.path, { directory, partialsDirectory, exclude, replace }, problems).read();
    const twice = Object.keys(partials).filter(name => Object.hasOwn(props.partials ?? {}, name)).map(name => JSON.stringify(name));
    if (twice.length > 0) problems.push(`${set.node.path}: partials must have other names than those of the folder, got: ${twice.join(', ')}`);
    set.deployed.addPartials(partials, problems);
    set.add(emails, problems);
    return set;
  }

  private readonly deployed: TemplatesResource;
  /** The names in SES, by those in the set. */
  private readonly names = new Map<string, string>();
  /** What is deployed, by those names in the set. */
  private readonly emails = new Map<string, RenderableEmail>();
  /** The templates that were asked for, by those names in the set. */
  private readonly members = new Map<string, IEmailTemplate>();
  private readonly membersScope: Construct;
  private readonly grants: GrowingGrant[] = [];

  constructor(scope: Construct, id: string, private readonly props: EmailTemplateSetProps = {}) {
    super(scope, id);
    this.deployed = new TemplatesResource(this, {
      identity: 'Set',
      conflictPolicy: props.conflictPolicy ?? EmailConflictPolicy.FAIL,
      driftPolicy: props.driftPolicy ?? EmailDriftPolicy.OVERWRITE,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      pruneRemoved: props.pruneRemoved,
      requireSampleData: props.requireSampleData,
      constructOf: name => this.members.get(name),
    });
    this.membersScope = new Construct(this, 'Templates');
    const problems: string[] = [];
    if (props.partials) this.deployed.addPartials(props.partials, problems);
    this.add((props.templates ?? []).map(template => this.memberOf(template, problems)), problems);

    // Templates may be added until synthesis, which begins with aspects. On the stack, so that this comes before CDK
    // visits the function's role and divides the policies that have grown too large.
    Aspects.of(this.stack).add({ visit: node => { if (node === this.stack) this.complete(); } });
    this.node.addValidation({ validate: () => this.deployed.isComplete ? [] : [this.incomplete()] });
  }

  /**
   * Adds a template.
   *
   * @throws if it cannot be deployed, or if synthesis has begun
   */
  public addTemplate(template: EmailTemplateSetEntryProps): IEmailTemplate {
    const problems: string[] = [];
    this.add([this.memberOf(template, problems)], problems);
    return this.template(template.name);
  }

  /**
   * A template of the set. Whoever takes its name waits for the set to be deployed; whoever takes the ARN does not, as
   * permissions may be there before the template is.
   *
   * @param name its name in the set: that of its folder
   * @throws if there is none of that name
   */
  public template(name: string): IEmailTemplate {
    const templateName = this.known(this.names, name);
    // CDK takes a child of one of these names for another construct, or for one that is there already.
    const id = ['Default', 'Resource'].includes(name) || name in Object.prototype ? `.${name}` : name;
    return memo(this.members, name, () => EmailTemplate._ofMany(this.membersScope, id, templateName, this.deployed.resource));
  }

  /**
   * What the data of each mail must hold, and may hold, that is sent with a template of the set: the variables of all of
   * its parts together, by name.
   *
   * @param name its name in the set: that of its folder
   * @throws if there is none of that name
   */
  public variables(name: string): EmailTemplateVariable[] {
    return this.known(this.emails, name).variables;
  }

  /**
   * Renders a template of the set at synth, as Amazon SES would: for tests.
   *
   * @param name its name in the set: that of its folder
   * @param data the data of a mail, at most 262,144 characters of JSON
   * @returns the parts that the template has
   * @throws if there is none of that name, or if Amazon SES would fail to render it, as it does for data without a
   * required variable
   */
  public render(name: string, data: { [key: string]: any }): RenderedEmail {
    return this.known(this.emails, name).render(data);
  }

  /**
   * The names of the templates in Amazon SES, prefix and suffix included. Plain strings: whoever takes them does not wait
   * for the set to be deployed.
   */
  public get templateNames(): string[] {
    return [...this.names.values()];
  }

  /**
   * Allows to send mail with each template of the set, also with those that are added later, and with no other: see
   * `IEmailTemplate.grantSend`.
   *
   * A policy names each template. A role of this app gets as many policies as that takes, at most ten for the largest
   * set; IAM's limits for users, groups and imported roles leave room for a few dozen templates.
   */
  public grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant {
    return this.grant(grantee, SEND_ACTIONS, senderArns(options));
  }

  /**
   * Allows to read each template of the set and to render it for a test: see `IEmailTemplate.grantRead`.
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, READ_ACTIONS, []);
  }

  private memberOf(entry: EmailTemplateSetEntryProps, problems: string[]): Member {
    problems.push(...unknownProperties(entry).map(problem => `${this.node.path}/${entry.name}: ${problem}`));
    return { ...entry, subject: EmailContent.fromInline(entry.subject) };
  }

  private add(templates: readonly Member[], problems: string[] = []): void {
    const { namePrefix = '', nameSuffix = '' } = this.props;
    if (this.deployed.isComplete) {
      const late = templates.map(({ name }) => JSON.stringify(name)).join(', ');
      throw new Error(`${this.node.path}: templates must be added before synthesis, got: ${late} after it had begun`);
    }

    const added = new Map<string, string>();
    const declared = templates.flatMap((template): DeclaredTemplate[] => {
      const { name } = template;
      const path = `${this.node.path}/${name}`;
      if (!TEMPLATE_NAME_PATTERN.test(name)) {
        problems.push(`${this.node.path}: name must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`);
        return [];
      }
      if (this.names.has(name) || added.has(name)) {
        problems.push(`${this.node.path}: name must differ from those of the set's other templates, got: ${JSON.stringify(name)} again`);
        return [];
      }
      added.set(name, namePrefix + name + nameSuffix);
      const verifyOnDeploy = template.verifyOnDeploy ?? this.props.verifyOnDeploy;
      return [{ ...template, verifyOnDeploy, key: name, path, name: namePrefix + name + nameSuffix }];
    });
    const count = this.names.size + added.size;
    if (count > MAX_TEMPLATES_PER_RESOURCE) {
      problems.push(`${this.node.path}: a set must have at most ${MAX_TEMPLATES_PER_RESOURCE} templates, got: ${count}; the function has time for `
        + 'no more in one deployment. Split the set, and let one part wait for the other: second.node.addDependency(first)');
    }
    this.deployed.add(declared, problems).forEach((email, index) => this.emails.set(declared[index].key, email));
    added.forEach((templateName, name) => this.names.set(name, templateName));
    declared.forEach(({ name }) => this.grants.forEach(grant => grant.add(this.arnOf(name))));
  }

  /** What a name in the set stands for. */
  private known<T>(members: ReadonlyMap<string, T>, name: string): T {
    const member = members.get(name);
    if (member !== undefined) return member;
    const meant = nearest(name, members.keys());
    const advice = meant ? `did you mean ${JSON.stringify(meant)}?` : `it has ${[...members.keys()].join(', ') || 'none'}`;
    throw new Error(`${this.node.path}: the set must have the template that is asked for, got: ${JSON.stringify(name)}; ${advice}`);
  }

  private grant(grantee: iam.IGrantable, actions: string[], first: string[]): iam.Grant {
    const grant = new GrowingGrant(grantee, actions, first);
    this.templateNames.forEach(name => grant.add(this.arnOf(name)));
    this.grants.push(grant);
    return grant.grant;
  }

  private arnOf(templateName: string): string {
    return this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: templateName });
  }

  private complete(): void {
    if (this.names.size > 0 && !this.deployed.isComplete) this.deployed.complete();
  }

  private incomplete(): string {
    return this.names.size === 0
      ? 'a set must have at least one template, got: none'
      : 'the set must be made before synthesis, got: one that an aspect made when the stack had been visited';
  }
}

/** An entry whose subject may come from a file too. */
type Member = Omit<EmailTemplateSetEntryProps, 'subject'> & { readonly subject: EmailContent; readonly sampleDataUnreadable?: true };
