import type { InletBand, LoadBand, ShapeStyle, TextStyle } from '../../domain/drawing/scene.js';

export type Hatch = 'none' | 'rising' | 'falling' | 'dense' | 'cross' | 'dots';

/** How a shape is drawn. Widths and dashes are mm on paper. */
export interface Look {
  readonly fill: string | null;
  readonly hatch: Hatch;
  readonly hatchColour: string;
  readonly stroke: string | null;
  readonly widthMm: number;
  readonly dashMm: readonly number[];
}

const plain: Look = { fill: null, hatch: 'none', hatchColour: '#000000', stroke: '#222222', widthMm: 0.18, dashMm: [] };

export const LOOKS: Readonly<Record<ShapeStyle, Look>> = {
  wall: { ...plain, fill: '#4d4d4d', stroke: '#4d4d4d', widthMm: 2.4 },
  room: { ...plain, fill: '#ffffff', stroke: '#000000', widthMm: 0.25 },
  tile: { ...plain, stroke: '#c9c9c9', widthMm: 0.1 },
  staging: {
    ...plain,
    fill: '#f7f4e8',
    hatch: 'dots',
    hatchColour: '#b5a45e',
    stroke: '#8a7a3a',
    widthMm: 0.25,
    dashMm: [2, 1],
  },
  obstacle: { ...plain, fill: '#e3e3e3', hatch: 'falling', hatchColour: '#8c8c8c', widthMm: 0.25 },
  column: { ...plain, fill: '#d0d0d0', hatch: 'cross', hatchColour: '#6b6b6b', stroke: '#000000', widthMm: 0.5 },
  door: { ...plain, fill: '#ffffff', stroke: '#000000', widthMm: 0.25 },
  'keep-out': {
    ...plain,
    fill: '#fdf3f3',
    hatch: 'falling',
    hatchColour: '#d79a9a',
    stroke: '#b03030',
    dashMm: [3, 1, 0.6, 1],
  },
  'cold-aisle': { ...plain, fill: '#e2effa', stroke: null },
  'hot-aisle': { ...plain, fill: '#fbe9e3', hatch: 'dots', hatchColour: '#e0b3a2', stroke: null },
  rack: { ...plain, widthMm: 0.25 },
  front: { ...plain, stroke: '#000000', widthMm: 0.8 },
  'cooling-unit-out': {
    ...plain,
    fill: '#ffffff',
    hatch: 'cross',
    hatchColour: '#c4c4c4',
    stroke: '#333333',
    widthMm: 0.35,
    dashMm: [1.6, 0.8],
  },
  'cooling-unit': {
    ...plain,
    fill: '#cfe3f1',
    hatch: 'rising',
    hatchColour: '#8fb6d1',
    stroke: '#1f5f8b',
    widthMm: 0.35,
  },
  'power-element': {
    ...plain,
    fill: '#efe6f5',
    hatch: 'falling',
    hatchColour: '#c3aad6',
    stroke: '#5b3a78',
    widthMm: 0.35,
  },
  wire: { ...plain, stroke: '#000000', widthMm: 0.4 },
  'wire-standby': { ...plain, stroke: '#555555', widthMm: 0.3, dashMm: [2, 1] },
  air: { ...plain, stroke: '#1f5f8b', widthMm: 0.3 },
  'air-fresh': { ...plain, fill: '#b9d7ee', stroke: '#1f5f8b', widthMm: 0.2 },
  'air-recirculated': { ...plain, fill: '#e08a63', hatch: 'dense', hatchColour: '#9c3f17', widthMm: 0.2 },
  'air-bypass': { ...plain, fill: '#eef4f9', hatch: 'rising', hatchColour: '#8fb6d1', widthMm: 0.2 },
  'air-leak': { ...plain, fill: '#ffffff', hatch: 'dots', hatchColour: '#555555', widthMm: 0.2 },
  'tray-fibre': { ...plain, stroke: '#b36b00', widthMm: 0.4, dashMm: [3, 1.2] },
  'tray-copper': { ...plain, stroke: '#22703a', widthMm: 0.4, dashMm: [1.2, 0.8] },
  'tray-power': { ...plain, stroke: '#7a1f5c', widthMm: 0.4, dashMm: [4, 1, 0.6, 1] },
  'tray-empty': { ...plain, fill: '#ffffff', stroke: '#555555' },
  'tray-light': { ...plain, fill: '#dcefdc', stroke: '#333333' },
  'tray-half': { ...plain, fill: '#ecc555', hatch: 'falling', hatchColour: '#b48a14', stroke: '#333333' },
  'tray-full': { ...plain, fill: '#e0893a', hatch: 'dense', hatchColour: '#9c560c', stroke: '#333333' },
  'tray-over': { ...plain, fill: '#d9523f', hatch: 'cross', hatchColour: '#8e1f12', stroke: '#000000', widthMm: 0.35 },
  'tray-unknown': { ...plain, fill: '#ffffff', hatch: 'dots', hatchColour: '#8a8a8a', stroke: '#555555' },
  'cable-way': { ...plain, stroke: '#1144aa', widthMm: 0.9 },
  'matrix-none': { ...plain, fill: '#ffffff', stroke: '#d9d9d9', widthMm: 0.1 },
  'matrix-few': { ...plain, fill: '#dbe9f6', stroke: '#9aa9b8', widthMm: 0.1 },
  'matrix-some': { ...plain, fill: '#9ec6e6', stroke: '#9aa9b8', widthMm: 0.1 },
  'matrix-many': { ...plain, fill: '#4a90c8', stroke: '#9aa9b8', widthMm: 0.1 },
  dimension: { ...plain, stroke: '#333333', widthMm: 0.15 },
  sheet: { ...plain, stroke: '#005a9c', widthMm: 0.4, dashMm: [5, 1.2, 0.8, 1.2] },
  frame: { ...plain, fill: '#ffffff', stroke: '#000000', widthMm: 0.5 },
  device: { ...plain, fill: '#e9eef2', stroke: '#222222', widthMm: 0.25 },
  'device-hidden': {
    ...plain,
    fill: '#f8f8f8',
    hatch: 'falling',
    hatchColour: '#d5d5d5',
    stroke: '#777777',
    dashMm: [1.4, 0.8],
  },
  free: { ...plain, stroke: '#d9d9d9', widthMm: 0.1 },
  grid: { ...plain, stroke: '#d0d0d0', widthMm: 0.1 },
  'as-of': { ...plain, stroke: '#22703a', widthMm: 0.4, dashMm: [2, 1] },
  phase: { ...plain, fill: '#eef1f4', stroke: null },
  'need-by': { ...plain, fill: '#000000', stroke: '#000000' },
  task: { ...plain, fill: '#7fa8c9', stroke: '#1f4e79' },
  'task-critical': { ...plain, fill: '#c0504d', stroke: '#7a1f1c', widthMm: 0.35 },
  delivery: { ...plain, fill: '#e6eef5', hatch: 'rising', hatchColour: '#7fa8c9', stroke: '#1f4e79' },
  'delivery-critical': {
    ...plain,
    fill: '#f6e3e2',
    hatch: 'rising',
    hatchColour: '#c0504d',
    stroke: '#7a1f1c',
    widthMm: 0.35,
  },
  'task-float': { ...plain, fill: '#b8c4ce', stroke: null },
  'task-uncertain': {
    ...plain,
    fill: '#ffffff',
    hatch: 'dots',
    hatchColour: '#8a8a8a',
    stroke: '#777777',
    dashMm: [1.4, 0.8],
  },
};

