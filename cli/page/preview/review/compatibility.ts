import { Finding } from './finding';

/** The versions that display mails with Word. */
const WORD = 'Outlook 2007–2019';
const GMAIL = 'Gmail';
const WEB = 'Outlook.com';
const YAHOO = 'Yahoo Mail';

interface Feature {
  /** The name of its page on caniemail.com. */
  readonly page: string;
  readonly programs: readonly string[];
  readonly severity: Finding['severity'];
  readonly message: string;
  find(mail: Document): Element[];
}

/**
 * What mail programs with many readers leave out, from the tests of caniemail.com. A short list by intention: partial support
 * that no reader notices is not in it.
 */
const FEATURES: readonly Feature[] = [
  { page: 'css-position', programs: [GMAIL, WORD, YAHOO], severity: 'warning', message: 'position is ignored: the element stays where it is in the text.', find: styled('position', /absolute|fixed|sticky/) },
  { page: 'css-display-flex', programs: [WORD, 'Gmail apps with other accounts'], severity: 'warning', message: 'display: flex is ignored: the columns are below each other.', find: styled('display', /flex/) },
  { page: 'css-display-grid', programs: [GMAIL, WORD, YAHOO], severity: 'warning', message: 'display: grid is ignored: the columns are below each other.', find: styled('display', /grid/) },
  { page: 'css-background-image', programs: [WORD], severity: 'warning', message: 'A background image is not displayed: text on it needs a background colour, too.', find: styled('background-image', /url\(/) },
  { page: 'css-variables', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'warning', message: 'CSS variables are not defined: each var() needs a fallback, or the value itself.', find: writtenInStyle(/var\(/) },
  { page: 'css-box-shadow', programs: [GMAIL, WORD, YAHOO], severity: 'info', message: 'box-shadow is ignored.', find: styled('box-shadow', /^(?!none|initial|unset)./) },
  { page: 'css-border-radius', programs: [WORD], severity: 'info', message: 'border-radius is ignored: corners are square.', find: styled('border-top-left-radius', /[1-9]/) },
  { page: 'css-opacity', programs: [WORD, YAHOO], severity: 'info', message: 'opacity is ignored: the element is opaque.', find: styled('opacity', /^0?\.\d/) },
  { page: 'css-transform', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'info', message: 'transform is ignored.', find: styled('transform', /\(/) },
  { page: 'css-animation', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'info', message: 'Animations do not run.', find: styled('animation-name', /^(?!none|initial|unset)./) },
  { page: 'css-at-font-face', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'info', message: 'Web fonts are not loaded: the text appears in the next font of the list.', find: mail => rulesOf(mail).some(rule => rule instanceof mail.defaultView!.CSSFontFaceRule) ? [mail.head] : [] },
  { page: 'html-link', programs: [GMAIL, WEB, YAHOO], severity: 'warning', message: 'A linked stylesheet is removed: its styles must be in the mail.', find: matching('link[rel~=stylesheet i]') },
  { page: 'html-video', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'warning', message: '<video> is removed: show an image that links to the video.', find: matching('video') },
  { page: 'html-form', programs: [WORD, WEB, 'Yahoo Mail on iOS'], severity: 'warning', message: 'A form cannot be sent: link to a page that has it.', find: matching('form') },
  { page: 'html-svg', programs: [GMAIL, WORD, WEB, YAHOO], severity: 'warning', message: '<svg> is removed: use a PNG.', find: matching('svg') },
  { page: 'image-svg', programs: [GMAIL, WORD], severity: 'warning', message: 'SVG images are not displayed: use a PNG.', find: mail => images(mail, /\.svg(?:[?#]|$)|^data:image\/svg/i) },
  { page: 'image-webp', programs: [WORD], severity: 'warning', message: 'WebP images are not displayed: use a PNG or JPEG.', find: mail => images(mail, /\.webp(?:[?#]|$)/i) },
  { page: 'image-base64', programs: ['Outlook 2007–2016', 'Gmail on iOS'], severity: 'warning', message: 'Images in data: URLs are not displayed: link to the image.', find: mail => images(mail, /^data:(?!image\/svg)/i) },
];

export function compatibility(mail: Document): Finding[] {
  return FEATURES.flatMap(({ page, find, ...finding }): Finding[] => {
    const elements = find(mail);
    return elements.length === 0 ? [] : [{ ...finding, group: 'Mail programs', help: `https://www.caniemail.com/features/${page}/`, elements }];
  });
}

function matching(selector: string): Feature['find'] {
  return mail => [...mail.querySelectorAll(selector)];
}

function images(mail: Document, address: RegExp): Element[] {
  return [...mail.querySelectorAll('img')].filter(image => address.test(image.getAttribute('src') ?? ''));
}

/** The elements whose own style, or a rule that matches them, gives a property such a value. */
function styled(property: string, value: RegExp): Feature['find'] {
  return mail => withStyle(mail, style => value.test(style.getPropertyValue(property)));
}

function writtenInStyle(text: RegExp): Feature['find'] {
  return mail => withStyle(mail, style => text.test(style.cssText));
}

function withStyle(mail: Document, matches: (style: CSSStyleDeclaration) => boolean): Element[] {
  const { CSSStyleRule: StyleRule } = mail.defaultView!;
  const selectors = rulesOf(mail).flatMap(rule => rule instanceof StyleRule && matches(rule.style) ? [rule.selectorText] : []);
  return [...mail.querySelectorAll<HTMLElement>('body, body *')].filter(element =>
    (element.hasAttribute('style') && matches(element.style)) || selectors.some(selector => element.matches(selector)));
}

/** All rules of the mail's own stylesheets, with those in media queries. */
function rulesOf(mail: Document): CSSRule[] {
  const within = (rules: CSSRuleList): CSSRule[] => [...rules].flatMap(rule => [rule, ...'cssRules' in rule ? within(rule.cssRules as CSSRuleList) : []]);
  return [...mail.styleSheets].filter(({ href }) => href === null).flatMap(sheet => within(sheet.cssRules));
}
