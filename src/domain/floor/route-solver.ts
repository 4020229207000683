import { exactly } from '../finding.js';
import type { SiteIndex } from '../site/site-index.js';
import type { FloorRoute } from '../site/kinds/floor-route.js';
import type { FloorFigures, HeaviestRack, LargestDelivery, RouteClearance, RouteTurn } from './floor-figures.js';
import { distanceToSegmentM, pointInPolygon, segmentDistanceM, sidesOf, type Point, type Segment } from './geometry.js';
import { STANDARD_GRAVITY_M_PER_S2 } from '../units.js';
import type { RoomThings } from './room-things.js';
import { LEAST_TURN_DEG, longestAroundM } from './turning.js';

/** Outlines over which a way may lead. */
const WALKABLE: ReadonlySet<string> = new Set(['door', 'ramp', 'keep-out']);

/**
 * How wide every stated way is clear: twice the least distance from its middle to what stands beside it or to a wall. A way that
 * begins at the wall, in a door, is measured from half of its width on, and not against the wall that it passes; likewise at
 * its end where it leads on. And what gets around its corners.
 *
 * @param widthM - width that a way without one of its own must have, m
 */
export function roomRoutes(
  index: SiteIndex,
  { room, outline, things, obstacles }: RoomThings,
  widthM: number,
): readonly RouteClearance[] {
  const blocking = obstacles.filter(({ kind }) => !WALKABLE.has(kind));
  const shapes = [
    ...things.map(({ subject, rectangle }) => ({ name: subject.name, polygon: rectangle })),
    ...blocking.map((one) => ({ name: one.subject.name, polygon: one.outline })),
  ];
  const walls = sidesOf(outline);
  return index.snapshot.floorRoutes
    .filter((route) => route.room === room.name)
    .map((route): RouteClearance => {
      const servedRooms = route.purpose === 'delivery' ? roomsServed(index, route) : [];
      const largest = largestDelivery(index, servedRooms);
      const neededM = Math.max(route.widthM ?? widthM, largest?.narrowM ?? 0);
      const legs = segmentsOf(route.path);
      const nearestTo = (leg: Segment): Nearest => {
        let nearest: Nearest = { distanceM: Infinity, name: null };
        for (const { name, polygon } of shapes) {
          const distanceM = distanceToSegmentM({ polygon, segment: leg });
          if (distanceM < nearest.distanceM) nearest = { distanceM, name };
        }
        return nearest;
      };
      const wallAt = (leg: Segment): Nearest => ({
        distanceM: walls.reduce((least, wall) => Math.min(least, segmentDistanceM(wall, leg)), Infinity),
        name: 'wall',
      });
      // A way begins in a door of its wall, and ends in one where it leads on.
      const doorM = (k: number) => ({
        startM: k === 0 ? neededM / 2 : 0,
        endM: k === legs.length - 1 && route.leadsTo !== undefined ? neededM / 2 : 0,
      });
      const nearest = [
        ...legs.map(nearestTo),
        ...legs.flatMap((leg, k) => shortened(leg, doorM(k)) ?? []).map(wallAt),
      ].reduce((least, next) => (next.distanceM < least.distanceM ? next : least), NOTHING_NEAR);
      // The wall ahead of a corner bounds the next part of the way, not this one.
      const clearWidths = legs.map((leg, k) => {
        const endM = k < legs.length - 1 ? neededM / 2 : doorM(k).endM;
        const inner = shortened(leg, { startM: neededM / 2, endM }) ?? middleOf(leg);
        return 2 * Math.min(nearestTo(inner).distanceM, wallAt(inner).distanceM);
      });
      const circleAt = (at: Point) => {
        const point = { from: at, to: at };
        return 2 * Math.min(nearestTo(point).distanceM, wallAt(point).distanceM);
      };
      return {
        route: route.name,
        room: room.name,
        purpose: route.purpose,
        servedRooms,
        largest,
        turns: largest === null ? [] : turnsOf(route.path, { clearWidths, circleAt, narrowM: largest.narrowM }),
        lengthM: legs.reduce((sum, { from, to }) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]), 0),
        clearM: Number.isFinite(nearest.distanceM) ? 2 * nearest.distanceM : null,
        neededM,
        narrowestAt: nearest.name,
        leavesRoom: route.path.some((point) => !pointInPolygon({ point, polygon: outline })),
        floorLoadLimitKPa:
          route.floorLoadLimitKPa ?? room.floorLoadLimitKPa ?? index.snapshot.site.floorLoadLimitKPa ?? null,
        pointLoadLimitKN: route.pointLoadLimitKN ?? room.pointLoadLimitKN ?? null,
        heightM: route.heightM ?? null,
      };
    });
}

interface Nearest {
  readonly distanceM: number;
  readonly name: string | null;
}

const NOTHING_NEAR: Nearest = { distanceM: Infinity, name: null };

