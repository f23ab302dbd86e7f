import { aws_ses as ses } from 'aws-cdk-lib';
import { CONFIGURATION_SET_TAG } from './private/event-metrics';

/**
 * A dimension of the metrics that SES publishes to CloudWatch: where its value comes from, and what it is when an email
 * has none.
 *
 * Names are 1 to 255 characters of `a-z`, `A-Z`, `0-9`, `_`, `-` and `:`, default values the same without `:`.
 * Each value makes a CloudWatch metric of its own, which AWS charges for.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-cloudwatch.html
 */
export class EmailEventDimension {
  /**
   * The value of a message tag, which the sender gives in the call or in the `X-SES-MESSAGE-TAGS` header.
   *
   * @param name the tag's name; the full name of an auto-tag, such as `ses:caller-identity`, is one
   * @param defaultValue the value for emails without the tag
   */
  public static messageTag(name: string, defaultValue: string): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.MESSAGE_TAG, name, defaultValue);
  }

  /**
   * The value of a tag on the link that was clicked: `<a ses:tags="name:value;" …>`.
   *
   * @param name the tag's name
   * @param defaultValue the value for links without the tag
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-metrics.html#sending-metric-faqs-clicks-q5
   */
  public static linkTag(name: string, defaultValue: string): EmailEventDimension {
    return new EmailEventDimension(ses.CloudWatchDimensionSource.LINK_TAG, name, defaultValue);
  }

  /**
   * The value of a header of the email.
   *
   * @param name the header's name; not `Received`, `To`, `From`, `DKIM-Signature`, `CC`, `message-id` or `Return-Path`
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
   *
   * @param defaultValue the value for emails without it; CloudFormation takes no dot in it. Default: `none`
   */
  public static fromDomain(defaultValue = 'none'): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:from-domain', defaultValue);
  }

  /**
   * The IAM identity that sent the email (auto-tag `ses:caller-identity`).
   *
   * @param defaultValue the value for emails without it. Default: `none`
   */
  public static callerIdentity(defaultValue = 'none'): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:caller-identity', defaultValue);
  }

  /**
   * The IP address from which the email was handed to SES (auto-tag `ses:source-ip`).
   *
   * @param defaultValue the value for emails without it; CloudFormation takes no dot in it. Default: `none`
   */
  public static sourceIp(defaultValue = 'none'): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:source-ip', defaultValue);
  }

  /**
   * The IP address from which SES sent the email (auto-tag `ses:outgoing-ip`).
   *
   * @param defaultValue the value for emails without it; CloudFormation takes no dot in it. Default: `none`
   */
  public static outgoingIp(defaultValue = 'none'): EmailEventDimension {
    return EmailEventDimension.messageTag('ses:outgoing-ip', defaultValue);
  }

  private constructor(
    /** Where SES finds the value. */
    public readonly source: ses.CloudWatchDimensionSource,
    /** The dimension's name in CloudWatch. */
    public readonly name: string,
    private readonly defaultValue?: string,
  ) {}

  /** The dimension on a configuration set. */
  public bind(configurationSet: ses.IConfigurationSet): ses.CloudWatchDimension {
    return { source: this.source, name: this.name, defaultValue: this.defaultValue ?? configurationSet.configurationSetName };
  }
}
