import { readFileSync } from 'node:fs';
import type { MeasureText } from '../look/fit-text.js';
import type { Face } from '../look/scene-items.js';

/** The part of pdfkit's embedded font that tells widths. */
interface OpenFont {
  readonly font: {
    readonly unitsPerEm: number;
    glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
  };
}

const FILES = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;

export type Weight = keyof typeof FILES;

/** Registers both weights of the report's face with a document and answers their metrics. */
export function registerFonts(document: PDFKit.PDFDocument): Face {
  const measures = (Object.keys(FILES) as Weight[]).map((weight) => {
    const file = new URL(`../../../templates/fonts/${FILES[weight]}`, import.meta.url);
    document.registerFont(weight, readFileSync(file));
    document.font(weight);
    return [weight, measureOf((document as unknown as { _font: OpenFont })._font)] as const;
  });
  return Object.fromEntries(measures) as unknown as Face;
}

/** Widths are summed letter by letter: kerning makes texts narrower, never wider than their box by more than a hair. */
function measureOf({ font }: OpenFont): MeasureText {
  const advances = new Map<string, number>();
  return (text) => {
    let width = 0;
    for (const letter of text) {
      let advance = advances.get(letter);
      if (advance === undefined) {
        advance = font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
        advances.set(letter, advance);
      }
      width += advance;
    }
    return width;
  };
}
