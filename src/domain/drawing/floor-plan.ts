import type { AssessedSite } from '../assessment/assessment.js';
import { pointInPolygon } from '../floor/geometry.js';
import { bearingVector } from '../floor/placement.js';
import { compareText } from '../site/key.js';
import type { Obstacle } from '../site/kinds/obstacle.js';
import type { Room } from '../site/kinds/room.js';
import type { Row } from '../site/kinds/row.js';
import type { TraySegment } from '../site/kinds/tray-segment.js';
import { aislesOf, type Aisle } from './aisles.js';
import { equipmentOf, type Equipment } from './equipment.js';
import { clippedToConvex } from './clip.js';
import { rackMarks } from './finding-marks.js';
import { footprintLabel } from './footprint-label.js';
import { extentOf, grownBy, planM, sheetPlan, type PaperSize } from './paper.js';
import { rackOutline, rackWords } from './rack-shapes.js';
import type { Extent, Point, Scene, Shape, ShapeStyle, TextShape } from './scene.js';
import { tileGrid } from './tile-grid.js';
import { placeText, plannedWidth, readableDeg, textBox } from './text-boxes.js';

/** mm on paper around the walls: grid labels and the lengths of the room. */
const MARGIN_MM = 14;
/** mm from the wall to the lines that measure the room. */
const MEASURE_MM = 7;
/** m. What stands farther outside the walls is not drawn but noted. */
const FARTHEST_OUTSIDE_M = 5;
const SIZE_MM = { room: 3.2, row: 2.4, aisle: 2.2, dimension: 1.8, label: 1.7 } as const;
/** Share of its planned width in which a name still stands whole. */
const NARROWEST_SHARE = 0.75;
/** Most names in one note. */
const LONGEST_NOTE = 8;
/** mm. A drawing of its own is sized as if for a sheet of A3. */
export const PLAN_PAPER: PaperSize = { widthMm: 310, heightMm: 252 };

export interface PlanView {
  /** Denominator of the scale for which texts are sized; the largest at which the room fits on A3 where left out. */
  readonly scale?: number;
}

/** What a room takes on paper at a scale, m, with its labels around it. */
export function planExtent(room: Room, scale: number): Extent {
  return grownBy(extentOf(room.outline), planM(MARGIN_MM, scale));
}

/** Sheets of a room; see {@link sheetPlan}. */
export function roomSheets(room: Room, paper: PaperSize = PLAN_PAPER) {
  return sheetPlan((scale) => planExtent(room, scale), paper);
}

/**
 * The plan of a room: walls, tiles, obstacles, staging areas, aisles, rows, racks by load, cooling units, power elements
 * and trays. Texts have their place: no two of them meet.
 */
