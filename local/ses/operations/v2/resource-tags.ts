/** The v2 API's operations on the tags of resources, for templates. */
import { badRequest, notFound } from '../../errors';
import { Account } from '../../model';
import { Input, listOf, Read, required, structure, text, textAt } from '../../shape';
import { StoredTemplate } from '../../template';
import { operation } from '../operation';

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
/** Those of SES's documentation, and `@`, which AWS accepts in general. */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** The name in a template's ARN. */
export const nameIn = (arn: string | undefined) => /^arn:[^:]+:ses:[^:]+:\d{12}:template\/([^/]+)$/.exec(arn ?? '')?.[1];
const about = (input: Input) => nameIn(textAt(input, 'ResourceArn'));

export const RESOURCE_TAGS_SHAPE = listOf(structure({ Key: required(text()), Value: required(text()) }));

/** Adds tags. Throws SES's error for an invalid tag, or too many. */
export function withResourceTags(former: StoredTemplate['Tags'], given: Read<typeof RESOURCE_TAGS_SHAPE>): Record<string, string> {
  for (const { Key: key, Value: value } of given ?? []) check(key, value);
  const tags = { ...former, ...Object.fromEntries((given ?? []).map(({ Key: key, Value: value }) => [key, value])) };
  if (Object.keys(tags).length > MAX_TAGS) throw badRequest(`A resource can have at most ${MAX_TAGS} tags.`);
  return tags;
}

export const tagResource = operation({
  input: required(structure({
    ResourceArn: required(text()),
    Tags: required(RESOURCE_TAGS_SHAPE),
  })),
  about,
  limited: true,
  run(account, { ResourceArn: arn, Tags: given }) {
    const template = templateAt(account, arn);
    const tags = withResourceTags(template.Tags, given);
    account.templates.put(template.TemplateName, { ...template, Tags: tags });
    return {};
  },
});

export const untagResource = operation({
  input: required(structure({ ResourceArn: required(text()), TagKeys: required(listOf(required(text()))) })),
  about,
  limited: true,
  run(account, { ResourceArn: arn, TagKeys: keys }) {
    const template = templateAt(account, arn);
    const tags = Object.fromEntries(Object.entries(template.Tags ?? {}).filter(([key]) => !keys.includes(key)));
    account.templates.put(template.TemplateName, { ...template, Tags: tags });
    return {};
  },
});

export const listTagsForResource = operation({
  input: required(structure({ ResourceArn: required(text()) })),
  about,
  limited: true,
  run(account, { ResourceArn: arn }) {
    const seen = account.templates.seen(templateAt(account, arn).TemplateName);
    if (!seen) throw notFound(arn);
    return { Tags: Object.entries(seen.Tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
  },
});

function templateAt(account: Account, arn: string): StoredTemplate {
  const template = account.templates.get(nameIn(arn) ?? '');
  if (!template) throw notFound(arn);
  return template;
}

/** The limits are documented; the texts are modelled. */
function check(key: string, value: string): void {
  if (key === '' || key.length > MAX_KEY_LENGTH) throw badRequest(`The key of a tag must have 1 to ${MAX_KEY_LENGTH} characters.`);
  if (value.length > MAX_VALUE_LENGTH) throw badRequest(`The value of a tag must have at most ${MAX_VALUE_LENGTH} characters.`);
  if (!CHARACTERS.test(key + value)) throw badRequest(`The tag ${key} contains invalid characters.`);
  if (/^aws:/i.test(key)) throw badRequest(`The tag key ${key} begins with aws:, which is reserved.`);
}
