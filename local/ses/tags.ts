import { invalidParameter } from './errors';
import { Read, listOf, required, structure, text } from './shape';

export type Tags = Readonly<Record<string, string>>;

const MAX_LENGTH = 255;

export const TAGS_SHAPE = listOf(structure({ Name: required(text()), Value: required(text()) }));

/** The message tags as given. */
export function tagsOf(given: Read<typeof TAGS_SHAPE>): Tags {
  return Object.fromEntries((given ?? []).map(({ Name, Value }) => [Name, Value]));
}

/** Throws SES's error for an invalid message tag. The texts are SES's own (localstack, recorded on AWS). */
export function checkTags(tags: Tags): void {
  for (const [name, value] of Object.entries(tags)) {
    if (name === '') throw invalidParameter('The tag name must be specified.');
    if (name.length > MAX_LENGTH) throw invalidParameter(`Tag name cannot exceed ${MAX_LENGTH} characters.`);
    if (!/^[A-Za-z0-9_-]+$/.test(name)) {
      throw invalidParameter(`Invalid tag name <${name}>: only alphanumeric ASCII characters, '_',  '-' are allowed.`);
    }
    if (value === '') throw invalidParameter('The tag value must be specified.');
    if (value.length > MAX_LENGTH) throw invalidParameter(`Tag value cannot exceed ${MAX_LENGTH} characters.`);
    if (!/^[A-Za-z0-9_.@-]+$/.test(value)) {
      throw invalidParameter(`Invalid tag value <${value}>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.`);
    }
  }
}
