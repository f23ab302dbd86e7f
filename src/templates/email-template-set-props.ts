import { RemovalPolicy } from 'aws-cdk-lib';
import { EmailConflictPolicy } from './email-conflict-policy';
import { EmailContent } from './email-content';
import { EmailDriftPolicy } from './email-drift-policy';
import { EmailSource } from './email-source';
import { EmailTemplateSetEntry } from './email-template-set-entry';

/**
 * Properties of an `EmailTemplateSet`.
 */
export interface EmailTemplateSetProps {
  /**
   * The directory of emails to read. More sources can be added later: see `EmailTemplateSet.addSource`.
   *
   * @default - none
   */
  readonly source?: EmailSource;

  /**
   * Templates, in addition to those of the source. More can be added later: see `EmailTemplateSet.addTemplate`.
   *
   * A set has at most 375 templates in all.
   *
   * @default - none
   */
  readonly templates?: EmailTemplateSetEntry[];

  /**
   * The beginning of the names in Amazon SES, before the templates' names in the set. Can contain CDK tokens.
   *
   * @default - nothing
   */
  readonly namePrefix?: string;

  /**
   * The end of the names in Amazon SES, after the templates' names in the set. Can contain CDK tokens.
   *
   * @default - nothing
   */
  readonly nameSuffix?: string;

  /**
   * What to do when another template already has the name of one of these.
   *
   * @default EmailConflictPolicy.FAIL
   */
  readonly conflictPolicy?: EmailConflictPolicy;

  /**
   * What to do when someone else changed a template since the last deployment, and this deployment also changes it.
   *
   * @default EmailDriftPolicy.OVERWRITE
   */
  readonly driftPolicy?: EmailDriftPolicy;

  /**
   * What happens to the templates in Amazon SES when they are removed from the stack: to all when the stack or the set is
   * deleted, to one when it is removed from the set. `RETAIN` always keeps them; `RETAIN_ON_UPDATE_OR_DELETE` does so
   * except for those whose creation is rolled back. There is no `SNAPSHOT`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether a template that is removed from the set is deleted from Amazon SES, unless the removal policy keeps it. It is
   * deleted after all others are created and updated. One that is kept no longer belongs to the stack; adding it again with
   * other content requires `EmailConflictPolicy.ADOPT`.
   *
   * @default true
   */
  readonly pruneRemoved?: boolean;

  /**
   * Partials that the templates of the set share, by the name that includes them: see `EmailTemplateOptions.partials`. A
   * template's own partials take precedence over those of the same name.
   *
   * @default - none
   */
  readonly partials?: { [name: string]: EmailContent };

  /**
   * Whether each template must have sample data. If true, synthesis fails for a template without it.
   *
   * @default - the CDK context value `cdk-ses-templates:requireSampleData`, or false
   */
  readonly requireSampleData?: boolean;

  /**
   * Whether Amazon SES itself must render each new or changed template that has sample data: see
   * `EmailTemplateOptions.verifyOnDeploy`. A template's own setting takes precedence.
   *
   * @default true
   */
  readonly verifyOnDeploy?: boolean;
}
