import { acknowledgementOf } from './acknowledgement';
import { Finding, Subject } from './finding';
import { unifiedDiff } from './unified-diff';
import { canonical } from '../../src/contract/canonical';
import { PARTS } from '../../src/contract/contract';
import { markersOf } from '../../src/contract/fingerprint';
import { DeclaredTemplate, differingParts } from '../reconcile/declaration';
import { Parts } from '../reconcile/ports';

/** Compares a live template with its declaration, as a deployment does: by fingerprints, in canonical form. */
export function compareTemplate(subject: Subject, declared: DeclaredTemplate, live: Parts | undefined): Finding | undefined {
  const acknowledge = (kind: 'MISSING' | 'CHANGED') => acknowledgementOf(declared.name, kind, stateOf(declared, live));
  if (!live) return { kind: 'MISSING', subject, acknowledgement: acknowledge('MISSING') };
  const parts = differingParts(declared, live);
  return parts.length === 0 ? undefined : { kind: 'CHANGED', subject, parts, acknowledgement: acknowledge('CHANGED') };
}

/** The finding for a template that SES does not render with its sample data. */
export function brokenTemplate(subject: Subject, declared: DeclaredTemplate, live: Parts, reason: string): Finding {
  return { kind: 'BROKEN', subject, reason, acknowledgement: acknowledgementOf(declared.name, 'BROKEN', [stateOf(declared, live), reason]) };
}

/** The finding for a template that no stack declares, under a name that belongs to a set. */
export function unexpectedTemplate(name: string): Finding {
  return { kind: 'UNEXPECTED', subject: { type: 'template', name }, acknowledgement: acknowledgementOf(name, 'UNEXPECTED', null) };
}

/** Adds a unified diff of the changed parts to a finding, from declared to live. */
export function withDiff(finding: Finding, declared: Parts, live: Parts): Finding {
  const details = (finding.parts ?? []).flatMap(part => unifiedDiff(part, canonical(declared[part] ?? ''), canonical(live[part] ?? '')));
  return { ...finding, details };
}

/** The declared and the live state: differs whenever either of them does. */
function stateOf({ fingerprints, markers }: DeclaredTemplate, live: Parts | undefined): unknown {
  return PARTS.map(part => {
    const print = fingerprints[part];
    const content = live?.[part];
    const values = print === undefined ? [] : markersOf(print).map(index => markers[index]);
    return [print ?? null, values, content === undefined ? null : canonical(content)];
  });
}
