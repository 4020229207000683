import type { PlannedCable } from '../cabling/cable-plan.js';
import type { TrayLoad } from '../cabling/tray-loads.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Room } from '../site/kinds/room.js';
import type { TraySegment } from '../site/kinds/tray-segment.js';
import { obstacleStyle, planExtent, roomSheets } from './floor-plan.js';
import { extentOf, grownBy, planM } from './paper.js';
import type { Point, Scene, Shape, ShapeStyle } from './scene.js';
import { readableDeg } from './text-boxes.js';

/** A rack as the floor places it. */
interface Placed {
  readonly rack: string;
  readonly room: string;
  readonly corners: readonly Point[];
}

export interface CablePicture {
  readonly index: SiteIndex;
  readonly places: ReadonlyMap<string, Placed>;
  readonly trays: readonly TrayLoad[];
  readonly cables: readonly PlannedCable[];
  /** A cable whose way is drawn over the trays; null for none. */
  readonly cable: string | null;
}

const NAME_MM = 1.9;
const FILL_MM = 1.6;
/** mm by which trays of other kinds are drawn beside each other where they run one above the other. */
const SIDE_MM = { fibre: 0, copper: 4.2, power: -4.2 } as const;
const LEAST_WIDTH_MM = 2.6;
const PERCENT = 100;

/** The trays of a room by how full they are, with the number of their cables, and the way of one cable where one is asked for. */
export function cableRoutesScene({ index, places, trays, cables, cable }: CablePicture, room: Room): Scene {
  const { scale } = roomSheets(room);
  const { snapshot } = index;
  const loads = new Map(trays.map((load) => [load.segment, load]));
  const shown = snapshot.traySegments.filter((segment) => segment.room === room.name);
  const racks = [...places.values()].filter((place) => place.room === room.name);
  const planned = cable === null ? undefined : cables.find((one) => one.cable.name === cable);
  const bars = shown.flatMap((segment) => trayShapes(segment, loads.get(segment.name), scale));
  const shapes: Shape[] = [
    { shape: 'polygon', style: 'room', points: room.outline },
    ...snapshot.obstacles
      .filter((one) => one.room === room.name)
      .map((one): Shape => ({ shape: 'polygon', style: obstacleStyle(one), points: one.outline })),
    ...racks.map(({ corners }): Shape => ({ shape: 'polygon', style: 'frame', points: corners })),
    ...bars,
    ...racks.map((place): Shape => rackName(place, bars, scale)),
    ...(planned === undefined ? [] : wayOf(planned, { segments: shown, scale })),
    { shape: 'line', style: 'wall', points: [...room.outline, ...room.outline.slice(0, 1)] },
  ];
  const risers = shown.filter(({ from, to }) => Math.hypot(to[0] - from[0], to[1] - from[1]) < 1e-6);
  return {
    title: `${room.name}: ${planned === undefined ? 'trays and their fill' : `way of ${planned.cable.name}`}`,
    unit: 'm',
    extent: planExtent(room, scale),
    scale,
    northDeg: room.northDeg ?? null,
    shapes,
    notes: [
      'Numbers beside trays: name, cables, fill with everything that is planned, and limit. Copper is drawn beside fibre, power on the other side, where they run one above the other. Whips have no diameter, so that the fill of power trays is unknown.',
      ...(risers.length === 0 ? [] : [`Risers are not drawn: ${risers.map(({ name }) => name).join(', ')}.`]),
      ...(shown.length === 0 ? ['The room has no trays.'] : []),
    ],
  };
}

