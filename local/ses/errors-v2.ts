import { SesError } from './errors';

/** The v2 API's code and HTTP status for each code of the v1 API. */
const CODES: Readonly<Record<string, readonly [code: string, status: number] | undefined>> = {
  AccessDenied: ['AccessDeniedException', 403],
  AlreadyExists: ['AlreadyExistsException', 400],
  ConfigurationSetAlreadyExists: ['AlreadyExistsException', 400],
  ConfigurationSetDoesNotExist: ['NotFoundException', 404],
  ConfigurationSetSendingPausedException: ['SendingPausedException', 400],
  EventDestinationAlreadyExists: ['AlreadyExistsException', 400],
  EventDestinationDoesNotExist: ['NotFoundException', 404],
  InternalFailure: ['InternalServiceErrorException', 500],
  InvalidCloudWatchDestination: ['BadRequestException', 400],
  InvalidFirehoseDestination: ['BadRequestException', 400],
  InvalidParameterValue: ['BadRequestException', 400],
  InvalidRenderingParameter: ['BadRequestException', 400],
  InvalidSNSDestination: ['BadRequestException', 400],
  InvalidTemplate: ['BadRequestException', 400],
  LimitExceeded: ['LimitExceededException', 400],
  MissingRenderingAttribute: ['BadRequestException', 400],
  TemplateDoesNotExist: ['NotFoundException', 404],
  Throttling: ['TooManyRequestsException', 429],
  ValidationError: ['BadRequestException', 400],
};

/** The error as the v2 API has it: one model behind both APIs, and one text, unless another is known. */
export function asV2(error: SesError): SesError {
  const [code, status] = CODES[error.code] ?? [error.code, error.status];
  return new SesError(code, textOf(error), {}, status);
}

function textOf({ code, message, members: { EventDestinationName: name, ConfigurationSetName: setName } }: SesError): string {
  // floci-io/floci and ministack agree.
  return code === 'EventDestinationDoesNotExist' ? `An event destination with name <${name}> does not exist for configuration set <${setName}>.` : message;
}
