import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

export interface Synthesized {
  /** The properties of each custom resource of the stack, by logical id. */
  readonly resources: Record<string, Record<string, unknown>>;
  readonly templateBytes: number;
  /** The input of each schedule of the stack. */
  readonly scheduleInputs: readonly string[];
  /** The bytes of an asset, in any bucket. */
  readonly object: (bucket: string, key: string) => Buffer;
}

/** Deleted when the process exits. */
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** Synthesizes a stack into a separate folder. */
export function synthesize(define: (stack: Stack) => void): Synthesized {
  const outdir = mkdtempSync(join(folder, 'assembly-'));
  const app = new App({ outdir });
  define(new Stack(app, 'Bench'));
  app.synth();
  const template = readFileSync(join(outdir, 'Bench.template.json'), 'utf8');
  const resources = Object.entries<{ Type: string; Properties: Record<string, unknown> }>(JSON.parse(template).Resources)
    .filter(([, { Type: type }]) => type.startsWith('Custom::'))
    .map(([logicalId, { Properties: properties }]) => [logicalId, { ...properties, AssetBucket: 'assets', ServiceToken: 'arn' }]);
  return {
    resources: Object.fromEntries(resources),
    templateBytes: Buffer.byteLength(template),
    scheduleInputs: Object.values<any>(JSON.parse(template).Resources)
      .filter(({ Type: type }) => type === 'AWS::Scheduler::Schedule')
      .map(({ Properties: properties }) => withoutFunctions(properties.Target.Input)),
    object: (_bucket, key) => readFileSync(join(outdir, `asset.${key}`)),
  };
}

/** A text with a word in place of each value that is known only at deployment. */
function withoutFunctions(text: string | { readonly 'Fn::Join': readonly [string, ReadonlyArray<string | object>] }): string {
  if (typeof text === 'string') return text;
  return text['Fn::Join'][1].map(piece => typeof piece === 'string' ? piece : 'bench').join('');
}
