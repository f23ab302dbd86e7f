import { Draft } from '../mails';
import { Account } from '../model';
import { Input, Shape } from '../shape';

/** An operation of SES's API. */
export interface Operation<I> {
  readonly input: Shape<I>;
  /** The path in the input to the name of the template or set, or a function that finds it there. */
  readonly about?: string | ((input: Input) => string | undefined);
  /** Whether it is limited to one call per second. */
  readonly limited: boolean;
  /** The mails that the call asks for. Where the input is invalid, members that are required may be missing. @default - none */
  drafts?(input: I): Draft[] | Promise<Draft[]>;
  /** Runs the operation. Returns the members of the response, or throws a `SesError`. */
  run(account: Account, input: I): Output | Promise<Output>;
}

/** The members of a response. In XML, lists become `member` elements, and undefined members are omitted. */
export type Output = { readonly [member: string]: OutputValue };
export type OutputValue = string | number | boolean | Date | undefined | readonly OutputValue[] | Output;

/** Infers the types of `run` from `input`. */
export function operation<I>(definition: Operation<I>): Operation<any> {
  return definition;
}
