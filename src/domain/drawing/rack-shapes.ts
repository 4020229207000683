import type { RackPlacement } from '../floor/floor-figures.js';
import type { RackPower } from '../power/power-figures.js';
import type { RackMark } from './finding-marks.js';
import { loadBand } from './load-band.js';
import { planM } from './paper.js';
import type { Point, Shape, TextShape, TextStyle } from './scene.js';
import { readableDeg } from './text-boxes.js';

const NAME_MM = 2.2;
const LOAD_MM = 1.6;
const MARK_MM = 3.4;
const LEAST_FOR_MARK_BELOW_MM = 14.5;
/** A line of text with the space around it, against its capitals. */
const LINE_SHARE = 1.75;
/** mm. Smaller footprints carry their name alone. */
const LEAST_FOR_LOADS_MM = 10.5;
const LEAST_FOR_NAME_MM = 2.6;
/** Names of more letters are written smaller in small footprints, beside a smaller mark. */
const LONG_NAME = 4;
const SMALL_NAME_MM = 1.8;
const SMALL_MARK_MM = 2.5;
const LEAST_NAME_LENGTH_MM = 5;
const LEAST_FOR_SIGN_MM = 5.4;
const SIGN_MM = 1.8;
/** Width of a mark against its height, with a hair around it. */
const MARK_SHAPE = 1.5;
const INSET_MM = 0.7;

interface RackFacts {
  readonly placement: RackPlacement;
  readonly power: RackPower | undefined;
  readonly mark: RackMark | undefined;
  readonly scale: number;
}

/** The footprint of a rack, coloured by its load, with its front. */
export function rackOutline({ placement: { corners }, power }: RackFacts): readonly Shape[] {
  const [frontLeft, frontRight] = corners;
  return [
    { shape: 'polygon', style: 'rack', band: loadBand(power?.normalLoadFraction ?? null), points: corners },
    { shape: 'line', style: 'front', points: [frontLeft, frontRight] },
  ];
}

/** What is written in the footprint: name, load, load after the worst loss, and the number of the worst finding. */
export function rackWords(facts: RackFacts): readonly Shape[] {
  const { placement, scale } = facts;
  const box = boxOf(placement, scale);
  if (Math.min(box.widthMm, box.heightMm) < LEAST_FOR_NAME_MM) return [];
  const isRoomy = box.widthMm >= LEAST_FOR_LOADS_MM && box.heightMm >= LEAST_FOR_LOADS_MM;
  return isRoomy ? stackedWords(facts, box) : nameAndMark(facts, box);
}

/** Lines one below the other; the mark under them, or beside the name where the footprint is not deep enough. */
function stackedWords(facts: RackFacts, box: WordBox): readonly Shape[] {
  const { mark, scale } = facts;
  const put = writerIn(box, scale);
  const share = markShareOf(box);
  const lines = linesOf(facts);
  const isMarkBelow = mark !== undefined && box.heightMm >= LEAST_FOR_MARK_BELOW_MM;
  const belowMm = isMarkBelow ? MARK_MM * share.across + 0.6 : 0;
  const besideMm = mark === undefined || isMarkBelow ? 0 : MARK_MM * share.along + 0.4;
  const totalMm = lines.reduce((sum, { sizeMm }) => sum + sizeMm * LINE_SHARE, belowMm);
  const shapes: Shape[] = [];
  let topMm = totalMm / 2;
  for (const [k, { text, style, sizeMm, isLoss }] of lines.entries()) {
    const yMm = topMm - (sizeMm * LINE_SHARE) / 2;
    const leftMm = isLoss ? SIGN_MM + 0.6 : 0;
    const rightMm = k === 0 ? besideMm : 0;
    const widthMm = box.widthMm - 2 * INSET_MM - leftMm - rightMm;
    if (isLoss) {
      const at = put.point(-box.widthMm / 2 + INSET_MM + 1.1, yMm);
      shapes.push({ shape: 'after-loss', at, size: planM(SIGN_MM, scale) });
    }
    shapes.push(put.text({ text, style, sizeMm, xMm: (leftMm - rightMm) / 2, yMm, widthMm }));
    if (mark !== undefined && rightMm > 0) {
      const at = put.point(box.widthMm / 2 - INSET_MM - (MARK_MM * share.along) / 2, yMm);
      shapes.push({ shape: 'mark', at, size: planM(MARK_MM, scale), ...mark });
    }
    topMm -= sizeMm * LINE_SHARE;
  }
  if (isMarkBelow)
    shapes.push({ shape: 'mark', at: put.point(0, topMm - belowMm / 2), size: planM(MARK_MM, scale), ...mark });
  return shapes;
}

