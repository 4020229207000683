import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TraySegment } from '../site/kinds/tray-segment.js';
import { pathTo, shortestPathsFrom } from './shortest-path.js';
import { trayGraphOf, type SpacePoint, type TrayExit } from './tray-graph.js';

const SIDE = 4;
/** m. A grid so wide that nothing is near anything by chance. */
const PITCH_M = 10;
const LEVELS_M = [2.5, 3.5];

type Corner = readonly [x: number, y: number, level: number];

interface Hall {
  readonly trays: readonly TraySegment[];
  readonly corners: readonly (readonly [Corner, Corner])[];
}

const cornerPoint = ([x, y, level]: Corner): [number, number, number] => [
  x * PITCH_M,
  y * PITCH_M,
  LEVELS_M[level] ?? 0,
];
const cornerKey = (corner: Corner) => corner.join(',');

/** Trays between neighbouring corners of a grid of two levels, risers included; each is there or not. */
const hall: fc.Arbitrary<Hall> = fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }).map((present) => {
  const corners: (readonly [Corner, Corner])[] = [];
  const add = (a: Corner, b: Corner) => {
    if (
      present[(corners.length * 7 + cornerKey(a).length + cornerKey(b).charCodeAt(0)) % 200] === true ||
      corners.length < 3
    ) {
      corners.push([a, b]);
    } else present.push(present.shift() === true);
  };
  for (let x = 0; x < SIDE; x += 1) {
    for (let y = 0; y < SIDE; y += 1) {
      for (const level of [0, 1]) {
        if (x + 1 < SIDE) add([x, y, level], [x + 1, y, level]);
        if (y + 1 < SIDE) add([x, y, level], [x, y + 1, level]);
      }
      add([x, y, 0], [x, y, 1]);
    }
  }
  return {
    corners,
    trays: corners.map(([a, b], i): TraySegment => ({
      name: `T${String(i).padStart(3, '0')}`,
      kind: 'fibre',
      from: cornerPoint(a),
      to: cornerPoint(b),
      widthMm: 300,
      heightMm: 100,
    })),
  };
});

/** Lengths of all shortest ways between the points of a graph, by the algorithm of Floyd and Warshall. */
function allDistances(points: readonly string[], edges: readonly (readonly [string, string, number])[]) {
  const at = new Map(points.map((point, i) => [point, i]));
  const distance = points.map((_, i) => points.map((__, j) => (i === j ? 0 : Infinity)));
  for (const [a, b, lengthM] of edges) {
    const [i, j] = [at.get(a) ?? 0, at.get(b) ?? 0];
    const row = distance[i] ?? [];
    const column = distance[j] ?? [];
    row[j] = Math.min(row[j] ?? Infinity, lengthM);
    column[i] = Math.min(column[i] ?? Infinity, lengthM);
  }
  for (let k = 0; k < points.length; k += 1) {
    for (let i = 0; i < points.length; i += 1) {
      for (let j = 0; j < points.length; j += 1) {
        const over = (distance[i]?.[k] ?? Infinity) + (distance[k]?.[j] ?? Infinity);
        const row = distance[i] ?? [];
        if (over < (row[j] ?? Infinity)) row[j] = over;
      }
    }
  }
  return (a: string, b: string) => distance[at.get(a) ?? 0]?.[at.get(b) ?? 0] ?? Infinity;
}

