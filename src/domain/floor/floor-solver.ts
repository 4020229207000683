import type { Assumption } from '../finding.js';
import type { SiteIndex } from '../site/site-index.js';
import { roomClearances } from './clearance-solver.js';
import { roomConflicts } from './floor-conflicts.js';
import type { FloorFigures, RackClearance } from './floor-figures.js';
import { placeRacks } from './placement.js';
import { roomDoorSwings } from './door-swing.js';
import { headrooms, traysInRacks } from './headroom.js';
import { floorThings } from './room-things.js';
import { heaviestRack, roomRoutes } from './route-solver.js';
import { roomRowEnds } from './row-ends.js';
import { roomStaging } from './staging.js';
import { roomWorkingSpaces } from './working-space-solver.js';
import { sitePolicy } from '../site/policy.js';
import { DEFAULT_CASTER_COUNT, rackWeights } from './weight.js';

/**
 * Where racks stand, how much room they have, what they weigh, and what stands in something else. Time grows with the
 * number of racks, not with its square.
 */
export function solveFloor(index: SiteIndex): FloorFigures {
  const { policy } = sitePolicy(index.snapshot.site);
  const { placements, unplaced } = placeRacks(index);
  const { rooms, unplacedEquipment, crossedOutlines } = floorThings(index, placements);
  const found = new Map(rooms.flatMap(roomClearances).map((clearance) => [clearance.rack, clearance]));
  const conflicts = rooms.map(roomConflicts);
  const weights = rackWeights(index, { placements, clearances: found });
  const heaviest = new Map(
    rooms.map(({ room }) => [room.name, heaviestRack(index, { weights, placements }, room.name)]),
  );
  return {
    placements,
    unplaced,
    unplacedEquipment,
    clearances: index.snapshot.racks.map(({ name }) => found.get(name) ?? withoutPlace(name)),
    weights,
    overlaps: conflicts.flatMap(({ overlaps }) => overlaps),
    obstructions: conflicts.flatMap(({ obstructions }) => obstructions),
    outsideWalls: conflicts.flatMap(({ outsideWalls }) => outsideWalls),
    rowEnds: rooms.flatMap((room) => roomRowEnds(room, placements)),
    workingSpaces: rooms.flatMap((room) => roomWorkingSpaces(index, room)),
    routes: rooms.flatMap((room) => roomRoutes(index, room, policy.routeMinimumM)),
    heaviest: [...heaviest].map(([room, rack]) => ({ room, rack })),
    staging: rooms.flatMap((room) => roomStaging(index, room, heaviest.get(room.room.name) ?? null)),
    doorSwings: rooms.flatMap((room) => roomDoorSwings(index, room)),
    headrooms: headrooms(index),
    traysInRacks: traysInRacks(index, placements),
    crossedOutlines,
    assumptions: assumptionsOf(index),
  };
}

function withoutPlace(rack: string): RackClearance {
  return { rack, frontM: null, rearM: null, frontEndsAt: null, rearEndsAt: null };
}

function assumptionsOf(index: SiteIndex): readonly Assumption[] {
  const { racks } = index.snapshot;
  const assumptions: Assumption[] = [];
  const withoutCasters = racks.filter(({ type }) => index.rackTypes.get(type)?.casterCount === undefined).length;
  if (withoutCasters > 0) {
    assumptions.push({
      parameter: 'rackType.casterCount',
      value: DEFAULT_CASTER_COUNT,
      unit: '1',
      source: 'cabinets stand on four feet or casters',
      count: withoutCasters,
    });
  }
  const deliveredTo = new Set(
    index.snapshot.floorRoutes
      .filter(({ purpose }) => purpose === 'delivery')
      .map(({ room, leadsTo }) => leadsTo ?? room),
  );
  const uncrated = racks.filter(({ room, type: slug }) => {
    const type = index.rackTypes.get(slug);
    return deliveredTo.has(room) && (type?.shippingWidthMm === undefined || type.shippingDepthMm === undefined);
  }).length;
  if (uncrated > 0) {
    assumptions.push({
      parameter: 'rackType.shippingWidthMm',
      value: 'as it stands',
      unit: null,
      source: 'no size as it is delivered is stated: racks come unpacked, which is the best case on the way',
      count: uncrated,
    });
  }
  const withoutBearing = racks.filter(
    (rack) => rack.slot === undefined && rack.position !== undefined && rack.frontBearingDeg === undefined,
  ).length;
  if (withoutBearing > 0) {
    assumptions.push({
      parameter: 'rack.frontBearingDeg',
      value: 0,
      unit: 'deg',
      source: 'the rack stands in no row and states no bearing: its front faces along the y axis',
      count: withoutBearing,
    });
  }
  const unturned = (
    things: readonly { readonly position?: unknown; readonly frontBearingDeg?: number | undefined }[],
  ) => things.filter(({ position, frontBearingDeg }) => position !== undefined && frontBearingDeg === undefined).length;
  for (const [parameter, count] of [
    ['coolingUnit.frontBearingDeg', unturned(index.snapshot.coolingUnits.filter(({ rack }) => rack === undefined))],
    ['powerElement.frontBearingDeg', unturned(index.snapshot.powerElements.filter(({ rack }) => rack === undefined))],
  ] as const) {
    if (count === 0) continue;
    const source = 'no bearing is stated: its front faces along the y axis';
    assumptions.push({ parameter, value: 0, unit: 'deg', source, count });
  }
  return assumptions;
}
