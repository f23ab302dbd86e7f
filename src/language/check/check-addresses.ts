import { HtmlScanner } from './html-scanner';
import { Problem } from '../diagnostics/diagnostic';
import { DATA_WARNINGS } from '../diagnostics/messages/rendering';
import { Place } from '../text/source';

/**
 * Attributes whose value has no scheme, and is not a fragment, an SES placeholder or a deploy-time value either. The name comes first,
 * because looking behind at every character takes several times as long.
 */
const SCHEMELESS = /(href|src|background|action)(?<=(?<![\w-:])(?:xlink:|v:)?\1)\s{0,20}=\s{0,20}(["']?)\s{0,20}(?![a-z][a-z0-9+-]*:|[#{"'\uFDD0>\s])/gi;

/** Reports URLs in rendered HTML that start with a value of the data and have no scheme. */
export function checkAddresses({ text, printedAt }: { readonly text: string; printedAt(offset: number): Place | undefined }): Problem[] {
  const found = Array.from(text.matchAll(SCHEMELESS), ({ 0: { length }, 1: attribute, 2: quote, index }) =>
    ({ attribute: attribute.toLowerCase(), quote, start: index + length }));
  if (found.length === 0) return [];
  const problems: Problem[] = [];
  const scanner = new HtmlScanner();
  let scanned = 0;
  for (const { attribute, quote, start } of found) {
    const place = printedAt(start);
    if (!place) continue;
    scanner.text(text.slice(scanned, start));
    scanned = start;
    if (!scanner.isInAttribute) continue;
    const rest = text.slice(start, start + 200);
    const address = (quote === '' ? /^[^\s>]*/ : quote === '"' ? /^[^"]*/ : /^[^']*/).exec(rest)![0].trim();
    problems.push(DATA_WARNINGS.addressWithoutScheme(place, attribute, address));
  }
  return problems;
}
