import { HATCH_DOT_MM, HATCH_LINES, HATCH_TILE_MM, HATCH_WIDTH_MM, type Look } from '../look/look.js';
import type { Item, PathItem, TextItem } from '../look/sheet.js';
import { xmlNumber, xmlText } from './xml.js';

const FONTS = "'DejaVu Sans Condensed', 'Arial Narrow', Arial, Helvetica, sans-serif";

/** A sheet of paper with its name for those who cannot see it. */
export interface SvgSheet {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly title: string;
  readonly description: string;
}

/** Items on a white sheet as SVG 1.1, as large in mm as the sheet. The same items give the same text. */
export function sheetXml(items: readonly Item[], { widthMm, heightMm, title, description }: SvgSheet): string {
  const defs = new Map<string, string>();
  const body = items.map((item) => itemXml(item, defs)).join('\n');
  const [width, height] = [xmlNumber(widthMm), xmlNumber(heightMm)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${xmlText(title)}</title>`,
    `<desc id="desc">${xmlText(description)}</desc>`,
    `<defs>\n${[...defs.values()].join('\n')}\n</defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    body,
    '</svg>\n',
  ].join('\n');
}

function itemXml(item: Item, defs: Map<string, string>): string {
  if (item.item === 'text') return textXml(item);
  if (item.item === 'path') return pathXml(item, defs);
  const { x, y, width, height } = item.box;
  const id = `clip${String(defs.size + 1)}`;
  defs.set(
    id,
    `<clipPath id="${id}"><rect x="${xmlNumber(x)}" y="${xmlNumber(y)}" width="${xmlNumber(width)}" height="${xmlNumber(height)}"/></clipPath>`,
  );
  return `<g clip-path="url(#${id})">\n${item.items.map((inner) => itemXml(inner, defs)).join('\n')}\n</g>`;
}

function textXml({ at: [x, y], text, size, bold, colour, anchor, rotationDeg }: TextItem): string {
  const attributes = [
    `x="${xmlNumber(x)}" y="${xmlNumber(y)}" font-size="${xmlNumber(size)}" fill="${colour}"`,
    anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    bold ? ' font-weight="bold"' : '',
    rotationDeg === 0 ? '' : ` transform="rotate(${xmlNumber(-rotationDeg)} ${xmlNumber(x)} ${xmlNumber(y)})"`,
  ].join('');
  return `<text ${attributes}>${xmlText(text)}</text>`;
}

function pathXml({ points, closed, look, opacity }: PathItem, defs: Map<string, string>): string {
  const d = `M${points.map(([x, y]) => `${xmlNumber(x)} ${xmlNumber(y)}`).join('L')}${closed ? 'Z' : ''}`;
  const fill = closed ? look.fill : null;
  const opacityXml = opacity === undefined ? '' : ` fill-opacity="${xmlNumber(opacity)}"`;
  const stroke =
    look.stroke === null
      ? ''
      : ` stroke="${look.stroke}" stroke-width="${xmlNumber(look.widthMm)}"${look.dashMm.length === 0 ? '' : ` stroke-dasharray="${look.dashMm.map(xmlNumber).join(' ')}"`}`;
  const hatch = closed ? hatchId(look, defs) : null;
  if (hatch === null) return `<path d="${d}" fill="${fill ?? 'none'}"${opacityXml}${stroke}/>`;
  return `<path d="${d}" fill="${fill ?? 'none'}"${opacityXml}/><path d="${d}" fill="url(#${hatch})"${stroke}/>`;
}

/** The pattern of a hatch in its colour, defined once. */
function hatchId({ hatch, hatchColour }: Look, defs: Map<string, string>): string | null {
  if (hatch === 'none') return null;
  const id = `${hatch}-${hatchColour.slice(1)}`;
  if (!defs.has(id)) {
    const tile = xmlNumber(HATCH_TILE_MM);
    const start = xmlNumber((HATCH_TILE_MM - HATCH_DOT_MM) / 2);
    const dot = xmlNumber(HATCH_DOT_MM);
    const content =
      hatch === 'dots'
        ? `<rect x="${start}" y="${start}" width="${dot}" height="${dot}" fill="${hatchColour}"/>`
        : `<path d="${HATCH_LINES[hatch].map(([x1, y1, x2, y2]) => `M${xmlNumber(x1)} ${xmlNumber(y1)}L${xmlNumber(x2)} ${xmlNumber(y2)}`).join('')}" stroke="${hatchColour}" stroke-width="${xmlNumber(HATCH_WIDTH_MM)}"/>`;
    defs.set(
      id,
      `<pattern id="${id}" width="${tile}" height="${tile}" patternUnits="userSpaceOnUse">${content}</pattern>`,
    );
  }
  return id;
}
