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
import { listTagsForResource, tagResource, untagResource } from './resource-tags';
import { sendBulkTemplatedEmail } from './send-bulk-templated-email';
import { sendTemplatedEmail } from './send-templated-email';
import { testRenderTemplate } from './test-render-template';
import { updateConfigurationSetEventDestination } from './update-configuration-set-event-destination';
import { updateTemplate } from './update-template';

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
  SendTemplatedEmail: sendTemplatedEmail,
  TestRenderTemplate: testRenderTemplate,
  UpdateConfigurationSetEventDestination: updateConfigurationSetEventDestination,
  UpdateTemplate: updateTemplate,
}));

/** The operations of the v2 API, by their names. */
export const V2_OPERATIONS: ReadonlyMap<string, Operation<any>> = new Map(Object.entries({
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
}));

export type { Operation, Output, OutputValue } from './operation';
