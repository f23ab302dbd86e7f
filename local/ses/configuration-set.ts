/** Operations on configuration sets, for the API and for CloudFormation. */
import { configurationSetDoesNotExist, invalidParameter, SesError } from './errors';
import { checkEventDestination, EventDestination, MAX_EVENT_DESTINATIONS, toEventType } from './event-destination';
import { Account, ConfigurationSet, ConfigurationSetOptions } from './model';

const MAX_NAME_LENGTH = 64;
/** Documented: AWS, API_ListConfigurationSets. */
const MAX_PAGE = 1_000;

export function createConfigurationSet(account: Account, options: ConfigurationSetOptions): void {
  const { Name: name } = options;
  // floci-io/floci, captured on AWS.
  if (!name) throw invalidParameter('The configuration set name must be specified.');
  if (name.length > MAX_NAME_LENGTH) throw invalidParameter(`Configuration set name cannot exceed ${MAX_NAME_LENGTH} characters.`);
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidParameter(`Invalid configuration set name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
  }
  if (account.configurationSets.get(name)) {
    // aws-cloudformation-resource-providers-ses#34
    throw new SesError('ConfigurationSetAlreadyExists', `Configuration set <${name}> already exists.`, { ConfigurationSetName: name });
  }
  account.configurationSets.put(name, { ...options, EventDestinations: [] });
}

/** Replaces the options, and keeps tags and event destinations. */
export function updateConfigurationSet(account: Account, options: ConfigurationSetOptions): void {
  const { EventDestinations, Tags } = existingSet(account, options.Name);
  account.configurationSets.put(options.Name, { ...Tags && { Tags }, ...options, EventDestinations });
}

export function deleteConfigurationSet(account: Account, name: string): void {
  existingSet(account, name);
  account.configurationSets.delete(name);
}

export function createEventDestination(account: Account, setName: string, destination: EventDestination): void {
  const set = existingSet(account, setName);
  checkEventDestination(setName, destination, account);
  if (find(set, destination.Name)) {
    // floci-io/floci#1079, captured on AWS (v2).
    throw new SesError('EventDestinationAlreadyExists',
      `An event destination with name <${destination.Name}> already exists for configuration set <${setName}>.`,
      { ConfigurationSetName: setName, EventDestinationName: destination.Name });
  }
  if (set.EventDestinations.length >= MAX_EVENT_DESTINATIONS) {
    // The limit is documented; the text is modelled.
    throw new SesError('LimitExceeded',
      `Configuration set <${setName}> has reached the limit of ${MAX_EVENT_DESTINATIONS} event destinations.`);
  }
  store(account, set, [...set.EventDestinations, destination]);
}

export function updateEventDestination(account: Account, setName: string, destination: EventDestination): void {
  const set = existingSet(account, setName);
  if (!find(set, destination.Name)) throw eventDestinationDoesNotExist(setName, destination.Name);
  checkEventDestination(setName, destination, account);
  store(account, set, set.EventDestinations.map(existing => existing.Name === destination.Name ? destination : existing));
}

export function deleteEventDestination(account: Account, setName: string, name: string): void {
  const set = existingSet(account, setName);
  if (!find(set, name)) throw eventDestinationDoesNotExist(setName, name);
  store(account, set, set.EventDestinations.filter(existing => existing.Name !== name));
}

/** Creates the destination, or replaces the one with its name. */
export function putEventDestination(account: Account, setName: string, destination: EventDestination): void {
  const put = find(existingSet(account, setName), destination.Name) ? updateEventDestination : createEventDestination;
  put(account, setName, destination);
}

/** Returns the set, or throws SES's error. */
export function existingSet(account: Account, name: string): ConfigurationSet {
  const set = account.configurationSets.get(name);
  if (!set) throw configurationSetDoesNotExist(name);
  return set;
}

/** Returns the set that a read sees, or throws SES's error. */
export function seenSet(account: Account, name: string): ConfigurationSet {
  const set = account.configurationSets.seen(name);
  if (!set) throw configurationSetDoesNotExist(name);
  return set;
}

export interface PageOfSets {
  readonly names: readonly string[];
  readonly nextToken?: string;
}

/** Lists names in alphabetical order, which is assumed. The token is the last name of the page. */
export function pageOfConfigurationSets(account: Account, { token, wanted = MAX_PAGE, containing = '' }: {
  readonly token?: string;
  readonly wanted?: number;
  readonly containing?: string;
}): PageOfSets {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  if (token !== undefined && !/^[A-Za-z0-9_-]+$/.test(after)) throw invalidParameter('Invalid next token.'); // modelled
  const rest = account.configurationSets.seenValues().map(({ Name }) => Name).filter(name => name > after && name.includes(containing)).sort();
  const names = rest.slice(0, Math.min(wanted, MAX_PAGE));
  return { names, nextToken: names.length < rest.length ? Buffer.from(names[names.length - 1]).toString('base64url') : undefined };
}

const find = (set: ConfigurationSet, name: string) => set.EventDestinations.find(({ Name }) => Name === name);

function store(account: Account, set: ConfigurationSet, destinations: readonly EventDestination[]): void {
  const EventDestinations = destinations.map(destination => ({
    ...destination,
    Enabled: destination.Enabled ?? false,
    MatchingEventTypes: destination.MatchingEventTypes.map(type => toEventType(type) ?? type),
  }));
  account.configurationSets.put(set.Name, { ...set, EventDestinations });
}

/** SES's own text, which names only the configuration set (localstack, recorded on AWS). */
const eventDestinationDoesNotExist = (setName: string, name: string) => new SesError(
  'EventDestinationDoesNotExist', `No EventDestination found for ${setName}`,
  { ConfigurationSetName: setName, EventDestinationName: name },
);
