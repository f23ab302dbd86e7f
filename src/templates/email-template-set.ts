import { Aspects, RemovalPolicy, Resource } from 'aws-cdk-lib';
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
import { contentOf, TemplatesResource } from './private/templates-resource';
import { unknownProperties } from './private/unknown-properties';

/**
 * A set of email templates.
 */
export interface IEmailTemplateSet extends IDeployedEmailTemplates {
  /**
   * The names of the templates in Amazon SES, prefix and suffix included. Plain strings: what uses them does not wait for
   * the set to be deployed.
   */
  readonly templateNames: string[];

  /**
   * A template of the set.
   *
   * Resources that use its name are deployed after the set; those that use its ARN are not, since permissions can be there
   * before the template is.
   *
   * @param name its name in the set: that of its folder
   * @throws if there is none of that name
   */
  template(name: string): IRenderableEmailTemplate;

  /**
   * Grants permission to send mail with each template of the set, also with those that are added later, and with no other:
   * see `EmailTemplateGrants.send`.
   *
   * The policy names each template. A role of this app gets as many policies as that takes, at most ten for the largest
   * set; IAM's limits for users, groups and imported roles are enough for a few dozen templates.
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
 * Many email templates in Amazon SES, deployed together: as fast as Amazon SES allows, which is one a second; only what
 * changed; and all of it, or nothing.
 *
 * The set is one resource of the stack, with one asset for the content, and a short checksum for each part of each template,
 * so that a diff shows which emails change, and in which part. A set has at most 375 templates, because the function has no
 * time for more in one deployment. Split a larger one, and make one part wait for the other with `node.addDependency`.
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
export class EmailTemplateSet extends Resource implements IEmailTemplateSet {
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
      names: { prefix: props.namePrefix ?? '', suffix: props.nameSuffix ?? '' },
      constructOf: name => this.members.get(name)?.construct,
    });
    this.membersScope = new Construct(this, 'Templates');
    const problems = new Problems();
    if (props.partials) this.deployed.addPartials(props.partials, problems);
    const filed = props.source ? this.read(props.source, problems) : [];
    const entries = (props.templates ?? []).map(entry => this.declared(entry, problems));
    this.add([...filed, ...entries], problems);

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
      throw new Error(`${this.node.path}: the set must have the template that is asked for, got: ${JSON.stringify(name)}; ${advice}`);
    }
    // CDK takes a child of one of these names for another construct, or for one that is there already.
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
      throw new Error(`${this.node.path}: templates must be added before synthesis, got: ${late} after it had begun`);
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
        problems.add(this.node.path, `name must differ from those of the set's other templates, got: ${JSON.stringify(name)} again`);
        return [];
      }
      added.add(name);
      const verifyOnDeploy = template.verifyOnDeploy ?? this.props.verifyOnDeploy;
      return [{ ...template, verifyOnDeploy, key: name, path: `${this.node.path}/${name}`, name: namePrefix + name + nameSuffix }];
    });
    const count = this.members.size + added.size;
    if (count > MAX_TEMPLATES_PER_RESOURCE) {
      problems.add(this.node.path, `a set must have at most ${MAX_TEMPLATES_PER_RESOURCE} templates, got: ${count}; the function has time for `
        + 'no more in one deployment. Split the set, and let one part wait for the other: second.node.addDependency(first)');
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
      : 'the set must be made before synthesis, got: one that an aspect made when the stack had been visited';
  }
}

/** A template as an entry or a source declares it. */
type Declared = Omit<EmailTemplateSetEntryProps, 'subject'> & { readonly subject: EmailContent };

interface Member {
  readonly templateName: string;
  readonly email: RenderableEmail;
  /** Made when it is first asked for. */
  construct?: SetMember;
}
