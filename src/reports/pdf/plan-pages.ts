import type { AssessedSite } from '../../domain/assessment/assessment.js';
import { floorPlanScene, PLAN_PAPER, roomSheets } from '../../domain/drawing/floor-plan.js';
import { keyPlanScenes } from '../../domain/drawing/key-plan.js';
import { planM, SHEET_OVERLAP_MM, sizeOf, type SheetWindow } from '../../domain/drawing/paper.js';
import type { Scene } from '../../domain/drawing/scene.js';
import { legendItems, lineOfText, northItems, noteItems, scaleBarItems, type Stack } from '../look/furniture.js';
import { LOOKS } from '../look/look.js';
import { boxOfViewport, sceneItems, type Face } from '../look/scene-items.js';
import type { Item, Spot } from '../look/sheet.js';
import { AREA, type ReportPage } from './page.js';

/** mm. */
const SIDE_WIDTH = 66;
const GAP = 4;
const CHAPTER = 'Floor plans';

/** The key plan, then every room on as many sheets as it needs. */
export function planPages(assessed: AssessedSite, face: Face): readonly ReportPage[] {
  const rooms = assessed.index.snapshot.rooms.map((room) => ({ room, ...roomSheets(room) }));
  const keys = keyPlanScenes(assessed, rooms, PLAN_PAPER);
  const keyPages = keys.map((scene, k): ReportPage => ({
    title: keys.length > 1 ? `Key plan ${String(k + 1)} of ${String(keys.length)}` : 'Key plan',
    scale: `1:${String(scene.scale)}`,
    bookmark: { chapter: CHAPTER, entry: keys.length > 1 ? `Key plan ${String(k + 1)}` : 'Key plan' },
    items: () => sheetItems(scene, wholeSheet(scene), face),
  }));
  const roomPages = rooms.flatMap(({ room, scale, sheets }) => {
    let scene: Scene | undefined;
    const sceneOnce = () => (scene ??= floorPlanScene(assessed, room, { scale }));
    return sheets.map((sheet, k): ReportPage => {
      const part = sheets.length > 1 ? `, sheet ${String(sheet.number)} of ${String(sheets.length)}` : '';
      return {
        title: `Floor plan: ${room.name}${part}`,
        scale: `1:${String(scale)}`,
        bookmark: { chapter: CHAPTER, entry: `${room.name}${part}` },
        items: () => {
          const items = sheetItems(sceneOnce(), sheet, face);
          if (k === sheets.length - 1) scene = undefined;
          return items;
        },
      };
    });
  });
  return [...keyPages, ...roomPages];
}

export function wholeSheet({ extent }: Scene): SheetWindow {
  return { number: 1, window: extent, left: null, right: null, above: null, below: null };
}

/** A part of a drawing with its legend, scale bar, north and notes beside it. */
export function sheetItems(scene: Scene, sheet: SheetWindow, face: Face): readonly Item[] {
  const { window } = sheet;
  const overlap = planM(SHEET_OVERLAP_MM, scene.scale);
  const shown = {
    min: [
      window.min[0] - (sheet.left === null ? 0 : overlap),
      window.min[1] - (sheet.below === null ? 0 : overlap),
    ] as const,
    max: [
      window.max[0] + (sheet.right === null ? 0 : overlap),
      window.max[1] + (sheet.above === null ? 0 : overlap),
    ] as const,
  };
  const { width, height } = sizeOf(shown);
  const [widthMm, heightMm] = [(width * 1000) / scene.scale, (height * 1000) / scene.scale];
  const at: Spot = [AREA.x + (PLAN_PAPER.widthMm - widthMm) / 2, AREA.y + (AREA.height - heightMm) / 2];
  const viewport = { scene, scale: scene.scale, window: shown, at };
  const { lines, labels } = matchLines(viewport, sheet, face);
  return [...sceneItems(viewport, face, lines), ...labels, ...sideColumn(scene, face)];
}

function sideColumn(scene: Scene, face: Face): readonly Item[] {
  const x = AREA.x + AREA.width - SIDE_WIDTH;
  const items: Item[] = [];
  let y: number = AREA.y;
  const stack = (next: (at: Spot) => Stack): void => {
    const part = next([x, y]);
    items.push(...part.items);
    y += part.heightMm + GAP;
  };
  const column = { widthMm: SIDE_WIDTH, face };
  const { northDeg } = scene;
  if (northDeg !== null) stack((at) => northItems(northDeg, { at, face }));
  if (scene.isToScale !== false) stack((at) => scaleBarItems(scene, { at, ...column }));
  stack((at) => legendItems(scene, { at, ...column }));
  if (scene.notes.length > 0) stack((at) => noteItems(scene.notes, { at, ...column }));
  return items;
}

/** Lines along which sheets meet, each with the sheet that goes on there. */
function matchLines(viewport: Parameters<typeof boxOfViewport>[0], sheet: SheetWindow, face: Face) {
  const { x, y, width, height } = boxOfViewport(viewport);
  const [left, right] = [x + SHEET_OVERLAP_MM, x + width - SHEET_OVERLAP_MM];
  const [top, bottom] = [y + SHEET_OVERLAP_MM, y + height - SHEET_OVERLAP_MM];
  const lines: Item[] = [];
  const labels: Item[] = [];
  const add = (neighbour: number | null, from: Spot, to: Spot, label: Spot): void => {
    if (neighbour === null) return;
    lines.push({ item: 'path', closed: false, points: [from, to], look: LOOKS.sheet });
    labels.push(
      ...lineOfText(`Match line: sheet ${String(neighbour)}`, {
        at: label,
        size: 2.6,
        maxWidth: 60,
        face,
        bold: true,
        colour: '#005a9c',
        anchor: 'middle',
      }),
    );
  };
  add(sheet.left, [left, y], [left, y + height], [left, y + height + 3]);
  add(sheet.right, [right, y], [right, y + height], [right, y - 1]);
  add(sheet.above, [x, top], [x + width, top], [x + width / 2, y - 1]);
  add(sheet.below, [x, bottom], [x + width, bottom], [x + width / 2, y + height + 3]);
  return { lines, labels };
}
