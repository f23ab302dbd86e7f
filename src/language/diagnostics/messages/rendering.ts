import { listSome, quote } from '../../text/words';
import { errors, warnings } from '../define';

/** A variable that the data lacks. */
export interface MissingFact {
  readonly name: string;
  /** The places where the template prints it. */
  readonly places: readonly string[];
  readonly advice: string;
}

const MAX_PLACES = 4;

export const RENDERING = errors({
  /** Quotes the message of SES's event, so that a search for that message finds this one. */
  missingAttribute: (missing: readonly MissingFact[], data: string) => {
    if (missing.length === 1) {
      const [{ name, advice }] = missing;
      return [`Attribute '${quote(name)}' is not present in the rendering data.`, [advice, data].filter(Boolean).join(' ')];
    }
    const lines = missing.map(({ name, places, advice }) => `  {{${quote(name)}}} at ${listSome(places, MAX_PLACES)}${advice && `. ${advice}`}`);
    return [[`Attribute '${quote(missing[0].name)}' is not present in the rendering data. In all, ${missing.length} are missing:`, '', ...lines].join('\n'), data];
  },
  invalidData: (why: string, advice: string) => [why, advice],
  renderingLimit: (why: string) => [why, 'Loop over shorter lists, or nest fewer loops.'],
});

export const DATA_WARNINGS = warnings({
  objectPrinted: (tag: string, isList: boolean, fields: readonly string[]) => [
    `${quote(tag)} is ${isList ? 'a list' : 'an object'}. What SES prints for it is not documented, and not meant for readers.`,
    fields.length === 0 ? 'Print what is in it.' : `Print what is in it: ${fields.map(quote).join(', ')}.`,
  ],
  textCountsAsTrue: (name: string, value: string) => [
    `${quote(name)} is the string "${quote(value)}", and every string except the empty one counts as true.`,
    'Send true or false without quotes.',
  ],
  eachOverText: (name: string, value: string, type: string) => [
    `${quote(name)} is ${type === 'string' ? `the string "${quote(value)}"` : `${quote(value)}`}, but {{#each}} iterates over lists: depending on the engine that SES runs, it prints nothing or nonsense.`,
    `Send a list, or write {{#if ${quote(name)}}}{{${quote(name)}}}{{/if}}.`,
  ],
  addressWithoutScheme: (attribute: string, address: string) => [
    `The URL in ${attribute} becomes "${quote(address)}", and without https:// it leads nowhere: an email has no page that it could be relative to.`,
    'Send the full URL, starting with https://.',
  ],
});
