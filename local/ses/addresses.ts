import { invalidParameter } from './errors';
import { Read, listOf, structure, text } from './shape';

/** The recipients of a mail. */
export interface Destination {
  readonly ToAddresses: readonly string[];
  readonly CcAddresses: readonly string[];
  readonly BccAddresses: readonly string[];
}

const MAX_RECIPIENTS = 50;

export const DESTINATION_SHAPE = structure({
  ToAddresses: listOf(text()),
  CcAddresses: listOf(text()),
  BccAddresses: listOf(text()),
});

/** The recipients as given. */
export function destinationOf(given: Read<typeof DESTINATION_SHAPE>): Destination {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = given ?? {};
  return { ToAddresses, CcAddresses, BccAddresses };
}

/** Throws SES's error for invalid recipients. Both limits are documented; the texts are modelled. */
export function checkDestination(destination: Destination): void {
  const recipients = recipientsOf(destination);
  if (recipients.length === 0) throw invalidParameter("Empty required header 'To'.");
  if (recipients.length > MAX_RECIPIENTS) throw invalidParameter(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  recipients.forEach(checkAddress);
}

export const recipientsOf = ({ ToAddresses, CcAddresses, BccAddresses }: Destination) => [...ToAddresses, ...CcAddresses, ...BccAddresses];

/** Throws SES's error for an invalid address. The texts are SES's own. */
export function checkAddress(address: string): void {
  if (/[\x00-\x1f\x7f]/.test(address)) throw invalidParameter('Local address contains control or whitespace');
  const bare = bareAddress(address);
  const at = bare.lastIndexOf('@');
  if (at < 0 || at === bare.length - 1) throw invalidParameter("Missing final '@domain'");
  if (at === 0) throw invalidParameter('Missing local name');
  if (/[^\x21-\x7e]/.test(bare)) throw invalidParameter('Local address contains control or whitespace');
}

/** The address without a display name: `ada@example.org` of `Ada <ada@example.org>`. */
export const bareAddress = (address: string) => /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
