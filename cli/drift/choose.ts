import { DeclaredResource } from './declared';
import { Stack } from './stacks';
import { CommandError } from '../command-error';

/** A stack that declares templates. */
export interface StackOfEmails extends Pick<Stack, 'name' | 'account' | 'region'> {
  readonly resources: readonly DeclaredResource[];
}

/** The account and Region that SES is read in. */
export interface Place {
  readonly region: string;
  readonly accountId?: string;
}

export interface Chosen {
  /** The stacks to compare. */
  readonly stacks: readonly StackOfEmails[];
  /** All stacks that declare templates in the same place, if only to know their names. */
  readonly inPlace: readonly StackOfEmails[];
  /** Stacks that are left out because they are deployed elsewhere. */
  readonly elsewhere: readonly StackOfEmails[];
}

/**
 * Chooses the stacks that are deployed in a place.
 *
 * @param names of the stacks to choose from. Empty: all
 * @throws CommandError if there is none, or if it is not clear which of them are deployed there
 */
export function choose(all: readonly StackOfEmails[], names: readonly string[], place: Place): Chosen {
  const { region, accountId } = place;
  const unknown = names.filter(name => !all.some(stack => stack.name === name));
  if (unknown.length > 0) {
    throw new CommandError(`--stack must be a stack with email templates, got: ${unknown.join(', ')}; the app has ${list(all.map(({ name }) => name)) || 'none'}`);
  }
  if (all.length === 0) throw new CommandError('The app must have a stack with email templates, got: none');
  const isHere = (stack: StackOfEmails) =>
    (stack.region ?? region) === region && (accountId === undefined || (stack.account ?? accountId) === accountId);
  const isNamed = ({ name }: StackOfEmails) => names.length === 0 || names.includes(name);
  const inPlace = all.filter(isHere);
  const stacks = inPlace.filter(isNamed);
  const elsewhere = all.filter(stack => isNamed(stack) && !isHere(stack));
  if (stacks.length === 0) {
    const [here, others] = [placeName({ region, account: accountId }), list(elsewhere.map(described))];
    throw new CommandError(`No stack with email templates is in ${here}, got: ${others}. Pass --region or --profile of one of them`);
  }

  const accounts = new Set(stacks.flatMap(({ account }) => account ?? []));
  if (accounts.size > 1) throw new CommandError(`The stacks in ${region} are in several accounts: ${list(stacks.map(described))}. ${NAME_ONE}`);
  const owners = new Map<string, string>();
  for (const { name: stack, resources } of stacks) {
    for (const { name, notComparable } of resources.flatMap(({ emails }) => emails)) {
      if (notComparable !== undefined) continue;
      const other = owners.get(name);
      if (other !== undefined) throw new CommandError(`Two stacks declare the template "${name}": ${other} and ${stack}. ${NAME_ONE}`);
      owners.set(name, stack);
    }
  }
  return { stacks, inPlace, elsewhere };
}

const NAME_ONE = 'Pass --stack with those that are deployed with these credentials';

/** A stack with its account and Region, if they are known. */
export function described({ name, account, region }: StackOfEmails): string {
  return `${name} (${placeName({ account, region })})`;
}

function placeName({ account, region }: { readonly account?: string; readonly region?: string }): string {
  return [region ?? 'any Region', ...account === undefined ? [] : [`account ${account}`]].join(', ');
}

function list(words: readonly string[]): string {
  return words.join(', ');
}
