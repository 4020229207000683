import { orientedRectangle } from '../floor/geometry.js';
import type { Room } from '../site/kinds/room.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Point } from './scene.js';

const M_PER_MM = 0.001;

/** A cooling unit or power element with its footprint; front left, front right, rear right, rear left. */
export interface Equipment {
  readonly name: string;
  readonly style: 'cooling-unit' | 'power-element';
  readonly corners: readonly [Point, Point, Point, Point];
}

/** What stands in a room beside racks and has a place and a size. */
export function equipmentOf(index: SiteIndex, room: Room): readonly Equipment[] {
  const found: Equipment[] = [];
  const add = (
    name: string,
    style: Equipment['style'],
    {
      position,
      widthMm,
      depthMm,
      frontBearingDeg,
    }: {
      position: Point | undefined;
      widthMm: number | undefined;
      depthMm: number | undefined;
      frontBearingDeg: number | undefined;
    },
  ): void => {
    if (position === undefined || widthMm === undefined || depthMm === undefined) return;
    const corners = orientedRectangle({
      centre: position,
      widthM: widthMm * M_PER_MM,
      depthM: depthMm * M_PER_MM,
      frontBearingDeg: frontBearingDeg ?? 0,
    });
    found.push({ name, style, corners });
  };
  for (const { name, room: inRoom, rack, position, frontBearingDeg, type } of index.snapshot.coolingUnits) {
    if (inRoom !== room.name || rack !== undefined) continue;
    const { widthMm, depthMm } = index.coolingUnitTypes.get(type) ?? {};
    add(name, 'cooling-unit', { position, widthMm, depthMm, frontBearingDeg });
  }
  for (const element of index.snapshot.powerElements) {
    if (element.room !== room.name || element.rack !== undefined) continue;
    const { name, position, widthMm, depthMm, frontBearingDeg } = element;
    add(name, 'power-element', { position, widthMm, depthMm, frontBearingDeg });
  }
  return found;
}
