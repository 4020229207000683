import type ExcelJS from 'exceljs';
import { cellText } from './cell-text.js';

export type Paper = 'A3' | 'A4';

/** Codes of ECMA-376, 18.3.1.63; exceljs writes all of them and declares some. */
const PAPER_CODES: Readonly<Record<Paper, number>> = { A3: 8, A4: 9 };

const MARGINS_IN = { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };

/** A header or footer holds 255 characters in all (Excel specifications and limits). */
const EDGE_TEXT_LIMIT = 60;

/** What stands on every printed page. */
export interface PrintedPage {
  readonly site: string;
  readonly footer: string;
}

/** Landscape, as many pages long as it takes and one wide. */
export function printSetup(paper: Paper): Partial<Omit<ExcelJS.PageSetup, 'paperSize'>> {
  const setup = {
    paperSize: PAPER_CODES[paper],
    orientation: 'landscape' as const,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    margins: MARGINS_IN,
  };
  return setup;
}

/** Header and footer of printed pages. */
export function printedEdges({ site, footer }: PrintedPage, sheet: string): Partial<ExcelJS.HeaderFooter> {
  return {
    oddHeader: `&L&9${edgeText(site)}&R&9${edgeText(sheet)}`,
    oddFooter: `&L&8${edgeText(footer)}&R&8Page &P of &N`,
  };
}

/** `&` starts a command and is written twice; a digit after the size of the font would be read as part of it. */
function edgeText(text: string): string {
  const plain = cellText(text).slice(0, EDGE_TEXT_LIMIT).replaceAll('&', '&&');
  return /^\d/.test(plain) ? ` ${plain}` : plain;
}
