import { Random } from './random';

/** The calls of the function, as named by faults and coverage. */
export const WRITES = ['CreateTemplate', 'UpdateTemplate', 'DeleteTemplate', 'TagResource', 'UntagResource'] as const;
export const READS = [
  'GetTemplate', 'TestRenderTemplate', 'ListTemplates', 'ListTagsForResource', 'DescribeStacks', 'DescribeStackEvents', 'GetStackTemplate', 'ListStackResources', 'GetObject',
] as const;
export const CALLS = [...WRITES, ...READS, 'PutAnswer'] as const;
export type CallName = typeof CALLS[number];

/** What happens to a call. `before` and `after`: whether it had taken effect by then. */
export const BEFORE_EFFECT = ['throttled', 'denied', 'error before', 'reset before', 'silence before', 'killed before'] as const;
export const AFTER_EFFECT = ['error after', 'reset after', 'silence after', 'broken body', 'killed after'] as const;
export const FAULTS = [...BEFORE_EFFECT, ...AFTER_EFFECT] as const;
export type FaultKind = typeof FAULTS[number];

/** The faults that make sense for a call: a read has no effect, and delivering an answer only succeeds or fails. */
export function faultsOf(call: CallName): readonly FaultKind[] {
  if (call === 'PutAnswer') return ['error before', 'error after', 'killed before', 'killed after'];
  return (WRITES as readonly string[]).includes(call) ? FAULTS : [...BEFORE_EFFECT, 'broken body'];
}

/** A fault of consecutive calls: of the `nth` of this name since `since`, counted from 0, and those that follow. */
export interface Fault {
  readonly call: CallName;
  readonly kind: FaultKind;
  readonly since: 'beginning' | 'rollback';
  readonly nth: number;
  readonly times: number;
}

/** Lasting trouble. Times are in milliseconds since the step began. */
export interface Weather {
  /** The share of calls that SES refuses because others use the quota, too. */
  readonly throttled: number;
  /** The time in which SES does not answer. Its end may be Infinity. */
  readonly silent?: { readonly from: number; readonly to: number };
  /** How long a read may return the previous content. */
  readonly lag: number;
}

export const FAIR: Weather = { throttled: 0, lag: 0 };

/** Decides which fault each call of a step gets, and records it. */
export class Faults {
  readonly met: Array<{ readonly call: CallName; readonly kind: FaultKind; readonly at: number }> = [];
  private readonly counts = { beginning: new Map<CallName, number>(), rollback: new Map<CallName, number>() };
  private isRollback = false;

  constructor(
    private readonly planned: readonly Fault[], readonly weather: Weather, private readonly began: number, private readonly random: Random,
  ) {}

  next(call: CallName, now: number): FaultKind | undefined {
    const nth = { beginning: this.count(call, 'beginning'), rollback: this.isRollback ? this.count(call, 'rollback') : -1 };
    const isMet = ({ since, nth: first, times }: Fault) => nth[since] >= first && nth[since] < first + times;
    const planned = this.planned.find(fault => fault.call === call && isMet(fault))?.kind;
    const kind = planned ?? this.lasting(call, now);
    if (kind) this.met.push({ call, kind, at: now });
    return kind;
  }

  rollbackBegins(): void {
    this.isRollback = true;
  }

  private count(call: CallName, since: Fault['since']): number {
    const nth = this.counts[since].get(call) ?? 0;
    this.counts[since].set(call, nth + 1);
    return nth;
  }

  private lasting(call: CallName, now: number): FaultKind | undefined {
    if (!isSes(call)) return undefined;
    const { silent, throttled } = this.weather;
    const elapsed = now - this.began;
    if (silent && elapsed >= silent.from && elapsed < silent.to) return 'silence before';
    return throttled > 0 && this.random() < throttled ? 'throttled' : undefined;
  }
}

export function isSes(call: CallName): boolean {
  return !['DescribeStacks', 'DescribeStackEvents', 'GetStackTemplate', 'ListStackResources', 'GetObject', 'PutAnswer'].includes(call);
}

const OF_V2: readonly CallName[] = ['ListTagsForResource', 'TagResource', 'UntagResource'];

/** The error of a fault, as the SDK throws it. The two APIs of SES have different names. */
export function errorOf(kind: FaultKind, call: CallName): Error {
  const answer = (name: string, message: string, httpStatusCode?: number, code?: string) =>
    Object.assign(new Error(message), { name, code, $metadata: { httpStatusCode } });
  const isV2 = OF_V2.includes(call);
  switch (kind) {
    case 'throttled': return isV2 ? answer('TooManyRequestsException', 'Too many requests', 429) : answer('Throttling', 'Rate exceeded', 400);
    case 'denied': return answer(isV2 ? 'AccessDeniedException' : 'AccessDenied', 'User is not authorized to perform this', 403);
    case 'error before': case 'error after': return answer(isV2 ? 'InternalServiceErrorException' : 'InternalFailure', 'Internal failure', 500);
    case 'reset before': case 'reset after': return answer('Error', 'socket hang up', undefined, 'ECONNRESET');
    case 'silence before': case 'silence after': return answer('TimeoutError', 'socket timed out');
    case 'broken body': return answer('Error', 'aborted', 200, 'ECONNRESET');
    case 'killed before': case 'killed after': return new Error('killed');
  }
}
