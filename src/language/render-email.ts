import { checkAddresses } from './check/check-addresses';
import { clipping } from './check/clipping';
import { CompiledEmail, EmailContent, PART_ORDER } from './compile';
import { Diagnostic, Part, placeOf, positionOf } from './diagnostics/diagnostic';
import { DiagnosticSink } from './diagnostics/diagnostic-sink';
import { RENDERING } from './diagnostics/messages/rendering';
import { adviceFor, describeData, Missing, Rendered } from './render/missing';
import { RenderLimits, renderUnit } from './render/render';
import { Usage } from './render/usage';
import { memo } from './text/memo';
import { contentOf } from './text/source';
import { MAX_TEMPLATE_DATA_LENGTH } from '../contract/limits';

export interface Rendering {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Present if and only if there are no errors. Deploy-time values are still markers. */
  readonly email?: EmailContent;
}

/** Renders an email with the semantics of SES, which receives the data as JSON. */
export function renderEmail({ units }: CompiledEmail, data: unknown, limits: RenderLimits = {}): Rendering {
  const sink = new DiagnosticSink();
  const json = asJson(data);
  if ('why' in json) {
    sink.add(undefined, RENDERING.invalidData(undefined, json.why, json.advice));
    return { errors: sink.errors, warnings: [] };
  }
  const usage = new Usage();
  const rendered: Partial<Record<Part, EmailContent[Part]>> = {};
  const missing: MissingInPart[] = [];
  for (const part of PART_ORDER) {
    const unit = units[part];
    if (!unit) continue;
    const rendering = renderUnit(unit, json.data, usage, limits);
    sink.add(part, rendering.problems, part === 'html' ? clipping(rendering.text).concat(checkAddresses(rendering)) : []);
    missing.push(...rendering.missing.map(value => ({ ...value, part })));
    rendered[part] = contentOf(rendering.text);
  }
  if (missing.length > 0) addMissing(sink, missing, { root: { value: json.data }, usage });
  const { errors, warnings } = sink;
  return { errors, warnings, ...errors.length === 0 && { email: rendered as EmailContent } };
}

type MissingInPart = Missing & { readonly part: Part };

/** Reports the missing values of all parts in one list. */
function addMissing(sink: DiagnosticSink, missing: readonly MissingInPart[], rendered: Rendered): void {
  const groups = new Map<string, { readonly name: string; readonly advice: string; readonly values: MissingInPart[] }>();
  for (const value of missing) {
    const { name } = value;
    const advice = adviceFor(value, rendered);
    memo(groups, JSON.stringify([name, advice]), () => ({ name, advice, values: [] })).values.push(value);
  }
  const facts = Array.from(groups.values(), ({ name, advice, values }) => ({
    name,
    advice,
    places: values.flatMap(({ part, places }) => places.map(place => placeOf({ part, ...positionOf(place) }))),
  }));
  const data = describeData(missing, rendered);
  if (facts.length > 1) return sink.add(undefined, RENDERING.missingAttribute(undefined, facts, data));
  const [{ values: [first, ...more] }] = [...groups.values()];
  const [place, ...others] = first.places;
  const elsewhere = [{ ...first, places: others }, ...more].flatMap(({ part, places }) => places.map(other => ({ place: other, part })));
  return sink.add(first.part, { ...RENDERING.missingAttribute(place, facts, data), others: elsewhere });
}

const OBJECT = 'Pass an object that can be written as JSON.';

function asJson(data: unknown): { data: unknown } | { why: string; advice: string } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { why: `The data must be an object, got: ${JSON.stringify(data)}.`, advice: OBJECT };
  try {
    const json = JSON.stringify(data);
    if (json.length > MAX_TEMPLATE_DATA_LENGTH) {
      return {
        why: `The data is ${json.length.toLocaleString('en')} characters of JSON, and SES accepts at most ${MAX_TEMPLATE_DATA_LENGTH.toLocaleString('en')}.`,
        advice: 'Leave out what the template does not use, shorten lists, and link to long texts.',
      };
    }
    return { data: JSON.parse(json) };
  } catch (error) {
    return { why: `The data cannot be written as JSON: ${(error as Error).message}`, advice: OBJECT };
  }
}