/** Bands grow darker and denser with the load, so that they are told apart in grey as well. */
const BAND_LOOKS: Readonly<Record<LoadBand | InletBand, Pick<Look, 'fill' | 'hatch' | 'hatchColour'>>> = {
  unknown: { fill: '#ffffff', hatch: 'dots', hatchColour: '#8a8a8a' },
  none: { fill: '#ffffff', hatch: 'none', hatchColour: '#000000' },
  low: { fill: '#dcefdc', hatch: 'none', hatchColour: '#000000' },
  middle: { fill: '#d6eabf', hatch: 'rising', hatchColour: '#9cc06f' },
  high: { fill: '#ecc555', hatch: 'falling', hatchColour: '#b48a14' },
  full: { fill: '#e0893a', hatch: 'dense', hatchColour: '#9c560c' },
  over: { fill: '#d9523f', hatch: 'cross', hatchColour: '#8e1f12' },
  'inlet-unknown': { fill: '#ffffff', hatch: 'dots', hatchColour: '#8a8a8a' },
  'inlet-cold': { fill: '#a9c9e8', hatch: 'none', hatchColour: '#000000' },
  'inlet-recommended': { fill: '#dcefdc', hatch: 'none', hatchColour: '#000000' },
  'inlet-warm': { fill: '#f3dc8a', hatch: 'rising', hatchColour: '#c9a63a' },
  'inlet-near': { fill: '#e8a04a', hatch: 'falling', hatchColour: '#a8651a' },
  'inlet-above': { fill: '#d9523f', hatch: 'dense', hatchColour: '#8e1f12' },
  'inlet-endless': { fill: '#a83a2c', hatch: 'cross', hatchColour: '#5e140b' },
};

