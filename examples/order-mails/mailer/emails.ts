// Made by: cdk-ses-templates types emails --out mailer/emails.ts
// Do not edit it: change the emails, and run the command again.
/* eslint-disable */

/** The names of the emails. */
export type EmailName = 'abandoned-cart' | 'confirm-subscription' | 'invoice' | 'newsletter' | 'order-confirmation' | 'password-reset' | 'refund' | 'review-request' | 'shipping-notice' | 'tea-subscription-ja' | 'welcome';

/** The data of each email, by its name. */
export interface EmailData {
  readonly 'abandoned-cart': AbandonedCartData;
  readonly 'confirm-subscription': ConfirmSubscriptionData;
  readonly invoice: InvoiceData;
  readonly newsletter: NewsletterData;
  readonly 'order-confirmation': OrderConfirmationData;
  readonly 'password-reset': PasswordResetData;
  readonly refund: RefundData;
  readonly 'review-request': ReviewRequestData;
  readonly 'shipping-notice': ShippingNoticeData;
  readonly 'tea-subscription-ja': TeaSubscriptionJaData;
  readonly welcome: WelcomeData;
}

/** The data of the email `abandoned-cart`. */
export interface AbandonedCartData {
  readonly cart: {
    readonly freeDelivery?: {
      readonly missing: InHtml<string>;
      readonly percent: InHtml<string>;
    };
    readonly heldUntil: InHtml<string>;
    readonly total: InHtml<string>;
    readonly url: InHtml<string>;
  };
  readonly customer: {
    readonly firstName: InHtml<string>;
  };
  readonly items?: ReadonlyArray<{
    readonly dark: InHtml<string>;
    readonly light: InHtml<string>;
    readonly low?: boolean;
    readonly name: InHtml<string>;
    readonly note: InHtml<string>;
    readonly price: InHtml<string>;
    readonly quantity: InHtml<number>;
  }>;
  readonly unsubscribeUrl: InHtml<string>;
}

/** The data of the email `confirm-subscription`. */
export interface ConfirmSubscriptionData {
  readonly subscription: {
    readonly email: InHtml<string>;
    readonly token: InHtml<string>;
  };
  readonly validFor: InHtml<string>;
}

/** The data of the email `invoice`. */
export interface InvoiceData {
  readonly bank: {
    readonly bic: InHtml<string>;
    readonly holder: InHtml<string>;
    readonly iban: InHtml<string>;
  };
  readonly customer: {
    readonly address?: ReadonlyArray<InHtml<string>>;
    readonly contact: InHtml<string>;
    readonly name: InHtml<string>;
    readonly number: InHtml<string>;
    readonly taxId?: InHtml<string>;
  };
  readonly invoice: {
    readonly charges?: ReadonlyArray<{
      readonly detail?: InHtml<string>;
      readonly name: InHtml<string>;
      readonly number: InHtml<string>;
      readonly price: InHtml<string>;
      readonly quantity: InHtml<string>;
      readonly taxRate: InHtml<string>;
      readonly total: InHtml<string>;
    }>;
    readonly date: InHtml<string>;
    readonly delivered: InHtml<string>;
    readonly due: InHtml<string>;
    readonly lines?: ReadonlyArray<{
      readonly detail?: InHtml<string>;
      readonly name: InHtml<string>;
      readonly number: InHtml<string>;
      readonly price: InHtml<string>;
      readonly quantity: InHtml<string>;
      readonly taxRate: InHtml<string>;
      readonly total: InHtml<string>;
    }>;
    readonly number: InHtml<string>;
    readonly orderNumber: InHtml<string>;
    readonly paid?: boolean;
    readonly reference: InHtml<string>;
    readonly total: {
      readonly gross: InHtml<string>;
      readonly net: InHtml<string>;
      readonly taxes?: ReadonlyArray<{
        readonly amount: InHtml<string>;
        readonly on: InHtml<string>;
        readonly rate: InHtml<string>;
      }>;
    };
    readonly url: InHtml<string>;
  };
}

