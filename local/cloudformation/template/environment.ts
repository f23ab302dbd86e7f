/** The environment of a stack, from which pseudo parameters and ARNs are built. */
export interface Environment {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

export function environment(region: string, accountId: string): Environment {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { region, accountId, partition };
}

/** Replaces `${AWS::AccountId}` and similar placeholders, which CDK writes into manifests. */
export function fillPlaceholders(text: string, env: Environment): string {
  return text
    .replaceAll('${AWS::AccountId}', env.accountId)
    .replaceAll('${AWS::Region}', env.region)
    .replaceAll('${AWS::Partition}', env.partition);
}
