import { Problem } from './problem';

/**
 * What SES and CloudFormation accept in an event destination.
 *
 * A value that is known only at deploy is passed as `undefined`, and is not checked.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationseteventdestination.html
 */

export const MAX_EVENT_DESTINATIONS = 10;
export const MAX_DIMENSIONS = 10;

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const DIMENSION_NAME = /^[a-zA-Z0-9_:-]{1,255}$/;
const DEFAULT_VALUE = /^[a-zA-Z0-9_-]{1,255}$/;

/** Header names are case-insensitive (RFC 5322). */
const RESERVED_HEADERS = ['Received', 'To', 'From', 'DKIM-Signature', 'CC', 'message-id', 'Return-Path'];
const RESERVED = new Set(RESERVED_HEADERS.map(header => header.toLowerCase()));

export interface DimensionRule {
  readonly name?: string;
  readonly defaultValue?: string;
  readonly isHeader: boolean;
}

/** Checks the name of a configuration set or an event destination. */
export function nameProblem(property: string, name?: string): Problem | undefined {
  if (name === undefined || NAME.test(name)) return undefined;
  return { property, must: 'be 1 to 64 characters of a-z, A-Z, 0-9, _ and -', got: `'${name}'` };
}

/** Checks the event types of a destination. */
export function eventsProblem(events: readonly string[]): Problem | undefined {
  if (events.length === 0) {
    return { property: 'events', must: 'name at least one event type', got: 'none', remedy: 'omit it to publish all types' };
  }
  if (hasRepeats(events)) return { property: 'events', must: 'name each event type once', got: events.join(', ') };
  return undefined;
}

/** Checks the dimensions of a CloudWatch destination. */
export function dimensionsProblem(dimensions: readonly DimensionRule[]): Problem | undefined {
  const property = 'dimensions';
  if (dimensions.length < 1 || dimensions.length > MAX_DIMENSIONS) {
    return { property, must: `be 1 to ${MAX_DIMENSIONS}`, got: dimensions.length };
  }
  const names = dimensions.flatMap(({ name }) => name ?? []);
  if (hasRepeats(names)) return { property, must: 'name each dimension once', got: names.join(', ') };
  return dimensions.map(dimensionProblem).find(problem => problem);
}

function dimensionProblem({ name, defaultValue, isHeader }: DimensionRule): Problem | undefined {
  if (name !== undefined && !DIMENSION_NAME.test(name)) {
    return { property: 'name of a dimension', must: 'be 1 to 255 characters of a-z, A-Z, 0-9, _, - and :', got: `'${name}'` };
  }
  if (name !== undefined && isHeader && RESERVED.has(name.toLowerCase())) {
    return {
      property: 'name of a header dimension',
      must: `not be one of ${RESERVED_HEADERS.join(', ')}, which SES does not accept`,
      got: `'${name}'`,
      remedy: 'use another header or a message tag',
    };
  }
  if (defaultValue !== undefined && !DEFAULT_VALUE.test(defaultValue)) {
    return {
      property: `defaultValue of dimension '${name ?? '(a token)'}'`,
      must: 'be 1 to 255 characters of a-z, A-Z, 0-9, _ and -',
      got: `'${defaultValue}'`,
      remedy: 'CloudFormation rejects @ and ., although the SES API accepts them',
    };
  }
  return undefined;
}

function hasRepeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
