import { Construct } from 'constructs';
import { declaredNameProblem } from './read-template';
import { EmailTemplateBase } from '../email-template-base';

export interface ImportedTemplateProps {
  readonly templateName: string;
  /** @default - those of the stack */
  readonly account?: string;
  readonly region?: string;
}

/** A template that this app does not deploy. */
export class ImportedTemplate extends EmailTemplateBase {
  public readonly templateName: string;
  public readonly templateArn: string;

  constructor(scope: Construct, id: string, { templateName, account, region }: ImportedTemplateProps) {
    super(scope, id, { account, region });
    const problem = declaredNameProblem(templateName);
    if (problem) throw new Error(`${this.node.path}: templateName ${problem}`);
    this.templateName = templateName;
    this.templateArn = this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: templateName, account, region });
  }
}
