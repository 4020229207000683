import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { plainText } from '../look/plain-text.js';
import { registerFonts } from './fonts.js';

/** One label to be printed. */
export interface PrintedLabel {
  readonly text: string;
  /** Which cable, and which end of it. */
  readonly note: string;
}

export interface LabelSheet {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly labels: Iterable<PrintedLabel>;
}

const POINTS_PER_MM = 72 / 25.4;
const mm = (length: number) => length * POINTS_PER_MM;
/** A4 with 3 × 16 labels of 63 × 17 mm. */
const SHEET = {
  widthMm: 210,
  heightMm: 297,
  columns: 3,
  rows: 16,
  labelWidthMm: 63,
  labelHeightMm: 17,
  marginMm: 10.5,
};
const TEXT_SIZE = 9;
const SMALLEST_SIZE = 4;
const NOTE_SIZE = 5.5;

/**
 * Writes labels on sheets of A4, three beside each other and sixteen under each other, and ends the target. The same labels
 * give the same bytes. A label that is too long for its place is set smaller.
 */
export async function writeLabelSheet(
  { site, asOf, contentHash, labels }: LabelSheet,
  target: Writable,
): Promise<void> {
  const day = new Date(`${asOf}T00:00:00Z`);
  const document = new PDFDocument({
    autoFirstPage: false,
    size: 'A4',
    margin: 0,
    info: {
      Title: plainText(`${site}: cable labels`),
      Subject: plainText(`As of ${asOf}, content ${contentHash}`),
      Creator: 'Plenum',
      Producer: 'Plenum',
      CreationDate: day,
      ModDate: day,
    },
  });
  const written = pipeline(document, target);
  const face = registerFonts(document);
  const perPage = SHEET.columns * SHEET.rows;
  let count = 0;
  for (const { text, note } of labels) {
    const place = count % perPage;
    if (place === 0) document.addPage({ size: 'A4', margin: 0 });
    count += 1;
    const x = mm(SHEET.marginMm + (place % SHEET.columns) * SHEET.labelWidthMm);
    const y = mm(SHEET.marginMm + Math.floor(place / SHEET.columns) * SHEET.labelHeightMm);
    const width = mm(SHEET.labelWidthMm - 4);
    document.lineWidth(0.25).strokeColor('#999999');
    document.rect(x, y, mm(SHEET.labelWidthMm), mm(SHEET.labelHeightMm)).stroke();
    const shown = face.shown(plainText(text));
    let size = TEXT_SIZE;
    document.font('bold').fillColor('#000000');
    while (size > SMALLEST_SIZE && document.fontSize(size).widthOfString(shown) > width) size -= 0.5;
    document.fontSize(size).text(shown, x + mm(2), y + mm(4), { lineBreak: false, width, ellipsis: true });
    document.font('regular').fontSize(NOTE_SIZE).fillColor('#555555');
    document.text(face.shown(plainText(note)), x + mm(2), y + mm(11.5), { lineBreak: false, width, ellipsis: true });
  }
  if (count === 0) {
    document.addPage({ size: 'A4', margin: 0 });
    document.font('regular').fontSize(TEXT_SIZE).text('There is no cable to label.', mm(20), mm(20));
  }
  document.end();
  await written;
}
