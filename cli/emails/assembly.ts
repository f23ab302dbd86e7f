import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmailsOfFolder, WrittenEmail } from './folder';
import { EmailTemplatesProperties, RESOURCE_TYPE, TemplatesAsset } from '../../src/contract/contract';
import { PartialLibrary } from '../../src/language';
import { CommandError } from '../command-error';
import { shown } from '../paths';

/** A resource of a stack's template, with intrinsic functions anywhere in its properties. */
interface Resource {
  readonly Type: string;
  readonly Properties: EmailTemplatesProperties;
}

/**
 * The emails of all stacks of a cloud assembly, as the deployment function would get them: partials are compiled in, and
 * values that are known only when deployed have the names of their placeholders.
 *
 * @throws CommandError for a folder that is no cloud assembly
 */
export function readAssembly(folder: string): EmailsOfFolder {
  checkAssembly(folder);
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.template.json')).sort();
  const emails = templates.flatMap(name => emailsOf(join(folder, name)));
  const repeated = new Set(emails.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index));
  return {
    root: folder,
    // Stages of an app have templates of the same names.
    emails: emails.map(({ stack, ...email }) => repeated.has(email.name) ? { ...email, name: `${stack}/${email.name}` } : email),
    partials: new PartialLibrary({}),
    partialTexts: '',
    problems: [],
  };
}

/** @throws CommandError for a folder that is no cloud assembly */
export function checkAssembly(folder: string): void {
  if (existsSync(join(folder, 'manifest.json'))) return;
  throw new CommandError(`--assembly must be a cloud assembly, as cdk synth writes it, got: ${shown(folder)}, which has no manifest.json`);
}

function emailsOf(template: string): Array<WrittenEmail & { readonly stack: string }> {
  const { Resources = {} } = JSON.parse(readFileSync(template, 'utf8')) as { Resources?: Record<string, Resource> };
  const stack = basename(template, '.template.json');
  return Object.values(Resources).filter(({ Type }) => Type === RESOURCE_TYPE).flatMap(({ Properties: { Templates, AssetKey, Markers = [] } }) => {
    const { templates } = readAsset(dirname(template), AssetKey);
    const placeholders = Markers.map((value, index) => placeholder(value, index));
    return Object.entries(templates).map(([key, { Subject, Html, Text, SampleData }]) => {
      const name: unknown = Templates[key]?.Name;
      return {
        stack,
        name: typeof name === 'string' ? name : key,
        subject: { content: Subject },
        ...Html !== undefined && { html: { content: Html } },
        ...Text !== undefined && { text: { content: Text } },
        samples: SampleData ? [{ variant: '', file: 'the sample data', text: JSON.stringify(SampleData, undefined, 2) }] : [],
        placeholders,
        isReadOnly: true,
      };
    });
  });
}

/** @param key the property `AssetKey` of a resource, whose template is in this folder */
export function readAsset(folder: string, key: unknown): TemplatesAsset {
  return JSON.parse(readFileSync(assetFile(folder, key), 'utf8')) as TemplatesAsset;
}

/** The file of an asset is named after the key that it is uploaded under, whatever synthesizer makes the rest of the key. */
function assetFile(folder: string, key: unknown): string {
  const name = /[0-9a-f]{64}\.ses-[0-9a-f]+/.exec(JSON.stringify(key))?.[0];
  const file = name === undefined ? undefined : [folder, dirname(folder)].map(parent => join(parent, `asset.${name}`)).find(existsSync);
  if (file === undefined) throw new CommandError(`The cloud assembly must have the asset ${JSON.stringify(key)}, got none in ${shown(folder)}. Run cdk synth again`);
  return file;
}

/** How an intrinsic function is shown: `${Links.ApiEndpoint}` for `Fn::GetAtt`. */
export function placeholder(value: unknown, index: number): string {
  if (typeof value === 'string') return value;
  const [[name, argument]] = Object.entries(value as Record<string, any>);
  if (name === 'Ref') return `\${${argument}}`;
  if (name === 'Fn::GetAtt') return `\${${[argument].flat().join('.')}}`;
  if (name === 'Fn::Sub') return String([argument].flat()[0]);
  if (name === 'Fn::Join') return argument[1].map((piece: unknown) => placeholder(piece, index)).join(argument[0]);
  return `\${Value${index + 1}}`;
}
