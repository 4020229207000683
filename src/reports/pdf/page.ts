import type { Item } from '../look/sheet.js';

/** A sheet of the report. What lies on it is made when it is drawn, so that a long report does not fill the memory. */
export interface ReportPage {
  /** Name of the drawing, as the title block gives it. */
  readonly title: string;
  /** `1:50`, or a dash for lists. */
  readonly scale: string;
  /** Chapter and entry of the outline; null: the page goes on with what was before. */
  readonly bookmark: {
    readonly chapter: string;
    readonly entry: string | null;
    /** As the contents name it, where that is not the title of the page. */
    readonly contents?: string;
  } | null;
  readonly items: () => readonly Item[];
}

/** A3 landscape, frame and title block after ISO 5457: 20 mm for binding on the left. All mm. */
export const PAGE = { widthMm: 420, heightMm: 297 } as const;
export const FRAME = { x: 20, y: 10, width: 390, height: 277 } as const;
export const BLOCK_HEIGHT_MM = 15;
/** What pages may fill, inside frame and title block. */
export const AREA = { x: 24, y: 14, width: 382, height: FRAME.height - BLOCK_HEIGHT_MM - 8 } as const;
