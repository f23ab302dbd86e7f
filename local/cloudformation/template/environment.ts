/** Where a stack lives: what the pseudo parameters and ARNs are made of. */
export interface Environment {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

export function environment(region: string, accountId: string): Environment {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { region, accountId, partition };
}

/** Fills `${AWS::AccountId}` and its like in, where CDK writes them into manifests instead of `Fn::Sub`. */
export function fillPlaceholders(text: string, env: Environment): string {
  return text
    .replaceAll('${AWS::AccountId}', env.accountId)
    .replaceAll('${AWS::Region}', env.region)
    .replaceAll('${AWS::Partition}', env.partition);
}
