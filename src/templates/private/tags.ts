import { TagManager, TagType, Token } from 'aws-cdk-lib';
import { RESOURCE_TYPE, TagProperty } from '../../contract/contract';
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from '../../contract/limits';

/** Letters, digits, white space and symbols: those that SES documents, and `@`, which AWS accepts in general (docs/ses-facts.md#tag-limits). */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

const REMEDY = `; a tag for other resources can leave templates out: Tags.of(scope).add(key, value, { excludeResourceTypes: ['${RESOURCE_TYPE}'] })`;

/** Receives the tags of a template, or of a set, from `Tags.of`. */
export function templateTags(): TagManager {
  return new TagManager(TagType.STANDARD, RESOURCE_TYPE);
}

/** The tags as properties, in the order of their keys. */
export function tagProperties(tags: TagManager): TagProperty[] {
  return Object.entries(tags.tagValues()).sort(([one], [other]) => one < other ? -1 : 1).map(([Key, Value]) => ({ Key, Value }));
}

/** What Amazon SES would refuse. Values that only the deployment knows are not checked. */
export function tagProblems(tags: TagManager): string[] {
  const all = tagProperties(tags);
  const problems = all.flatMap(({ Key: key, Value: value }) => [...keyProblems(key), ...Token.isUnresolved(value) ? [] : valueProblems(key, value)]);
  if (all.length > MAX_TAGS) problems.push(`a template must have at most ${MAX_TAGS} tags, got: ${all.length}${REMEDY}`);
  return problems;
}

function keyProblems(key: string): string[] {
  const got = `, got: ${JSON.stringify(key)}${REMEDY}`;
  if (/^aws:/i.test(key)) return [`a tag's key must not begin with "aws:", which AWS reserves${got}`];
  return [
    ...key.length < 1 || key.length > MAX_TAG_KEY_LENGTH ? [`a tag's key must have 1 to ${MAX_TAG_KEY_LENGTH} characters${got}`] : [],
    ...CHARACTERS.test(key) ? [] : [`a tag's key must have letters, digits, white space and _.:/=+-@ only${got}`],
  ];
}

function valueProblems(key: string, value: string): string[] {
  const where = `the value of tag ${JSON.stringify(key)}`;
  const got = `, got: ${JSON.stringify(value)}${REMEDY}`;
  if (/^aws:/i.test(value)) return [`${where} must not begin with "aws:", which AWS reserves${got}`];
  return [
    ...value.length > MAX_TAG_VALUE_LENGTH ? [`${where} must have at most ${MAX_TAG_VALUE_LENGTH} characters${got}`] : [],
    ...CHARACTERS.test(value) ? [] : [`${where} must have letters, digits, white space and _.:/=+-@ only${got}`],
  ];
}