/** The data of the email `newsletter`. */
export interface NewsletterData {
  readonly picks?: ReadonlyArray<{
    readonly memberPrice: InHtml<string>;
    readonly name: InHtml<string>;
    readonly price: InHtml<string>;
    readonly url: InHtml<string>;
    readonly why: InHtml<string>;
  }>;
  readonly preferencesUrl: InHtml<string>;
  readonly subscriber: {
    readonly email: InHtml<string>;
    readonly firstName: InHtml<string>;
    readonly member?: {
      readonly discount: InHtml<string>;
      readonly since: InHtml<string>;
      readonly until: InHtml<string>;
    };
  };
  readonly unsubscribeUrl: InHtml<string>;
  readonly webUrl: InHtml<string>;
}

/** The data of the email `order-confirmation`. */
export interface OrderConfirmationData {
  readonly customer: {
    readonly firstName: InHtml<string>;
  };
  readonly items?: ReadonlyArray<{
    readonly colour: InHtml<string>;
    readonly name: InHtml<string>;
    readonly personalised?: {
      readonly text: InHtml<string>;
    };
    readonly price: InHtml<string>;
    readonly quantity: InHtml<number>;
    readonly total: InHtml<string>;
    readonly variant: InHtml<string>;
  }>;
  readonly order: {
    readonly date: InHtml<string>;
    readonly delivery: {
      readonly address?: ReadonlyArray<InHtml<string>>;
      readonly estimate: InHtml<string>;
      readonly method: InHtml<string>;
    };
    readonly gift?: {
      readonly message: InHtml<string>;
    };
    readonly number: InHtml<string>;
    readonly payment: {
      readonly method: InHtml<string>;
    };
    readonly total: {
      readonly delivery: InHtml<string>;
      readonly discount?: {
        readonly amount: InHtml<string>;
        readonly label: InHtml<string>;
      };
      readonly goods: InHtml<string>;
      readonly gross: InHtml<string>;
      readonly tax: InHtml<string>;
    };
    readonly url: InHtml<string>;
  };
}

/** The data of the email `password-reset`. */
export interface PasswordResetData {
  readonly customer: {
    readonly email: InHtml<string>;
    readonly firstName: InHtml<string>;
  };
  readonly request: {
    readonly device: InHtml<string>;
    readonly place: InHtml<string>;
    readonly time: InHtml<string>;
  };
  readonly resetUrl: InHtml<string>;
  readonly validFor: InHtml<string>;
}

/** The data of the email `refund`. */
export interface RefundData {
  readonly agent: {
    readonly name: InHtml<string>;
    readonly role: InHtml<string>;
  };
  readonly customer: {
    readonly firstName: InHtml<string>;
  };
  readonly refund: {
    readonly amount: InHtml<string>;
    readonly arrives: InHtml<string>;
    readonly lines?: ReadonlyArray<{
      readonly amount: InHtml<string>;
      readonly label: InHtml<string>;
    }>;
    readonly method: InHtml<string>;
    readonly noteHtml: InHtml<string>;
    readonly noteText: string;
    readonly orderNumber: InHtml<string>;
    readonly received: InHtml<string>;
  };
  readonly replacement?: {
    readonly name: InHtml<string>;
    readonly price: InHtml<string>;
    readonly until: InHtml<string>;
    readonly url: InHtml<string>;
  };
}

/** The data of the email `review-request`. */
export interface ReviewRequestData {
  readonly customer: {
    readonly firstName: InHtml<string>;
  };
  readonly items?: ReadonlyArray<{
    readonly name: InHtml<string>;
    readonly reviewUrl: InHtml<string>;
    readonly tip: InHtml<string>;
  }>;
  readonly order: {
    readonly number: InHtml<string>;
  };
  readonly thanks?: InHtml<string>;
  readonly unsubscribeUrl: InHtml<string>;
}

