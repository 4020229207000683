import { describe, expect, it } from '@jest/globals';
import type { Room } from '../site/kinds/room.js';
import { columnLetters, rowNumber, tileGrid } from './tile-grid.js';

/** An L: 6 m × 3 m with 3 m × 1.2 m missing in its upper right corner. */
const L_ROOM: Room = {
  name: 'L',
  tileSizeM: 0.6,
  outline: [
    [0, 0],
    [6, 0],
    [6, 1.8],
    [3, 1.8],
    [3, 3],
    [0, 3],
  ],
};

it.each([
  [0, 'AA'],
  [25, 'AZ'],
  [26, 'BA'],
  [675, 'ZZ'],
  [676, 'AAA'],
  [677, 'AAB'],
])('letters column %s as %s', (index, letters) => {
  expect(columnLetters(index)).toBe(letters);
});

it('numbers rows from 01', () => {
  expect([0, 8, 9, 99].map(rowNumber)).toEqual(['01', '09', '10', '100']);
});

describe('the tiles of a room', () => {
  it('are cut at its walls', () => {
    const { lines } = tileGrid(L_ROOM, 50);
    const across = lines.flatMap((line) => (line.shape === 'line' ? [line.points] : []));
    // x = 0.6 … 2.4 reach up to 3 m, x = 3.6 … 5.4 up to 1.8 m.
    const tops = across.flatMap(([from, to]) => (from?.[0] === to?.[0] ? [[from?.[0].toFixed(1), to?.[1]]] : []));
    expect(tops).toContainEqual(['2.4', 3]);
    expect(tops).toContainEqual(['3.6', 1.8]);
  });

  it('are lettered AA … above and numbered 01 … on the left', () => {
    const texts = tileGrid(L_ROOM, 50).labels.map(({ text }) => text);
    // 6 m / 0.6 m and 3 m / 0.6 m.
    expect(texts).toEqual(['AA', 'AB', 'AC', 'AD', 'AE', 'AF', 'AG', 'AH', 'AI', 'AJ', '01', '02', '03', '04', '05']);
  });

  it('are lettered every second where labels would not fit', () => {
    // 0.6 m at 1:200 are 3 mm; labels want 6 mm.
    expect(tileGrid(L_ROOM, 200).labels.map(({ text }) => text)).toEqual([
      'AA',
      'AC',
      'AE',
      'AG',
      'AI',
      '01',
      '03',
      '05',
    ]);
  });

  it('are not drawn where nobody states their size, and stay few where they are tiny', () => {
    const bare: Room = { name: 'bare', outline: L_ROOM.outline };
    expect(tileGrid(bare, 50)).toEqual({ lines: [], labels: [] });
    expect(tileGrid({ ...L_ROOM, tileSizeM: 1e-6 }, 50).lines.length).toBeLessThan(200);
  });

  it('start at their origin', () => {
    const { lines } = tileGrid({ ...L_ROOM, tileOrigin: [0.3, 0] }, 50);
    const first = lines.find((line) => line.shape === 'line');
    expect(first?.shape === 'line' ? first.points[0]?.[0] : null).toBeCloseTo(0.3, 9);
  });
});
