import * as ses from 'aws-cdk-lib/aws-ses';

/**
 * What mail is sent with, besides templates. Amazon SES asks for permission on each of them.
 */
export interface EmailGrantSendOptions {
  /**
   * The identity to send from: the email address of the sender, or its domain if that is what is verified.
   */
  readonly identity: ses.IEmailIdentity;

  /**
   * The configuration set to send with: the one that the sender names, or the default one of the identity, for which
   * Amazon SES asks just as well.
   *
   * @default - no configuration set: whoever names one, or sends from an identity that has a default one, is refused
   */
  readonly configurationSet?: ses.IConfigurationSet;
}
