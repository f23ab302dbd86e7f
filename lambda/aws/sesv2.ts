/** The parts of the v2 SDK that go into a separate bundle. Code that needs another export must add it here. */
export { ListTagsForResourceCommand, SESv2Client, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-sesv2';
