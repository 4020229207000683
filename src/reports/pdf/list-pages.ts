import { lineOfText } from '../look/furniture.js';
import type { Face } from '../look/scene-items.js';
import type { Item } from '../look/sheet.js';
import { AREA, type ReportPage } from './page.js';
import { paginate, tableItems, type Table } from './table.js';

/** mm. */
const HEADING = 4.5;
const REMARK = 2.7;

export interface ListChapter {
  readonly title: string;
  readonly chapter: string;
  readonly entry: string | null;
  /** Under the title of the first page. */
  readonly remark: string;
  readonly table: Table;
  /** Under the last row. */
  readonly ending?: string;
}

/** A table over as many pages as it needs, its header on each. An empty one is one page that says so. */
export function listPages(
  { title, chapter, entry, remark, table, ending }: ListChapter,
  face: Face,
): readonly ReportPage[] {
  const topMm = HEADING + REMARK + 6;
  const tables = paginate(table, AREA.height - topMm - 6, face);
  const pageCount = Math.max(1, tables.length);
  return Array.from({ length: pageCount }, (_, k): ReportPage => {
    const part = pageCount > 1 ? `, ${String(k + 1)} of ${String(pageCount)}` : '';
    return {
      title: `${title}${part}`,
      scale: '–',
      bookmark: k === 0 ? { chapter, entry, contents: title } : null,
      items: () => {
        const page = tables[k];
        const line = (text: string, y: number, size: number, bold = false) =>
          lineOfText(text, { at: [AREA.x, y], size, maxWidth: AREA.width, face, bold });
        const items: Item[] = [...line(`${title}${part}`, AREA.y + HEADING, HEADING, true)];
        items.push(...line(remark, AREA.y + HEADING + REMARK + 2.5, REMARK));
        if (page === undefined) {
          items.push(...line('None.', AREA.y + topMm + REMARK + 2, REMARK));
          return items;
        }
        items.push(...tableItems(table.columns, page, { at: [AREA.x, AREA.y + topMm], face }));
        if (ending !== undefined && k === pageCount - 1) {
          items.push(...line(ending, AREA.y + topMm + page.heightMm + REMARK + 2, REMARK, true));
        }
        return items;
      },
    };
  });
}
