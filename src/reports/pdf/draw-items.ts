import { HATCH_DOT_MM, HATCH_LINES, HATCH_TILE_MM, HATCH_WIDTH_MM, type Hatch, type Look } from '../look/look.js';
import type { Item, PathItem, TextItem } from '../look/sheet.js';

import type { EmbeddedFace } from './fonts.js';

type Pattern = ReturnType<PDFKit.PDFDocument['pattern']>;

/** Draws items on the page of a document that is scaled to mm. */
export function itemDrawer(
  document: PDFKit.PDFDocument,
  { shown }: Pick<EmbeddedFace, 'shown'>,
): (items: readonly Item[]) => void {
  const patterns = new Map<Hatch, Pattern>();
  const patternOf = (hatch: Exclude<Hatch, 'none'>): Pattern => {
    const known = patterns.get(hatch);
    if (known !== undefined) return known;
    const pattern = document.pattern(
      [0, 0, HATCH_TILE_MM, HATCH_TILE_MM],
      HATCH_TILE_MM,
      HATCH_TILE_MM,
      hatchStream(hatch),
    );
    patterns.set(hatch, pattern);
    return pattern;
  };
  const draw = (items: readonly Item[]): void => {
    for (const item of items) {
      if (item.item === 'text') drawText(document, { ...item, text: shown(item.text) });
      else if (item.item === 'path') drawPath(document, item, patternOf);
      else {
        const { x, y, width, height } = item.box;
        document.save().rect(x, y, width, height).clip();
        draw(item.items);
        document.restore();
      }
    }
  };
  return draw;
}

function drawText(
  document: PDFKit.PDFDocument,
  { at, text, size, bold, colour, anchor, rotationDeg, width }: TextItem,
): void {
  const [x, y] = at;
  const start = anchor === 'start' ? 0 : anchor === 'middle' ? -width / 2 : -width;
  document.font(bold ? 'bold' : 'regular', size).fillColor(colour);
  const put = () => document.text(text, x + start, y, { lineBreak: false, baseline: 'alphabetic' });
  if (rotationDeg === 0) {
    put();
    return;
  }
  document.save().rotate(-rotationDeg, { origin: [x, y] });
  put();
  document.restore();
}

function drawPath(
  document: PDFKit.PDFDocument,
  { points, closed, look, opacity }: PathItem,
  patternOf: (hatch: Exclude<Hatch, 'none'>) => Pattern,
): void {
  const trace = () => {
    points.forEach(([x, y], k) => (k === 0 ? document.moveTo(x, y) : document.lineTo(x, y)));
    return closed ? document.closePath() : document;
  };
  if (closed && look.fill !== null) {
    if (opacity !== undefined) document.save().fillOpacity(opacity);
    trace().fill(look.fill);
    if (opacity !== undefined) document.restore();
  }
  if (closed && look.hatch !== 'none') trace().fill([patternOf(look.hatch), look.hatchColour]);
  if (look.stroke !== null) strokePath(document, trace, look.stroke, look);
}

function strokePath(document: PDFKit.PDFDocument, trace: () => PDFKit.PDFDocument, stroke: string, look: Look): void {
  if (look.dashMm.length > 0) document.dash([...look.dashMm] as unknown as number, {});
  else document.undash();
  document.lineWidth(look.widthMm);
  trace().strokeColor(stroke).stroke();
}

/** The content stream of one tile of a hatch; its colour is given where it is used. */
function hatchStream(hatch: Exclude<Hatch, 'none'>): string {
  if (hatch === 'dots') {
    const start = (HATCH_TILE_MM - HATCH_DOT_MM) / 2;
    return `${String(start)} ${String(start)} ${String(HATCH_DOT_MM)} ${String(HATCH_DOT_MM)} re f`;
  }
  const lines = HATCH_LINES[hatch].map((line) => {
    const [x1, y1, x2, y2] = line.map(String);
    return `${x1 ?? ''} ${y1 ?? ''} m ${x2 ?? ''} ${y2 ?? ''} l`;
  });
  return `${String(HATCH_WIDTH_MM)} w ${lines.join(' ')} S`;
}