/** The data of the email `shipping-notice`. */
export interface ShippingNoticeData {
  readonly customer: {
    readonly firstName: InHtml<string>;
  };
  readonly items?: ReadonlyArray<{
    readonly name: InHtml<string>;
    readonly quantity: InHtml<number>;
    readonly variant: InHtml<string>;
  }>;
  readonly later?: ReadonlyArray<{
    readonly name: InHtml<string>;
    readonly quantity: InHtml<number>;
    readonly sends: InHtml<string>;
    readonly variant: InHtml<string>;
  }>;
  readonly order: {
    readonly address?: ReadonlyArray<InHtml<string>>;
    readonly number: InHtml<string>;
    readonly parcel: {
      readonly carrier: InHtml<string>;
      readonly due: InHtml<string>;
      readonly last?: boolean;
      readonly sent: InHtml<string>;
      readonly tracking?: {
        readonly number: InHtml<string>;
        readonly url: InHtml<string>;
      };
      readonly window: InHtml<string>;
    };
    readonly url: InHtml<string>;
  };
}

/** The data of the email `tea-subscription-ja`. */
export interface TeaSubscriptionJaData {
  readonly customer: {
    readonly name: InHtml<string>;
  };
  readonly delivery: {
    readonly address?: ReadonlyArray<InHtml<string>>;
    readonly arrives: InHtml<string>;
    readonly changeBy: InHtml<string>;
    readonly month: InHtml<string>;
    readonly ships: InHtml<string>;
    readonly total: InHtml<string>;
    readonly url: InHtml<string>;
  };
  readonly gift?: {
    readonly emoji: InHtml<string>;
    readonly name: InHtml<string>;
  };
  readonly items?: ReadonlyArray<{
    readonly detail: InHtml<string>;
    readonly emoji: InHtml<string>;
    readonly name: InHtml<string>;
    readonly new?: boolean;
    readonly note: InHtml<string>;
  }>;
  readonly season: InHtml<string>;
}

/** The data of the email `welcome`. */
export interface WelcomeData {
  readonly accountUrl: InHtml<string>;
  readonly customer: {
    readonly firstName: InHtml<string>;
    readonly lastName: InHtml<string>;
  };
  readonly shopUrl: InHtml<string>;
  readonly voucher: {
    readonly code: InHtml<string>;
    readonly expires: InHtml<string>;
    readonly value: InHtml<string>;
  };
}

/** A value that an email prints into HTML, where SES puts it as it is: `escapeHtml` what people type. */
export type InHtml<T extends string | number | boolean> = T;

/** A text for HTML: SES puts values into HTML as they are. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Whom a mail goes to, in either version of the API. */
export interface EmailDestination {
  ToAddresses?: string[];
  CcAddresses?: string[];
  BccAddresses?: string[];
}

/**
 * What SendTemplatedEmail and the defaults of SendBulkTemplatedEmail say of an email (SES API v1).
 *
 * @param templateName in Amazon SES, where it is not the name of the email
 */
export function templatedEmail<N extends EmailName>(email: N, data: EmailData[N], templateName: string = email): { Template: string; TemplateData: string } {
  return { Template: templateName, TemplateData: JSON.stringify(data) };
}

/** An entry of `Destinations` of SendBulkTemplatedEmail (SES API v1). SES does not merge its data with the default data. */
export function bulkDestination<N extends EmailName>(_email: N, destination: EmailDestination, data: EmailData[N]): { Destination: EmailDestination; ReplacementTemplateData: string } {
  return { Destination: destination, ReplacementTemplateData: JSON.stringify(data) };
}

/**
 * The `Content` of SendEmail, and the `DefaultContent` of SendBulkEmail (SES API v2).
 *
 * @param templateName in Amazon SES, where it is not the name of the email
 */
export function emailContent<N extends EmailName>(email: N, data: EmailData[N], templateName: string = email): { Template: { TemplateName: string; TemplateData: string } } {
  return { Template: { TemplateName: templateName, TemplateData: JSON.stringify(data) } };
}

/** An entry of `BulkEmailEntries` of SendBulkEmail (SES API v2). SES does not merge its data with the default data. */
export function bulkEmailEntry<N extends EmailName>(_email: N, destination: EmailDestination, data: EmailData[N]): {
  Destination: EmailDestination;
  ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: string } };
} {
  return { Destination: destination, ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } } };
}
