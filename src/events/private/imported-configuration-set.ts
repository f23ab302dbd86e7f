import { ArnFormat, aws_ses as ses, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { configurationSetArn } from './arns';
import { ConfigurationSetBase } from './configuration-set-base';
import { nameProblem } from './event-rules';
import { failOn, literal, Problem } from './problem';
import { Publications } from './publications';

/** How a configuration set is imported: by its name or its ARN. */
export interface ImportedConfigurationSetProps {
  readonly configurationSetName?: string;
  readonly configurationSetArn?: string;
  readonly reputationMetrics?: boolean;
  readonly metricEvents?: ses.EmailSendingEvent[];
}

/** A configuration set that another app, or a person, owns. */
export class ImportedConfigurationSet extends ConfigurationSetBase {
  public readonly configurationSetName: string;
  public readonly configurationSetArn: string;

  /** @internal */
  protected readonly _reputationMetrics: boolean;

  constructor(scope: Construct, id: string, props: ImportedConfigurationSetProps) {
    super(scope, id, { environmentFromArn: props.configurationSetArn });
    const { configurationSetName: name, configurationSetArn: arn } = props;
    failOn(this, sourceProblem(name, arn));
    this.configurationSetName = name ?? this.nameFrom(arn!);
    failOn(this, nameProblem('configurationSetName', literal(this.configurationSetName)));
    this.configurationSetArn = arn ?? configurationSetArn(this);
    this._reputationMetrics = props.reputationMetrics ?? true;
    Publications.of(this).import(props.metricEvents);
  }

  private nameFrom(arn: string): string {
    const { service, resource, resourceName } = Stack.of(this).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
    const fits = literal(arn) === undefined || (service === 'ses' && resource === 'configuration-set' && resourceName);
    failOn(this, fits ? undefined : {
      property: 'configurationSetArn', must: 'have the form arn:aws:ses:REGION:ACCOUNT:configuration-set/NAME', got: `'${arn}'`,
    });
    return resourceName!;
  }
}

function sourceProblem(name?: string, arn?: string): Problem | undefined {
  if ((name === undefined) !== (arn === undefined)) return undefined;
  return {
    property: 'attributes', must: 'have either configurationSetName or configurationSetArn', got: name === undefined ? 'neither' : 'both',
  };
}
