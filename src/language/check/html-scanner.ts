/** A position in HTML, by what it is part of. `data` is a script that is not run, such as JSON-LD. */
export type Spot = 'text' | 'title' | 'attribute' | 'unquoted' | 'tag' | 'style' | 'script' | 'data';

const RAW_TEXT = ['script', 'style', 'title'];
/** Long enough to recognize scripts that are data. */
const MAX_PREFIX = 40;

/** A complete tag, as most are: it can be skipped as a whole. */
const WHOLE_TAG = /<\/?(?!script|style|title)[a-z][a-z0-9:-]*(?:\s+[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'))?)*\s*\/?>/iy;

/** The characters of a tag's or attribute's name. */
const ELEMENT = /[^\s>]+/y;
const ATTRIBUTE = /[^\s>=/]+/y;

/** A scanner's position, for backtracking. */
export interface State {
  mode: 'text' | 'comment' | 'open' | 'tag' | 'name' | 'equals' | 'value' | 'raw';
  /** The element whose tag or raw text is being read. */
  element: string;
  attribute: string;
  quote: string;
  /** Whether a value has already been inserted into the attribute. */
  hasValue: boolean;
  /** The beginning of the attribute's value. */
  prefix: string;
  /** Whether the script that is being read is data. */
  isData: boolean;
  /** Characters that may be the beginning of `-->`, `</style>` or a tag. */
  pending: string;
}

/**
 * Reads HTML in pieces, in just enough detail to know where a value between two pieces is inserted. It follows the tokenizer of
 * the HTML standard. HTML in emails is often malformed and parsers repair it, so nothing is an error here.
 */
export class HtmlScanner {
  private state: State = { mode: 'text', element: '', attribute: '', quote: '', hasValue: false, prefix: '', isData: false, pending: '' };

  /** Saves the state where branches divide. */
  save(): State {
    return { ...this.state };
  }

  restore(saved: State): void {
    this.state = { ...saved };
  }

  get spot(): Spot {
    const { mode, element, quote, isData } = this.state;
    switch (mode) {
      case 'text': case 'comment': return 'text';
      case 'raw': return element === 'title' ? 'title' : element === 'style' ? 'style' : isData ? 'data' : 'script';
      case 'value': return quote === '' ? 'unquoted' : 'attribute';
      case 'equals': return 'unquoted';
      default: return 'tag';
    }
  }

  get isInAttribute(): boolean {
    return this.state.mode === 'value' || this.state.mode === 'equals';
  }

  /** The current attribute, and the part of its value that has been read. */
  get attribute(): { readonly name: string; readonly prefix: string; readonly hasValue: boolean } {
    const { attribute, prefix, hasValue } = this.state;
    return { name: localName(attribute), prefix, hasValue };
  }

  /** Whether readers see or follow a value inserted here. Styles, images and their descriptions do not count. */
  get isRead(): boolean {
    return this.isInAttribute ? this.attribute.name === 'href' : this.state.mode === 'text';
  }

  /** Records that a value of unknown text is inserted. */
  value(): void {
    const { state } = this;
    if (state.mode === 'equals') Object.assign(state, { mode: 'value', quote: '' });
    if (state.mode === 'open') state.mode = 'tag';
    Object.assign(state, { hasValue: state.mode === 'value', pending: '' });
  }

  text(text: string): void {
    let at = 0;
    while (at < text.length) at = this.step(text, at);
  }

  /** Reads some characters, and returns the next offset. */
  private step(text: string, at: number): number {
    const { state } = this;
    switch (state.mode) {
      case 'text': return this.content(text, at);
      case 'comment': return this.until('-->', text, at, 'text');
      case 'raw': return this.until(`</${state.element}`, text, at, 'tag');
      case 'value': return this.attributeValue(text, at);
      default: return this.markup(text, at);
    }
  }

  private content(text: string, at: number): number {
    const open = text.indexOf('<', at);
    if (open < 0) return text.length;
    const whole = runAt(WHOLE_TAG, text, open);
    if (whole !== '') return open + whole.length;
    const rest = text.slice(open, open + 8);
    // Outlook reads the content of `<!--[if mso]>` as markup.
    if (rest.startsWith('<!--[if')) {
      const end = text.indexOf(']>', open);
      return end < 0 ? text.length : end + 2;
    }
    if (rest.startsWith('<!-->')) return open + 5;
    if (rest.startsWith('<!--')) {
      Object.assign(this.state, { mode: 'comment', pending: '' });
      return open + 4;
    }
    if (/^<[!?]/.test(rest)) {
      Object.assign(this.state, { mode: 'tag', element: '!' });
      return open + 2;
    }
    if (/^<\/?[a-z]/i.test(rest) || /^<\/?$/.test(text.slice(open))) {
      Object.assign(this.state, { mode: 'open', element: '', attribute: '' });
      return open + 1;
    }
    return open + 1;
  }

  /** Reads to the end of a comment or raw text, which may be split between pieces. */
  private until(end: string, text: string, at: number, next: State['mode']): number {
    const { state } = this;
    const window = state.pending + text.slice(at);
    const found = window.search(new RegExp(end, 'i'));
    if (found < 0) {
      state.pending = window.slice(-(end.length - 1));
      return text.length;
    }
    const consumed = found + end.length - state.pending.length;
    Object.assign(state, { mode: next, pending: '', element: next === 'tag' ? `/${state.element}` : '' });
    return at + consumed;
  }

  private attributeValue(text: string, at: number): number {
    const { state } = this;
    const end = state.quote === '' ? indexOf(/[\s>]/g, text, at) : text.indexOf(state.quote, at);
    if (state.prefix.length < MAX_PREFIX) state.prefix = (state.prefix + text.slice(at, end < 0 ? undefined : end)).slice(0, MAX_PREFIX);
    if (state.element === 'script' && state.attribute === 'type') state.isData = /json|text\/(?!javascript)/i.test(state.prefix);
    if (end < 0) return text.length;
    state.mode = 'tag';
    return text[end] === '>' && state.quote === '' ? end : end + 1;
  }

  /** Reads inside `<…>`, outside attribute values. */
  private markup(text: string, at: number): number {
    const { state } = this;
    const character = text[at];
    if (character === '>') {
      Object.assign(state, { mode: RAW_TEXT.includes(state.element) ? 'raw' : 'text', pending: '' });
      return at + 1;
    }
    if (state.mode === 'open') {
      const run = runAt(ELEMENT, text, at);
      if (run === '') state.mode = 'tag';
      else Object.assign(state, { element: (state.element + run.toLowerCase()).slice(0, 20), isData: false });
      return at + (run.length || 1);
    }
    if (state.mode === 'equals') {
      if (/\s/.test(character)) return at + 1;
      Object.assign(state, { mode: 'value', quote: /["']/.test(character) ? character : '' });
      return state.quote === '' ? at : at + 1;
    }
    const run = runAt(ATTRIBUTE, text, at);
    if (run !== '') {
      const begun = state.mode === 'name' ? state.attribute : '';
      Object.assign(state, { mode: 'name', attribute: (begun + run.toLowerCase()).slice(0, 40) });
      return at + run.length;
    }
    // An equals sign without a name before it begins a name.
    if (character !== '=') state.mode = 'tag';
    else if (state.attribute !== '') Object.assign(state, { mode: 'equals', prefix: '', hasValue: false });
    else Object.assign(state, { mode: 'name', attribute: '=' });
    return at + 1;
  }
}

function localName(attribute: string): string {
  return attribute.replace(/^.*:/, '');
}

function runAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function indexOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? -1;
}
