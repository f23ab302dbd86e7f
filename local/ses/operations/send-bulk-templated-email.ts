import { checkAddress, DESTINATION_SHAPE, toDestination } from '../addresses';
import { invalidParameter, SesError } from '../errors';
import { MAX_TEMPLATE_DATA_LENGTH, parseTemplateData } from '../rendering';
import { send, sendingWith } from '../sending';
import { listOf, required, structure, text } from '../shape';
import { TAGS_SHAPE, toTags } from '../tags';
import { operation, Output } from './operation';

const MAX_DESTINATIONS = 50;

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
        data: replacementOr(defaultData, to.ReplacementTemplateData),
        configurationSet,
        tags: { ...defaultTags, ...toTags(to.ReplacementTags) },
      }))),
    };
  },
});

/** A destination that cannot be sent to does not keep the others from their mail. */
function statusOf(sending: () => string): Output {
  try {
    return { Status: 'Success', MessageId: sending() };
  } catch (error) {
    if (!(error instanceof SesError)) throw error;
    return { Status: error.code, Error: error.message };
  }
}

/**
 * The default data is used as a whole, and only for an empty object (AWS, "Sending personalized email"). A destination
 * without replacement data is refused, although the parameter is documented as optional: boto3#1795.
 */
function replacementOr(defaultData: object, json: string | undefined): object {
  const replacement = dataOrRefuse(json ?? '');
  return Object.keys(replacement).length === 0 ? defaultData : replacement;
}

function dataOrRefuse(json: string): object {
  const data = parseTemplateData(json);
  if (!data) throw invalidParameter('The template data is invalid');
  return data;
}
