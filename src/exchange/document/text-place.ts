/** A place in a text; both are counted from 1, the column in UTF-16 code units as editors count it. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Lines and columns of offsets into a text, in one pass over it.
 *
 * @param text The text; LF, CR LF and CR each end a line.
 * @param offsets Offsets in UTF-16 code units, in any order; beyond the end they mean the end.
 * @returns The place of each offset.
 */
export function placesOf(text: string, offsets: Iterable<number>): ReadonlyMap<number, TextPlace> {
  const places = new Map<number, TextPlace>();
  let line = 1;
  let lineStart = 0;
  let position = 0;
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    const end = Math.min(offset, text.length);
    while (position < end) {
      const code = text.charCodeAt(position);
      position += 1;
      const endsLine = code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(position) !== LINE_FEED);
      if (endsLine) {
        line += 1;
        lineStart = position;
      }
    }
    places.set(offset, { line, column: end - lineStart + 1 });
  }
  return places;
}
