import type { RackPlacement } from '../floor/floor-figures.js';
import { pointInPolygon, bearingVector } from '../floor/geometry.js';
import type { CoolingZone } from '../site/kinds/cooling-zone.js';
import type { Room } from '../site/kinds/room.js';
import type { SiteIndex } from '../site/site-index.js';

type Point = readonly [number, number];

/**
 * Squares of the tile grid on which the perforated tiles of a zone lie, as far as a plan knows: the grid is that of the room, a
 * zone states only how many, and they lie in front of its racks, one tile column before the fronts and then the next, those
 * nearest to the middle of the fronts first. So many as the zone states, fewer where no more squares lie wholly in the room.
 *
 * @returns no squares where the room states no grid or the zone no tiles
 */
export function perforatedTiles(
  index: SiteIndex,
  {
    room,
    zone,
    placements,
  }: { readonly room: Room; readonly zone: CoolingZone; readonly placements: ReadonlyMap<string, RackPlacement> },
): readonly (readonly Point[])[] {
  const { tileSizeM: size, tileOrigin: origin = [0, 0] } = room;
  const { perforatedTileCount: count = 0, rows = [] } = zone;
  if (size === undefined || count === 0) return [];
  const places = (index.racksByRoom.get(room.name) ?? [])
    .filter(({ row }) => row !== undefined && rows.includes(row))
    .flatMap(({ name }) => placements.get(name) ?? []);
  const taken = [...placements.values()].filter((place) => place.room === room.name);
  const found = new Map<string, { readonly corners: readonly Point[]; readonly columnsAway: number }>();
  const cell = (x: number, y: number) =>
    [Math.floor((x - origin[0]) / size + 1e-6), Math.floor((y - origin[1]) / size + 1e-6)] as const;
  for (let column = 0; column < 4 && found.size < count; column += 1) {
    for (const { centre, depthM, widthM, frontBearingDeg } of places) {
      const [fx, fy] = bearingVector(frontBearingDeg);
      const aheadM = depthM / 2 + (column + 0.5) * size;
      for (let along = -widthM / 2 + 1e-3; along < widthM / 2; along += size / 2) {
        const [i, j] = cell(centre[0] + fx * aheadM + fy * along, centre[1] + fy * aheadM - fx * along);
        const key = `${String(i)},${String(j)}`;
        if (found.size >= count || found.has(key)) continue;
        const [x, y] = [origin[0] + i * size, origin[1] + j * size];
        const corners: readonly Point[] = [
          [x, y],
          [x + size, y],
          [x + size, y + size],
          [x, y + size],
        ];
        const middle: Point = [x + size / 2, y + size / 2];
        const isFree =
          corners.every((corner) => isInside(corner, middle, room.outline)) &&
          !taken.some((place) => pointInPolygon({ point: middle, polygon: place.corners }));
        if (isFree) found.set(key, { corners, columnsAway: column });
      }
    }
  }
  return [...found.values()].map(({ corners }) => corners);
}

/** Whether a corner lies in the outline; corners on the wall count, so they are looked at a little towards the middle. */
function isInside(corner: Point, middle: Point, outline: Room['outline']): boolean {
  const point: Point = [corner[0] + (middle[0] - corner[0]) * 1e-3, corner[1] + (middle[1] - corner[1]) * 1e-3];
  return pointInPolygon({ point, polygon: outline });
}
