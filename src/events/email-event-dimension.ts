import { aws_ses as ses } from 'aws-cdk-lib';
import { CONFIGURATION_SET_TAG } from './private/event-metrics';

const NO_VALUE = 'none';

/** Options for a dimension whose value SES sets on every email. */
export interface EmailEventDimensionOptions {
  /**
   * The value for emails that have none: 1 to 255 characters of `a-z`, `A-Z`, `0-9`, `_` and `-`. CloudFormation does not
   * accept dots.
   *
   * @default 'none'
   */
  readonly defaultValue?: string;
}

/**
 * A dimension of the metrics that SES publishes to CloudWatch: the source of its value, and the value for emails without
 * one.
 *
 * Names are 1 to 255 characters of `a-z`, `A-Z`, `0-9`, `_`, `-` and `:`. Default values are 1 to 255 characters of `a-z`,
 * `A-Z`, `0-9`, `_` and `-`. CloudWatch creates, and AWS charges for, a separate metric per value.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-cloudwatch.html
 *
 * @example
 * declare const events: EmailConfigurationSet;
 * events.publishTo('Campaigns', EmailEventDestination.cloudWatch({
 *   dimensions: [EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.configurationSet()],
 * }));
 */
export class EmailEventDimension {
  /**
   * The value of a message tag, which the sender passes in the API call or in the `X-SES-MESSAGE-TAGS` header.
   *
   * @param name the name of the tag, which can be an auto-tag such as `ses:caller-identity`
   * @param defaultValue the value for emails without the tag
   */
  public static messageTag(name: string, defaultValue: string): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.MESSAGE_TAG, name, defaultValue);
  }

  /**
   * The value of a tag on the link that was clicked: `<a ses:tags="name:value;" …>`.
   *
   * @param name the name of the tag
   * @param defaultValue the value for links without the tag
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-metrics.html#sending-metric-faqs-clicks-q5
   */
  public static linkTag(name: string, defaultValue: string): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.LINK_TAG, name, defaultValue);
  }

  /**
   * The value of an email header.
   *
   * @param name the name of the header; not `Received`, `To`, `From`, `DKIM-Signature`, `CC`, `message-id` or `Return-Path`
   * @param defaultValue the value for emails without the header
   */
  public static emailHeader(name: string, defaultValue: string): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.EMAIL_HEADER, name, defaultValue);
  }

  /** The configuration set that the email was sent with (auto-tag `ses:configuration-set`). */
  public static configurationSet(): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.MESSAGE_TAG, CONFIGURATION_SET_TAG);
  }

  /**
   * The domain of the From address (auto-tag `ses:from-domain`).
   */
  public static fromDomain(options: EmailEventDimensionOptions = {}): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:from-domain', options.defaultValue ?? NO_VALUE);
  }

  /**
   * The IAM identity that sent the email (auto-tag `ses:caller-identity`).
   */
  public static callerIdentity(options: EmailEventDimensionOptions = {}): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:caller-identity', options.defaultValue ?? NO_VALUE);
  }

  /**
   * The IP address that submitted the email to SES (auto-tag `ses:source-ip`).
   */
  public static sourceIp(options: EmailEventDimensionOptions = {}): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:source-ip', options.defaultValue ?? NO_VALUE);
  }

  /**
   * The IP address that SES sent the email from (auto-tag `ses:outgoing-ip`).
   */
  public static outgoingIp(options: EmailEventDimensionOptions = {}): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:outgoing-ip', options.defaultValue ?? NO_VALUE);
  }

  private constructor(
    /** Where SES takes the value from. */
    public readonly source: ses.CloudWatchDimensionSource,
    /** The name of the dimension in CloudWatch. */
    public readonly name: string,
    private readonly defaultValue?: string,
  ) {}

  /**
   * The dimension for a configuration set.
   *
   * @param configurationSet the configuration set, whose name is the default value of the dimension `configurationSet()`
   */
  public bind(configurationSet: ses.IConfigurationSetRef): ses.CloudWatchDimension {
    return { source: this.source, name: this.name, defaultValue: this.defaultValue ?? configurationSet.configurationSetRef.configurationSetName };
  }
}