export function floorPlanScene(assessed: AssessedSite, room: Room, view: PlanView = {}): Scene {
  const scale = view.scale ?? roomSheets(room).scale;
  const { index, assessment } = assessed;
  const { snapshot } = index;
  const near = grownBy(extentOf(room.outline), FARTHEST_OUTSIDE_M);
  const outside: string[] = [];
  const isNear = (name: string, points: readonly Point[]): boolean => {
    const { min, max } = extentOf(points);
    const isIn = min[0] < near.max[0] && near.min[0] < max[0] && min[1] < near.max[1] && near.min[1] < max[1];
    if (!isIn) outside.push(name);
    return isIn;
  };

  const { placements } = assessment.figures.floor;
  const racks = (index.racksByRoom.get(room.name) ?? []).flatMap((rack) => placements.get(rack.name) ?? []);
  const drawn = racks.filter(({ rack, corners }) => isNear(rack, corners));
  const powerOf = new Map(assessment.figures.power.racks.map((power) => [power.rack, power]));
  const marks = rackMarks(assessed);
  const facts = drawn.map((placement) => ({
    placement,
    power: powerOf.get(placement.rack),
    mark: marks.get(placement.rack),
    scale,
  }));
  const obstacles = snapshot.obstacles.filter((one) => one.room === room.name && isNear(one.name, one.outline));
  const staging = snapshot.stagingAreas.filter((one) => one.room === room.name && isNear(one.name, one.outline));
  const equipment = equipmentOf(index, room).filter(({ name, corners }) => isNear(name, corners));
  const trays = snapshot.traySegments.filter(
    (tray) => tray.room === room.name && isNear(tray.name, [planPoint(tray.from), planPoint(tray.to)]),
  );
  const aisles = aislesOf(drawn, assessment.figures.floor.clearances);
  const grid = tileGrid(room, scale);

  const taken: Extent[] = [];
  const isInside = (text: TextShape): boolean => {
    const { min, max } = textBox(text);
    const corners: readonly Point[] = [min, [max[0], min[1]], max, [min[0], max[1]]];
    return corners.every((point) => pointInPolygon({ point, polygon: room.outline }));
  };
  /** Boxes of what is written, where `taken` also holds what stands on the floor. */
  const said: Extent[] = [];
  const words: Shape[] = [];
  const unnamed = coveredRacks(assessed);
  const say = (text: TextShape | null): void => {
    if (text === null) return;
    words.push(text);
    taken.push(textBox(text));
    said.push(textBox(text));
  };
  for (const fact of facts) {
    taken.push(extentOf(fact.placement.corners));
    if (unnamed.has(fact.placement.rack)) continue;
    const inRack = rackWords(fact);
    words.push(...inRack);
    for (const shape of inRack) said.push(...wordBoxes(shape));
  }
  for (const label of grid.labels) say(placeOnce([label], said));
  for (const { corners, name, style } of equipment) {
    taken.push(extentOf(corners));
    const label = footprintLabel({ points: corners, text: name, style: 'label', sizeMm: SIZE_MM.label, scale });
    say(placeOnce(present(label), said));
    if (style === 'cooling-unit') words.push(...blowArrow(corners, scale));
  }
  for (const obstacle of obstacles) {
    taken.push(extentOf(obstacle.outline));
    if (!isNamedBeside(obstacle, scale)) say(placeOnce(present(nameInside(obstacle, scale)), said));
  }
  const dimensions = [...roomMeasures(room, scale), ...aisles.flatMap((aisle) => clearDimension(aisle, scale))].filter(
    (shape) => {
      if (shape.shape !== 'text') return true;
      if (placeOnce([shape], said) === null) return false;
      said.push(textBox(shape));
      taken.push(textBox(shape));
      return true;
    },
  );
  const trayBoxes = trays.map((tray) => grownBy(extentOf(trayLine(tray, scale)), planM(0.6, scale)));
  for (const aisle of aisles) {
    const besideTrays = [...taken, ...trayBoxes];
    const text = placeText(aisleNames(aisle, { scale, rowsOf: snapshot.rows, racksOf: index.racks }), besideTrays);
    say(text ?? placeOnce(aisleNames(aisle, { scale, rowsOf: snapshot.rows, racksOf: index.racks }), taken));
  }
  for (const row of snapshot.rows) {
    if (row.room !== room.name) continue;
    const names = [...rowNames(row, scale)];
    say(placeOnce(names.filter(isInside), taken) ?? placeOnce(names, taken));
  }
  for (const area of staging) {
    const label = footprintLabel({
      points: area.outline,
      text: area.name,
      style: 'label',
      sizeMm: SIZE_MM.label + 0.3,
      scale,
    });
    say(placeOnce(present(label), taken));
  }
  for (const obstacle of obstacles) {
    if (!isNamedBeside(obstacle, scale)) continue;
    const beside = placeOnce(besideNames(obstacle, { room, scale }), [...taken, ...trayBoxes]);
    say(beside ?? placeOnce(present(nameInside(obstacle, scale)), said));
  }
  for (const tray of trays) say(placeOnce(trayNames(tray, scale), taken));

  const shapes: Shape[] = [
    { shape: 'polygon', style: 'wall', points: room.outline },
    { shape: 'polygon', style: 'room', points: room.outline },
    ...aisles.map((aisle): Shape => ({
      shape: 'polygon',
      style: `${aisle.kind}-aisle`,
      points: clippedToConvex(room.outline, aisle.polygon),
    })),
    ...grid.lines,
    ...staging.map((area): Shape => ({ shape: 'polygon', style: 'staging', points: area.outline })),
    ...obstacles.map((one): Shape => ({ shape: 'polygon', style: obstacleStyle(one), points: one.outline })),
    ...facts.flatMap(rackOutline),
    ...equipment.map(({ style, corners }): Shape => ({ shape: 'polygon', style, points: corners })),
    ...trays.map((tray): Shape => ({ shape: 'line', style: `tray-${tray.kind}`, points: trayLine(tray, scale) })),
    ...dimensions,
    ...words,
  ];
  const noun = room.floor === 'raised' ? 'raised floor' : room.floor === 'slab' ? 'slab' : null;
  return {
    title: `Floor plan: ${room.name}${noun === null ? '' : `, ${noun}`}`,
    unit: 'm',
    extent: planExtent(room, scale),
    scale,
    northDeg: room.northDeg ?? 0,
    shapes,
    notes: notesOf(assessed, {
      room,
      outside,
      unnamed: drawn.map(({ rack }) => rack).filter((rack) => unnamed.has(rack)),
    }),
  };
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

function wordBoxes(shape: Shape): readonly Extent[] {
  if (shape.shape === 'text') return [textBox(shape)];
  if (shape.shape !== 'mark' && shape.shape !== 'after-loss') return [];
  return [grownBy({ min: shape.at, max: shape.at }, shape.size * 0.75)];
}

/** Racks that stand in another one: names in one another could not be read, so that only the first is named. */
function coveredRacks({ assessment }: AssessedSite): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const { a, b } of assessment.figures.floor.overlaps) {
    if (a.kind === 'rack' && b.kind === 'rack' && !covered.has(a.name)) covered.add(b.name);
  }
  return covered;
}

