import { InvalidArgumentError } from 'commander';
import { problemOfKeep } from '../serve/keep';

/** Resolves on Ctrl+C, or when the process is asked to end. */
export function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** @throws InvalidArgumentError */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

/** @throws InvalidArgumentError */
export function keepNumber(text: string): number {
  const problem = /^\d+$/.test(text) ? problemOfKeep(Number(text)) : problemOfKeep(NaN);
  if (problem !== undefined) throw new InvalidArgumentError(`It ${problem}.`);
  return Number(text);
}
