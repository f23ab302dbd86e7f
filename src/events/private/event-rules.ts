/**
 * What SES and CloudFormation take in an event destination: the checks, as sentences without the construct's path.
 *
 * A value that is known only at deploy is passed as `undefined` and let through.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationseteventdestination.html
 */

export const MAX_EVENT_DESTINATIONS = 10;
export const MAX_DIMENSIONS = 10;

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const DIMENSION_NAME = /^[a-zA-Z0-9_:-]{1,255}$/;
const DEFAULT_VALUE = /^[a-zA-Z0-9_-]{1,255}$/;

/** Headers are named without regard to case (RFC 5322). */
const RESERVED_HEADERS = ['Received', 'To', 'From', 'DKIM-Signature', 'CC', 'message-id', 'Return-Path'];
const RESERVED = new Set(RESERVED_HEADERS.map(header => header.toLowerCase()));

export interface DimensionRule {
  readonly name?: string;
  readonly defaultValue?: string;
  readonly isHeader: boolean;
}

/** What is wrong with the name of a configuration set or of a destination. */
export function nameProblem(property: string, name?: string): string | undefined {
  if (name === undefined || NAME.test(name)) return undefined;
  return `${property} must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got: '${name}'`;
}

/** What is wrong with the event types of a destination. */
export function eventsProblem(events: readonly string[]): string | undefined {
  if (events.length === 0) return 'events must name at least one event type, got: none. Leave it out to publish all.';
  if (hasRepeats(events)) return `events must name an event type once, got: ${events.join(', ')}`;
  return undefined;
}

/** What is wrong with the dimensions of a CloudWatch destination. */
export function dimensionsProblem(dimensions: readonly DimensionRule[]): string | undefined {
  if (dimensions.length < 1 || dimensions.length > MAX_DIMENSIONS) {
    return `dimensions must be 1 to ${MAX_DIMENSIONS}, got: ${dimensions.length}`;
  }
  const names = dimensions.flatMap(({ name }) => name ?? []);
  if (hasRepeats(names)) return `dimensions must name a dimension once, got: ${names.join(', ')}`;
  return dimensions.map(dimensionProblem).find(problem => problem);
}

function dimensionProblem({ name, defaultValue, isHeader }: DimensionRule): string | undefined {
  if (name !== undefined && !DIMENSION_NAME.test(name)) {
    return `dimensions: a name must be 1 to 255 characters of a-z, A-Z, 0-9, _, - and :, got: '${name}'`;
  }
  if (name !== undefined && isHeader && RESERVED.has(name.toLowerCase())) {
    return `dimensions: SES takes no dimension from the headers ${RESERVED_HEADERS.join(', ')}, got: '${name}'`;
  }
  if (defaultValue !== undefined && !DEFAULT_VALUE.test(defaultValue)) {
    return `dimensions: the default value of '${name ?? '(a token)'}' must be 1 to 255 characters of a-z, A-Z, 0-9, _ and -, got: '${defaultValue}'. `
      + 'CloudFormation refuses @ and ., which the SES API takes.';
  }
  return undefined;
}

function hasRepeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