/** A text at a free place, else nowhere; unlike {@link placeText} it leaves the taking to the caller. */
function placeOnce(candidates: Iterable<TextShape>, taken: readonly Extent[]): TextShape | null {
  return placeText(candidates, [...taken]);
}

/** Where a cooling unit blows: an arrow from its front. */
export function blowArrow([left, right, rearRight]: Equipment['corners'], scale: number): readonly Shape[] {
  const depth = Math.hypot(right[0] - rearRight[0], right[1] - rearRight[1]);
  const [ox, oy] = [(right[0] - rearRight[0]) / depth, (right[1] - rearRight[1]) / depth];
  const middle: Point = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const length = planM(5, scale);
  const head = planM(1.2, scale);
  const tip: Point = [middle[0] + ox * length, middle[1] + oy * length];
  const wing = (side: 1 | -1): Point => [
    tip[0] - ox * head * 1.6 - oy * head * side * 0.7,
    tip[1] - oy * head * 1.6 + ox * head * side * 0.7,
  ];
  return [
    { shape: 'line', style: 'air', points: [middle, tip] },
    { shape: 'line', style: 'air', points: [wing(1), tip, wing(-1)] },
  ];
}

export function obstacleStyle({ kind }: Obstacle): ShapeStyle {
  if (kind === 'column' || kind === 'wall') return 'column';
  if (kind === 'door') return 'door';
  return kind === 'keep-out' ? 'keep-out' : 'obstacle';
}

function nameInside({ outline, name }: Obstacle, scale: number): TextShape | null {
  return footprintLabel({ points: outline, text: name, style: 'label', sizeMm: SIZE_MM.label, scale });
}

/** Whether the name of an obstacle is put beside it, because it is too thin or too short for it. */
function isNamedBeside(obstacle: Obstacle, scale: number): boolean {
  const inside = nameInside(obstacle, scale);
  return inside === null || inside.maxWidth < plannedWidth(obstacle.name, inside.size) * NARROWEST_SHARE;
}

/** Names beside a thin obstacle, such as a door in a wall: towards the middle of the room first. */
function* besideNames(
  { outline, name }: Obstacle,
  { room, scale }: { readonly room: Room; readonly scale: number },
): Generator<TextShape> {
  const { min, max } = extentOf(outline);
  const { min: roomMin, max: roomMax } = extentOf(room.outline);
  const size = planM(SIZE_MM.label, scale);
  const maxWidth = plannedWidth(name, size);
  const [cx, cy] = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2];
  const away = size * 1.4;
  const above: Point = [cx, max[1] + away];
  const below: Point = [cx, min[1] - away];
  const leftOf: Point = [min[0] - away - maxWidth / 2, cy];
  const rightOf: Point = [max[0] + away + maxWidth / 2, cy];
  const vertical = cy < (roomMin[1] + roomMax[1]) / 2 ? [above, below] : [below, above];
  const horizontal = cx < (roomMin[0] + roomMax[0]) / 2 ? [rightOf, leftOf] : [leftOf, rightOf];
  const isLying = max[0] - min[0] >= max[1] - min[1];
  const aside = vertical.flatMap(([x, y]): Point[] => [
    [x + maxWidth * 0.4, y],
    [x - maxWidth * 0.4, y],
  ]);
  for (const at of isLying ? [...vertical, ...horizontal] : [...horizontal, ...vertical, ...aside]) {
    yield {
      shape: 'text',
      style: 'label',
      at,
      text: name,
      size,
      anchor: 'middle',
      rotationDeg: 0,
      maxWidth,
      onLines: true,
    };
  }
}

