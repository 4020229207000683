import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TraySegment } from '../site/kinds/tray-segment.js';
import { trayGraphOf, type TrayExit } from './tray-graph.js';
import { piecesText, trayPieces } from './tray-pieces.js';

const tray = (name: string, from: [number, number], to: [number, number]): TraySegment => ({
  name,
  kind: 'fibre',
  from: [...from, 2.5],
  to: [...to, 2.5],
  widthMm: 300,
  heightMm: 100,
});
const exit = (key: string, x: number, y: number): TrayExit => ({ key, at: [x, y, 2.1], room: null });
const piecesOf = (trays: readonly TraySegment[], exits: readonly TrayExit[] = [], closed: readonly string[] = []) => {
  const graph = trayGraphOf(trays, exits, { dropReachM: 0.3 });
  return trayPieces(graph, {
    isOpen: (segment) => !closed.includes(graph.segments[segment]?.name ?? ''),
    rackOf: (key) => key.split(' ')[0] ?? '',
  });
};

describe('pieces of trays', () => {
  const line = [tray('a', [0, 0], [4, 0]), tray('b', [4, 0], [8, 0]), tray('c', [8.5, 0], [12, 0])];
  const racks = [exit('A1 top', 1, 0), exit('A1 bottom', 1, 0), exit('A2 top', 6, 0), exit('A3 top', 10, 0)];

  it('are named with their segments and racks, the largest first; half a metre is no joint', () => {
    const pieces = piecesOf(line, racks);
    expect(pieces).toEqual([
      { segments: { count: 2, names: ['a', 'b'] }, racks: { count: 2, names: ['A1', 'A2'] } },
      { segments: { count: 1, names: ['c'] }, racks: { count: 1, names: ['A3'] } },
    ]);
    expect(piecesText(pieces)).toBe('a, b (racks A1, A2) | c (racks A3)');
  });

  it('are not joined by a rack that drops into two of them, nor by a crossing', () => {
    const cross = [tray('a', [0, 0], [4, 0]), tray('b', [2, -2], [2, 2]), tray('c', [4.2, 0], [8, 0])];
    expect(
      piecesOf(cross, [exit('A1 top', 4.1, 0)]).map(({ segments, racks: { names } }) => [segments.names, names]),
    ).toEqual([
      [['a'], ['A1']],
      [['b'], []],
      [['c'], ['A1']],
    ]);
  });

  it('fall apart where a segment between them is closed', () => {
    expect(piecesOf(line, racks, ['b']).map(({ segments }) => segments.names)).toEqual([['a'], ['c']]);
  });

  it('hold every open segment once, and as many as a search from segment to segment finds', () => {
    const grid = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.boolean());
    fc.assert(
      fc.property(fc.uniqueArray(grid, { maxLength: 20, selector: String }), (places) => {
        const trays = places.map(([x, y, isEast], i) =>
          tray(`t${String(i).padStart(2, '0')}`, [x, y], isEast ? [x + 1, y] : [x, y + 1]),
        );
        const ends = trays.map(({ from, to }) => [from, to].map(String));
        const seen = new Set<number>();
        const expected: string[][] = [];
        for (const start of trays.keys()) {
          if (seen.has(start)) continue;
          const group = [start];
          seen.add(start);
          for (const at of group) {
            for (const other of trays.keys()) {
              if (seen.has(other) || ends[at]?.some((end) => ends[other]?.includes(end)) !== true) continue;
              seen.add(other);
              group.push(other);
            }
          }
          expected.push(group.map((i) => trays[i]?.name ?? '').sort());
        }
        const byFirst = (a: readonly string[], b: readonly string[]) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1);
        expect(
          piecesOf(trays)
            .map(({ segments }) => [...segments.names])
            .sort(byFirst),
        ).toEqual(expected.sort(byFirst));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
