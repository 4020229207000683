/** A list that is there and has no entries. */
export const EMPTY_LIST = '[]';

/** Entries in one cell, parted by `; `; those that would be read otherwise in double quotes. */
export function listText(entries: readonly unknown[]): string {
  if (entries.length === 0) return EMPTY_LIST;
  return entries.map((entry) => entryText(String(entry))).join('; ');
}

function entryText(entry: string): string {
  const isPlain = entry !== '' && entry !== EMPTY_LIST && !/[;"]|^\s|\s$/.test(entry);
  return isPlain ? entry : `"${entry.replaceAll('"', '""')}"`;
}

/** The entries of a cell; null where a quote is not closed or stands inside an entry. */
export function listEntries(text: string): readonly string[] | null {
  if (text.trim() === EMPTY_LIST) return [];
  const entries: string[] = [];
  const entry = /\s*(?:"((?:[^"]|"")*)"|([^;"]*))\s*(;|$)/gy;
  for (;;) {
    const found = entry.exec(text);
    if (found === null) return null;
    const [, quoted, plain = '', end] = found;
    const value = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"');
    // A separator at the end, or two in a row, are slips of the hand and no entries.
    if (quoted !== undefined || value !== '') entries.push(value);
    if (end !== ';') return entries;
    if (entry.lastIndex === text.length) return entries;
  }
}
