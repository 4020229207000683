import { exactly } from '../finding.js';
import type { SiteIndex } from '../site/site-index.js';
import type { FloorFigures, HeaviestRack, RouteClearance } from './floor-figures.js';
import { distanceToSegmentM, pointInPolygon, segmentDistanceM, sidesOf, type Segment } from './geometry.js';
import { STANDARD_GRAVITY_M_PER_S2 } from '../units.js';
import type { RoomThings } from './room-things.js';

/** Outlines over which a way may lead. */
const WALKABLE: ReadonlySet<string> = new Set(['door', 'ramp', 'keep-out']);

/**
 * How wide every stated way is clear: twice the least distance from its middle to what stands beside it or to a wall. A way that
 * begins at the wall, in a door, is measured from half of its width on, and not against the wall that it passes.
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
  return index.snapshot.floorRoutes
    .filter((route) => route.room === room.name)
    .map((route): RouteClearance => {
      const neededM = route.widthM ?? widthM;
      const legs = segmentsOf(route.path);
      let nearestM = Infinity;
      let nearest: string | null = null;
      for (const leg of legs) {
        for (const { name, polygon } of shapes) {
          const distanceM = distanceToSegmentM({ polygon, segment: leg });
          if (distanceM < nearestM) [nearestM, nearest] = [distanceM, name];
        }
      }
      const inner = legs.flatMap((leg, k) => shortened(leg, k === 0 ? neededM / 2 : 0) ?? []);
      for (const leg of inner) {
        for (const wall of sidesOf(outline)) {
          const distanceM = segmentDistanceM(wall, leg);
          if (distanceM < nearestM) [nearestM, nearest] = [distanceM, 'wall'];
        }
      }
      return {
        route: route.name,
        room: room.name,
        purpose: route.purpose,
        clearM: Number.isFinite(nearestM) ? 2 * nearestM : null,
        neededM,
        narrowestAt: nearest,
        leavesRoom: route.path.some((point) => !pointInPolygon({ point, polygon: outline })),
        floorLoadLimitKPa: route.floorLoadLimitKPa ?? room.floorLoadLimitKPa ?? null,
        pointLoadLimitKN: route.pointLoadLimitKN ?? room.pointLoadLimitKN ?? null,
        heightM: route.heightM ?? null,
      };
    });
}

function segmentsOf(path: readonly (readonly [number, number])[]): readonly Segment[] {
  return path.slice(1).map((to, k) => ({ from: path[k] ?? to, to }));
}

/** A leg without its first part; null where nothing is left. */
function shortened({ from, to }: Segment, byM: number): Segment | null {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthM <= byM || lengthM === 0) return null;
  const share = byM / lengthM;
  return { from: [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share], to };
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
      heightM: type.outerHeightMm === undefined ? null : type.outerHeightMm / 1000,
      coverage: { known: 0, total: 0 },
    };
  }
  return heaviest === null ? null : { ...heaviest, coverage: { known, total } };
}