function planPoint([x, y]: readonly [number, number, number]): Point {
  return [x, y];
}

/** Trays of different kinds often lie one above the other; each kind is drawn a little aside. */
const TRAY_ASIDE_MM: Readonly<Record<TraySegment['kind'], number>> = { fibre: -0.45, copper: 0.45, power: 0 };

function trayLine({ from, to, kind }: TraySegment, scale: number): readonly [Point, Point] {
  const [a, b] = [planPoint(from), planPoint(to)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return [a, b];
  // The same side whichever end is written first.
  const sign = b[0] < a[0] || (b[0] === a[0] && b[1] < a[1]) ? -1 : 1;
  const aside = (planM(TRAY_ASIDE_MM[kind], scale) * sign) / length;
  const [dx, dy] = [-(b[1] - a[1]) * aside, (b[0] - a[0]) * aside];
  return [
    [a[0] + dx, a[1] + dy],
    [b[0] + dx, b[1] + dy],
  ];
}

function* trayNames(tray: TraySegment, scale: number): Generator<TextShape> {
  const [a, b] = trayLine(tray, scale);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const size = planM(SIZE_MM.label - 0.3, scale);
  const maxWidth = plannedWidth(tray.name, size);
  if (length < maxWidth * 1.2) return;
  const rotationDeg = readableDeg((Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI);
  for (const share of [0.3, 0.7, 0.5, 0.15, 0.85, 0.4, 0.6]) {
    yield {
      shape: 'text',
      style: 'label',
      at: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share],
      text: tray.name,
      size,
      anchor: 'middle',
      rotationDeg,
      maxWidth,
      onLines: true,
    };
  }
}

/** Names beyond the ends of a row, then over its slots. */
function* rowNames(row: Row, scale: number): Generator<TextShape> {
  const [ux, uy] = bearingVector(row.bearingDeg);
  const [bx, by] = bearingVector(row.bearingDeg + (row.coldAisleSide === 'left' ? 90 : -90));
  const size = planM(SIZE_MM.row, scale);
  const text = /^row\b/i.test(row.name) ? row.name : `Row ${row.name}`;
  const lengthM = row.slots * row.pitchM;
  const rotationDeg = readableDeg(90 - row.bearingDeg);
  const behindM = 0.6;
  const at = (alongM: number): Point => [
    row.origin[0] + ux * alongM + bx * behindM,
    row.origin[1] + uy * alongM + by * behindM,
  ];
  const gap = planM(2, scale);
  for (const share of [1, 0.7, 0.5]) {
    const maxWidth = plannedWidth(text, size) * share;
    for (const alongM of [-gap - maxWidth / 2, lengthM + gap + maxWidth / 2]) {
      yield {
        shape: 'text',
        style: 'row',
        at: at(alongM),
        text,
        size: size * share,
        anchor: 'middle',
        rotationDeg,
        maxWidth,
        onLines: true,
      };
    }
  }
  for (const crosswise of [-gap - size, lengthM + gap + size]) {
    const turned = readableDeg(rotationDeg + 90);
    const maxWidth = Math.min(plannedWidth(text, size), 1.4);
    yield {
      shape: 'text',
      style: 'row',
      at: at(crosswise),
      text,
      size,
      anchor: 'middle',
      rotationDeg: turned,
      maxWidth,
      onLines: true,
    };
  }
}

function* aisleNames(
  aisle: Aisle,
  {
    scale,
    rowsOf,
    racksOf,
  }: {
    readonly scale: number;
    readonly rowsOf: readonly Row[];
    readonly racksOf: AssessedSite['index']['racks'];
  },
): Generator<TextShape> {
  const { polygon, lengthM, shownDepthM, kind } = aisle;
  const size = Math.min(planM(SIZE_MM.aisle, scale), shownDepthM / 2.2);
  if (size < planM(1.2, scale)) return;
  const [a, b, , d] = polygon;
  const first = racksOf.get(aisle.racks[0] ?? '');
  const row = rowsOf.find(({ name, room }) => name === first?.row && room === first.room);
  const text = `${kind === 'cold' ? 'COLD AISLE' : 'HOT AISLE'}${row?.containment === kind ? ', CONTAINED' : ''}`;
  const maxWidth = Math.min(plannedWidth(text, size), lengthM * 0.8);
  const rotationDeg = readableDeg(90 - aisle.alongDeg);
  for (const out of [0.5, 0.7, 0.3]) {
    for (const along of [0.5, 0.6, 0.4, 0.75, 0.25]) {
      yield {
        shape: 'text',
        style: 'aisle',
        at: [a[0] + (b[0] - a[0]) * along + (d[0] - a[0]) * out, a[1] + (b[1] - a[1]) * along + (d[1] - a[1]) * out],
        text,
        size,
        anchor: 'middle',
        rotationDeg,
        maxWidth,
        onLines: true,
      };
    }
  }
}

/** The least clear depth of an aisle, measured where it is. */
function clearDimension({ clear, alongDeg }: Aisle, scale: number): readonly Shape[] {
  if (clear === null) return [];
  return dimension({ ...clear, text: `${clear.depthM.toFixed(2)} m`, scale, asideDeg: alongDeg });
}

/** The lengths of the room below it and to its right. */
function roomMeasures(room: Room, scale: number): readonly Shape[] {
  const { min, max } = extentOf(room.outline);
  const away = planM(MEASURE_MM, scale);
  return [
    ...dimension({
      from: [min[0], min[1] - away],
      to: [max[0], min[1] - away],
      text: `${(max[0] - min[0]).toFixed(2)} m`,
      scale,
      asideDeg: 180,
    }),
    ...dimension({
      from: [max[0] + away, min[1]],
      to: [max[0] + away, max[1]],
      text: `${(max[1] - min[1]).toFixed(2)} m`,
      scale,
      asideDeg: 90,
    }),
  ];
}

/** A measured line with ticks at its ends and its length beside it. */
function dimension({
  from,
  to,
  text,
  scale,
  asideDeg,
}: {
  readonly from: Point;
  readonly to: Point;
  readonly text: string;
  readonly scale: number;
  /** Side on which the length stands. */
  readonly asideDeg: number;
}): readonly Shape[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return [];
  const tick = planM(1, scale);
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const ticks = [from, to].map(([x, y]): Shape => ({
    shape: 'line',
    style: 'dimension',
    points: [
      [x + (dx - dy) * tick * 0.7, y + (dy + dx) * tick * 0.7],
      [x - (dx - dy) * tick * 0.7, y - (dy + dx) * tick * 0.7],
    ],
  }));
  const size = planM(SIZE_MM.dimension, scale);
  const [ax, ay] = bearingVector(asideDeg);
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return [
    { shape: 'line', style: 'dimension', points: [from, to] },
    ...ticks,
    {
      shape: 'text',
      style: 'dimension',
      at: [middle[0] + ax * size * 1.1, middle[1] + ay * size * 1.1],
      text,
      size,
      anchor: 'middle',
      rotationDeg: readableDeg((Math.atan2(dy, dx) * 180) / Math.PI),
      maxWidth: plannedWidth(text, size),
      onLines: true,
    },
  ];
}

function notesOf(
  { index, assessment }: AssessedSite,
  {
    room,
    outside,
    unnamed,
  }: { readonly room: Room; readonly outside: readonly string[]; readonly unnamed: readonly string[] },
): readonly string[] {
  const { unplaced, unplacedEquipment } = assessment.figures.floor;
  const unplacedRacks = unplaced.filter((rack) => index.racks.get(rack)?.room === room.name);
  const unplacedThings = unplacedEquipment.filter((one) => one.room === room.name).map(({ thing }) => thing.name);
  return [
    noteOf('Not drawn, no place is stated', [...unplacedRacks, ...unplacedThings]),
    noteOf(`Not drawn, farther than ${String(FARTHEST_OUTSIDE_M)} m outside the walls`, outside),
    noteOf('Drawn without their name, because they stand in another rack', unnamed),
  ].flatMap((note) => note ?? []);
}

function noteOf(what: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const shown = [...names].sort(compareText).slice(0, LONGEST_NOTE).join(', ');
  const rest = names.length - LONGEST_NOTE;
  return `${what}: ${shown}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
}
