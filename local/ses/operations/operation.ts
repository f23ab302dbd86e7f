import { Account } from '../model';
import { Input, Shape } from '../shape';

/** An operation of SES's API. */
export interface Operation<I> {
  readonly input: Shape<I>;
  /** The path in the input to the name of the template or set that the call is about, or how to find it there. */
  readonly about?: string | ((input: Input) => string | undefined);
  /** Whether "no more than once per second" holds for it. */
  readonly limited: boolean;
  /** What the operation does; the answer's members, or a `SesError`. */
  run(account: Account, input: I): Output;
}

/** An answer's members, as XML carries them: lists become `member` elements, what is undefined is left out. */
export type Output = { readonly [member: string]: OutputValue };
export type OutputValue = string | number | boolean | Date | undefined | readonly OutputValue[] | Output;

/** Gives `run` the types of `input`. */
export function operation<I>(definition: Operation<I>): Operation<any> {
  return definition;
}
