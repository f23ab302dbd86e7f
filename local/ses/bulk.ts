/** What the bulk operations of both APIs have in common. */
import { checkAddress } from './addresses';
import { invalidParameter, SesError } from './errors';
import { asV2 } from './errors-v2';
import { Draft, keepRefused } from './mails';
import { Attachment, Header } from './mime';
import { Account, ConfigurationSet } from './model';
import { parseTemplateData } from './rendering';
import { checkDraft, renderTemplate, send } from './sending';
import { checkTags } from './tags';
import { TemplateContent } from './template';

const MAX_ENTRIES = 50;

type Data = Readonly<Record<string, unknown>>;

/** Throws SES's error for what concerns the whole call. The limit is documented; the text is modelled. */
export function checkBulk({ source, replyTo, tags }: Pick<Draft, 'source' | 'replyTo' | 'tags'>, entries: readonly unknown[]): void {
  [source, ...replyTo].forEach(checkAddress);
  checkTags(tags);
  if (entries.length > MAX_ENTRIES) throw invalidParameter(`Destination count exceeds ${MAX_ENTRIES}.`);
}

export interface BulkEntry {
  readonly draft: Draft;
  readonly configurationSet?: ConfigurationSet;
  readonly template: TemplateContent;
  readonly defaultData: Data;
  /** JSON. */
  readonly replacementData?: string;
  /** @default - none */
  readonly attachments?: readonly Attachment[];
  /** Returns the mail's own headers, or throws SES's error. @default - none */
  headers?(): readonly Header[];
}

/** Sends an entry, or keeps it as refused: an entry that fails does not affect the others. Returns the message id or the error. */
export function sendEntry(account: Account, entry: BulkEntry): string | SesError {
  const { draft, template, configurationSet } = entry;
  try {
    checkDraft(draft);
    const data = merge(entry.defaultData, templateDataOf(entry.replacementData ?? ''));
    const headers = entry.headers?.();
    return send(account, {
      draft: { ...draft, templateContent: template, templateData: JSON.stringify(data) },
      configurationSet,
      content: () => ({ ...renderTemplate(template, data), headers, attachments: entry.attachments }),
    });
  } catch (error) {
    if (!(error instanceof SesError)) throw error;
    const known = draft.api === 'v2' ? asV2(error) : error;
    keepRefused(account, draft, known);
    return known;
  }
}

/** Returns the data, or throws SES's error. */
export function templateDataOf(json: string): Data {
  const data = parseTemplateData(json);
  if (!data) throw invalidParameter('The template data is invalid'); // boto3#2545
  return data as Data;
}

/**
 * Merges replacement data into the default data: objects key by key, recursively; arrays and other values replace. AWS
 * documents only that `{}` uses the default data; the rest was observed for version 2 of the API (docs/ses-facts.md). An
 * entry without replacement data is refused, although the parameter is documented as optional: boto3#1795.
 */
function merge(defaults: Data, replacement: Data): Data {
  const merged = Object.entries(replacement).map(([key, value]) => {
    const former = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    return [key, isData(former) && isData(value) ? merge(former, value) : value];
  });
  // Not by assignment: a key can be `__proto__`.
  return Object.fromEntries([...Object.entries(defaults), ...merged]);
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
