import { requireWithin } from '../range.js';
import type { Box } from './geometry.js';

/** Boxes sorted into the cells of a uniform grid, so that those that may meet are found without comparing all. */
export interface BoxGrid {
  readonly boxes: readonly Box[];
  readonly westM: number;
  readonly southM: number;
  readonly cellM: number;
  /** Positions in `boxes`, by cell; see {@link cellKey}. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
  /** Positions of boxes over so many cells that they are compared with every other. */
  readonly large: readonly number[];
}

/** Cells along one axis at most, so that a cell's key is an exact integer. */
const MAX_CELLS_PER_AXIS = 2 ** 20;
/** m. Smaller boxes share a cell. */
const MIN_CELL_M = 0.01;
/** m. Beyond it a cell's number would not be exact. */
const COORDINATE_RANGE_M = { min: -1e9, max: 1e9 } as const;
/** A box over more cells than this is kept apart. */
const MAX_CELLS_PER_BOX = 64;

interface Cells {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

type Lattice = Pick<BoxGrid, 'westM' | 'southM' | 'cellM'>;

function cellsOf(lattice: Lattice, box: Box): Cells {
  return {
    firstColumn: Math.floor((box.minXM - lattice.westM) / lattice.cellM),
    lastColumn: Math.floor((box.maxXM - lattice.westM) / lattice.cellM),
    firstRow: Math.floor((box.minYM - lattice.southM) / lattice.cellM),
    lastRow: Math.floor((box.maxYM - lattice.southM) / lattice.cellM),
  };
}

function cellCount({ firstColumn, lastColumn, firstRow, lastRow }: Cells): number {
  return (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
}

/** Exact for cells inside the extent of the boxes: both numbers are at most 2^20. */
function cellKey(column: number, row: number): number {
  return column * (MAX_CELLS_PER_AXIS + 2) + row;
}

function* keysOf(cells: Cells): Generator<number> {
  for (let column = cells.firstColumn; column <= cells.lastColumn; column += 1) {
    for (let row = cells.firstRow; row <= cells.lastRow; row += 1) yield cellKey(column, row);
  }
}

function meet(a: Box, b: Box): boolean {
  return a.minXM <= b.maxXM && b.minXM <= a.maxXM && a.minYM <= b.maxYM && b.minYM <= a.maxYM;
}

/** The one cell that stands for a pair of boxes that meet: where the south-west corner of what they share lies. */
function pairKey(lattice: Lattice, a: Box, b: Box): number {
  return cellKey(
    Math.floor((Math.max(a.minXM, b.minXM) - lattice.westM) / lattice.cellM),
    Math.floor((Math.max(a.minYM, b.minYM) - lattice.southM) / lattice.cellM),
  );
}

/** As large as nine boxes out of ten, so that most lie in one to four cells. */
function latticeFor(boxes: readonly Box[]): Lattice {
  if (boxes.length === 0) return { westM: 0, southM: 0, cellM: 1 };
  let [westM, southM, eastM, northM] = [Infinity, Infinity, -Infinity, -Infinity];
  const sizesM: number[] = [];
  for (const { minXM, minYM, maxXM, maxYM } of boxes) {
    westM = Math.min(westM, minXM);
    southM = Math.min(southM, minYM);
    eastM = Math.max(eastM, maxXM);
    northM = Math.max(northM, maxYM);
    sizesM.push(Math.max(maxXM - minXM, maxYM - minYM));
  }
  sizesM.sort((a, b) => a - b);
  const usualM = sizesM[Math.floor(sizesM.length * 0.9)] ?? 0;
  const extentM = Math.max(eastM - westM, northM - southM);
  return { westM, southM, cellM: Math.max(usualM, MIN_CELL_M, extentM / MAX_CELLS_PER_AXIS) };
}

/**
 * Sorts boxes into a grid. For boxes of about one size (racks, with a few larger obstacles) this and finding all pairs
 * takes time in proportion to boxes and pairs.
 *
 * @throws RangeError when a coordinate is not a number from −1e9 to 1e9
 */
export function buildGrid(boxes: readonly Box[]): BoxGrid {
  for (const { minXM, minYM, maxXM, maxYM } of boxes) {
    requireWithin(COORDINATE_RANGE_M, { minXM, minYM, maxXM, maxYM });
  }
  const lattice = latticeFor(boxes);
  const cells = new Map<number, number[]>();
  const large: number[] = [];
  for (const [index, box] of boxes.entries()) {
    const covered = cellsOf(lattice, box);
    if (cellCount(covered) > MAX_CELLS_PER_BOX) {
      large.push(index);
      continue;
    }
    for (const key of keysOf(covered)) {
      const cell = cells.get(key);
      if (cell) cell.push(index);
      else cells.set(key, [index]);
    }
  }
  return { ...lattice, boxes, cells, large };
}

/**
 * Every pair of boxes that meet or touch, once, as positions with the lower first. The order depends on the boxes only.
 */
export function* candidatePairs(grid: BoxGrid): Generator<readonly [number, number]> {
  const { boxes, cells, large } = grid;
  for (const [key, members] of cells) {
    for (const [k, i] of members.entries()) {
      for (let m = k + 1; m < members.length; m += 1) {
        const j = members[m] ?? i;
        const [a, b] = [boxes[i], boxes[j]];
        if (a && b && meet(a, b) && pairKey(grid, a, b) === key) yield [i, j];
      }
    }
  }
  const isLarge = new Set(large);
  for (const i of large) {
    for (const [j, box] of boxes.entries()) {
      const a = boxes[i];
      if (i === j || (isLarge.has(j) && j < i) || !a || !meet(a, box)) continue;
      yield i < j ? [i, j] : [j, i];
    }
  }
}

/**
 * The boxes that meet or touch a given one, as ascending positions.
 *
 * @throws RangeError when a coordinate of `box` is not a number from −1e9 to 1e9
 */
export function boxesMeeting({ grid, box }: { readonly grid: BoxGrid; readonly box: Box }): number[] {
  const { boxes, cells, large } = grid;
  const { minXM, minYM, maxXM, maxYM } = box;
  requireWithin(COORDINATE_RANGE_M, { minXM, minYM, maxXM, maxYM });
  const covered = cellsOf(grid, box);
  const isHit = (index: number): boolean => {
    const other = boxes[index];
    return other !== undefined && meet(other, box);
  };
  if (cellCount(covered) > boxes.length) return [...boxes.keys()].filter(isHit);
  const hits = new Set(large.filter(isHit));
  for (const key of keysOf(covered)) for (const index of cells.get(key) ?? []) if (isHit(index)) hits.add(index);
  return [...hits].sort((a, b) => a - b);
}
