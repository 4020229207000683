import { grownBy, mmOf } from '../../domain/drawing/paper.js';
import type { Extent, Point, Scene, Shape, TextShape } from '../../domain/drawing/scene.js';
import { textBox } from '../../domain/drawing/text-boxes.js';
import { fitText, type MeasureText } from './fit-text.js';
import { CAPITAL_SHARE, lookOf, SEVERITY_COLOURS, TEXT_LOOKS, type Look } from './look.js';
import { plainText } from './plain-text.js';
import type { Box, Item, PathItem, Spot, TextItem } from './sheet.js';

/** Metrics of the two weights of the face. */
export interface Face {
  readonly regular: MeasureText;
  readonly bold: MeasureText;
}

/** How a part of a drawing lies on a sheet. */
export interface Viewport {
  readonly scene: Scene;
  /** Denominator of the scale. */
  readonly scale: number;
  /** Part of the drawing that is shown. */
  readonly window: Extent;
  /** Where the upper left corner of the window lies on the sheet. */
  readonly at: Spot;
}

const BACKING: Look = {
  fill: '#ffffff',
  hatch: 'none',
  hatchColour: '#000000',
  stroke: null,
  widthMm: 0,
  dashMm: [],
};
const BACKING_OPACITY = 0.82;

/** The box that a viewport takes on its sheet. */
export function boxOfViewport({ scene, scale, window, at }: Viewport): Box {
  const perUnit = mmOf(scene.unit) / scale;
  return {
    x: at[0],
    y: at[1],
    width: (window.max[0] - window.min[0]) * perUnit,
    height: (window.max[1] - window.min[1]) * perUnit,
  };
}

/** The items of a drawing on a sheet: lines and fills are cut at the window; of texts and marks only whole ones are shown, above all lines. */
export function sceneItems(
  viewport: Viewport,
  face: Face,
  betweenLinesAndTexts: readonly Item[] = [],
): readonly Item[] {
  const { scene, scale, window, at } = viewport;
  const perUnit = mmOf(scene.unit) / scale;
  const spot = ([x, y]: Point): Spot => [at[0] + (x - window.min[0]) * perUnit, at[1] + (window.max[1] - y) * perUnit];
  const box = boxOfViewport(viewport);
  const lines: Item[] = [];
  const items: Item[] = [];
  for (const shape of scene.shapes) {
    if (!isSeen(shape, window)) continue;
    if (shape.shape === 'polygon' || shape.shape === 'line') {
      lines.push({
        item: 'path',
        points: shape.points.map(spot),
        closed: shape.shape === 'polygon',
        look: lookOf(shape.style, shape.shape === 'polygon' ? shape.band : undefined),
      });
    } else if (shape.shape === 'text') items.push(...textItems(shape, { spot, perUnit, face }));
    else if (shape.shape === 'mark')
      items.push(...markItems({ ...shape, at: spot(shape.at), heightMm: shape.size * perUnit }, face));
    else items.push(...afterLossItems(spot(shape.at), shape.size * perUnit));
  }
  return [{ item: 'clip', box, items: [...lines, ...betweenLinesAndTexts, ...items] }];
}

/** Whether something of a shape may lie in the window; of texts and marks, all. */
function isSeen(shape: Shape, { min, max }: Extent): boolean {
  if (shape.shape === 'polygon' || shape.shape === 'line') {
    let [left, below, right, above] = [true, true, true, true];
    for (const [x, y] of shape.points) {
      if (x >= min[0]) left = false;
      if (x <= max[0]) right = false;
      if (y >= min[1]) below = false;
      if (y <= max[1]) above = false;
    }
    return !(left || right || below || above);
  }
  const box = shape.shape === 'text' ? textBox(shape) : grownBy({ min: shape.at, max: shape.at }, shape.size / 2);
  return contains(box.min, { min, max }) && contains(box.max, { min, max });
}

function contains([x, y]: Point, { min, max }: Extent): boolean {
  return x >= min[0] && x <= max[0] && y >= min[1] && y <= max[1];
}

