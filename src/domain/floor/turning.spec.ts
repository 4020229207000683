import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { longestAroundM, type Corner } from './turning.js';

const corner = (given: Partial<Corner> = {}): Corner => ({
  beforeM: 1.2,
  afterM: 1.2,
  turnDeg: 90,
  circleM: 1.2,
  ...given,
});

describe('what is rolled around a corner', () => {
  it('of 1.2 m on both sides is 2.19 m long at 0.6 m of width, and hardly wider than that, the ladder of 3.39 m', () => {
    // worst at 45°: (2 · 1.2 · 0.70711 − 0.6)/0.5
    expect(longestAroundM(corner(), 0.6)).toBeCloseTo(2.194, 3);
    expect(longestAroundM(corner(), 1e-9)).toBeCloseTo(2 * Math.SQRT2 * 1.2, 6);
  });

  it('of widths 1 and 8 m is the ladder of the books: (1 + 8^(2/3))^(3/2) = 11.18 m', () => {
    expect(longestAroundM(corner({ beforeM: 1, afterM: 8 }), 1e-9)).toBeCloseTo(11.1803, 3);
  });

  it('is longer where the turn is gentle, and anything on a straight way', () => {
    expect(longestAroundM(corner({ turnDeg: 45 }), 0.6)).toBeGreaterThan(longestAroundM(corner(), 0.6));
    expect(longestAroundM(corner({ turnDeg: 4 }), 0.6)).toBe(Infinity);
  });

  it('is turned on the spot where the circle is wide enough: √(3² − 0.6²) = 2.94 m', () => {
    expect(longestAroundM(corner({ circleM: 3 }), 0.6)).toBeCloseTo(2.939, 3);
    expect(longestAroundM(corner({ turnDeg: 180, circleM: 1.3 }), 0.6)).toBeCloseTo(1.153, 3);
  });

  it('is nothing where not even the narrow side passes', () => {
    expect(longestAroundM(corner({ afterM: 0.5 }), 0.6)).toBe(0);
    expect(() => longestAroundM(corner(), 0)).toThrow('widthM');
  });

  it('agrees with walking a rectangle of the longest length around: the inner corner touches it once and is never inside', () => {
    const metres = fc.double({ min: 0.8, max: 4, noNaN: true });
    fc.assert(
      fc.property(metres, metres, fc.double({ min: 10, max: 140, noNaN: true }), (beforeM, afterM, turnDeg) => {
        const widthM = 0.6;
        const lengthM = longestAroundM({ beforeM, afterM, turnDeg, circleM: 0 }, widthM);
        const turn = (turnDeg * Math.PI) / 180;
        // Outer vertex at the origin, first outer wall along −x, second turned by the turn; P is the inner corner.
        const along = [-1, 0] as const;
        const ahead = [Math.cos(turn), Math.sin(turn)] as const;
        const inner = Math.PI - turn;
        const [s1, s2] = [afterM / Math.sin(inner), beforeM / Math.sin(inner)];
        const p = [s1 * along[0] + s2 * ahead[0], s1 * along[1] + s2 * ahead[1]] as const;
        let leastM = Infinity;
        for (let k = 1; k < 2000; k += 1) {
          const angle = (turn * k) / 2000;
          // The long side ends at A on the first wall and B on the second, `angle` to the first.
          const r1 = (lengthM * Math.sin(turn - angle)) / Math.sin(inner);
          const a = [r1 * along[0], r1 * along[1]] as const;
          const side = [Math.cos(angle), Math.sin(angle)] as const;
          leastM = Math.min(leastM, side[0] * (p[1] - a[1]) - side[1] * (p[0] - a[0]));
        }
        expect(leastM).toBeGreaterThan(widthM - 1e-6);
        expect(leastM).toBeLessThan(widthM + 1e-3);
      }),
      { seed: 71, numRuns: 60 },
    );
  });

  it('never grows when the way or the circle gets narrower', () => {
    const metres = fc.double({ min: 0.7, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        metres,
        metres,
        metres,
        metres,
        fc.double({ min: 0, max: 180, noNaN: true }),
        (a, b, c, d, turnDeg) => {
          const wide = { beforeM: Math.max(a, c), afterM: b, turnDeg, circleM: d };
          expect(longestAroundM({ ...wide, beforeM: Math.min(a, c) }, 0.6)).toBeLessThanOrEqual(
            longestAroundM(wide, 0.6) + 1e-6,
          );
        },
      ),
      { seed: 72, numRuns: 100 },
    );
  });
});