export function lookOf(style: ShapeStyle, band: LoadBand | InletBand | undefined): Look {
  return band === undefined ? LOOKS[style] : { ...LOOKS[style], ...BAND_LOOKS[band] };
}

export const TEXT_LOOKS: Readonly<Record<TextStyle, { readonly colour: string; readonly bold: boolean }>> = {
  room: { colour: '#000000', bold: true },
  row: { colour: '#000000', bold: true },
  rack: { colour: '#000000', bold: true },
  load: { colour: '#000000', bold: false },
  grid: { colour: '#444444', bold: false },
  aisle: { colour: '#333333', bold: true },
  dimension: { colour: '#222222', bold: false },
  device: { colour: '#000000', bold: false },
  unit: { colour: '#555555', bold: false },
  label: { colour: '#111111', bold: false },
  heading: { colour: '#000000', bold: true },
};

export const SEVERITY_COLOURS = { error: '#a40000', warning: '#8a5a00', unknown: '#44546a', info: '#3a6b3a' } as const;

/** Lines of a hatch in a square tile of `HATCH_TILE_MM`. */
export const HATCH_TILE_MM = 2;
export const HATCH_LINES: Readonly<
  Record<Exclude<Hatch, 'none' | 'dots'>, readonly (readonly [number, number, number, number])[]>
> = {
  rising: [
    [0, 2, 2, 0],
    [-0.5, 0.5, 0.5, -0.5],
    [1.5, 2.5, 2.5, 1.5],
  ],
  falling: [
    [0, 0, 2, 2],
    [-0.5, 1.5, 0.5, 2.5],
    [1.5, -0.5, 2.5, 0.5],
  ],
  dense: [
    [0, 2, 2, 0],
    [0, 1, 1, 0],
    [1, 2, 2, 1],
  ],
  cross: [
    [0, 2, 2, 0],
    [0, 0, 2, 2],
    [0, 1, 1, 0],
    [1, 2, 2, 1],
    [0, 1, 1, 2],
    [1, 0, 2, 1],
  ],
};
export const HATCH_WIDTH_MM = 0.15;
/** Side of the square dots of a dotted hatch, at the middle of the tile. */
export const HATCH_DOT_MM = 0.35;

/** Height of capitals of the report's face against its size (DejaVu Sans: 1493 of 2048). */
export const CAPITAL_SHARE = 0.729;