/** In a small footprint: the name along it, the mark at its end, and under the name the sign of an overload after a loss. */
function nameAndMark({ placement, power, mark, scale }: RackFacts, box: WordBox): readonly Shape[] {
  const put = writerIn(box, scale);
  const lengthMm = box.widthMm - INSET_MM;
  const share = markShareOf(box);
  const isLong = Array.from(placement.rack).length > LONG_NAME;
  const markMm = Math.min(isLong ? SMALL_MARK_MM : MARK_MM, (box.heightMm - 0.6) / share.across);
  const markLengthMm = markMm * share.along;
  const hasMark = mark !== undefined && lengthMm >= markLengthMm + LEAST_NAME_LENGTH_MM;
  const nameLengthMm = lengthMm - (hasMark ? markLengthMm + 0.4 : 0);
  const nameXMm = (nameLengthMm - lengthMm) / 2;
  const isOver = (power?.worstLoadFraction ?? 0) > 1 && box.heightMm >= LEAST_FOR_SIGN_MM;
  const asideMm = isOver ? 0.9 : 0;
  const shapes: Shape[] = [
    put.text({
      text: placement.rack,
      style: 'rack',
      sizeMm: Math.min(isLong ? SMALL_NAME_MM : NAME_MM, (box.heightMm - 0.6) / 1.5),
      xMm: nameXMm,
      yMm: asideMm,
      widthMm: nameLengthMm,
    }),
  ];
  if (isOver) shapes.push({ shape: 'after-loss', at: put.point(nameXMm, asideMm - 2.7), size: planM(SIGN_MM, scale) });
  if (hasMark) {
    shapes.push({
      shape: 'mark',
      at: put.point((lengthMm - markLengthMm) / 2, 0),
      size: planM(markMm, scale),
      ...mark,
    });
  }
  return shapes;
}

/** What a mark of height 1 takes along and across a footprint: it stands upright on the sheet, however that lies. */
function markShareOf({ rotationDeg }: WordBox): { readonly along: number; readonly across: number } {
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return { along: MARK_SHAPE * cos + sin, across: MARK_SHAPE * sin + cos };
}

interface Line {
  readonly text: string;
  readonly style: TextStyle;
  readonly sizeMm: number;
  readonly isLoss: boolean;
}

function linesOf({ placement, power }: RackFacts): readonly Line[] {
  const lines: Line[] = [{ text: placement.rack, style: 'rack', sizeMm: NAME_MM, isLoss: false }];
  const normal = power?.normalLoadFraction ?? null;
  lines.push({ text: normal === null ? 'load ?' : percent(normal), style: 'load', sizeMm: LOAD_MM, isLoss: false });
  const worst = power?.worstLoadFraction ?? null;
  if (worst !== null && power?.worstLostFeed !== null && power?.worstLostFeed !== undefined) {
    lines.push({
      text: `${power.worstLostFeed} lost: ${percent(worst)}`,
      style: 'load',
      sizeMm: LOAD_MM,
      isLoss: worst > 1,
    });
  }
  return lines;
}

/** A share in percent, as drawings and reports write it. */
export function percent(fraction: number): string {
  return `${String(Math.round(fraction * 100))} %`;
}

/** The footprint as a box that reads upright: its width runs along `rotationDeg`. */
export interface WordBox {
  readonly centre: Point;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly rotationDeg: number;
}

export function boxOf({ centre, widthM, depthM, frontBearingDeg }: RackPlacement, scale: number): WordBox {
  const widthMm = (widthM * 1000) / scale;
  const depthMm = (depthM * 1000) / scale;
  const alongFront = { widthMm, heightMm: depthMm, rotationDeg: readableDeg(-frontBearingDeg) };
  const alongDepth = { widthMm: depthMm, heightMm: widthMm, rotationDeg: readableDeg(90 - frontBearingDeg) };
  const both = [alongFront, alongDepth];
  const isRoomy = Math.min(widthMm, depthMm) >= LEAST_FOR_LOADS_MM;
  const upright = both.find(({ rotationDeg }) => Math.abs(rotationDeg) <= 45) ?? alongFront;
  const longer = widthMm >= depthMm ? alongFront : alongDepth;
  return { centre, ...(isRoomy ? upright : longer) };
}

export function writerIn({ centre, rotationDeg }: WordBox, scale: number) {
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const point = (xMm: number, yMm: number): Point => {
    const [x, y] = [planM(xMm, scale), planM(yMm, scale)];
    return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos];
  };
  return {
    point,
    text: (line: {
      readonly text: string;
      readonly style: TextStyle;
      readonly sizeMm: number;
      readonly xMm: number;
      readonly yMm: number;
      readonly widthMm: number;
    }): TextShape => ({
      shape: 'text',
      style: line.style,
      at: point(line.xMm, line.yMm),
      text: line.text,
      size: planM(line.sizeMm, scale),
      anchor: 'middle',
      rotationDeg,
      maxWidth: planM(line.widthMm, scale),
      onLines: true,
    }),
  };
}
