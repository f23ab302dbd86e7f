/**
 * An error of SES.
 *
 * The texts come from published recordings of SES. Where none is known, the text is marked "modelled".
 */
export class SesError extends Error {
  constructor(
    /** The code on the wire. The SDK appends `Exception` to the codes in SES's API model. */
    readonly code: string,
    message: string,
    /** Additional elements of the error, such as `TemplateName`. */
    readonly members: Readonly<Record<string, string>> = {},
    /** The HTTP status. Below 500, it is an error of the caller. */
    readonly status: number = 400,
  ) {
    super(message);
    this.name = 'SesError';
  }
}

export const invalidParameter = (message: string) => new SesError('InvalidParameterValue', message);

/** mkrn/cdk-ses-template-mailer#11. */
export const throttling = () => new SesError('Throttling', 'Rate exceeded');

/** The quotes are SES's own (aws-cdk#34402). */
export const accessDenied = (operation: string, accountId: string) => new SesError(
  'AccessDenied', `User \`arn:aws:sts::${accountId}:assumed-role/local/local' is not authorized to perform \`ses:${operation}'`, {}, 403,
);

/** AWS, "Common Errors". */
export const internalFailure = () => new SesError(
  'InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', {}, 500,
);

/** getmoto/moto#3783, Enase/serverless-ses-template#5. */
export const templateDoesNotExist = (name: string) => new SesError(
  'TemplateDoesNotExist', `Template ${name} does not exist.`, { TemplateName: name },
);

/** The angle brackets are SES's own (localstack, recorded on AWS). */
export const configurationSetDoesNotExist = (name: string) => new SesError(
  'ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`, { ConfigurationSetName: name },
);

/** The v2 API's, with its wire's codes. The texts are modelled. */
export const badRequest = (message: string) => new SesError('BadRequestException', message);
export const notFound = (arn: string) => new SesError('NotFoundException', `Resource ${arn} does not exist.`, {}, 404);
