import { readFileSync } from 'node:fs';
import type { MeasureText } from '../look/fit-text.js';
import type { Face } from '../look/scene-items.js';

/** The part of pdfkit's embedded font that tells widths. */
interface OpenFont {
  readonly font: {
    readonly unitsPerEm: number;
    glyphForCodePoint(codePoint: number): { readonly id: number; readonly advanceWidth: number };
  };
}

const FILES = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;

export type Weight = keyof typeof FILES;

/** Stands for a character that the face lacks, so that it is seen that something is there. */
const MISSING = '\u25a1';

export interface EmbeddedFace extends Face {
  /** A text as it is drawn: characters that the face lacks are replaced by a box. */
  readonly shown: (text: string) => string;
}

/** Registers both weights of the report's face with a document and answers their metrics. */
export function registerFonts(document: PDFKit.PDFDocument): EmbeddedFace {
  const weights = (Object.keys(FILES) as Weight[]).map((weight) => {
    const file = new URL(`../../../templates/fonts/${FILES[weight]}`, import.meta.url);
    document.registerFont(weight, readFileSync(file));
    document.font(weight);
    return (document as unknown as { _font: OpenFont })._font;
  });
  const [regular, bold] = weights;
  if (regular === undefined || bold === undefined) throw new Error('a font of the report is missing');
  return { regular: measureOf(regular), bold: measureOf(bold), shown: shownIn(regular) };
}

function shownIn({ font }: OpenFont): (text: string) => string {
  const isMissing = new Map<string, boolean>();
  return (text) => {
    let shown = '';
    for (const letter of text) {
      let missing = isMissing.get(letter);
      if (missing === undefined) {
        missing = font.glyphForCodePoint(letter.codePointAt(0) ?? 0).id === 0;
        isMissing.set(letter, missing);
      }
      shown += missing ? MISSING : letter;
    }
    return shown;
  };
}

/** Widths are summed letter by letter: kerning makes texts narrower, never wider than their box by more than a hair. */
function measureOf({ font }: OpenFont): MeasureText {
  const advances = new Map<string, number>();
  return (text) => {
    let width = 0;
    for (const letter of text) {
      let advance = advances.get(letter);
      if (advance === undefined) {
        const glyph = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
        const { advanceWidth } = glyph.id === 0 ? font.glyphForCodePoint(MISSING.codePointAt(0) ?? 0) : glyph;
        advance = advanceWidth / font.unitsPerEm;
        advances.set(letter, advance);
      }
      width += advance;
    }
    return width;
  };
}
