import { extentOf, planM, sizeOf } from './paper.js';
import type { Point, TextShape, TextStyle } from './scene.js';

/** mm. Thinner footprints have no room for a name. */
const LEAST_NAMED_MM = 2.2;
const INSET_MM = 0.6;

/** A name in the middle of a footprint, along its longer side; null where it is too thin. */
export function footprintLabel({
  points,
  text,
  style,
  sizeMm,
  scale,
}: {
  readonly points: readonly Point[];
  readonly text: string;
  readonly style: TextStyle;
  readonly sizeMm: number;
  readonly scale: number;
}): TextShape | null {
  const extent = extentOf(points);
  const { width, height } = sizeOf(extent);
  const isUpright = height > width * 1.4;
  const [length, thickness] = isUpright ? [height, width] : [width, height];
  if (thickness < planM(LEAST_NAMED_MM, scale)) return null;
  return {
    shape: 'text',
    style,
    at: [(extent.min[0] + extent.max[0]) / 2, (extent.min[1] + extent.max[1]) / 2],
    text,
    size: Math.min(planM(sizeMm, scale), thickness / 1.7),
    anchor: 'middle',
    rotationDeg: isUpright ? 90 : 0,
    maxWidth: length - 2 * Math.min(planM(INSET_MM, scale), length / 10),
    onLines: true,
  };
}
