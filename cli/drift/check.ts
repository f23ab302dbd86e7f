import { DeclaredEmail, DeclaredResource } from './declared';
import { namesOfSet } from './names';
import { matchesAround, shownPart } from './open-part';
import { CheckedTemplate, checkNames, checkTemplate, Finding, Parts, withDiff } from '../../lambda/drift';
import { PartName, PARTS } from '../../src/contract/contract';
import { LiveTemplate, SesAccount } from '../ses/source';

/** The result of the comparison for one template. */
export interface Checked extends CheckedTemplate {
  /** Absent for a template that the app does not declare. */
  readonly declared?: DeclaredEmail;
  readonly live?: Parts;
  /** What is not compared, and why. */
  readonly notComparable: readonly string[];
}

export interface CheckContext {
  readonly account: Pick<SesAccount, 'names' | 'get' | 'testRender'>;
  /** Waits before a difference is checked again. */
  readonly pause: () => Promise<void>;
  /** Called with the progress. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Compares declared templates with the live ones, and finds undeclared templates under the prefixes of the sets.
 *
 * @param known names that are declared elsewhere
 * @throws what the first call throws: it is what all calls would throw
 */
export async function checkAll(resources: readonly DeclaredResource[], known: ReadonlySet<string>, context: CheckContext): Promise<Checked[]> {
  const emails = resources.flatMap(one => one.emails);
  const comparable = emails.filter(({ notComparable }) => notComparable === undefined);
  let done = 0;
  const check = async (email: DeclaredEmail) => {
    const checked = await checkEmail(email, context);
    context.onProgress?.(++done, comparable.length);
    return checked;
  };
  const results = new Map<DeclaredEmail, Checked>();
  const [first, ...others] = comparable;
  if (first) results.set(first, await check(first));
  const failure = first && results.get(first)!.failure;
  if (failure !== undefined) throw new Error(failure);

  // All at once: the calls of each operation are in one queue, and a template that is checked again does not delay the others.
  const [unexpected] = await Promise.all([
    unexpectedTemplates(resources, known, context),
    ...others.map(async email => { results.set(email, await check(email)); }),
  ]);
  return [...emails.map(email => results.get(email) ?? uncompared(email)), ...unexpected];
}

function uncompared(declared: DeclaredEmail): Checked {
  return { subject: subjectOf(declared), findings: [], declared, notComparable: [declared.notComparable!] };
}

function subjectOf({ name, stack, logicalId }: DeclaredEmail) {
  return { type: 'template', name, stackId: stack, logicalId } as const;
}

async function checkEmail(declared: DeclaredEmail, { account, pause }: CheckContext): Promise<Checked> {
  let live: Parts | undefined;
  const get = async () => {
    live = partsOf(await account.get(declared.name));
    return live && without(live, declared.open);
  };
  const checked = await checkTemplate(declared.template, subjectOf(declared), {
    store: { get, testRender: account.testRender },
    asset: { template: async () => declared.asset },
    pause,
  });
  const base = { ...checked, declared, live, notComparable: [] };
  if (checked.failure !== undefined || !live || Object.keys(declared.open).length === 0) return base;
  if (changedOpenParts(declared, live).length > 0) {
    await pause();
    try {
      await get();
    } catch (error) {
      return { ...base, failure: (error as Error).message };
    }
    if (!live) return base;
  }
  return withOpenParts({ ...base, live }, changedOpenParts(declared, live));
}

/** Open parts whose text differs around the values that only the deployment knows. */
function changedOpenParts({ open }: DeclaredEmail, live: Parts): PartName[] {
  return PARTS.filter(part => open[part] && (live[part] === undefined || !matchesAround(open[part], live[part])));
}

type CheckedLive = Checked & { readonly declared: DeclaredEmail; readonly live: Parts };

/** Adds the result of comparing the open parts: they differ, or are equal except for values that are not compared. */
function withOpenParts(checked: CheckedLive, changed: readonly PartName[]): Checked {
  const { declared: { open }, live, subject, findings } = checked;
  const notComparable = whyNotComparable(PARTS.filter(part => open[part] && !changed.includes(part)), open);
  if (changed.length === 0) return { ...checked, notComparable };
  // The placeholders are for display only. Whether the part differs does not depend on them.
  const shown = Object.fromEntries(changed.map(part => [part, shownPart(open[part]!)]));
  const known = findings.find(({ kind }) => kind === 'CHANGED');
  const details = withDiff({ kind: 'CHANGED', subject, parts: changed, acknowledgement: '' }, shown, live).details!;
  const parts = PARTS.filter(part => changed.includes(part) || known?.parts?.includes(part));
  const finding: Finding = { kind: 'CHANGED', subject, parts, details: [...known?.details ?? [], ...details], acknowledgement: '' };
  return { ...checked, notComparable, findings: [finding, ...findings.filter(one => one !== known)] };
}

/** Parts with the same values have one reason. */
function whyNotComparable(parts: readonly PartName[], open: DeclaredEmail['open']): string[] {
  const byValues = new Map<string, string[]>();
  for (const part of parts) {
    const values = list([...new Set(open[part]!.placeholders)]);
    byValues.set(values, [...byValues.get(values) ?? [], PART_WORDS[part]]);
  }
  return Array.from(byValues, ([values, words]) =>
    `the ${list(words)} may differ in ${values}, which only the deployment knows; the content around is as declared`);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const PART_WORDS: Readonly<Record<PartName, string>> = { Subject: 'subject', Html: 'HTML', Text: 'text' };

async function unexpectedTemplates(
  resources: readonly DeclaredResource[], known: ReadonlySet<string>, { account }: CheckContext,
): Promise<Checked[]> {
  const forms = resources.flatMap(({ isSet, emails }) => {
    // Others may have names that are not known here.
    const isKnown = isSet && emails.every(({ notComparable }) => notComparable === undefined);
    const names = isKnown ? namesOfSet(emails.map(({ email, name }) => ({ email: email!, name }))) : undefined;
    return names && names.prefix !== '' ? [{ Prefix: names.prefix, Suffix: names.suffix, Declared: [] }] : [];
  });
  const found = await checkNames(forms, known, {
    list: async () => ({ templates: (await account.names()).map(name => ({ name })) }),
    get: async name => partsOf(await account.get(name)),
  });
  return found.map(one => ({ ...one, notComparable: [] }));
}

function partsOf(live: LiveTemplate | undefined): Parts | undefined {
  return live && { Subject: live.subject, Html: live.html, Text: live.text };
}

function without(parts: Parts, left: Readonly<Partial<Record<PartName, unknown>>>): Parts {
  return Object.fromEntries(Object.entries(parts).filter(([part]) => !left[part as PartName]));
}
