import type { Look } from './look.js';

/** A point on paper, mm: x to the right, y downwards. */
export type Spot = readonly [number, number];

/** A box on paper, mm. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text, already as wide as it may be. */
export interface TextItem {
  readonly item: 'text';
  /** On the baseline, at the end that `anchor` names. */
  readonly at: Spot;
  readonly text: string;
  /** Size of the face, mm. */
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Counterclockwise. */
  readonly rotationDeg: number;
  /** mm along the line. */
  readonly width: number;
}

export interface PathItem {
  readonly item: 'path';
  readonly points: readonly Spot[];
  readonly closed: boolean;
  readonly look: Look;
  /** Of the fill; 1 where left out. */
  readonly opacity?: number;
}

/** Items of which only what lies in a box is seen. */
export interface ClipItem {
  readonly item: 'clip';
  readonly box: Box;
  readonly items: readonly Item[];
}

/** What lies on a sheet of paper. Later items lie above earlier ones. */
export type Item = TextItem | PathItem | ClipItem;

/** Ascent and descent of the face against its size, for boxes around texts (DejaVu Sans: capitals 0.73, descender 0.24). */
const ASCENT = 0.76;
const DESCENT = 0.24;

/** The corners of the box of a text, in order around it. */
export function cornersOfText({ at, size, width, anchor, rotationDeg }: TextItem): readonly Spot[] {
  const start = anchor === 'start' ? 0 : anchor === 'middle' ? -width / 2 : -width;
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [start, -DESCENT * size],
    [start + width, -DESCENT * size],
    [start + width, ASCENT * size],
    [start, ASCENT * size],
  ].map(([along = 0, up = 0]): Spot => [at[0] + along * cos - up * sin, at[1] - along * sin - up * cos]);
}

/** Texts of a sheet in the order in which they lie on it, those in clips too. */
export function* textsOf(items: readonly Item[]): Generator<TextItem> {
  for (const item of items) {
    if (item.item === 'text') yield item;
    else if (item.item === 'clip') yield* textsOf(item.items);
  }
}
