import colors from 'picocolors';
import { StackEvent } from '../../cloudformation';

const STACK_TYPE = 'AWS::CloudFormation::Stack';
/** The width of most statuses; the few that are longer stand out, as with `cdk deploy`. */
const STATUS_WIDTH = 20;
/** How many resources the live line names. */
const NAMED = 3;

/** The types of the resources that an operation touches, one for each resource, by stack name. */
export type Extent = Readonly<Record<string, readonly string[]>>;

/** Counts what is done of an operation, and puts its events into lines, in the manner of `cdk deploy`. */
export class StackProgress {
  private readonly done = new Set<string>();
  private readonly atWork = new Set<string>();

  public constructor(private readonly extent: Extent) {}

  /** `STACK | done/all | time | status | type | path reason` */
  public line(event: StackEvent): string {
    this.count(event);
    const { stackName, timestamp, status, type, reason } = event;
    const types = this.extent[stackName];
    const all = String(types.length + 1);
    const done = [...this.done].filter(id => id.startsWith(`${stackName}/`)).length;
    return [
      stackName,
      `${String(done).padStart(all.length)}/${all}`,
      timestamp.toLocaleTimeString('en-GB'),
      colorOf(status)(status.padEnd(STATUS_WIDTH)),
      type.padEnd(Math.max(...[...types, STACK_TYPE].map(({ length }) => length))),
      // Resources that functions and SES make are highlighted; the rest is dimmed, as in any stack.
      (type.startsWith('AWS::') && type !== STACK_TYPE ? colors.dim : colors.bold)(labelOf(event)),
    ].join(' | ') + (reason === undefined ? '' : ` ${status.endsWith('_FAILED') ? colors.red(reason) : reason}`);
  }

  /** `12/28, at work: Shop/Welcome, Shop/Invoice, 4 more` */
  public summary(): string {
    const all = Object.values(this.extent).reduce((sum, types) => sum + types.length + 1, 0);
    const names = [...this.atWork];
    const rest = names.length - NAMED;
    const named = [...names.slice(0, NAMED), ...rest > 0 ? [`${rest} more`] : []];
    return `${this.done.size}/${all}${named.length > 0 ? `, at work: ${named.join(', ')}` : ''}`;
  }

  /** A resource that completes for the second time is taken back: then the count goes down, as with `cdk deploy`. */
  private count(event: StackEvent): void {
    const { stackName, logicalId, type, status } = event;
    if (type !== STACK_TYPE && status.endsWith('_IN_PROGRESS')) this.atWork.add(labelOf(event));
    else this.atWork.delete(labelOf(event));
    if (!status.endsWith('_COMPLETE') && status !== 'DELETE_SKIPPED') return;
    const id = `${stackName}/${logicalId}`;
    if (!this.done.delete(id)) this.done.add(id);
  }
}

/** A construct's path, without the `Resource` that most of CDK's end with; the logical id where there is none. */
function labelOf({ path, logicalId }: StackEvent): string {
  return path?.replace(/\/Resource$/, '') ?? logicalId;
}

function colorOf(status: string): (text: string) => string {
  if (status.endsWith('_FAILED')) return colors.red;
  if (status.includes('ROLLBACK')) return colors.yellow;
  if (status.endsWith('_COMPLETE')) return colors.green;
  return text => text;
}
