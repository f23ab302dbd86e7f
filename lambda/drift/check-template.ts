import { brokenTemplate, compareTemplate, withDiff } from './compare-template';
import { Finding, Subject } from './finding';
import { verificationData } from '../../src/contract/verification';
import { contentOf } from '../reconcile/content';
import { DeclaredTemplate } from '../reconcile/declaration';
import { AssetSource, Parts, TemplateStore } from '../reconcile/ports';
import { reasonOf } from '../reconcile/reason';

/** The pause before a difference is checked again, in intervals between two calls: reads lag (docs/ses-facts.md#reads-lag). */
export const SECOND_LOOK = 3;

export interface CheckTemplateContext {
  readonly store: Pick<TemplateStore, 'get' | 'testRender'>;
  readonly asset: AssetSource;
  /** Waits `SECOND_LOOK`. */
  readonly pause: () => Promise<void>;
}

/** A template's findings, before the rules of a monitor apply. */
export interface CheckedTemplate {
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  /** Whether SES rendered the live template with its sample data. */
  readonly rendering?: 'rendered' | 'refused' | 'no sample data';
  /** Why it could not be checked, or not completely. */
  readonly failure?: string;
}

/** Compares a template with its declaration, and has SES render it with its sample data. Never throws: failures are part of the result. */
export async function checkTemplate(declared: DeclaredTemplate, subject: Subject, context: CheckTemplateContext): Promise<CheckedTemplate> {
  const findings: Finding[] = [];
  let rendering: CheckedTemplate['rendering'];
  try {
    const { finding, live } = await compare(declared, subject, context);
    if (finding) findings.push(finding);
    if (!live) return { subject, findings };
    if (declared.sampleDataFingerprint === undefined) return { subject, findings, rendering: 'no sample data' };
    const reason = await refusal(declared, context);
    rendering = reason === undefined ? 'rendered' : 'refused';
    if (reason !== undefined) findings.push(brokenTemplate(subject, declared, live, reason));
    return { subject, findings, rendering };
  } catch (error) {
    return { subject, findings, rendering, failure: reasonOf(error) };
  }
}

/** Reports a difference only if a second read confirms it. */
async function compare(
  declared: DeclaredTemplate, subject: Subject, { store, asset, pause }: CheckTemplateContext,
): Promise<{ finding?: Finding; live?: Parts }> {
  let live = await store.get(declared.name);
  if (compareTemplate(subject, declared, live)) {
    await pause();
    live = await store.get(declared.name);
  }
  const finding = compareTemplate(subject, declared, live);
  if (finding?.kind !== 'CHANGED') return { finding, live };
  try {
    return { finding: withDiff(finding, contentOf(declared, await asset.template(declared.key)).parts, live!), live };
  } catch (error) {
    // The fingerprints prove the difference. Only the diff is unavailable.
    return { finding: { ...finding, details: [`(no diff: ${reasonOf(error)})`] }, live };
  }
}

/** Returns why SES refuses to render the live template with its sample data, if it refuses twice. */
async function refusal(declared: DeclaredTemplate, { store, asset, pause }: CheckTemplateContext): Promise<string | undefined> {
  const data = verificationData(contentOf(declared, await asset.template(declared.key)).sampleData!);
  let answer = await store.testRender(declared.name, data);
  if (answer !== 'rendered') {
    await pause();
    answer = await store.testRender(declared.name, data);
  }
  if (answer === 'gone') throw new Error('the template was deleted during the check');
  return answer === 'rendered' ? undefined : answer.refused;
}
