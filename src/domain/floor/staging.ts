import type { SiteIndex } from '../site/site-index.js';
import { STANDARD_GRAVITY_M_PER_S2 } from '../units.js';
import type { HeaviestRack, StagingFit } from './floor-figures.js';
import { boxOf, isSimplePolygon, polygonAreaM2 } from './geometry.js';
import { overlapAreaM2 } from './overlap.js';
import type { RoomThings } from './room-things.js';

/** m around each waiting rack, so that people reach it and a jack turns. */
const AROUND_M = 0.6;

/**
 * What staging areas hold: racks of the largest footprint with 0.6 m around each, in rows along the box of the area, never more
 * than its surface allows; what stands in it; and the load when it is full of the heaviest.
 */
export function roomStaging(
  index: SiteIndex,
  { room, things, obstacles }: RoomThings,
  heaviest: HeaviestRack | null,
): readonly StagingFit[] {
  const types = index.snapshot.racks
    .filter((rack) => rack.room === room.name)
    .flatMap(({ type }) => index.rackTypes.get(type) ?? []);
  const widthM = Math.max(0, ...types.map(({ outerWidthMm }) => outerWidthMm / 1000));
  const depthM = Math.max(0, ...types.map(({ outerDepthMm }) => outerDepthMm / 1000));
  return index.snapshot.stagingAreas
    .filter((area) => area.room === room.name && isSimplePolygon(area.outline))
    .map((area): StagingFit => {
      const areaM2 = polygonAreaM2(area.outline);
      const box = boxOf(area.outline);
      const [spanX, spanY] = [box.maxXM - box.minXM, box.maxYM - box.minYM];
      const along = (lengthM: number, sizeM: number) => Math.floor((lengthM + AROUND_M + 1e-9) / (sizeM + AROUND_M));
      const inBox =
        widthM === 0
          ? 0
          : Math.max(along(spanX, widthM) * along(spanY, depthM), along(spanX, depthM) * along(spanY, widthM));
      const fits = widthM === 0 ? null : Math.min(inBox, Math.floor(areaM2 / (widthM * depthM) + 1e-9));
      const standing = [
        ...things.map(({ subject, rectangle }) => ({
          name: subject.name,
          isIn: overlapAreaM2({ convex: rectangle, polygon: area.outline }) > 0,
        })),
        ...obstacles.map((one) => ({
          name: one.subject.name,
          isIn: one.kind !== 'keep-out' && one.kind !== 'door' && overlapsBoxes(one.outline, area.outline),
        })),
      ];
      const stated = area.rackCapacity ?? null;
      const waiting = stated ?? fits;
      return {
        area: area.name,
        room: room.name,
        areaM2,
        statedRacks: stated,
        fittingRacks: fits,
        blockedBy: standing.filter(({ isIn }) => isIn).map(({ name }) => name),
        fullLoadKPa:
          heaviest === null || waiting === null
            ? null
            : (waiting * heaviest.massKg * STANDARD_GRAVITY_M_PER_S2) / areaM2 / 1000,
        limitKPa: area.floorLoadLimitKPa ?? room.floorLoadLimitKPa ?? null,
      };
    });
}

function overlapsBoxes(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]): boolean {
  const [one, other] = [boxOf(a), boxOf(b)];
  const cornersOf = [
    [one.minXM, one.minYM],
    [one.maxXM, one.minYM],
    [one.maxXM, one.maxYM],
    [one.minXM, one.maxYM],
  ] as const;
  return one.minXM < other.maxXM && other.minXM < one.maxXM && overlapAreaM2({ convex: cornersOf, polygon: b }) > 0;
}
