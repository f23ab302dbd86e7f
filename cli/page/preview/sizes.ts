import type { Rendering } from './api';
import { element } from '../shared/dom';

const SES_TEMPLATE = 512_000;
const GMAIL_CLIP = 102 * 1_024;
const SES_DATA = 262_144;

/** Sizes beside their limits. */
export function sizeItems({ template, html, data }: Rendering['sizes']): HTMLElement[] {
  return [
    size('Template', template, SES_TEMPLATE, 'SES takes 500 KB'),
    size('HTML', html, GMAIL_CLIP, 'Gmail clips at 102 KB'),
    size('Data', data, SES_DATA, 'SES takes 256 KB'),
  ];
}

function size(name: string, bytes: number, most: number, limit: string): HTMLElement {
  const text = `${name} ${kilobytes(bytes)}`;
  return element('span', { class: bytes > most ? 'size over' : 'size', title: limit },
    text,
    element('meter', { 'min': '0', 'max': String(most), 'high': String(most * 0.8), 'optimum': '0', 'value': String(Math.min(bytes, most)), 'aria-label': `${text}; ${limit}` }),
    limit);
}

function kilobytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return `${(bytes / 1_024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
}
