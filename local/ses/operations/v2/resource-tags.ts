/** The v2 API's operations on the tags of templates and configuration sets. */
import { badRequest, notFound } from '../../errors';
import { Account, ResourceTags } from '../../model';
import { Input, listOf, Read, required, structure, text, textAt } from '../../shape';
import { operation } from '../operation';

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
/** Those of SES's documentation, and `@`, which AWS accepts in general. */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** The name in a template's ARN. */
export const nameIn = (arn: string | undefined) => partsOf(arn).template;
const partsOf = (arn = ''): { readonly template?: string; readonly set?: string } =>
  /^arn:[^:]+:ses:[^:]+:\d{12}:(?:template\/(?<template>[^/]+)|configuration-set\/(?<set>[^/]+))$/.exec(arn)?.groups ?? {};
const about = (input: Input) => {
  const { template, set } = partsOf(textAt(input, 'ResourceArn'));
  return template ?? set;
};

export const RESOURCE_TAGS_SHAPE = listOf(structure({ Key: required(text()), Value: required(text()) }));

/** Adds tags. Throws SES's error for an invalid tag, or too many. */
export function withResourceTags(former: ResourceTags | undefined, given: Read<typeof RESOURCE_TAGS_SHAPE>): Record<string, string> {
  for (const { Key: key, Value: value } of given ?? []) check(key, value);
  const tags = { ...former, ...Object.fromEntries((given ?? []).map(({ Key: key, Value: value }) => [key, value])) };
  if (Object.keys(tags).length > MAX_TAGS) throw badRequest(`A resource can have at most ${MAX_TAGS} tags.`);
  return tags;
}

export const toTagList = (tags: ResourceTags = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const tagResource = operation({
  input: required(structure({
    ResourceArn: required(text()),
    Tags: required(RESOURCE_TAGS_SHAPE),
  })),
  about,
  limited: true,
  run(account, { ResourceArn: arn, Tags: given }) {
    changeTags(account, arn, former => withResourceTags(former, given));
    return {};
  },
});

export const untagResource = operation({
  input: required(structure({ ResourceArn: required(text()), TagKeys: required(listOf(required(text()))) })),
  about,
  limited: true,
  run(account, { ResourceArn: arn, TagKeys: keys }) {
    changeTags(account, arn, former => Object.fromEntries(Object.entries(former ?? {}).filter(([key]) => !keys.includes(key))));
    return {};
  },
});

export const listTagsForResource = operation({
  input: required(structure({ ResourceArn: required(text()) })),
  about,
  limited: true,
  run(account, { ResourceArn: arn }) {
    const { template = '', set = '' } = partsOf(arn);
    const seen = account.templates.seen(template) ?? account.configurationSets.seen(set);
    if (!seen) throw notFound(arn);
    return { Tags: toTagList(seen.Tags) };
  },
});

/** Replaces the tags of a resource, or throws SES's error. */
function changeTags({ templates, configurationSets }: Account, arn: string, change: (former: ResourceTags | undefined) => ResourceTags): void {
  const { template = '', set = '' } = partsOf(arn);
  const [stored, configurationSet] = [templates.get(template), configurationSets.get(set)];
  if (stored) templates.put(template, { ...stored, Tags: change(stored.Tags) });
  else if (configurationSet) configurationSets.put(set, { ...configurationSet, Tags: change(configurationSet.Tags) });
  else throw notFound(arn);
}

/** The limits are documented; the texts are modelled. */
function check(key: string, value: string): void {
  if (key === '' || key.length > MAX_KEY_LENGTH) throw badRequest(`The key of a tag must have 1 to ${MAX_KEY_LENGTH} characters.`);
  if (value.length > MAX_VALUE_LENGTH) throw badRequest(`The value of a tag must have at most ${MAX_VALUE_LENGTH} characters.`);
  if (!CHARACTERS.test(key + value)) throw badRequest(`The tag ${key} contains invalid characters.`);
  if (/^aws:/i.test(key)) throw badRequest(`The tag key ${key} begins with aws:, which is reserved.`);
}
