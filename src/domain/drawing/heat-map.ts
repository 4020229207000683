import { exactly } from '../finding.js';
import type { AssessedSite } from '../assessment/assessment.js';
import type { AisleAir, RackInlet, RoomInlets } from '../cooling/air-figures.js';
import type { ThermalEnvelope } from '../cooling/ashrae.js';
import type { RackPlacement } from '../floor/floor-figures.js';
import type { Room } from '../site/kinds/room.js';
import { aislesOf, type Aisle } from './aisles.js';
import { clippedToConvex } from './clip.js';
import { equipmentOf } from './equipment.js';
import { blowArrow, obstacleStyle, PLAN_PAPER, planExtent } from './floor-plan.js';
import { footprintLabel } from './footprint-label.js';
import { inletBandOf } from './inlet-band.js';
import { extentOf, grownBy, planM, sizeOf, STANDARD_SCALES } from './paper.js';
import { boxOf, writerIn } from './rack-shapes.js';
import type { Extent, Point, Scene, Shape, TextShape } from './scene.js';
import { placeText, plannedWidth, readableDeg } from './text-boxes.js';

const NAME_MM = 1.9;
const TEMPERATURE_MM = 2.3;
const DETAIL_MM = 1.5;
const AISLE_MM = 2;
const UNIT_MM = 1.6;
/** mm. Lower boxes hold the temperature alone. */
const LEAST_FOR_NAME_MM = 5.5;
const LEAST_FOR_DETAIL_MM = 10;
const LEAST_FOR_TEXT_MM = 2.4;
/** Denominator of the largest scale at which a room is drawn. */
const LARGEST_SCALE = 25;
/** m. What stands farther outside the walls is not drawn. */
const FARTHEST_OUTSIDE_M = 5;

/** The largest scale at which the whole of a room fits on one sheet, as its denominator. */
export function heatMapScale(room: Room): number {
  const fits = (scale: number) => {
    const { width, height } = sizeOf(planExtent(room, scale));
    return (width * 1000) / scale <= PLAN_PAPER.widthMm && (height * 1000) / scale <= PLAN_PAPER.heightMm;
  };
  return STANDARD_SCALES.find((scale) => scale >= LARGEST_SCALE && fits(scale)) ?? STANDARD_SCALES.at(-1) ?? 1;
}

/** One state of a room that a heat map shows. */
export interface HeatMapView {
  readonly inlets: RoomInlets;
  /** What the title says beside the name of the room, such as `maximum draw, without CRAH-1`. */
  readonly words: string;
  /** Units that do not run. */
  readonly dead: ReadonlySet<string>;
  readonly envelope: ThermalEnvelope | null;
  readonly scale?: number;
}

