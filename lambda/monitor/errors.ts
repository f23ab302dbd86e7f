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
    super(`not checked: being deployed all the time: ${stackIds.join(', ')}`);
    this.name = 'BusyStacksError';
  }
}

/** Thrown when a stack is not as it was when the check began, so nothing may be written. */
export class StackMovedError extends Error {
  constructor(stackId: string, status: string) {
    super(`a deployment of ${stackId} began during the check (${status})`);
    this.name = 'StackMovedError';
  }
}
