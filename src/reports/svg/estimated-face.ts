import type { Face } from '../look/scene-items.js';

/** Widths against the size of the face, those of DejaVu Sans rounded up: one of the widest faces that viewers fall back on. */
const NARROW = 0.4;
const LOWER = 0.64;
const UPPER = 0.77;
const BROAD = 0.98;
const FULL = 1.1;
const BOLD = 1.12;

/** A viewer's face is not known, so that texts are measured as if it was a wide one. */
export const estimatedFace: Face = { regular: estimated, bold: (text) => estimated(text) * BOLD };

function estimated(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (/[ijlftrI.,:;'|!()[\]{}\-/\\ ]/.test(character)) return NARROW;
  if (/[mwMWQ@%…—–]/.test(character)) return BROAD;
  if (/[a-z0-9]/.test(character)) return LOWER;
  if (/\p{Mark}/u.test(character)) return 0;
  return (character.codePointAt(0) ?? 0) < 0x2000 ? UPPER : FULL;
}