/** Inlet temperatures of a room on its plan: racks by band with their temperature, aisles with their air, units with their duty. */
export function heatMapScene({ index, assessment }: AssessedSite, room: Room, view: HeatMapView): Scene {
  const scale = view.scale ?? heatMapScale(room);
  const { inlets, envelope } = view;
  const { floor } = assessment.figures;
  const near = grownBy(extentOf(room.outline), FARTHEST_OUTSIDE_M);
  const isNear = (points: readonly Point[]) => {
    const { min, max } = extentOf(points);
    return min[0] < near.max[0] && near.min[0] < max[0] && min[1] < near.max[1] && near.min[1] < max[1];
  };
  const placed = inlets.racks.flatMap((rack) => {
    const placement = floor.placements.get(rack.rack);
    return placement === undefined || !isNear(placement.corners) ? [] : [{ rack, placement }];
  });
  const aisles = aislesOf(
    placed.map(({ placement }) => placement),
    floor.clearances,
  );
  const obstacles = index.snapshot.obstacles.filter((one) => one.room === room.name && isNear(one.outline));
  const equipment = equipmentOf(index, room).filter(({ corners }) => isNear(corners));
  const taken: Extent[] = placed.map(({ placement }) => extentOf(placement.corners));
  const words: Shape[] = placed.flatMap(({ rack, placement }) => rackTexts(rack, placement, inlets.state, scale));
  for (const { corners } of equipment) taken.push(extentOf(corners));
  for (const { outline } of obstacles) taken.push(extentOf(outline));
  for (const one of equipment) {
    if (one.style !== 'cooling-unit') continue;
    const label = footprintLabel({
      points: one.corners,
      text: unitWords(one.name, view),
      style: 'label',
      sizeMm: UNIT_MM,
      scale,
    });
    if (label !== null) words.push(label);
    if (!view.dead.has(one.name)) words.push(...blowArrow(one.corners, scale));
  }
  const told = new Set<AisleAir>();
  for (const aisle of aisles) {
    if (aisle.kind !== 'cold') continue;
    const air = aisleAirOf(aisle, inlets);
    if (air === undefined || told.has(air)) continue;
    const text = placeText(aisleTexts(aisle, aisleWords(air), scale), taken);
    if (text === null) continue;
    words.push(text);
    told.add(air);
  }
  const shapes: Shape[] = [
    { shape: 'polygon', style: 'wall', points: room.outline },
    { shape: 'polygon', style: 'room', points: room.outline },
    ...aisles.map((aisle): Shape => ({
      shape: 'polygon',
      style: `${aisle.kind}-aisle`,
      points: clippedToConvex(room.outline, aisle.polygon),
    })),
    ...obstacles.map((one): Shape => ({ shape: 'polygon', style: obstacleStyle(one), points: one.outline })),
    ...placed.flatMap(({ rack, placement: { corners } }): Shape[] => [
      { shape: 'polygon', style: 'rack', band: inletBandOf(rack, inlets.state, envelope), points: corners },
      { shape: 'line', style: 'front', points: [corners[0], corners[1]] },
    ]),
    ...equipment.map(({ style, corners, name }): Shape => ({
      shape: 'polygon',
      style: view.dead.has(name) ? 'cooling-unit-out' : style,
      points: corners,
    })),
    ...words,
  ];
  return {
    title: `Inlet temperatures: ${room.name}, ${view.words}`,
    unit: 'm',
    extent: planExtent(room, scale),
    scale,
    northDeg: room.northDeg ?? 0,
    shapes,
    notes: notesOf(view, { placed: placed.length, told }),
  };
}

function unitWords(name: string, { inlets, dead }: HeatMapView): string {
  if (dead.has(name)) return `${name} out`;
  const duty = inlets.units.find(({ unit }) => unit === name);
  if (duty?.dutyW === null || duty === undefined) return name;
  return `${name} ${kilowatts(duty.dutyW)} kW`;
}

function kilowatts(watt: number): string {
  return (watt / 1000).toFixed(0);
}

/** A temperature as drawings write it. */
export function degrees(valueC: number | null): string {
  return valueC === null ? '?' : valueC.toFixed(1);
}

function rackTexts(
  rack: RackInlet,
  placement: RackPlacement,
  state: RoomInlets['state'],
  scale: number,
): readonly Shape[] {
  const box = boxOf(placement, scale);
  if (Math.min(box.widthMm, box.heightMm) < LEAST_FOR_TEXT_MM) return [];
  const put = writerIn(box, scale);
  const value = rack.inletC === null && state === 'warms-without-limit' ? '∞' : degrees(rack.inletC);
  const lines: { text: string; sizeMm: number; style: 'rack' | 'label' }[] = [
    { text: value, sizeMm: TEMPERATURE_MM, style: 'rack' },
  ];
  if (box.heightMm >= LEAST_FOR_NAME_MM) lines.unshift({ text: rack.rack, sizeMm: NAME_MM, style: 'label' });
  if (box.heightMm >= LEAST_FOR_DETAIL_MM && box.widthMm >= LEAST_FOR_DETAIL_MM) {
    lines.push({ text: `limit ${degrees(rack.limitC)}`, sizeMm: DETAIL_MM, style: 'label' });
    lines.push({
      text: `${String(Math.round(rack.recirculatedFraction * 100))} % hot`,
      sizeMm: DETAIL_MM,
      style: 'label',
    });
  }
  const total = lines.reduce((sum, { sizeMm }) => sum + sizeMm * 1.7, 0);
  let top = total / 2;
  return lines.map(({ text, sizeMm, style }) => {
    const yMm = top - (sizeMm * 1.7) / 2;
    top -= sizeMm * 1.7;
    return { ...put.text({ text, style, sizeMm, xMm: 0, yMm, widthMm: box.widthMm - 0.8 }), onLines: true };
  });
}

