import { Fn, ITaggableV2, RemovalPolicy } from 'aws-cdk-lib';
import { Construct, Dependable } from 'constructs';
import { DeployedResource, DeployedTemplates, propertyKey } from './deployed-templates';
import { RenderableEmail } from './renderable-email';
import { tagProblems, templateTags } from './tags';
import { EmailSampleData } from '../email-sample-data';
import { EmailTemplateBase, IRenderableEmailTemplate } from '../email-template-base';
import { EmailTemplateVariable } from '../email-template-variable';
import { RenderedEmail } from '../rendered-email';

export interface SetMemberProps {
  readonly templateName: string;
  readonly email: RenderableEmail;
  /** The resource that deploys the whole set. */
  readonly deployed: DeployedResource;
  /** The template's name in the set. */
  readonly key: string;
  /** The path of the set, for messages. */
  readonly set: string;
}

/** A template deployed as part of a set. */
export class SetMember extends EmailTemplateBase implements IRenderableEmailTemplate, ITaggableV2 {
  public readonly cdkTagManager = templateTags();
  public readonly templateName: string;
  public readonly templateArn: string;

  constructor(scope: Construct, id: string, private readonly props: SetMemberProps) {
    super(scope, id, { physicalName: props.templateName });
    const { templateName, deployed: { resource } } = props;
    // The resource cannot have an attribute for each template, because its response to CloudFormation is limited to 4,096 bytes. So
    // the name is selected from a list that refers to the resource, and resources that use the name are deployed after the template.
    this.templateName = this.getResourceNameAttribute(Fn.select(0, [templateName, resource.ref]));
    this.templateArn = this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: templateName });
    Dependable.implement(this, { dependencyRoots: [resource] });
    this.node.addValidation({ validate: () => tagProblems(this.cdkTagManager) });
  }

  public get _deployedTemplates(): DeployedTemplates {
    return { deployed: this.props.deployed, key: propertyKey(this.props.key) };
  }

  public get variables(): EmailTemplateVariable[] {
    return this.props.email.variables;
  }

  public render(data: EmailSampleData): RenderedEmail {
    return this.props.email.render(data);
  }

  public applyRemovalPolicy(_policy: RemovalPolicy): void {
    throw new Error(`${this.node.path}: a removal policy must be applied to the set, ${this.props.set}, which is one resource with all of its templates; `
      + 'for a different policy, use an EmailTemplate');
  }
}
