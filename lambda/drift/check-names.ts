import { CheckedTemplate } from './check-template';
import { unexpectedTemplate } from './compare-template';
import { MonitoredNames } from '../../src/contract/drift';
import { SCRATCH_PREFIX } from '../../src/contract/limits';
import { TemplateStore } from '../reconcile/ports';
import { reasonOf } from '../reconcile/reason';

/** How many unexpected templates are read to confirm them. Each read takes time that the declared templates need. */
const MOST_LOOKS = 50;

/** Finds templates that nobody declares under names that belong to sets. Reads all pages of the account's templates. */
export async function checkNames(
  names: readonly MonitoredNames[], declared: ReadonlySet<string>, store: Pick<TemplateStore, 'get' | 'list'>,
): Promise<CheckedTemplate[]> {
  if (names.length === 0) return [];
  const found: string[] = [];
  try {
    let nextToken: string | undefined;
    do {
      const page = await store.list(nextToken);
      found.push(...page.templates.map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    return names.map(({ Prefix, Suffix }) => ({
      subject: { type: 'template', name: `${Prefix}*${Suffix}` }, findings: [], failure: reasonOf(error),
    }));
  }
  const all = new Set([...declared, ...names.flatMap(({ Declared }) => Declared)]);
  const unexpected = new Set(found.filter(name => !all.has(name) && !name.startsWith(SCRATCH_PREFIX) && names.some(form => belongsTo(name, form))));
  const results: CheckedTemplate[] = [];
  for (const name of unexpected) {
    const finding = unexpectedTemplate(name);
    try {
      // The list lags behind deletions (docs/ses-facts.md#reads-lag), so a listed template may be gone. More than this many are not.
      if (unexpected.size > MOST_LOOKS || await store.get(name)) results.push({ subject: finding.subject, findings: [finding] });
    } catch (error) {
      results.push({ subject: finding.subject, findings: [], failure: reasonOf(error) });
    }
  }
  return results;
}

function belongsTo(name: string, { Prefix, Suffix }: MonitoredNames): boolean {
  // Without a prefix, nothing distinguishes the names of a set from other names in the account.
  return Prefix !== '' && name.length >= Prefix.length + Suffix.length && name.startsWith(Prefix) && name.endsWith(Suffix);
}
