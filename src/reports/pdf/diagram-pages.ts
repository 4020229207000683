import { sizeOf } from '../../domain/drawing/paper.js';
import type { Scene } from '../../domain/drawing/scene.js';
import { legendItems, noteItems, type Stack } from '../look/furniture.js';
import { sceneItems, type Face } from '../look/scene-items.js';
import type { Item, Spot } from '../look/sheet.js';
import { AREA, type ReportPage } from './page.js';

/** mm. */
const SIDE_WIDTH = 66;
const GAP = 4;
/** A drawing is made larger up to the inverse of this, where the sheet has room. */
const LEAST_SCALE = 0.65;

/** Drawings that are not to scale, each on a page of its own and as large as it goes, with its legend beside it. */
export function diagramPages(scenes: readonly Scene[], face: Face): readonly ReportPage[] {
  return scenes.map((scene): ReportPage => ({
    title: scene.title,
    scale: '–',
    bookmark: { chapter: 'Power', entry: scene.title },
    items: () => pageItems(scene, face),
  }));
}

function pageItems(scene: Scene, face: Face): readonly Item[] {
  const { width, height } = sizeOf(scene.extent);
  const roomMm = { width: AREA.width - SIDE_WIDTH - GAP, height: AREA.height };
  const scale = Math.max(width / roomMm.width, height / roomMm.height, LEAST_SCALE);
  const at: Spot = [
    AREA.x + (roomMm.width - width / scale) / 2,
    AREA.y + Math.min(GAP, (roomMm.height - height / scale) / 2),
  ];
  return [...sceneItems({ scene, scale, window: scene.extent, at }, face), ...sideItems(scene, face)];
}

function sideItems(scene: Scene, face: Face): readonly Item[] {
  const x = AREA.x + AREA.width - SIDE_WIDTH;
  const items: Item[] = [];
  let y: number = AREA.y;
  const stack = ({ items: own, heightMm }: Stack): void => {
    items.push(...own);
    y += heightMm + GAP;
  };
  stack(legendItems(scene, { at: [x, y], widthMm: SIDE_WIDTH, face }));
  stack(noteItems(scene.notes, { at: [x, y], widthMm: SIDE_WIDTH, face }));
  return items;
}
