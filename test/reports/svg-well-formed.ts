/**
 * What is wrong with an XML text, as far as a drawing can get it wrong: characters that XML 1.0 forbids, tags that do not
 * match, attributes without quotes, bare `&` and `<`. Null where nothing is.
 */
export function xmlFault(xml: string): string | null {
  for (const character of xml) {
    const code = character.codePointAt(0) ?? 0;
    const isAllowed =
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code > 0xffff;
    if (!isAllowed) return `character ${code.toString(16)}`;
  }
  const open: string[] = [];
  const token = /<\?xml [^?]*\?>|<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    at = token.lastIndex;
    const [, closing, name, attributes, empty, text] = match;
    const content = text ?? attributes ?? '';
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(content)) return `bare & in ${content.slice(0, 40)}`;
    if (name === undefined || empty === '/') continue;
    if (closing !== '/') open.push(name);
    else if (open.pop() !== name) return `</${name}> closes another element`;
  }
  if (at !== xml.length) return `no XML at ${xml.slice(at, at + 40)}`;
  return open.length === 0 ? null : `${open.join(', ')} left open`;
}
