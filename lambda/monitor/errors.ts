/** Thrown when the input of a schedule is not what the construct writes. */
export class MalformedInputError extends Error {
  constructor(problem: string) {
    super(`the input of the schedule is malformed: ${problem}; deploy the monitor's stack again`);
    this.name = 'MalformedInputError';
  }
}

/** Thrown when stacks were being deployed for as long as the check could wait. */
export class BusyStacksError extends Error {
  constructor(stackIds: readonly string[]) {
    super(`not checked: these stacks were being deployed throughout the check: ${stackIds.join(', ')}`);
    this.name = 'BusyStacksError';
  }
}

/** Thrown when a deployment of the stack began after the check, so nothing may be written. */
export class StackMovedError extends Error {
  constructor(stackId: string, status: string) {
    super(`a deployment of ${stackId} began during the check (${status})`);
    this.name = 'StackMovedError';
  }
}
