import type { XmlHandlers } from './xml-events.js';

/** Collects the text of `<t>` elements: runs of rich text together, what is read aloud (`<rPh>`) left out. */
export function textCollector() {
  let collected = '';
  let isText = false;
  let isPhonetic = false;
  return {
    open(name: string): void {
      if (name === 't') isText = true;
      else if (name === 'rPh') isPhonetic = true;
    },
    text(text: string): void {
      if (isText && !isPhonetic) collected += text;
    },
    close(name: string): void {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
    },
    take(): string {
      const text = unescaped(collected);
      collected = '';
      return text;
    },
  };
}

/** Reads `sharedStrings.xml`. */
export function sharedStringsReader(): { readonly handlers: XmlHandlers; readonly strings: readonly string[] } {
  const strings: string[] = [];
  const collector = textCollector();
  const handlers: XmlHandlers = {
    open: (name) => {
      collector.open(name);
    },
    text: (text) => {
      collector.text(text);
    },
    close: (name) => {
      collector.close(name);
      if (name === 'si') strings.push(collector.take());
    },
  };
  return { handlers, strings };
}

/** Characters that XML does not carry, as the format writes them: `_x000D_` (ECMA-376, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
