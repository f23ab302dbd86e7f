/** The parts of a CloudFormation template that the local CloudFormation reads. */
export interface Template {
  readonly Parameters?: Record<string, TemplateParameter>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, TemplateOutput>;
  readonly Transform?: unknown;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly NoEcho?: unknown;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: DeletionPolicy;
  readonly UpdateReplacePolicy?: DeletionPolicy;
  readonly Metadata?: Record<string, unknown>;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

export type Properties = Record<string, unknown>;

/** An error that CloudFormation reports as ValidationError, before it changes any resource. */
export class TemplateError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateError';
  }
}

/** Whether a resource of this type is a custom resource. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/**
 * Checks, before anything is changed, that the local CloudFormation supports a template.
 *
 * @throws TemplateError naming the stack, the resource and the unsupported feature
 */
export function checkSupported(stackName: string, template: Template): void {
  if (template.Transform !== undefined) {
    throw new TemplateError(`Stack ${stackName} uses Transform ${JSON.stringify(template.Transform)}: the local CloudFormation does not support macros`);
  }
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    if (resource.Type === 'AWS::CloudFormation::Stack') {
      throw new TemplateError(`Stack ${stackName}, resource ${logicalId}: the local CloudFormation does not support nested stacks`);
    }
    if (isCustomResource(resource.Type) && resource.Properties?.ServiceToken === undefined) {
      throw new TemplateError(`Stack ${stackName}, resource ${logicalId}: ${resource.Type} has no ServiceToken`);
    }
  }
}