/** The name of a rack at its lower or upper edge, whichever no tray covers. */
function rackName({ rack, corners }: Placed, bars: readonly Shape[], scale: number): Shape {
  const { min, max } = extentOf(corners);
  const inset = planM(2.4, scale);
  const x = (min[0] + max[0]) / 2;
  const isCovered = (y: number) =>
    bars.some((bar) => {
      if (bar.shape !== 'polygon') return false;
      const box = grownBy(extentOf(bar.points), inset / 2);
      return box.min[0] < x && x < box.max[0] && box.min[1] < y && y < box.max[1];
    });
  const heights = [min[1] + inset, max[1] - inset, (min[1] + max[1]) / 2];
  return {
    shape: 'text',
    style: 'rack',
    at: [x, heights.find((y) => !isCovered(y)) ?? min[1] + inset],
    text: rack,
    size: planM(NAME_MM, scale),
    anchor: 'middle',
    rotationDeg: 0,
    maxWidth: max[0] - min[0],
    onLines: true,
  };
}

/** A tray as a bar as wide as it is, but never narrower than can be seen, with its words along it. */
function trayShapes(segment: TraySegment, load: TrayLoad | undefined, scale: number): readonly Shape[] {
  const line = offsetLine(segment, scale);
  if (line === null) return [];
  const { from, to, along, across, lengthM } = line;
  const half = Math.max(segment.widthMm / 2000, planM(LEAST_WIDTH_MM / 2, scale));
  const corner = (at: Point, side: 1 | -1): Point => [at[0] + side * half * across[0], at[1] + side * half * across[1]];
  const bar: Shape = {
    shape: 'polygon',
    style: trayStyle(load),
    points: [corner(from, 1), corner(to, 1), corner(to, -1), corner(from, -1)],
  };
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const words =
    load === undefined
      ? segment.name
      : `${segment.name}  ${String(load.final.cables)}  ${percent(load.final.fill)} of ${percent(load.limit)}`;
  const text: Shape = {
    shape: 'text',
    style: 'label',
    at: middle,
    text: words,
    size: planM(FILL_MM, scale),
    anchor: 'middle',
    rotationDeg: readableDeg((Math.atan2(along[1], along[0]) * 180) / Math.PI),
    maxWidth: lengthM,
    onLines: true,
  };
  return [bar, text];
}

/** The middle line of a tray on the plan, moved aside by its kind; null for a riser. */
function offsetLine({ from, to, kind }: TraySegment, scale: number) {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthM < 1e-6) return null;
  // Always to the same side of the plan, whichever way the tray was drawn.
  const flip = to[0] < from[0] - 1e-9 || (Math.abs(to[0] - from[0]) < 1e-9 && to[1] < from[1]) ? -1 : 1;
  const along: Point = [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM];
  const across: Point = [-along[1] * flip, along[0] * flip];
  const aside = planM(SIDE_MM[kind], scale);
  const move = (at: readonly number[]): Point => [(at[0] ?? 0) + aside * across[0], (at[1] ?? 0) + aside * across[1]];
  return { from: move(from), to: move(to), along, across, lengthM };
}

function trayStyle(load: TrayLoad | undefined): ShapeStyle {
  if (load === undefined) return 'tray-unknown';
  if (load.final.cables === 0) return 'tray-empty';
  if (load.diameters.known === 0) return 'tray-unknown';
  const share = load.final.fill / load.limit;
  if (share > 1 + 1e-9) return 'tray-over';
  return share > 0.8 ? 'tray-full' : share > 0.4 ? 'tray-half' : 'tray-light';
}

/** From rack to rack over the middle lines of the segments of a way. */
function wayOf(
  { route }: PlannedCable,
  { segments, scale }: { segments: readonly TraySegment[]; scale: number },
): readonly Shape[] {
  const byName = new Map(segments.map((segment) => [segment.name, segment]));
  return route.segments.flatMap((name): Shape[] => {
    const segment = byName.get(name);
    const line = segment === undefined ? null : offsetLine(segment, scale);
    return line === null ? [] : [{ shape: 'line', style: 'cable-way', points: [line.from, line.to] }];
  });
}

function percent(share: number): string {
  return `${(share * PERCENT).toFixed(share < 0.1 ? 1 : 0)} %`;
}
