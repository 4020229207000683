import { exactly } from '../../finding.js';
import { distributedLoadKpa, pointLoadKn } from '../../floor/load.js';
import type { RackWeight } from '../../floor/floor-figures.js';
import type { Room } from '../../site/kinds/room.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { groupedByRow } from './rack-groups.js';
import { atLeast, isAbove } from './verdict.js';

interface Load {
  readonly measured: number;
  /** Whether all that it sums is known. */
  readonly isExact: boolean;
  readonly limit: number;
  readonly limitSource: string;
}

/** What is mounted in a rack against what the rack may carry. */
export const rackWeight: Rule = {
  code: 'floor.rack-weight',
  title: 'Rack carries more than it may',
  discipline: 'floor',
  basis: 'weight of devices and rack PDUs against the static load that the rack type states',
  sentence: '{rack} carries {measured}, {limit} allowed; racks of {subject} that carry too much: {rackCount} ({racks})',
  guide: {
    method:
      'Weight of devices and rack PDUs in the rack, what is known of it, against `maximumLoadKg` of the rack type.',
    example:
      '1350 kg in a rack that carries 1000 kg: 1350 > 1000. With one weight missing the sum is a lower bound, and above the limit all the same.',
    remedy: 'Fewer devices, or a rack that carries more.',
  },
  evaluate: ({ index, figures }) =>
    overloads(rackWeight, 'kg', {
      index,
      weights: figures.floor.weights,
      loadOf: ({ rack, loadKg }) => {
        const type = index.rackTypes.get(index.racks.get(rack)?.type ?? '');
        const limit = type?.maximumLoadKg;
        if (limit === undefined) return null;
        const limitSource = type?.source ?? 'rack type';
        return { measured: atLeast(loadKg), isExact: exactly(loadKg) !== null, limit, limitSource };
      },
    }),
};

/** Weight of a rack over its share of the floor. */
export const floorLoad: Rule = {
  code: 'floor.load',
  title: 'Distributed load is more than the floor carries',
  discipline: 'floor',
  basis: 'm·g over the footprint and half of the aisles in front and behind, of each at most 1.2 m',
  sentence:
    '{rack} puts {measured} on the floor, {limit} allowed; racks of {subject} that are too heavy: {rackCount} ({racks})',
  guide: {
    method:
      '`m·g` of the rack with its content over its width times its depth and half of the aisles in front and behind, of each at most 1.2 m, against `floorLoadLimitKPa` of the room, else of the site.',
    example:
      '1500 kg on 0.6 · (1.2 + 0.6 + 0.5) m = 1.38 m²: 1500 · 9.80665/1.38 = 10.66 kPa, less than 12 and more than 7.2.',
    remedy: 'Spread racks, fit fewer devices, or have the floor rated.',
  },
  evaluate: ({ index, figures }) =>
    overloads(floorLoad, 'kPa', {
      index,
      weights: figures.floor.weights,
      loadOf: ({ rack, weightKg, tributaryAreaM2 }) => {
        const limit = distributedLimit(index, rack);
        if (limit === null || tributaryAreaM2 === null) return null;
        const measured = distributedLoadKpa({ massKg: atLeast(weightKg), areaM2: tributaryAreaM2 });
        return { ...limit, measured, isExact: exactly(weightKg) !== null };
      },
    }),
};

/** Weight of a rack on each of its feet. */
export const pointLoad: Rule = {
  code: 'floor.point-load',
  title: 'Point load is more than a floor panel carries',
  discipline: 'floor',
  basis: 'm·g over the feet or casters of the rack, which carry alike',
  sentence:
    '{rack} puts {measured} on each foot, {limit} allowed; racks of {subject} that are too heavy: {rackCount} ({racks})',
  guide: {
    method:
      '`m·g` over the feet or casters of the rack (4 where its type states no number), which are taken to carry alike, against `pointLoadLimitKN` of the room.',
    example: '1500 kg on four feet: 1500 · 9.80665/4 = 3.68 kN.',
    remedy: 'Plates under the feet, panels that carry more, or fewer devices.',
  },
  evaluate: ({ index, figures }) =>
    overloads(pointLoad, 'kN', {
      index,
      weights: figures.floor.weights,
      loadOf: ({ rack, weightKg, casterCount }) => {
        const limit = pointLimit(roomOf(index, rack));
        if (limit === null) return null;
        const measured = pointLoadKn({ massKg: atLeast(weightKg), supportCount: casterCount });
        return { ...limit, measured, isExact: exactly(weightKg) !== null };
      },
    }),
};

function overloads(
  rule: Rule,
  unit: string,
  given: {
    readonly index: SiteIndex;
    readonly weights: readonly RackWeight[];
    readonly loadOf: (weight: RackWeight) => Load | null;
  },
) {
  const facts = given.weights.flatMap((weight) => {
    const load = given.loadOf(weight);
    if (load === null || !isAbove(load.measured, load.limit)) return [];
    return [{ rack: weight.rack, fact: load }];
  });
  return groupedByRow(given.index, facts, ({ measured, limit }) => measured / limit).map(
    ({ subject, worst, rackCount, racks }) =>
      found(rule, {
        severity: 'error',
        subject,
        measured: worst.fact.measured,
        limit: worst.fact.limit,
        unit,
        inputs: {
          rack: worst.rack,
          limitSource: worst.fact.limitSource,
          isLowerBound: !worst.fact.isExact,
          rackCount,
          racks,
        },
      }),
  );
}

function roomOf(index: SiteIndex, rack: string): Room | undefined {
  return index.rooms.get(index.racks.get(rack)?.room ?? '');
}

type Limit = Omit<Load, 'measured' | 'isExact'>;

/** Distributed load that the floor under a rack carries, kPa: that of the room, else that of the site. */
export function distributedLimit(index: SiteIndex, rack: string): Limit | null {
  const room = roomOf(index, rack);
  const { site } = index.snapshot;
  if (room?.floorLoadLimitKPa !== undefined) {
    return { limit: room.floorLoadLimitKPa, limitSource: room.sources?.['floorLoadLimitKPa'] ?? 'room' };
  }
  if (site.floorLoadLimitKPa === undefined) return null;
  return { limit: site.floorLoadLimitKPa, limitSource: site.sources?.['floorLoadLimitKPa'] ?? 'site' };
}

function pointLimit(room: Room | undefined): Limit | null {
  if (room?.pointLoadLimitKN === undefined) return null;
  return { limit: room.pointLoadLimitKN, limitSource: room.sources?.['pointLoadLimitKN'] ?? 'room' };
}
