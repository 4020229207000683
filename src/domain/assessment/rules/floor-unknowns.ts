import { sampleOf } from '../../name-sample.js';
import { grouped } from '../../site/grouping.js';
import type { Room } from '../../site/kinds/room.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { distributedLimit } from './floor-loads.js';
import { found } from './found.js';

/** Rooms whose floor cannot be judged, because nobody states what it carries. */
export const unknownFloorLimit: Rule = {
  code: 'floor.unknown-limit',
  title: 'What the floor carries is not stated',
  discipline: 'floor',
  basis: 'TIA-942: at least 7.2 kPa, 12 kPa recommended; raised floors by the point load of their panels',
  sentence: '{subject} does not state what its floor carries: {limits}; racks on it: {rackCount}',
  guide: {
    method:
      'A room with racks should state, or get from the site, its distributed load, and on a raised floor the point load of its panels. Without them no load is judged, which is not a pass.',
    example: 'A raised floor that states 12 kPa and no point load: the feet of its racks are not judged.',
    remedy: 'State `floorLoadLimitKPa` and `pointLoadLimitKN` with their `sources`, or `floor: slab`.',
  },
  evaluate: ({ index }) =>
    index.snapshot.rooms.flatMap((room) => {
      const racks = index.racksByRoom.get(room.name) ?? [];
      const limits = missingLimits(index, room);
      if (racks.length === 0 || limits.length === 0) return [];
      return [
        found(unknownFloorLimit, {
          severity: 'unknown',
          subject: { kind: 'room', name: room.name },
          inputs: { limits, rackCount: racks.length },
        }),
      ];
    }),
};

/** Panels of a raised floor break under one foot; a slab does not. */
function missingLimits(index: SiteIndex, room: Room): readonly string[] {
  const [anyRack] = index.racksByRoom.get(room.name) ?? [];
  const hasDistributed = anyRack === undefined || distributedLimit(index, anyRack.name) !== null;
  const needsPoint = room.floor !== 'slab' && room.pointLoadLimitKN === undefined;
  return [...(hasDistributed ? [] : ['distributed load']), ...(needsPoint ? ['point load'] : [])];
}

/** Racks of which weight, or what they may carry, is not known. */
export const unknownWeight: Rule = {
  code: 'floor.unknown-weight',
  title: 'Weight of racks is not known in full',
  discipline: 'floor',
  basis: 'a sum of which something is not known carries its coverage and its bounds',
  sentence:
    'Racks in {subject} of which weight or allowed load is not known in full: {rackCount}. Not stated for {missing}',
  guide: {
    method:
      'The weight of a rack is the sum of its empty weight, devices, modules and rack PDUs; where one is not stated the sum is a lower bound with its coverage.',
    example: 'Nine nodes of which the type states no weight: 1 of 10 parts known, at least 150 kg.',
    remedy: 'State `weightKg` of the types that are named, and `emptyWeightKg` and `maximumLoadKg` of the rack type.',
  },
  evaluate: ({ index, figures }) => {
    const open = figures.floor.weights.filter(({ rack, weightKg }) => {
      const type = index.rackTypes.get(index.racks.get(rack)?.type ?? '');
      return weightKg.coverage.known < weightKg.coverage.total || type?.maximumLoadKg === undefined;
    });
    const byRoom = grouped(open, ({ rack }) => index.racks.get(rack)?.room);
    return [...byRoom].map(([room, weights]) => {
      const racks = sampleOf(weights.map(({ rack }) => rack));
      return found(unknownWeight, {
        severity: 'unknown',
        subject: { kind: 'room', name: room },
        inputs: {
          rackCount: racks.count,
          racks: racks.names,
          missing: notStated(
            index,
            weights.map(({ rack }) => rack),
          ),
        },
        coverage: {
          known: weights.reduce((sum, { weightKg }) => sum + weightKg.coverage.known, 0),
          total: weights.reduce((sum, { weightKg }) => sum + weightKg.coverage.total, 0),
        },
      });
    });
  },
};

