import { checkAddress, DESTINATION_SHAPE, toDestination } from '../addresses';
import { invalidParameter, SesError } from '../errors';
import { MAX_TEMPLATE_DATA_LENGTH, parseTemplateData } from '../rendering';
import { send, sendingWith } from '../sending';
import { listOf, required, structure, text } from '../shape';
import { TAGS_SHAPE, toTags } from '../tags';
import { operation, Output } from './operation';

const MAX_DESTINATIONS = 50;

type Data = Readonly<Record<string, unknown>>;

const DATA = text({ max: MAX_TEMPLATE_DATA_LENGTH });

export const sendBulkTemplatedEmail = operation({
  input: required(structure({
    Source: required(text()),
    ReplyToAddresses: listOf(text()),
    ConfigurationSetName: text(),
    DefaultTags: TAGS_SHAPE,
    Template: required(text()),
    DefaultTemplateData: required(DATA),
    Destinations: required(listOf(structure({
      Destination: DESTINATION_SHAPE,
      ReplacementTags: TAGS_SHAPE,
      ReplacementTemplateData: DATA,
    }))),
  })),
  about: 'Template',
  limited: false,
  run(account, input) {
    const { Source: source, ReplyToAddresses: replyTo = [], Destinations: destinations } = input;
    [source, ...replyTo].forEach(checkAddress);
    // The limit is documented; the text is modelled.
    if (destinations.length > MAX_DESTINATIONS) throw invalidParameter(`Destination count exceeds ${MAX_DESTINATIONS}.`);
    const defaultTags = toTags(input.DefaultTags);
    const defaultData = dataOrRefuse(input.DefaultTemplateData);
    const { template, configurationSet } = sendingWith(account, input.Template, input.ConfigurationSetName);
    return {
      Status: destinations.map(to => statusOf(() => send(account, {
        operation: 'SendBulkTemplatedEmail',
        source,
        destination: toDestination(to.Destination),
        replyTo,
        template,
        data: withReplacement(defaultData, to.ReplacementTemplateData),
        configurationSet,
        tags: { ...defaultTags, ...toTags(to.ReplacementTags) },
      }))),
    };
  },
});

/** A failing destination does not affect the others. */
function statusOf(sending: () => string): Output {
  try {
    return { Status: 'Success', MessageId: sending() };
  } catch (error) {
    if (!(error instanceof SesError)) throw error;
    return { Status: error.code, Error: error.message };
  }
}

/**
 * Merges replacement data into the default data: objects key by key, recursively; arrays and other values replace. AWS
 * documents only that `{}` uses the default data; the rest was observed for version 2 of the API (docs/ses-facts.md). A
 * destination without replacement data is refused, although the parameter is documented as optional: boto3#1795.
 */
function withReplacement(defaultData: Data, json: string | undefined): Data {
  return merge(defaultData, dataOrRefuse(json ?? ''));
}

function merge(defaults: Data, replacement: Data): Data {
  const merged = Object.entries(replacement).map(([key, value]) => {
    const former = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    return [key, isData(former) && isData(value) ? merge(former, value) : value];
  });
  // Not by assignment: a key can be `__proto__`.
  return Object.fromEntries([...Object.entries(defaults), ...merged]);
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dataOrRefuse(json: string): Data {
  const data = parseTemplateData(json);
  if (!data) throw invalidParameter('The template data is invalid');
  return data as Data;
}
