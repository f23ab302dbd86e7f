import { Finding } from './finding';

type Color = readonly [red: number, green: number, blue: number];

/** Texts whose colour is too close to that of their background, by the rules of WCAG 2.2, level AA. */
export function contrast(mail: Document): Finding[] {
  const found = new Map<string, Element[]>();
  for (const element of textElements(mail)) {
    const style = mail.defaultView!.getComputedStyle(element);
    const ground = groundOf(element);
    const color = colorOf(style.color);
    if (!ground || !color) continue;
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const ratio = ratioOf(color, ground);
    if (ratio >= least) continue;
    const message = `The contrast of ${hex(color)} on ${hex(ground)} is ${ratio.toFixed(2)}:1, and text of this size needs ${least}:1.`;
    found.set(message, [...found.get(message) ?? [], element]);
  }
  return Array.from(found, ([message, elements]) => ({
    group: 'Accessibility', severity: 'warning', message, elements, help: 'https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html',
  }));
}

/** The elements that readers see text of. A preheader is hidden, in one of many ways. */
function textElements(mail: Document): Set<Element> {
  const elements = new Set<Element>();
  const walker = mail.createTreeWalker(mail.body, NodeFilter.SHOW_TEXT);
  const range = mail.createRange();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!;
    if (!/[\p{L}\p{N}]/u.test(walker.currentNode.textContent!) || elements.has(element) || isHidden(element)) continue;
    range.selectNodeContents(walker.currentNode);
    const { width, height } = range.getBoundingClientRect();
    if (width > 2 && height > 2) elements.add(element);
  }
  return elements;
}

function isHidden(element: Element): boolean {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return true;
  for (let around: Element | null = element; around; around = around.parentElement) {
    const { overflowX, overflowY } = around.ownerDocument.defaultView!.getComputedStyle(around);
    const { width, height } = around.getBoundingClientRect();
    if ((overflowY !== 'visible' && height < 2) || (overflowX !== 'visible' && width < 2)) return true;
  }
  return false;
}

/** The colour behind an element; undefined if that is an image or translucent. */
function groundOf(element: Element): Color | undefined {
  for (let around: Element | null = element; around; around = around.parentElement) {
    const { backgroundColor, backgroundImage, opacity } = around.ownerDocument.defaultView!.getComputedStyle(around);
    if (backgroundImage !== 'none' || opacity !== '1') return undefined;
    if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return colorOf(backgroundColor);
  }
  return [255, 255, 255];
}

/** `rgb(1, 2, 3)`, as computed styles have it; undefined for translucent colours. */
function colorOf(text: string): Color | undefined {
  const [, ...channels] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text) ?? [];
  return channels.length === 3 ? channels.map(Number) as unknown as Color : undefined;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function ratioOf(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map(channel => channel / 255).map(share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hex(color: Color): string {
  return `#${color.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}
