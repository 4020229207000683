import { extentOf } from './paper.js';
import type { Extent, Point, TextShape } from './scene.js';

/** Height of a line of text against its capitals, descenders included. */
const LINE_PER_CAPITAL = 1.5;

/** The upright box that a text can take at most. */
export function textBox({ at, size, anchor, rotationDeg, maxWidth }: TextShape): Extent {
  const start = anchor === 'start' ? 0 : anchor === 'middle' ? -maxWidth / 2 : -maxWidth;
  const half = (size * LINE_PER_CAPITAL) / 2;
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (along: number, up: number): Point => [at[0] + along * cos - up * sin, at[1] + along * sin + up * cos];
  return extentOf([
    corner(start, -half),
    corner(start + maxWidth, -half),
    corner(start + maxWidth, half),
    corner(start, half),
  ]);
}

export function meets(a: Extent, b: Extent): boolean {
  return a.min[0] < b.max[0] && b.min[0] < a.max[0] && a.min[1] < b.max[1] && b.min[1] < a.max[1];
}

/** The first candidate that meets nothing that is taken; it is taken then. Null where none is free. */
export function placeText(candidates: Iterable<TextShape>, taken: Extent[]): TextShape | null {
  for (const candidate of candidates) {
    const box = textBox(candidate);
    if (taken.some((other) => meets(box, other))) continue;
    taken.push(box);
    return candidate;
  }
  return null;
}

/**
 * Width that a text needs at most in a condensed or narrow face, for planning where it goes: 0.9 of the height of its
 * capitals for each character. What turns out wider is made smaller by the renderer.
 */
export function plannedWidth(text: string, size: number): number {
  return Math.max(2, Array.from(text).length) * size * 0.9;
}

/** A rotation that reads from below or from the right: more than −90° and at most 90°. */
export function readableDeg(rotationDeg: number): number {
  const turned = ((rotationDeg % 180) + 180) % 180;
  return turned > 90 + 1e-9 ? turned - 180 : turned;
}
