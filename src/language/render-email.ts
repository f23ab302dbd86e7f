import { clipping, CompiledEmail, EmailContent, PART_ORDER } from './compile';
import { error, Diagnostic, Part } from './diagnostics/diagnostic';
import { DiagnosticSink } from './diagnostics/diagnostic-sink';
import { RenderLimits, renderUnit } from './render/render';
import { contentOf } from './text/source';
import { MAX_TEMPLATE_DATA_LENGTH } from '../contract/limits';

export interface Rendering {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Present exactly when there are no errors. Deploy-time values are still markers. */
  readonly email?: EmailContent;
}

/** Renders an email with the semantics of SES, which gets the data as JSON. */
export function renderEmail({ units }: CompiledEmail, data: unknown, limits: RenderLimits = {}): Rendering {
  const diagnostics = new DiagnosticSink();
  const json = asJson(data);
  if ('why' in json) {
    diagnostics.add(undefined, error('invalidData', undefined, json.why, json.advice));
    return { errors: diagnostics.errors, warnings: [] };
  }
  const rendered: Partial<Record<Part, EmailContent[Part]>> = {};
  for (const part of PART_ORDER) {
    const unit = units[part];
    if (!unit) continue;
    const { text, problems } = renderUnit(unit, json.data, limits);
    diagnostics.add(part, ...problems, ...part === 'html' ? clipping(text) : []);
    rendered[part] = contentOf(text);
  }
  const { errors, warnings } = diagnostics;
  return { errors, warnings, ...errors.length === 0 && { email: rendered as EmailContent } };
}

const OBJECT = 'Give an object that JSON can hold.';

function asJson(data: unknown): { data: unknown } | { why: string; advice: string } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { why: `The data must be an object, got: ${JSON.stringify(data)}.`, advice: OBJECT };
  try {
    const json = JSON.stringify(data);
    if (json.length > MAX_TEMPLATE_DATA_LENGTH) {
      return {
        why: `The data is ${json.length.toLocaleString('en')} characters of JSON, and SES takes ${MAX_TEMPLATE_DATA_LENGTH.toLocaleString('en')} at most.`,
        advice: 'Leave out what the template does not use, shorten lists, and link to what is long.',
      };
    }
    return { data: JSON.parse(json) };
  } catch (cause) {
    return { why: `The data cannot be written as JSON: ${(cause as Error).message}`, advice: OBJECT };
  }
}
