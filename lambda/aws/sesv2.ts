/** The part of the SDK for the v2 API that goes into a bundle of its own. Code that needs another name must add it here. */
export { ListTagsForResourceCommand, SESv2Client, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-sesv2';
