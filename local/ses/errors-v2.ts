import { SesError } from './errors';

/** The v2 API's code and HTTP status for each code of the v1 API. */
const CODES: Readonly<Record<string, readonly [code: string, status: number] | undefined>> = {
  AccessDenied: ['AccessDeniedException', 403],
  AlreadyExists: ['AlreadyExistsException', 400],
  ConfigurationSetDoesNotExist: ['NotFoundException', 404],
  ConfigurationSetSendingPausedException: ['SendingPausedException', 400],
  InternalFailure: ['InternalServiceErrorException', 500],
  InvalidParameterValue: ['BadRequestException', 400],
  InvalidRenderingParameter: ['BadRequestException', 400],
  InvalidTemplate: ['BadRequestException', 400],
  LimitExceeded: ['LimitExceededException', 400],
  MissingRenderingAttribute: ['BadRequestException', 400],
  TemplateDoesNotExist: ['NotFoundException', 404],
  Throttling: ['TooManyRequestsException', 429],
  ValidationError: ['BadRequestException', 400],
};

/** The error as the v2 API has it: one model behind both APIs, with one text. */
export function asV2(error: SesError): SesError {
  const [code, status] = CODES[error.code] ?? [error.code, error.status];
  return new SesError(code, error.message, {}, status);
}
