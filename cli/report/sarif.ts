import { sep } from 'node:path';
import { explanationOf, Report } from './report';
import { Finding } from '../emails/check';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * The report in SARIF 2.1.0, for code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({ path, findings }: Report): string {
  const ids = [...new Set(findings.map(({ diagnostic }) => diagnostic.id))].sort();
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-ses-templates',
          informationUri: 'https://github.com/cdk-ses-templates/cdk-ses-templates',
          rules: ids.map(id => ({ id, helpUri: explanationOf(id) })),
        },
      },
      // Columns of diagnostics are counted in UTF-16 units.
      columnKind: 'utf16CodeUnits',
      results: findings.map(finding => result(finding, path, ids)),
    }],
  }, undefined, 2);
}

function result({ email, diagnostic }: Finding, path: string, ids: readonly string[]) {
  const { id, severity, message, suggestion, file, line, column, frame } = diagnostic;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: LEVELS[severity],
    message: { text: [message, suggestion].filter(Boolean).join('\n\n') },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: encodeURI((file ?? path).split(sep).join('/')) },
        ...line !== undefined && { region: { startLine: line, startColumn: column } },
      },
      ...email !== undefined && { logicalLocations: [{ name: email, kind: 'module' }] },
    }],
    ...frame !== undefined && { properties: { frame } },
  };
}
