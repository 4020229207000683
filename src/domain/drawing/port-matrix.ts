import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Scene, Shape, ShapeStyle } from './scene.js';

/** What the rows and columns of a port matrix are. */
export type MatrixBy = 'rack' | 'device';

/** mm on paper. */
const CELL = 7;
const LABEL = 28;
const TEXT = 2.2;
/** More than this cannot be read on one sheet. */
export const MOST_MEMBERS = 64;

/**
 * Who is cabled to whom, as a matrix: a cell holds the number of cables between its row and its column, and on the diagonal
 * those inside. Members are the racks or devices of the bundle or of the whole site, in order of their names; where there
 * are more than 64, the first 64 and a note.
 */
export function portMatrixScene(
  index: SiteIndex,
  { by, bundle }: { readonly by: MatrixBy; readonly bundle: string | null },
): Scene {
  const counts = new Map<string, number>();
  const names = new Set<string>();
  const memberOf = (device: string) => (by === 'device' ? device : (index.devices.get(device)?.rack ?? device));
  let cables = 0;
  for (const cable of index.snapshot.cables) {
    if (bundle !== null && cable.bundle !== bundle) continue;
    cables += 1;
    const [first, ...others] = cable.ends.map(({ device }) => memberOf(device));
    if (first === undefined) continue;
    names.add(first);
    for (const other of others) {
      names.add(other);
      const key = [first, other].sort(compareText).join('\u0000');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const all = [...names].sort(naturalOrder);
  const members = all.slice(0, MOST_MEMBERS);
  const most = Math.max(1, ...counts.values());
  const size = members.length * CELL;
  const shapes: Shape[] = [];
  members.forEach((row, i) => {
    const y = size - (i + 1) * CELL;
    shapes.push(name(row, { at: [LABEL - 1.5, y + CELL / 2], rotationDeg: 0, anchor: 'end' }));
    shapes.push(name(row, { at: [LABEL + (i + 0.5) * CELL, size + 1.5], rotationDeg: 90, anchor: 'start' }));
    members.forEach((column, j) => {
      const count = counts.get([row, column].sort(compareText).join('\u0000')) ?? 0;
      const x = LABEL + j * CELL;
      shapes.push({
        shape: 'polygon',
        style: cellStyle(count, most),
        points: [
          [x, y],
          [x + CELL, y],
          [x + CELL, y + CELL],
          [x, y + CELL],
        ],
      });
      if (count > 0) {
        shapes.push({
          shape: 'text',
          style: 'label',
          at: [x + CELL / 2, y + CELL / 2],
          text: String(count),
          size: TEXT,
          anchor: 'middle',
          rotationDeg: 0,
          maxWidth: CELL - 0.6,
        });
      }
    });
  });
  return {
    title: `${bundle ?? 'All cables'}: ${by} by ${by}`,
    unit: 'mm',
    extent: { min: [0, -2], max: [LABEL + size + 2, size + LABEL] },
    scale: 1,
    isToScale: false,
    northDeg: null,
    shapes,
    notes: [
      `${String(cables)} cables. A cell holds the cables between its row and its column, the diagonal those inside`,
      ...(all.length > members.length
        ? [`The first ${String(members.length)} of ${String(all.length)} are shown; ask for one bundle, or for racks`]
        : []),
      ...(members.length === 0 ? ['There is no such cable'] : []),
    ],
  };
}

function name(
  text: string,
  { at, rotationDeg, anchor }: { at: readonly [number, number]; rotationDeg: number; anchor: 'start' | 'end' },
): Shape {
  return { shape: 'text', style: 'rack', at, text, size: TEXT, anchor, rotationDeg, maxWidth: LABEL - 3 };
}

function cellStyle(count: number, most: number): ShapeStyle {
  if (count === 0) return 'matrix-none';
  const share = count / most;
  return share > 0.66 ? 'matrix-many' : share > 0.33 ? 'matrix-some' : 'matrix-few';
}

/** Names with their numbers in order: R2 before R10. */
function naturalOrder(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => text.split(/(\d+)/));
  const parts = Math.max(first?.length ?? 0, second?.length ?? 0);
  for (let i = 0; i < parts; i += 1) {
    const [one = '', other = ''] = [first?.[i], second?.[i]];
    const difference = i % 2 === 1 ? Number(one) - Number(other) : compareText(one, other);
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}
