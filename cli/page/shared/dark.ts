/** How a mail program in dark mode shows a mail. */
export type Emulation = 'own styles' | 'inverted';

/**
 * Shows a mail as in dark mode: with its own dark styles, if it has some; otherwise with the colours inverted, as Outlook and
 * Gmail do.
 */
export function darken(mail: Document): Emulation {
  const own = applyDarkRules(mail);
  const declared = /\bdark\b/.test(mail.querySelector('meta[name=color-scheme], meta[name=supported-color-schemes]')?.getAttribute('content') ?? '');
  if (own || declared) {
    mail.documentElement.style.colorScheme = 'dark';
    return 'own styles';
  }
  const style = mail.createElement('style');
  style.textContent = 'html { filter: invert(1) hue-rotate(180deg); background: #ededed; } img, video, [background] { filter: invert(1) hue-rotate(180deg); }';
  mail.head.append(style);
  return 'inverted';
}

/** Makes rules for dark mode apply, and those for light mode not, whatever the mode of this machine. */
function applyDarkRules(mail: Document): boolean {
  return setScheme(mail, 'dark');
}

export function lighten(mail: Document): void {
  setScheme(mail, 'light');
}

function setScheme(mail: Document, scheme: 'dark' | 'light'): boolean {
  let hasDark = false;
  const visit = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof mail.defaultView!.CSSMediaRule) {
        const text = rule.media.mediaText;
        hasDark ||= /prefers-color-scheme:\s*dark/.test(text);
        // `all and (…)` and `(…) and (…)` stay queries with a feature that is always, or never, there.
        rule.media.mediaText = text.replace(/\(prefers-color-scheme:\s*(\w+)\)/g, (_, wanted: string) => wanted === scheme ? '(min-width: 0px)' : '(max-width: 0px)');
        visit(rule.cssRules);
      }
    }
  };
  for (const sheet of mail.styleSheets) {
    // Those of other machines cannot be read.
    if (sheet.href === null) visit(sheet.cssRules);
  }
  return hasDark;
}
