import { sampleOf } from '../name-sample.js';
import { grouped } from '../site/grouping.js';
import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CableLengths } from './cabling-figures.js';

/** m. A length that a document rounds is not beyond a reach that it rounds. */
const LENGTH_TOLERANCE_M = 1e-6;

/** Lengths of cables by name, m, where neither the length as built nor a planned one is stated. */
export type ComputedLengths = ReadonlyMap<string, number>;

export const NO_COMPUTED_LENGTHS: ComputedLengths = new Map();

/** Length of a cable, m: as built before planned before that of its route; undefined where none is known. */
export function knownLengthM(cable: Cable, computed: ComputedLengths): number | undefined {
  return cable.asBuiltLengthM ?? cable.lengthM ?? computed.get(cable.name);
}

/** Lengths of the cables of a site against the reach of their types, one entry per type in use. */
export function cableLengths(index: SiteIndex, computed: ComputedLengths): readonly CableLengths[] {
  return [...grouped(index.snapshot.cables, ({ type }) => type)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([cableType, cables]) => {
      const reachM = index.cableTypes.get(cableType)?.reachM ?? null;
      const tooLong: string[] = [];
      const unknownLength: string[] = [];
      let longestM: number | null = null;
      for (const cable of cables) {
        const lengthM = knownLengthM(cable, computed);
        if (lengthM === undefined) {
          unknownLength.push(cable.name);
          continue;
        }
        longestM = Math.max(longestM ?? 0, lengthM);
        if (reachM !== null && lengthM > reachM + LENGTH_TOLERANCE_M) tooLong.push(cable.name);
      }
      return {
        cableType,
        count: cables.length,
        reachM,
        longestM,
        tooLong: sampleOf(tooLong),
        unknownLength: sampleOf(unknownLength),
      };
    });
}
