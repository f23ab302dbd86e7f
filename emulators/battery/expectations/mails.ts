import { SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand } from '@aws-sdk/client-ses';
import { Asking } from '../asking';

export const RECIPIENT = 'success@simulator.amazonses.com';

export const mail = (ses: Asking, Template: string, data?: object | string, ConfigurationSetName?: string) => new SendTemplatedEmailCommand({
  Source: ses.sender,
  Destination: { ToAddresses: [RECIPIENT] },
  Template,
  TemplateData: typeof data === 'object' ? JSON.stringify(data) : data,
  ConfigurationSetName,
});

/** @param data the data of each destination */
export const bulk = (ses: Asking, Template: string, defaults: object, ...data: Array<object | undefined>) => new SendBulkTemplatedEmailCommand({
  Source: ses.sender,
  Template,
  DefaultTemplateData: JSON.stringify(defaults),
  Destinations: data.map(replacement => ({
    Destination: { ToAddresses: [RECIPIENT] },
    ReplacementTemplateData: replacement && JSON.stringify(replacement),
  })),
});
