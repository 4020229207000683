import type { Scene } from '../../domain/drawing/scene.js';
import { legendItems, lineOfText, northItems, noteItems, scaleBarItems, type Stack } from '../look/furniture.js';
import { boxOfViewport, sceneItems } from '../look/scene-items.js';
import type { Item, Spot } from '../look/sheet.js';
import { estimatedFace } from './estimated-face.js';
import { sheetXml } from './sheet-xml.js';

/** mm. */
const MARGIN = 6;
const HEADING = 5;
const SIDE_WIDTH = 66;

export interface SvgWords {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
}

/**
 * A drawing as SVG 1.1 with its title, legend, scale bar and north. It is as large in mm as its scale says, so that it
 * prints to scale. The same drawing gives the same text.
 */
export function renderSvg(scene: Scene, words: SvgWords): string {
  const face = estimatedFace;
  const top = MARGIN + HEADING + 8;
  const viewport = { scene, scale: scene.scale, window: scene.extent, at: [MARGIN, top] as Spot };
  const box = boxOfViewport(viewport);
  const sideX = MARGIN + box.width + 6;
  const side: Item[] = [];
  let sideY = top;
  const stack = (next: (at: Spot) => Stack): void => {
    const { items, heightMm } = next([sideX, sideY]);
    if (items.length === 0) return;
    side.push(...items);
    sideY += heightMm + 4;
  };
  const column = { widthMm: SIDE_WIDTH, face };
  const { northDeg } = scene;
  if (northDeg !== null) stack((at) => northItems(northDeg, { at, face }));
  if (scene.isToScale !== false) stack((at) => scaleBarItems(scene, { at, ...column }));
  stack((at) => legendItems(scene, { at, ...column }));
  stack((at) => noteItems(scene.notes, { at, ...column }));

  const width = sideX + SIDE_WIDTH + MARGIN;
  const height = Math.max(top + box.height, sideY) + MARGIN;
  const subtitle = `${words.site} – as of ${words.asOf} – ${words.contentHash.slice(0, 12)}`;
  const headings = [
    ...lineOfText(scene.title, {
      at: [MARGIN, MARGIN + HEADING],
      size: HEADING,
      maxWidth: width - 2 * MARGIN,
      face,
      bold: true,
    }),
    ...lineOfText(subtitle, { at: [MARGIN, MARGIN + HEADING + 5], size: 3, maxWidth: width - 2 * MARGIN, face }),
  ];
  const items = [...headings, ...sceneItems(viewport, face), ...side];
  return sheetXml(items, {
    widthMm: width,
    heightMm: height,
    title: scene.title,
    description: `${subtitle}.${scene.isToScale === false ? '' : ` Scale 1:${String(scene.scale)}.`}${scene.notes.map((note) => ` ${note}.`).join('')}`,
  });
}
