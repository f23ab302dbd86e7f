import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import { DISABLE_METADATA_STACK_TRACE } from 'aws-cdk-lib/cx-api';
import { Construct, IConstruct } from 'constructs';
import { LanguageCheck } from './check-language';
import { Finding, formatNotice, formatWarnings } from './findings';
import { Diagnostic } from '../../language';

/** A checked template. */
export interface CheckedTemplate {
  /** The path of its construct. */
  readonly path: string;
  readonly language: LanguageCheck;
  /** The construct on which its warnings can be acknowledged. */
  construct(): IConstruct;
}

/** Warnings that are reported in one line per stack, even if many templates have them. */
const ONE_LINE_A_STACK: ReadonlySet<string> = new Set(['cdk-ses-templates:htmlVariableInMarkup']);

/** Adds the warnings about templates to the scope that deploys them, except those acknowledged for a template. */
export function addWarnings(scope: Construct, templates: readonly CheckedTemplate[]): void {
  // CDK itself prints the path of the scope.
  const named = (path: string) => path === scope.node.path ? '' : path;
  const findings = templates.flatMap(({ path, language, construct }) => {
    const found = language.warnings.filter(({ id }) => !ONE_LINE_A_STACK.has(id));
    return unacknowledged(construct(), found).map((diagnostic): Finding => ({ path: named(path), diagnostic }));
  });
  for (const { id, message } of formatWarnings(findings)) Annotations.of(scope).addWarningV2(id, message);
}

const notices = new WeakMap<Stack, Notices>();

/** Collects findings that many templates have, to report them in one line per stack. */
export function addNotices(scope: Construct, templates: readonly CheckedTemplate[]): void {
  const stack = Stack.of(scope);
  const known = notices.get(stack) ?? new Notices(stack);
  notices.set(stack, known);
  known.add(templates);
}

class Notices {
  private readonly templates: CheckedTemplate[] = [];

  constructor(stack: Stack) {
    let isDone = false;
    Aspects.of(stack).add({
      visit: node => {
        if (node !== stack || isDone) return;
        isDone = true;
        this.write(stack);
      },
    });
  }

  add(templates: readonly CheckedTemplate[]): void {
    this.templates.push(...templates);
  }

  private write(stack: Stack): void {
    const byId = new Map<string, Finding[]>();
    for (const { path, language, construct } of this.templates) {
      const found = [...language.warnings.filter(({ id }) => ONE_LINE_A_STACK.has(id)), ...language.infos];
      for (const diagnostic of unacknowledged(construct(), found)) {
        const findings = byId.get(diagnostic.id) ?? [];
        findings.push({ path, diagnostic });
        byId.set(diagnostic.id, findings);
      }
    }
    for (const [id, findings] of byId) {
      const warnings = findings.filter(({ diagnostic: { severity } }) => severity === 'warning');
      if (warnings.length > 0) Annotations.of(stack).addWarningV2(id, formatNotice(warnings));
      else Annotations.of(stack).addInfoV2(id, formatNotice(findings));
    }
  }
}

function unacknowledged(construct: IConstruct, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const acknowledged = new Map<string, boolean>();
  return diagnostics.filter(({ id }) => {
    if (!acknowledged.has(id)) acknowledged.set(id, isAcknowledged(construct, id));
    return !acknowledged.get(id);
  });
}

const PROBE = 'cdk-ses-templates-probe';

/** CDK does not expose acknowledgements, but drops acknowledged warnings. */
function isAcknowledged(construct: IConstruct, id: string): boolean {
  const probe = new Construct(construct as Construct, PROBE);
  probe.node.setContext(DISABLE_METADATA_STACK_TRACE, true);
  Annotations.of(probe).addWarningV2(id, 'Is this acknowledged?');
  construct.node.tryRemoveChild(PROBE);
  return probe.node.metadata.length === 0;
}