function textItems(
  shape: TextShape,
  { spot, perUnit, face }: { readonly spot: (point: Point) => Spot; readonly perUnit: number; readonly face: Face },
): readonly Item[] {
  const { colour, bold } = TEXT_LOOKS[shape.style];
  const fitted = fitText(plainText(shape.text), {
    size: (shape.size * perUnit) / CAPITAL_SHARE,
    maxWidth: shape.maxWidth * perUnit,
    measure: bold ? face.bold : face.regular,
  });
  if (fitted.text === '') return [];
  const text = centredText({
    middle: spot(shape.at),
    text: fitted.text,
    size: fitted.size,
    width: fitted.width,
    bold,
    colour,
    anchor: shape.anchor,
    rotationDeg: shape.rotationDeg,
  });
  return shape.onLines === true ? [backing(text), text] : [text];
}

/** A text of which the middle line of the capitals is given instead of the baseline. */
function centredText({ middle, ...text }: Omit<TextItem, 'item' | 'at'> & { readonly middle: Spot }): TextItem {
  const angle = (text.rotationDeg * Math.PI) / 180;
  const down = (text.size * CAPITAL_SHARE) / 2;
  return { item: 'text', at: [middle[0] + down * Math.sin(angle), middle[1] + down * Math.cos(angle)], ...text };
}

/** A light ground behind a text, so that lines under it do not strike it out. */
function backing({ at, size, width, anchor, rotationDeg }: TextItem): PathItem {
  const start = (anchor === 'start' ? 0 : anchor === 'middle' ? -width / 2 : -width) - size * 0.12;
  const end = start + width + size * 0.24;
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (along: number, up: number): Spot => [at[0] + along * cos - up * sin, at[1] - along * sin - up * cos];
  const [low, high] = [-size * 0.2, size * (CAPITAL_SHARE + 0.1)];
  return {
    item: 'path',
    points: [corner(start, low), corner(end, low), corner(end, high), corner(start, high)],
    closed: true,
    look: BACKING,
    opacity: BACKING_OPACITY,
  };
}

/** Width of a mark against its height. */
const MARK_SHAPE = 1.45;

/** A numbered mark: errors dark with a light number, warnings light with a dark one. */
export function markItems(
  {
    at: [x, y],
    heightMm,
    number,
    severity,
  }: { readonly at: Spot; readonly heightMm: number; readonly number: number; readonly severity: 'error' | 'warning' },
  face: Face,
): readonly Item[] {
  const [halfWidth, halfHeight] = [(heightMm * MARK_SHAPE) / 2, heightMm / 2];
  const cut = heightMm * 0.3;
  const colour = SEVERITY_COLOURS[severity];
  const isDark = severity === 'error';
  const fitted = fitText(String(number), { size: heightMm * 0.78, maxWidth: halfWidth * 1.75, measure: face.bold });
  return [
    {
      item: 'path',
      closed: true,
      points: [
        [x - halfWidth + cut, y - halfHeight],
        [x + halfWidth - cut, y - halfHeight],
        [x + halfWidth, y - halfHeight + cut],
        [x + halfWidth, y + halfHeight - cut],
        [x + halfWidth - cut, y + halfHeight],
        [x - halfWidth + cut, y + halfHeight],
        [x - halfWidth, y + halfHeight - cut],
        [x - halfWidth, y - halfHeight + cut],
      ],
      look: { ...BACKING, fill: isDark ? colour : '#ffffff', stroke: colour, widthMm: 0.35 },
    },
    centredText({
      middle: [x, y],
      text: fitted.text,
      size: fitted.size,
      width: fitted.width,
      bold: true,
      colour: isDark ? '#ffffff' : colour,
      anchor: 'middle',
      rotationDeg: 0,
    }),
  ];
}

/** A triangle with a stroke: above the limit once a feed is lost. */
export function afterLossItems([x, y]: Spot, heightMm: number): readonly Item[] {
  const half = heightMm * 0.55;
  return [
    {
      item: 'path',
      closed: true,
      points: [
        [x, y - heightMm / 2],
        [x + half, y + heightMm / 2],
        [x - half, y + heightMm / 2],
      ],
      look: { ...BACKING, fill: '#000000', stroke: '#ffffff', widthMm: 0.2 },
    },
    {
      item: 'path',
      closed: false,
      points: [
        [x, y - heightMm * 0.18],
        [x, y + heightMm * 0.28],
      ],
      look: { ...BACKING, fill: null, stroke: '#ffffff', widthMm: heightMm * 0.13 },
    },
  ];
}
