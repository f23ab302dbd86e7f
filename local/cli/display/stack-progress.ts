import colors from 'picocolors';
import { StackEvent } from '../../cloudformation';

const STACK_TYPE = 'AWS::CloudFormation::Stack';
/** The width of most statuses. The few longer ones stick out, as in `cdk deploy`. */
const STATUS_WIDTH = 20;
/** The maximum number of resources that the status line names. */
const NAMED = 3;

/** The types of the resources that an operation touches, one entry for each resource, by stack name. */
export type Extent = Readonly<Record<string, readonly string[]>>;

/** Counts the completed resources of an operation, and formats its events like `cdk deploy`. */
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
      // Highlights custom resources and the stack. The rest is dimmed.
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

  /** A resource that completes a second time is being rolled back, so the count decreases, as in `cdk deploy`. */
  private count(event: StackEvent): void {
    const { stackName, logicalId, type, status } = event;
    if (type !== STACK_TYPE && status.endsWith('_IN_PROGRESS')) this.atWork.add(labelOf(event));
    else this.atWork.delete(labelOf(event));
    if (!status.endsWith('_COMPLETE') && status !== 'DELETE_SKIPPED') return;
    const id = `${stackName}/${logicalId}`;
    if (!this.done.delete(id)) this.done.add(id);
  }
}

/** The construct's path without the final `Resource`, or the logical id if there is no path. */
function labelOf({ path, logicalId }: StackEvent): string {
  return path?.replace(/\/Resource$/, '') ?? logicalId;
}

function colorOf(status: string): (text: string) => string {
  if (status.endsWith('_FAILED')) return colors.red;
  if (status.includes('ROLLBACK')) return colors.yellow;
  if (status.endsWith('_COMPLETE')) return colors.green;
  return text => text;
}
