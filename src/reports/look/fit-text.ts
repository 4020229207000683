/** Width of a text at size 1, in the unit of its size. */
export type MeasureText = (text: string) => number;

/** A text made smaller goes down to this share of its size; what is still longer is cut. */
const LEAST_SHARE = 0.75;
const ELLIPSIS = '…';

export interface FittedText {
  readonly text: string;
  readonly size: number;
  readonly width: number;
}

/** A text in a given width: as it is, else smaller, else cut short with an ellipsis. */
export function fitText(
  text: string,
  { size, maxWidth, measure }: { readonly size: number; readonly maxWidth: number; readonly measure: MeasureText },
): FittedText {
  const widthAtOne = measure(text);
  if (widthAtOne * size <= maxWidth) return { text, size, width: widthAtOne * size };
  const smaller = maxWidth / widthAtOne;
  if (smaller >= size * LEAST_SHARE) return { text, size: smaller, width: maxWidth };
  const least = size * LEAST_SHARE;
  const letters = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  let [low, high] = [0, letters.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(letters, middle)) * least <= maxWidth) low = middle;
    else high = middle - 1;
  }
  const shown = cut(letters, low);
  const width = measure(shown) * least;
  return width <= maxWidth ? { text: shown, size: least, width } : { text: '', size: least, width: 0 };
}

function cut(letters: readonly string[], count: number): string {
  return `${letters.slice(0, count).join('').trimEnd()}${ELLIPSIS}`;
}
