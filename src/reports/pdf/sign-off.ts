import { lineOfText } from '../look/furniture.js';
import type { Look } from '../look/look.js';
import type { Face } from '../look/scene-items.js';
import type { Item, Spot } from '../look/sheet.js';

const RULE: Look = { fill: null, hatch: 'none', hatchColour: '#000000', stroke: '#000000', widthMm: 0.25, dashMm: [] };
const ROLES = ['Prepared', 'Checked', 'Approved'] as const;
const HEADS = [
  ['', 0.14],
  ['Name', 0.36],
  ['Date', 0.16],
  ['Signature', 0.34],
] as const;
const HEAD_MM = 5;
const ROW_MM = 9;
const TEXT_MM = 2.7;

export const SIGN_OFF_HEIGHT_MM = HEAD_MM + ROLES.length * ROW_MM;

/** Places to sign: who prepared, checked and approved what the report shows. */
export function signOffItems({
  at: [x, y],
  width,
  face,
}: {
  readonly at: Spot;
  readonly width: number;
  readonly face: Face;
}): readonly Item[] {
  const bottom = y + SIGN_OFF_HEIGHT_MM;
  const items: Item[] = [];
  const rule = (from: Spot, to: Spot) => items.push({ item: 'path', closed: false, points: [from, to], look: RULE });
  const word = (text: string, at: Spot, maxWidth: number) =>
    items.push(...lineOfText(text, { at, size: TEXT_MM, maxWidth, face, bold: true }));
  let left = x;
  for (const [head, share] of HEADS) {
    rule([left, y], [left, bottom]);
    if (head !== '') word(head, [left + 1.5, y + 3.6], width * share - 3);
    left += width * share;
  }
  rule([x + width, y], [x + width, bottom]);
  rule([x, y], [x + width, y]);
  ROLES.forEach((role, i) => {
    const top = y + HEAD_MM + i * ROW_MM;
    rule([x, top], [x + width, top]);
    word(role, [x + 1.5, top + ROW_MM / 2 + 1], width * HEADS[0][1] - 3);
  });
  rule([x, bottom], [x + width, bottom]);
  return items;
}
