import type { AisleAir, RoomInlets } from '../cooling/air-figures.js';
import type { Point, Scene, Shape, ShapeStyle } from './scene.js';

/** mm on paper. */
const NAME_WIDTH = 52;
const BAR_LENGTH = 150;
const BAR_HEIGHT = 6;
const AISLE_PITCH = 24;
const VALUE_WIDTH = 40;
const TEXT = 2.3;
const TOP = 4;

/** A part of a bar. */
interface Part {
  readonly style: ShapeStyle;
  readonly flow: number;
}

/**
 * The air of every aisle of a room: what its racks take, from the supply and from the hot side, over what its units give it,
 * to the racks, past them and through leaks. One scale for all aisles.
 */
export function aisleBalanceScene({ room, aisles }: RoomInlets, words: string): Scene {
  const shown = aisles.filter(({ racks }) => racks > 0);
  const most = Math.max(1, ...shown.flatMap((aisle) => [aisle.demandM3PerH.knownSum, aisle.supplyM3PerH ?? 0]));
  const height = shown.length * AISLE_PITCH + TOP;
  const shapes = shown.flatMap((aisle, k) => aisleShapes(aisle, { top: height - TOP - k * AISLE_PITCH, most }));
  const unknown = shown.filter(({ supplyM3PerH }) => supplyM3PerH === null).map(({ zone }) => zone ?? 'no zone');
  return {
    title: `Air of the aisles: ${room}, ${words}`,
    unit: 'mm',
    extent: { min: [0, 0], max: [NAME_WIDTH + BAR_LENGTH + VALUE_WIDTH, height] },
    scale: 1,
    northDeg: null,
    isToScale: false,
    shapes,
    notes: [
      'Upper bar: what racks take. Lower bar: what units give',
      ...(unknown.length > 0 ? [`Supply not known: ${unknown.join(', ')}`] : []),
    ],
  };
}

function aisleShapes(
  aisle: AisleAir,
  { top, most }: { readonly top: number; readonly most: number },
): readonly Shape[] {
  const demand = aisle.demandM3PerH.knownSum;
  const recirculated = Math.min(demand, aisle.recirculatedM3PerH);
  const fresh = demand - recirculated;
  const took: readonly Part[] = [
    { style: 'air-fresh', flow: fresh },
    { style: 'air-recirculated', flow: recirculated },
  ];
  const gave: readonly Part[] =
    aisle.supplyM3PerH === null
      ? []
      : [
          { style: 'air-fresh', flow: fresh },
          { style: 'air-bypass', flow: aisle.bypassM3PerH ?? 0 },
          { style: 'air-leak', flow: aisle.leakageM3PerH ?? 0 },
        ];
  const upper = top - BAR_HEIGHT - 3;
  const lower = upper - BAR_HEIGHT - 1.5;
  const supply = aisle.supplyM3PerH === null ? 'not known' : flowWords(aisle.supplyM3PerH);
  return [
    text(aisle.zone ?? 'racks in no zone', [0.5, top - 2], { bold: true, width: NAME_WIDTH + BAR_LENGTH }),
    text(`${String(aisle.racks)} racks take`, [NAME_WIDTH - 2, upper + BAR_HEIGHT / 2], {
      end: true,
      width: NAME_WIDTH - 3,
    }),
    text('units give', [NAME_WIDTH - 2, lower + BAR_HEIGHT / 2], { end: true, width: NAME_WIDTH - 3 }),
    ...bar(took, upper, most),
    ...bar(gave, lower, most),
    text(flowWords(demand), [NAME_WIDTH + (demand / most) * BAR_LENGTH + 2, upper + BAR_HEIGHT / 2], {
      width: VALUE_WIDTH - 2,
    }),
    text(supply, [NAME_WIDTH + ((aisle.supplyM3PerH ?? 0) / most) * BAR_LENGTH + 2, lower + BAR_HEIGHT / 2], {
      width: VALUE_WIDTH - 2,
    }),
  ];
}

function flowWords(flow: number): string {
  return `${Math.round(flow).toLocaleString('en-US')} m³/h`;
}

function bar(parts: readonly Part[], bottom: number, most: number): readonly Shape[] {
  let left = NAME_WIDTH;
  return parts.flatMap(({ style, flow }): readonly Shape[] => {
    const width = (flow / most) * BAR_LENGTH;
    if (width < 0.05) return [];
    const right = left + width;
    const points: readonly Point[] = [
      [left, bottom],
      [right, bottom],
      [right, bottom + BAR_HEIGHT],
      [left, bottom + BAR_HEIGHT],
    ];
    left = right;
    return [{ shape: 'polygon', style, points }];
  });
}

function text(
  words: string,
  at: Point,
  { bold = false, end = false, width }: { readonly bold?: boolean; readonly end?: boolean; readonly width: number },
): Shape {
  return {
    shape: 'text',
    style: bold ? 'heading' : 'label',
    at,
    text: words,
    size: TEXT,
    anchor: end ? 'end' : 'start',
    rotationDeg: 0,
    maxWidth: width,
  };
}
