import { createConfigurationSet } from './create-configuration-set';
import { createConfigurationSetEventDestination } from './create-configuration-set-event-destination';
import { createTemplate } from './create-template';
import { deleteConfigurationSet } from './delete-configuration-set';
import { deleteConfigurationSetEventDestination } from './delete-configuration-set-event-destination';
import { deleteTemplate } from './delete-template';
import { describeConfigurationSet } from './describe-configuration-set';
import { getTemplate } from './get-template';
import { listConfigurationSets } from './list-configuration-sets';
import { listTemplates } from './list-templates';
import { Operation } from './operation';
import { sendBulkTemplatedEmail } from './send-bulk-templated-email';
import { sendEmail } from './send-email';
import { sendRawEmail } from './send-raw-email';
import { sendTemplatedEmail } from './send-templated-email';
import { testRenderTemplate } from './test-render-template';
import { updateConfigurationSetEventDestination } from './update-configuration-set-event-destination';
import { updateTemplate } from './update-template';
import {
  createConfigurationSet as createConfigurationSetV2, deleteConfigurationSet as deleteConfigurationSetV2, getConfigurationSet,
  listConfigurationSets as listConfigurationSetsV2,
} from './v2/configuration-sets';
import {
  createConfigurationSetEventDestination as createEventDestinationV2, deleteConfigurationSetEventDestination as deleteEventDestinationV2,
  getConfigurationSetEventDestinations, updateConfigurationSetEventDestination as updateEventDestinationV2,
} from './v2/event-destinations';
import { listTagsForResource, tagResource, untagResource } from './v2/resource-tags';
import { sendBulkEmail } from './v2/send-bulk-email';
import { sendEmail as sendEmailV2 } from './v2/send-email';
import { createEmailTemplate, deleteEmailTemplate, getEmailTemplate, listEmailTemplates, updateEmailTemplate } from './v2/templates';

/** The operations of the v1 API, by their names. */
export const OPERATIONS: ReadonlyMap<string, Operation<any>> = new Map(Object.entries({
  CreateConfigurationSet: createConfigurationSet,
  CreateConfigurationSetEventDestination: createConfigurationSetEventDestination,
  CreateTemplate: createTemplate,
  DeleteConfigurationSet: deleteConfigurationSet,
  DeleteConfigurationSetEventDestination: deleteConfigurationSetEventDestination,
  DeleteTemplate: deleteTemplate,
  DescribeConfigurationSet: describeConfigurationSet,
  GetTemplate: getTemplate,
  ListConfigurationSets: listConfigurationSets,
  ListTemplates: listTemplates,
  SendBulkTemplatedEmail: sendBulkTemplatedEmail,
  SendEmail: sendEmail,
  SendRawEmail: sendRawEmail,
  SendTemplatedEmail: sendTemplatedEmail,
  TestRenderTemplate: testRenderTemplate,
  UpdateConfigurationSetEventDestination: updateConfigurationSetEventDestination,
  UpdateTemplate: updateTemplate,
}));

/** The operations of the v2 API, by their names. */
export const V2_OPERATIONS: ReadonlyMap<string, Operation<any>> = new Map(Object.entries({
  CreateConfigurationSet: createConfigurationSetV2,
  CreateConfigurationSetEventDestination: createEventDestinationV2,
  CreateEmailTemplate: createEmailTemplate,
  DeleteConfigurationSet: deleteConfigurationSetV2,
  DeleteConfigurationSetEventDestination: deleteEventDestinationV2,
  DeleteEmailTemplate: deleteEmailTemplate,
  GetConfigurationSet: getConfigurationSet,
  GetConfigurationSetEventDestinations: getConfigurationSetEventDestinations,
  GetEmailTemplate: getEmailTemplate,
  ListConfigurationSets: listConfigurationSetsV2,
  ListEmailTemplates: listEmailTemplates,
  ListTagsForResource: listTagsForResource,
  SendBulkEmail: sendBulkEmail,
  SendEmail: sendEmailV2,
  TagResource: tagResource,
  TestRenderEmailTemplate: testRenderTemplate,
  UntagResource: untagResource,
  UpdateConfigurationSetEventDestination: updateEventDestinationV2,
  UpdateEmailTemplate: updateEmailTemplate,
}));

export type { Operation, Output, OutputValue } from './operation';