describe('ways over random trays', () => {
  it('are as long as those of Floyd and Warshall, racks standing under the middles of trays', () => {
    fc.assert(
      fc.property(hall, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ({ trays, corners }, places) => {
        const level = corners.flatMap(([a, b], i) => (a[2] === 0 && b[2] === 0 ? [i] : []));
        fc.pre(level.length > 1);
        const under = [...new Set(places.map((place) => level[place % level.length] ?? 0))];
        const exits = under.map((tray): TrayExit => {
          const { from, to } = trays[tray] as TraySegment;
          const at: SpacePoint = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, 2];
          return { key: `E${String(tray)}`, at, room: null };
        });
        const graph = trayGraphOf(trays, exits, { dropReachM: 1 });
        // By hand: a rack drops to the middle of its tray and of the one above it, if there is one; from the middle either
        // end is half a pitch away.
        const halves = under.flatMap((tray) => {
          const [a, b] = corners[tray] ?? [];
          return corners.flatMap(([c, d]) =>
            [c, d].every((end, k) => end.slice(0, 2).join() === [a, b][k]?.slice(0, 2).join())
              ? [c, d].map(
                  (end) => [`E${String(tray)}`, cornerKey(end), (c[2] === 0 ? 0.5 : 1.5) + PITCH_M / 2] as const,
                )
              : [],
          );
        });
        const lengths = corners.map(([a, b]) => [cornerKey(a), cornerKey(b), a[2] === b[2] ? PITCH_M : 1] as const);
        const points = [...new Set([...corners.flat().map(cornerKey), ...exits.map(({ key }) => key)])];
        const expected = allDistances(points, lengths);
        const toCorners = allDistances(points, [...lengths, ...halves]);
        for (const from of exits) {
          const paths = shortestPathsFrom(graph, graph.exits.get(from.key) ?? -1, () => true);
          for (const to of exits) {
            if (from === to) continue;
            const target = graph.exits.get(to.key) ?? -1;
            const found = paths.distanceM[target] ?? Infinity;
            // A way never leads through a third rack, so that only the two ends are joined to the trays.
            const [a, b] = [from, to].map(({ key }) => halves.filter(([exit]) => exit === key));
            const byHand = Math.min(
              ...(a ?? []).flatMap(([, near, nearM]) =>
                (b ?? []).map(([, far, farM]) => nearM + expected(near, far) + farM),
              ),
            );
            expect(found).toBeCloseTo(byHand, 6);
            expect(byHand).toBeGreaterThanOrEqual(toCorners(from.key, to.key) - 1e-6);
            const stretches = pathTo(graph, paths, target);
            expect(stretches === null).toBe(byHand === Infinity);
            if (stretches !== null) {
              expect(stretches.reduce((sum, { lengthM }) => sum + lengthM, 0)).toBeCloseTo(found, 6);
              expect(stretches.filter(({ kind }) => kind === 'drop')).toHaveLength(2);
            }
          }
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('a graph of trays', () => {
  const tray = (name: string, from: SpacePoint, to: SpacePoint, kind: TraySegment['kind'] = 'fibre'): TraySegment => ({
    name,
    kind,
    from: [...from],
    to: [...to],
    widthMm: 300,
    heightMm: 100,
  });
  const exit = (key: string, at: SpacePoint): TrayExit => ({ key, at, room: null });
  const wayM = (trays: readonly TraySegment[], exits: readonly TrayExit[], open = () => true) => {
    const graph = trayGraphOf(trays, exits, { dropReachM: 1 });
    const paths = shortestPathsFrom(graph, graph.exits.get('a') ?? -1, open);
    return paths.distanceM[graph.exits.get('b') ?? -1];
  };

  it('joins trays where an end of one lies on the other, and not where they only cross', () => {
    const main = tray('main', [0, 0, 3], [10, 0, 3]);
    const racks = [exit('a', [0, 0, 2]), exit('b', [5, 4, 2])];
    expect(wayM([main, tray('tee', [5, 0, 3], [5, 4, 3])], racks)).toBeCloseTo(1 + 5 + 4 + 1, 9);
    expect(wayM([main, tray('crossing', [5, -4, 3], [5, 4, 3])], racks)).toBe(Infinity);
  });

  it('measures drops along the axes: down 1 m, and 0.3 m and 0.4 m to the tray', () => {
    const main = tray('main', [0, 0, 3], [10, 0, 3]);
    // nearest point of the tray to (2.3, 0.4) is (2.3, 0): 1 + 0.4; from (8, −0.5): 1 + 0.5; between them 5.7
    expect(wayM([main], [exit('a', [2.3, 0.4, 2]), exit('b', [8, -0.5, 2])])).toBeCloseTo(1.4 + 5.7 + 1.5, 9);
  });

  it('has no way where a rack is too far from every tray, and none through a closed one', () => {
    const main = tray('main', [0, 0, 3], [10, 0, 3]);
    expect(wayM([main], [exit('a', [0, 0, 2]), exit('b', [5, 1.5, 2])])).toBe(Infinity);
    expect(wayM([main], [exit('a', [0, 0, 2]), exit('b', [5, 0, 2])], () => false)).toBe(Infinity);
  });

  it('never leads through the exit of a third rack that could drop into two trays', () => {
    const trays = [tray('one', [0, 0, 3], [4, 0, 3]), tray('two', [5, 0, 3], [9, 0, 3])];
    const racks = [exit('a', [0, 0, 2]), exit('b', [9, 0, 2]), exit('between', [4.5, 0, 2])];
    expect(wayM(trays, racks)).toBe(Infinity);
  });
});
