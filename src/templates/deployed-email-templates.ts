import { IResource } from 'aws-cdk-lib';
import { DeployedTemplates } from './private/deployed-templates';

/**
 * Email templates that this app deploys: an `EmailTemplate`, a template of an `EmailTemplateSet`, or a whole set.
 */
export interface IDeployedEmailTemplates extends IResource {
  /**
   * @internal
   */
  readonly _deployedTemplates: DeployedTemplates;
}
