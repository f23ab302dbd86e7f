import { History } from './history';
import { StepRecord } from './rules';
import { CALLS, CallName, FaultKind, FAULTS, faultsOf } from './world/faults';

/** What a step does. The coverage counts each fault in each situation. */
export const SITUATIONS = ['create', 'update', 'rollback', 'delete'] as const;
export type Situation = typeof SITUATIONS[number];

/** Counts how often each fault affected each call, and in which situation. */
export class Coverage {
  histories = 0;
  private readonly calls = new Map<string, number>();
  private readonly situations = new Map<string, number>();
  private readonly outcomes = new Map<string, number>();

  add(steps: readonly StepRecord[], { isNested }: Pick<History, 'isNested'>): void {
    this.histories++;
    for (const { met, operation, outcome } of steps) {
      count(this.outcomes, `${isNested ? 'nested ' : ''}${operation.kind}: ${outcome}`);
      for (const { call, kind, at } of met) {
        const situation = operation.rollbackBegan !== undefined && at >= operation.rollbackBegan ? 'rollback' : operation.kind;
        count(this.calls, `${kind} / ${call}`);
        count(this.situations, `${kind} / ${situation}`);
      }
    }
  }

  /** The calls and situations that a fault never affected. */
  get missing(): string[] {
    const calls = CALLS.flatMap(call => faultsOf(call).map(kind => `${kind} / ${call}`)).filter(cell => !this.calls.has(cell));
    const situations = SITUATIONS.flatMap(situation => FAULTS.map(kind => `${kind} / ${situation}`)).filter(cell => !this.situations.has(cell));
    return [...calls, ...situations];
  }

  /** How often each fault affected each call and each situation, in columns. */
  get tables(): string {
    type Applies = (kind: FaultKind, column: string) => boolean;
    const table = (columns: ReadonlyArray<CallName | Situation>, counts: Map<string, number>, applies: Applies) => {
      const widths = columns.map(column => column.length);
      const row = (head: string, cells: readonly string[]) => `${head.padEnd(15)}${cells.map((cell, index) => cell.padStart(widths[index] + 2)).join('')}`;
      const cell = (kind: FaultKind, column: string) => applies(kind, column) ? String(counts.get(`${kind} / ${column}`) ?? 0) : '';
      return [row('', columns), ...FAULTS.map(kind => row(kind, columns.map(column => cell(kind, column))))].join('\n');
    };
    const outcomes = [...this.outcomes].sort().map(([outcome, times]) => `${outcome} ${times}`).join(', ');
    return [
      `${this.histories} histories; operations: ${outcomes}`,
      table(CALLS, this.calls, (kind, call) => faultsOf(call as CallName).includes(kind)),
      table(SITUATIONS, this.situations, () => true),
    ].join('\n\n');
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
