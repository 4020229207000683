import { lineOfText } from '../look/furniture.js';
import type { Look } from '../look/look.js';
import type { Face } from '../look/scene-items.js';
import type { Item, PathItem, Spot } from '../look/sheet.js';
import { BLOCK_HEIGHT_MM, FRAME } from './page.js';

export interface TitleBlock {
  readonly site: string;
  readonly title: string;
  readonly scale: string;
  readonly revisionLabel: string | null;
  readonly asOf: string;
  readonly contentHash: string;
  readonly page: number;
  readonly pageCount: number;
}

/** Letters of the content hash that are printed; enough to tell documents apart. */
const HASH_LETTERS = 16;
const line: Look = { fill: null, hatch: 'none', hatchColour: '#000000', stroke: '#000000', widthMm: 0.35, dashMm: [] };

/** Frame and title block of a page. */
export function titleBlockItems(block: TitleBlock, face: Face): readonly Item[] {
  const cells: readonly (readonly [label: string, value: string, width: number])[] = [
    ['Site', block.site, 84],
    ['Drawing', block.title, 118],
    ['Scale (A3)', block.scale, 24],
    ['Revision', block.revisionLabel ?? '–', 44],
    ['As of', block.asOf, 28],
    ['Content hash', block.contentHash.slice(0, HASH_LETTERS), 46],
    ['Page', `${String(block.page)} of ${String(block.pageCount)}`, 46],
  ];
  const top = FRAME.y + FRAME.height - BLOCK_HEIGHT_MM;
  const bottom = FRAME.y + FRAME.height;
  const items: Item[] = [
    rectangle([FRAME.x, FRAME.y], [FRAME.x + FRAME.width, bottom], 0.7),
    {
      item: 'path',
      closed: false,
      points: [
        [FRAME.x, top],
        [FRAME.x + FRAME.width, top],
      ],
      look: { ...line, widthMm: 0.7 },
    },
  ];
  let x: number = FRAME.x;
  for (const [label, value, width] of cells) {
    if (x > FRAME.x)
      items.push({
        item: 'path',
        closed: false,
        points: [
          [x, top],
          [x, bottom],
        ],
        look: line,
      });
    items.push(...lineOfText(label, { at: [x + 2, top + 4], size: 2.2, maxWidth: width - 4, face, colour: '#555555' }));
    items.push(...lineOfText(value, { at: [x + 2, top + 10.5], size: 3.6, maxWidth: width - 4, face, bold: true }));
    x += width;
  }
  return items;
}

function rectangle([left, top]: Spot, [right, bottom]: Spot, widthMm: number): PathItem {
  return {
    item: 'path',
    closed: true,
    points: [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
    look: { ...line, widthMm },
  };
}
