import { Aspects, ITaggableV2, RemovalPolicy, Resource, TagManager } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IDeployedEmailTemplates } from './deployed-email-templates';
import { EmailConflictPolicy } from './email-conflict-policy';
import { EmailContent } from './email-content';
import { EmailDriftPolicy } from './email-drift-policy';
import { EmailSource } from './email-source';
import { IRenderableEmailTemplate } from './email-template-base';
import { EmailGrantSendOptions } from './email-template-grants';
import { EmailTemplateSetEntryProps } from './email-template-set-entry';
import { EmailTemplateSetProps } from './email-template-set-props';
import { MAX_TEMPLATES_PER_RESOURCE } from '../contract/budget';
import { TEMPLATE_NAME_PATTERN } from '../contract/limits';
import { nearest } from '../language';
import { DeployedTemplates } from './private/deployed-templates';
import { GrowingGrant } from './private/growing-grant';
import { READ_ACTIONS, SEND_ACTIONS, senderArns } from './private/permissions';
import { Problems } from './private/problems';
import { DeclaredTemplate } from './private/read-template';
import { RenderableEmail } from './private/renderable-email';
import { SetMember } from './private/set-member';
import { templateTags } from './private/tags';
import { contentOf, TemplatesResource } from './private/templates-resource';
import { unknownProperties } from './private/unknown-properties';

/**
 * A set of email templates.
 */
export interface IEmailTemplateSet extends IDeployedEmailTemplates {
  /**
   * The names of the templates in Amazon SES, including prefix and suffix. They are plain strings, so resources that use them
   * do not depend on the set.
   */
  readonly templateNames: string[];

  /**
   * A template of the set.
   *
   * Resources that use its name are deployed after the set. Those that use its ARN are not, because permissions can exist
   * before the template.
   *
   * @param name its name in the set, which is the name of its folder
   * @throws if the set has no template of that name
   */
  template(name: string): IRenderableEmailTemplate;

  /**
   * Grants permission to send mail with the templates of the set only, including those that are added later: see
   * `EmailTemplateGrants.send`.
   *
   * The policy names each template. For a role of this app, it is split into several policies if necessary, at most ten for the
   * largest set. The IAM limits for users, groups and imported roles allow a few dozen templates.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant;

  /**
   * Grants permission to read each template of the set and to render it for a test: see `EmailTemplateGrants.read`.
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/**
 * Many email templates in Amazon SES, deployed together: only the changed ones, all or nothing, and as fast as Amazon SES allows,
 * which is one a second.
 *
 * The set is one resource of the stack, with one asset for the content, and a short checksum of each part of each template, so
 * that a diff shows which part of which email changes. A set has at most 375 templates, because the function has no time for
 * more in one deployment. Split a larger set, and make one part depend on the other with `node.addDependency`.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
 * @resource Custom::SESEmailTemplates
 *
 * @example
 * declare const identity: ses.EmailIdentity;
 * declare const mailer: lambda.Function;
 * const mails = new EmailTemplateSet(this, 'Mails', { source: EmailSource.directory('emails'), namePrefix: 'prod-' });
 * mails.grantSend(mailer, { identity });
 * mailer.addEnvironment('WELCOME', mails.template('welcome').templateName);
 */
export class EmailTemplateSet extends Resource implements IEmailTemplateSet, ITaggableV2 {
  /**
   * The tags of all templates of the set: use `Tags.of(set)`, or `Tags.of(set.template('welcome'))` for one of them.
   */
  public readonly cdkTagManager: TagManager = templateTags();

