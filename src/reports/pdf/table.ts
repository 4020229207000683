import { lineOfText, wrapText } from '../look/furniture.js';
import type { Look } from '../look/look.js';
import type { Face } from '../look/scene-items.js';
import type { Item, Spot } from '../look/sheet.js';

/** A cell of text; its lines break where they must. */
export interface Cell {
  readonly text: string;
  readonly bold?: boolean;
  readonly colour?: string;
}

export interface Column {
  readonly title: string;
  readonly widthMm: number;
  readonly align?: 'start' | 'end';
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** mm. */
const SIZE = 2.5;
const LINE = 3.5;
const PAD = 1.2;
const SIDE_PAD = 1.8;
const HEADER = 6;

const rule: Look = { fill: null, hatch: 'none', hatchColour: '#000000', stroke: '#9a9a9a', widthMm: 0.12, dashMm: [] };
const headerGround: Look = { ...rule, fill: '#e8ebee', stroke: null };

/** Rows of a table that lie on one page, already broken into lines. */
export interface TablePage {
  readonly rows: readonly TableRow[];
  readonly heightMm: number;
}

interface TableRow {
  readonly cells: readonly { readonly lines: readonly string[]; readonly bold: boolean; readonly colour: string }[];
  readonly heightMm: number;
  /** Goes on with a row that the page before could not hold. */
  readonly goesOn: boolean;
}

/** Breaks a table into pages. A row that a page cannot hold goes on on the next. */
export function paginate({ columns, rows }: Table, heightMm: number, face: Face): readonly TablePage[] {
  const mostLines = Math.max(1, Math.floor((heightMm - HEADER - 2 * PAD) / LINE));
  const pages: TablePage[] = [];
  let page: TableRow[] = [];
  let used = HEADER;
  const close = (): void => {
    if (page.length > 0) pages.push({ rows: page, heightMm: used });
    page = [];
    used = HEADER;
  };
  for (const row of rows) {
    const cells = row.map(({ text, bold = false, colour = '#000000' }, k) => ({
      bold,
      colour,
      lines: wrapText(text, {
        size: SIZE,
        maxWidth: (columns[k]?.widthMm ?? 0) - 2 * SIDE_PAD,
        measure: bold ? face.bold : face.regular,
      }),
    }));
    const lineCount = Math.max(1, ...cells.map(({ lines }) => lines.length));
    for (let from = 0; from < lineCount; from += mostLines) {
      const count = Math.min(mostLines, lineCount - from);
      const rowHeight = count * LINE + 2 * PAD;
      if (used + rowHeight > heightMm + 1e-9) close();
      page.push({
        cells: cells.map((cell) => ({ ...cell, lines: cell.lines.slice(from, from + count) })),
        heightMm: rowHeight,
        goesOn: from > 0,
      });
      used += rowHeight;
    }
  }
  close();
  return pages;
}

/** A page of a table with its header. */
export function tableItems(
  columns: readonly Column[],
  { rows }: TablePage,
  { at: [x, y], face }: { readonly at: Spot; readonly face: Face },
): readonly Item[] {
  const width = columns.reduce((sum, { widthMm }) => sum + widthMm, 0);
  const items: Item[] = [
    {
      item: 'path',
      closed: true,
      points: [
        [x, y],
        [x + width, y],
        [x + width, y + HEADER],
        [x, y + HEADER],
      ],
      look: headerGround,
    },
  ];
  const lefts: number[] = [];
  let left = x;
  for (const { title, widthMm, align } of columns) {
    lefts.push(left);
    items.push(
      ...lineOfText(title, {
        at: [align === 'end' ? left + widthMm - SIDE_PAD : left + SIDE_PAD, y + HEADER - 2],
        size: SIZE,
        maxWidth: widthMm - 2 * SIDE_PAD,
        face,
        bold: true,
        anchor: align ?? 'start',
      }),
    );
    left += widthMm;
  }
  let top = y + HEADER;
  for (const row of rows) {
    row.cells.forEach(({ lines, bold, colour }, k) => {
      const column = columns[k];
      if (column === undefined) return;
      const cellLeft = lefts[k] ?? x;
      const isEnd = column.align === 'end';
      lines.forEach((text, line) => {
        items.push(
          ...lineOfText(text, {
            at: [isEnd ? cellLeft + column.widthMm - SIDE_PAD : cellLeft + SIDE_PAD, top + PAD + line * LINE + SIZE],
            size: SIZE,
            maxWidth: column.widthMm - 2 * SIDE_PAD + 0.01,
            face,
            bold,
            colour,
            anchor: isEnd ? 'end' : 'start',
          }),
        );
      });
    });
    top += row.heightMm;
    items.push({
      item: 'path',
      closed: false,
      points: [
        [x, top],
        [x + width, top],
      ],
      look: rule,
    });
  }
  return items;
}