function notStated(index: SiteIndex, racks: readonly string[]): readonly string[] {
  const [deviceTypes, pduTypes, rackTypes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const moduleTypes = new Set<string>();
  for (const name of racks) {
    const type = index.rackTypes.get(index.racks.get(name)?.type ?? '');
    if (type !== undefined && (type.emptyWeightKg === undefined || type.maximumLoadKg === undefined)) {
      rackTypes.add(type.slug);
    }
    for (const device of index.devicesByRack.get(name) ?? []) {
      if ((device.overrides?.weightKg ?? index.deviceTypes.get(device.type)?.weightKg) === undefined) {
        deviceTypes.add(device.type);
      }
      if (device.overrides?.weightKg !== undefined) continue;
      for (const { type: slug } of device.modules ?? []) {
        if (index.moduleTypes.get(slug)?.weightKg === undefined) moduleTypes.add(slug);
      }
    }
    for (const { weightKg, pduType } of index.pdusByRack.get(name) ?? []) {
      if ((weightKg ?? index.pduTypes.get(pduType ?? '')?.weightKg) === undefined) pduTypes.add(pduType ?? 'none');
    }
  }
  const named = (kind: string, slugs: ReadonlySet<string>) => [...slugs].map((slug) => `${kind} ${slug}`);
  return sampleOf([
    ...named('device type', deviceTypes),
    ...named('module type', moduleTypes),
    ...named('rack PDU type', pduTypes),
    ...named('rack type', rackTypes),
  ]).names;
}

/** Racks without a place: nothing on the floor can be judged of them. */
export const unplacedRack: Rule = {
  code: 'floor.unplaced-rack',
  title: 'Racks have no place',
  discipline: 'floor',
  basis: 'a rack stands in a slot of a row or at a position',
  sentence: 'Racks in {subject} with neither a slot of a row nor a position: {count} of {rackCount} ({racks})',
  guide: {
    method: 'A rack has a place by a slot of a row or by a position. Without one nothing of it is judged on the floor.',
    example: 'A rack that states only its room.',
    remedy: 'State `row` and `slot`, or `position` and `frontBearingDeg`.',
  },
  evaluate: ({ index, figures }) =>
    [...grouped(figures.floor.unplaced, (rack) => index.racks.get(rack)?.room)].map(([room, racks]) => {
      const { count, names } = sampleOf(racks);
      const rackCount = index.racksByRoom.get(room)?.length ?? count;
      return found(unplacedRack, {
        severity: 'unknown',
        subject: { kind: 'room', name: room },
        inputs: { count, rackCount, racks: names },
        coverage: { known: rackCount - count, total: rackCount },
      });
    }),
};

/** Cooling units and power elements without a footprint: aisles are judged as if they were not there. */
export const unplacedEquipment: Rule = {
  code: 'floor.unplaced-equipment',
  title: 'Equipment has no place or no size',
  discipline: 'floor',
  basis: 'a footprint needs a position, a width and a depth',
  sentence: 'Equipment in {subject} without a place or a size, so that aisles are judged without it: {count} ({names})',
  guide: {
    method:
      'A footprint needs a position and a size. Equipment in a room without them is not seen by aisles, ways and swings.',
    example: 'A CRAH whose type states no depth: the aisle beside it is judged as if it were not there.',
    remedy: 'State `position`, and width and depth of the element or its type.',
  },
  evaluate: ({ figures }) =>
    [...grouped(figures.floor.unplacedEquipment, ({ room }) => room)].map(([room, things]) => {
      const { count, names } = sampleOf(things.map(({ thing }) => thing.name));
      return found(unplacedEquipment, {
        severity: 'unknown',
        subject: { kind: 'room', name: room },
        inputs: { count, names },
      });
    }),
};

/** Outlines that enclose no plain area. */
export const crossedOutline: Rule = {
  code: 'floor.room-outline',
  title: 'Outline crosses or touches itself',
  discipline: 'floor',
  basis: 'an outline is a polygon whose sides meet at its corners only',
  sentence: 'The outline of {kind} {subject} crosses or touches itself; nothing is judged against it',
  guide: {
    method:
      'An outline whose sides meet anywhere but at their common corners encloses no plain area. Nothing is judged against it, and everything that would be is missing from the other findings.',
    example: 'Corners (0, 0), (4, 4), (4, 0), (0, 4): the first and the third side cross at (2, 2).',
    remedy: 'Put the corners in the order in which one walks along the walls.',
  },
  evaluate: ({ figures }) =>
    figures.floor.crossedOutlines.map((subject) =>
      found(crossedOutline, { severity: 'error', subject, inputs: { kind: subject.kind } }),
    ),
};