/** Rooms whose racks come along a delivery route: its own, the one into which it leads, and where ways lead on from there. */
function roomsServed(index: SiteIndex, route: FloorRoute): readonly string[] {
  const served = new Set([route.room]);
  const queue = [route.leadsTo];
  for (let room = queue.pop(); room !== undefined; room = queue.pop()) {
    if (served.has(room)) continue;
    served.add(room);
    for (const next of index.snapshot.floorRoutes)
      if (next.room === room && next.purpose === 'delivery') queue.push(next.leadsTo);
  }
  return [...served];
}

/** The rack with the longest side as it is delivered, and the one whose narrow side is the widest; of equals the first. */
function largestDelivery(index: SiteIndex, rooms: readonly string[]): LargestDelivery | null {
  const crates = rooms
    .flatMap((room) => index.racksByRoom.get(room) ?? [])
    .flatMap(({ name, type: slug }) => {
      const type = index.rackTypes.get(slug);
      if (type === undefined) return [];
      const sides = [
        (type.shippingWidthMm ?? type.outerWidthMm) / 1000,
        (type.shippingDepthMm ?? type.outerDepthMm) / 1000,
      ] as const;
      const isStated = type.shippingWidthMm !== undefined && type.shippingDepthMm !== undefined;
      return [{ rack: name, narrowM: Math.min(...sides), longM: Math.max(...sides), isStated }];
    });
  const [first] = crates;
  if (first === undefined) return null;
  const longest = crates.reduce((most, next) => (next.longM > most.longM ? next : most), first);
  const widest = crates.reduce((most, next) => (next.narrowM > most.narrowM ? next : most), first);
  return {
    rack: longest.rack,
    longM: longest.longM,
    widestRack: widest.narrowM > longest.narrowM ? widest.rack : longest.rack,
    narrowM: widest.narrowM,
    isStated: crates.every(({ isStated }) => isStated),
  };
}

/** Corners of a way that are corners, each with what gets around it. */
function turnsOf(
  path: readonly Point[],
  {
    clearWidths,
    circleAt,
    narrowM,
  }: {
    readonly clearWidths: readonly number[];
    readonly circleAt: (at: Point) => number;
    readonly narrowM: number;
  },
): readonly RouteTurn[] {
  return path.slice(1, -1).flatMap((at, k): RouteTurn[] => {
    const [before, after] = [path[k] ?? at, path[k + 2] ?? at];
    const [inX, inY] = [at[0] - before[0], at[1] - before[1]];
    const [outX, outY] = [after[0] - at[0], after[1] - at[1]];
    const turnDeg = Math.abs((Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY) * 180) / Math.PI);
    if (turnDeg < LEAST_TURN_DEG) return [];
    const [beforeM, afterM] = [clearWidths[k] ?? 0, clearWidths[k + 1] ?? 0];
    const longestM =
      beforeM <= 0 || afterM <= 0
        ? 0
        : longestAroundM({ beforeM, afterM, turnDeg: Math.min(180, turnDeg), circleM: circleAt(at) }, narrowM);
    return [{ at, turnDeg, longestM: Number.isFinite(longestM) ? longestM : null }];
  });
}

function segmentsOf(path: readonly (readonly [number, number])[]): readonly Segment[] {
  return path.slice(1).map((to, k) => ({ from: path[k] ?? to, to }));
}

function middleOf({ from, to }: Segment): Segment {
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return { from: middle, to: middle };
}

/** A leg without its ends; null where nothing is left. */
function shortened(
  { from, to }: Segment,
  { startM, endM }: { readonly startM: number; readonly endM: number },
): Segment | null {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthM <= startM + endM || lengthM === 0) return null;
  const at = (alongM: number): Point => [
    from[0] + ((to[0] - from[0]) * alongM) / lengthM,
    from[1] + ((to[1] - from[1]) * alongM) / lengthM,
  ];
  return { from: at(startM), to: at(lengthM - endM) };
}

/** The heaviest rack of a room as it is rolled in: on its own footprint, without aisles; null where no weight is known. */
export function heaviestRack(
  index: SiteIndex,
  { weights, placements }: Pick<FloorFigures, 'weights' | 'placements'>,
  room: string,
): HeaviestRack | null {
  let heaviest: HeaviestRack | null = null;
  let [known, total] = [0, 0];
  for (const { rack, weightKg, casterCount } of weights) {
    const inRoom = index.racks.get(rack);
    const type = inRoom === undefined ? undefined : index.rackTypes.get(inRoom.type);
    if (inRoom?.room !== room || type === undefined) continue;
    total += 1;
    const massKg = exactly(weightKg);
    if (massKg === null) continue;
    known += 1;
    if (heaviest !== null && massKg <= heaviest.massKg) continue;
    const placement = placements.get(rack);
    const areaM2 =
      placement === undefined ? (type.outerWidthMm * type.outerDepthMm) / 1e6 : placement.widthM * placement.depthM;
    heaviest = {
      rack,
      massKg,
      footprintKPa: (massKg * STANDARD_GRAVITY_M_PER_S2) / areaM2 / 1000,
      casterKN: (massKg * STANDARD_GRAVITY_M_PER_S2) / casterCount / 1000,
      coverage: { known: 0, total: 0 },
    };
  }
  return heaviest === null ? null : { ...heaviest, coverage: { known, total } };
}
