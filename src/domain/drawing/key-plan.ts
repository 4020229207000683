import type { AssessedSite } from '../assessment/assessment.js';
import type { Room } from '../site/kinds/room.js';
import { equipmentOf } from './equipment.js';
import { footprintLabel } from './footprint-label.js';
import { loadBand } from './load-band.js';
import { extentOf, fittingScale, grownBy, planM, sizeOf, type PaperSize, type SheetWindow } from './paper.js';
import type { Extent, Point, Scene, Shape, TextShape } from './scene.js';
import { meets, placeText, plannedWidth, textBox } from './text-boxes.js';

const MARGIN_MM = 8;
/** mm. */
const ROOM_NAME_MM = 3;
const SHEET_NUMBER_MM = 3.4;

export interface KeyedRoom {
  readonly room: Room;
  /** More than one where the room is drawn on match-lined sheets. */
  readonly sheets: readonly SheetWindow[];
}

/**
 * Key plans: which room lies where, and which sheet shows which part of it. Rooms of one floor are drawn together; rooms
 * whose outlines lie in one another (storeys, or plans with an origin of their own) one by one.
 */
export function keyPlanScenes(assessed: AssessedSite, rooms: readonly KeyedRoom[], paper: PaperSize): readonly Scene[] {
  const extents = rooms.map(({ room }) => extentOf(room.outline));
  const isOneFloor = extents.every((a, k) => extents.every((b, m) => m <= k || !meets(a, b)));
  const groups = isOneFloor ? [rooms] : rooms.map((room) => [room]);
  return groups.filter((group) => group.length > 0).map((group) => keyPlan(assessed, group, paper));
}

function keyPlan({ index, assessment }: AssessedSite, rooms: readonly KeyedRoom[], paper: PaperSize): Scene {
  const walls = extentOf(rooms.flatMap(({ room }) => room.outline));
  const extentAt = (scale: number) => grownBy(walls, planM(MARGIN_MM, scale));
  const { width, height } = sizeOf(walls);
  const scale = fittingScale(
    { widthMm: width * 1000, heightMm: height * 1000 },
    { widthMm: paper.widthMm - 2 * MARGIN_MM, heightMm: paper.heightMm - 2 * MARGIN_MM },
    50,
  );
  const shapes: Shape[] = [];
  const names: Shape[] = [];
  const taken: Extent[] = [];
  const loadOf = new Map(assessment.figures.power.racks.map((power) => [power.rack, power.normalLoadFraction]));
  for (const { room, sheets } of rooms) {
    shapes.push({ shape: 'polygon', style: 'wall', points: room.outline });
    shapes.push({ shape: 'polygon', style: 'room', points: room.outline });
    for (const rack of index.racksByRoom.get(room.name) ?? []) {
      const placement = assessment.figures.floor.placements.get(rack.name);
      if (placement === undefined) continue;
      const band = loadBand(loadOf.get(rack.name) ?? null);
      shapes.push({ shape: 'polygon', style: 'rack', band, points: placement.corners });
      taken.push(extentOf(placement.corners));
    }
    for (const { style, corners } of equipmentOf(index, room)) {
      shapes.push({ shape: 'polygon', style, points: corners });
      taken.push(extentOf(corners));
    }
    const label = footprintLabel({ points: room.outline, text: room.name, style: 'room', sizeMm: ROOM_NAME_MM, scale });
    if (sheets.length > 1) {
      for (const { number, window } of sheets) {
        shapes.push({ shape: 'polygon', style: 'sheet', points: cornersOf(window) });
        const inset = planM(SHEET_NUMBER_MM, scale);
        const text: TextShape = {
          shape: 'text',
          style: 'heading',
          at: [window.min[0] + inset / 2, window.max[1] - inset],
          text: `Sheet ${String(number)}`,
          size: planM(2, scale),
          anchor: 'start',
          rotationDeg: 0,
          maxWidth: Math.min(sizeOf(window).width - inset, plannedWidth(`Sheet ${String(number)}`, planM(2, scale))),
          onLines: true,
        };
        names.push(text);
        taken.push(textBox(text));
      }
    }
    const name = label === null ? null : placeText(roomNames(room, label, scale), taken);
    if (name !== null) names.push(name);
  }
  return {
    title: 'Key plan',
    unit: 'm',
    extent: extentAt(scale),
    scale,
    northDeg: rooms[0]?.room.northDeg ?? 0,
    shapes: [...shapes, ...names],
    notes: [],
  };
}

/** Places for the name of a room: its middle first, then from the top down, then above it. */
function* roomNames({ outline, name }: Room, label: TextShape, scale: number): Generator<TextShape> {
  const { min, max } = extentOf(outline);
  const maxWidth = Math.min(label.maxWidth, plannedWidth(name, label.size));
  yield { ...label, maxWidth };
  for (let share = 0.95; share > 0; share -= 0.05) {
    yield { ...label, maxWidth, at: [label.at[0], min[1] + (max[1] - min[1]) * share] };
  }
  yield {
    ...label,
    maxWidth: Math.min(plannedWidth(name, label.size), max[0] - min[0]),
    rotationDeg: 0,
    at: [label.at[0], max[1] + planM(ROOM_NAME_MM + 1.5, scale)],
  };
}

function cornersOf({ min, max }: Extent): readonly Point[] {
  return [min, [max[0], min[1]], max, [min[0], max[1]]];
}