/** The balance of the zone to which most racks of an aisle belong. */
function aisleAirOf(aisle: Aisle, inlets: RoomInlets): AisleAir | undefined {
  const zoneOf = new Map(inlets.racks.map(({ rack, zone }) => [rack, zone]));
  const counts = new Map<string | null, number>();
  for (const rack of aisle.racks) counts.set(zoneOf.get(rack) ?? null, (counts.get(zoneOf.get(rack) ?? null) ?? 0) + 1);
  const [zone] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null];
  return inlets.aisles.find((one) => one.zone === zone);
}

/** What an aisle gets and takes, as drawings write it. */
export function aisleWords({ zone, demandM3PerH, deliveredM3PerH, supplyC }: AisleAir): string {
  const got = deliveredM3PerH === null ? '?' : Math.round(deliveredM3PerH).toLocaleString('en-US');
  const least = exactly(demandM3PerH) === null ? '≥ ' : '';
  return `${zone ?? 'no zone'}: ${got} of ${least}${Math.round(demandM3PerH.lower).toLocaleString('en-US')} m³/h at ${degrees(supplyC)} °C`;
}

function* aisleTexts(aisle: Aisle, text: string, scale: number): Generator<TextShape> {
  const [a, b, c, d] = aisle.polygon;
  for (const share of [0.5, 0.25, 0.75]) {
    for (const sizeMm of [AISLE_MM, AISLE_MM * 0.8]) {
      const size = planM(sizeMm, scale);
      const at: Point = [
        (a[0] + b[0]) / 2 + ((d[0] - a[0] + c[0] - b[0]) / 2) * share,
        (a[1] + b[1]) / 2 + ((d[1] - a[1] + c[1] - b[1]) / 2) * share,
      ];
      const maxWidth = Math.min(aisle.lengthM, plannedWidth(text, size));
      yield {
        shape: 'text',
        style: 'aisle',
        at,
        text,
        size,
        anchor: 'middle',
        rotationDeg: readableDeg(90 - aisle.alongDeg),
        maxWidth,
        onLines: true,
      };
    }
  }
}

/** Names that a note lists; the others are counted. */
const NAMED = 6;

function namesOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${String(rest)} more` : names.join(', ');
}

function notesOf(
  { inlets, envelope, dead }: HeatMapView,
  { placed, told }: { readonly placed: number; readonly told: ReadonlySet<AisleAir> },
): readonly string[] {
  const notes: string[] = [];
  if (dead.size > 0) notes.push(`Out: ${namesOf([...dead])}`);
  if (inlets.state === 'warms-without-limit')
    notes.push('The room warms without limit: its units do not take its heat');
  else notes.push(`Return ${degrees(inlets.returnC)} °C`);
  if (envelope !== null)
    notes.push(`Recommended ${String(envelope.recommendedC.min)} to ${degrees(envelope.recommendedC.max)} °C`);
  for (const air of inlets.aisles) if (!told.has(air) && air.racks > 0) notes.push(aisleWords(air));
  if (placed < inlets.racks.length)
    notes.push(`${String(inlets.racks.length - placed)} racks have no place here and are not drawn`);
  if (inlets.coverage.known < inlets.coverage.total) {
    notes.push(`Inlets known: ${String(inlets.coverage.known)} of ${String(inlets.coverage.total)} racks`);
  }
  notes.push('Zonal mixing model, one inlet for each rack: no substitute for CFD');
  return notes;
}
