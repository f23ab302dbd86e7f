import { App, Aspects } from 'aws-cdk-lib';
import { AwsSolutionsChecks, INagLogger, NagLoggerErrorData, NagLoggerNonComplianceData } from 'cdk-nag';

/** Records violations of rules, and rules that cannot be checked. */
class Findings implements INagLogger {
  public readonly byPath: Record<string, string[]> = {};

  public onNonCompliance({ resource, ruleId, findingId }: NagLoggerNonComplianceData): void {
    this.add(resource.node.path, ruleId + (findingId && `[${findingId}]`));
  }

  public onError({ resource, ruleId, errorMessage }: NagLoggerErrorData): void {
    this.add(resource.node.path, `${ruleId}: ${errorMessage}`);
  }

  public onCompliance(): void {}
  public onSuppressed(): void {}
  public onSuppressedError(): void {}
  public onNotApplicable(): void {}

  private add(path: string, finding: string): void {
    (this.byPath[path.replace(/\/Resource$/, '')] ??= []).push(finding.replace('AwsSolutions-', ''));
  }
}

/** Synthesizes an app and returns the findings of AwsSolutions, by the path of the construct. */
export function awsSolutionsFindings(app: App): Record<string, string[]> {
  const findings = new Findings();
  Aspects.of(app).add(new AwsSolutionsChecks({ reports: false, additionalLoggers: [findings] }));
  app.synth();
  return Object.fromEntries(Object.entries(findings.byPath).map(([path, rules]) => [path, rules.sort()]));
}