  private readonly deployed: TemplatesResource;
  private readonly members = new Map<string, Member>();
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
      tags: this.cdkTagManager,
      names: { prefix: props.namePrefix ?? '', suffix: props.nameSuffix ?? '' },
      constructOf: name => this.members.get(name)?.construct,
    });
    this.membersScope = new Construct(this, 'Templates');
    const problems = new Problems();
    if (props.partials) this.deployed.addPartials(props.partials, problems);
    const filed = props.source ? this.read(props.source, problems) : [];
    const entries = (props.templates ?? []).map(entry => this.declared(entry, problems));
    this.add([...filed, ...entries], problems);

    // Templates can be added until synthesis, which begins with aspects. The aspect is on the stack, so that it runs before CDK
    // visits the function's role and splits policies that are too large.
    Aspects.of(this.stack).add({ visit: node => { if (node === this.stack) this.complete(); } });
    this.node.addValidation({ validate: () => this.deployed.isComplete ? [] : [this.incomplete()] });
  }

  /**
   * Adds a template.
   *
   * @throws if it cannot be deployed, or if synthesis has begun
   */
  public addTemplate(template: EmailTemplateSetEntryProps): IRenderableEmailTemplate {
    const problems = new Problems();
    this.add([this.declared(template, problems)], problems);
    return this.template(template.name);
  }

  /**
   * Adds the emails of another directory. They can use the partials of the set, and its later templates can use theirs.
   *
   * @throws if an email cannot be deployed, or if synthesis has begun
   */
  public addSource(source: EmailSource): void {
    const problems = new Problems();
    this.add(this.read(source, problems), problems);
  }

  public template(name: string): IRenderableEmailTemplate {
    const member = this.members.get(name);
    if (!member) {
      const meant = nearest(name, this.members.keys());
      const advice = meant ? `did you mean ${JSON.stringify(meant)}?` : `it has ${[...this.members.keys()].join(', ') || 'none'}`;
      throw new Error(`${this.node.path}: the set must have the requested template, got: ${JSON.stringify(name)}; ${advice}`);
    }
    // CDK gives children with these names a special meaning.
    const id = ['Default', 'Resource'].includes(name) || name in Object.prototype ? `.${name}` : name;
    return member.construct ??= new SetMember(this.membersScope, id, { ...member, key: name, deployed: this.deployed, set: this.node.path });
  }

  /**
   * @internal
   */
  public get _deployedTemplates(): DeployedTemplates {
    return { deployed: this.deployed };
  }

  public get templateNames(): string[] {
    return Array.from(this.members.values(), ({ templateName }) => templateName);
  }

  public grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant {
    return this.grant(grantee, SEND_ACTIONS, senderArns(options));
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, READ_ACTIONS, []);
  }

  /**
   * Applies a removal policy to all templates of the set: see `EmailTemplateSetProps.removalPolicy`.
   *
   * @throws for `SNAPSHOT`, which Amazon SES does not have
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    TemplatesResource.checkRemovalPolicy(this, policy);
    super.applyRemovalPolicy(policy);
  }

  private read(source: EmailSource, problems: Problems): Declared[] {
    const { emails, partials } = source._readAll(this.node.path, problems);
    this.deployed.addPartials(partials, problems);
    return emails;
  }

  private declared(entry: EmailTemplateSetEntryProps, problems: Problems): Declared {
    unknownProperties(entry).forEach(problem => problems.add(`${this.node.path}/${entry.name}`, problem));
    return { ...entry, subject: contentOf(entry.subject) };
  }

  private add(templates: readonly Declared[], problems: Problems): void {
    if (this.deployed.isComplete) {
      const late = templates.map(({ name }) => JSON.stringify(name)).join(', ');
      throw new Error(`${this.node.path}: templates must be added before synthesis, got: ${late} after it began`);
    }

    const { namePrefix = '', nameSuffix = '' } = this.props;
    const added = new Set<string>();
    const declared = templates.flatMap((template): DeclaredTemplate[] => {
      const { name } = template;
      if (!TEMPLATE_NAME_PATTERN.test(name)) {
        problems.add(this.node.path, `name must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`);
        return [];
      }
      if (this.members.has(name) || added.has(name)) {
        problems.add(this.node.path, `name must be unique in the set, got: ${JSON.stringify(name)} twice`);
        return [];
      }
      added.add(name);
      const verifyOnDeploy = template.verifyOnDeploy ?? this.props.verifyOnDeploy;
      return [{ ...template, verifyOnDeploy, key: name, path: `${this.node.path}/${name}`, name: namePrefix + name + nameSuffix }];
    });
    const count = this.members.size + added.size;
    if (count > MAX_TEMPLATES_PER_RESOURCE) {
      problems.add(this.node.path, `a set must have at most ${MAX_TEMPLATES_PER_RESOURCE} templates, got: ${count}; the function has no `
        + 'time for more in one deployment. Split the set, and make one part depend on the other: second.node.addDependency(first)');
    }
    const emails = this.deployed.add(declared, problems);
    declared.forEach(({ key, name }, index) => {
      this.members.set(key, { templateName: name, email: emails[index] });
      this.grants.forEach(grant => grant.add(this.arnOf(name)));
    });
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
    if (this.members.size > 0 && !this.deployed.isComplete) this.deployed.complete();
  }

  private incomplete(): string {
    return this.members.size === 0
      ? 'a set must have at least one template, got: none'
      : 'the set must be created before synthesis, got: one created by an aspect after the stack was visited';
  }
}

/** A template as declared by an entry or a source. */
type Declared = Omit<EmailTemplateSetEntryProps, 'subject'> & { readonly subject: EmailContent };

interface Member {
  readonly templateName: string;
  readonly email: RenderableEmail;
  /** Created on first use. */
  construct?: SetMember;
}
