import type { AssessedSite } from '../../domain/assessment/assessment.js';
import { ELEVATION_PAPER, elevationScene, type Face as RackFace } from '../../domain/drawing/elevation.js';
import { elevationGroups, type ElevationGroup } from '../../domain/drawing/elevation-groups.js';
import { rackFactsOf, type RackFactsOf } from '../../domain/drawing/rack-facts.js';
import { sizeOf } from '../../domain/drawing/paper.js';
import type { Scene } from '../../domain/drawing/scene.js';
import { legendStrip, lineOfText, wrapText } from '../look/furniture.js';
import { sceneItems, type Face } from '../look/scene-items.js';
import type { Item } from '../look/sheet.js';
import { listPages } from './list-pages.js';
import { AREA, type ReportPage } from './page.js';
import type { Cell } from './table.js';

const CHAPTER = 'Rack elevations';
/** Most arrangements that are drawn; the rest is said to be left out. */
export const MOST_ELEVATIONS = 150;
const PER_PAGE = Math.floor(AREA.width / ELEVATION_PAPER.widthMm);
/** mm. */
const CAPTION_HEIGHT = AREA.height - ELEVATION_PAPER.heightMm;
const NAME = 3.4;
const TEXT = 2.4;
const LINE = 3.2;
const MOST_LINES = Math.floor((CAPTION_HEIGHT - NAME - 8) / LINE);

interface Elevation {
  readonly group: ElevationGroup;
  /** From 1. */
  readonly number: number;
  readonly face: RackFace;
}

/** Every arrangement of a rack once, with the racks that it stands for; the rear too where it differs. */
export function elevationPages(assessed: AssessedSite, face: Face): readonly ReportPage[] {
  const groups = elevationGroups(assessed);
  const factsOf = rackFactsOf(assessed);
  const drawn = groups.slice(0, MOST_ELEVATIONS);
  const elevations = drawn.flatMap((group, k) =>
    group.faces.map((side): Elevation => ({ group, number: k + 1, face: side })),
  );
  const pageCount = Math.ceil(elevations.length / PER_PAGE);
  const pages = Array.from({ length: pageCount }, (_, k): ReportPage => {
    const shown = elevations.slice(k * PER_PAGE, (k + 1) * PER_PAGE);
    const part = pageCount > 1 ? `, ${String(k + 1)} of ${String(pageCount)}` : '';
    const scenes = shown.map((one) => elevationScene(assessed, { rack: one.group.racks[0] ?? '', face: one.face }));
    const scales = [...new Set(scenes.map(({ scale }) => `1:${String(scale)}`))];
    return {
      title: `Rack elevations${part}`,
      scale: scales.join(', '),
      bookmark: { chapter: CHAPTER, entry: entryOf(shown) },
      items: () => [
        ...legendStrip(legendScene(scenes), { at: [AREA.x, AREA.y + 2], face }),
        ...shown.flatMap((one, column) => {
          const scene = scenes[column];
          return scene === undefined ? [] : elevationItems(one, scene, column, { face, factsOf });
        }),
      ],
    };
  });
  return [...pages, ...listOfGroups(groups, drawn, face)];
}

interface Captions {
  readonly face: Face;
  readonly factsOf: RackFactsOf;
}

/** The shapes of all drawings of a page, for one legend. */
function legendScene(scenes: readonly Scene[]): Scene {
  const [first, ...rest] = scenes;
  if (first === undefined) throw new RangeError('a page of elevations has at least one');
  return { ...first, shapes: [...first.shapes, ...rest.flatMap(({ shapes }) => shapes)] };
}

function entryOf(shown: readonly Elevation[]): string {
  return [...new Set(shown.map(({ group }) => group.racks[0] ?? ''))].join(', ');
}

function elevationItems(
  { group, number, face: side }: Elevation,
  scene: Scene,
  column: number,
  { face, factsOf }: Captions,
): readonly Item[] {
  const x = AREA.x + column * ELEVATION_PAPER.widthMm;
  const width = ELEVATION_PAPER.widthMm - 6;
  const size = sizeOf(scene.extent);
  const widthMm = size.width / scene.scale;
  const heightMm = size.height / scene.scale;
  const top = AREA.y + AREA.height - heightMm;
  const rack = group.racks[0] ?? '';
  const lines = captionLines(group, [...scene.notes, factsOf(rack).join(' – ')], width, face);
  const captionTop = top - lines.length * LINE - NAME - 1;
  return [
    ...lineOfText(`${String(number)}  ${rack}, ${side}, 1:${String(scene.scale)}`, {
      at: [x, captionTop + NAME],
      size: NAME,
      maxWidth: width,
      face,
      bold: true,
    }),
    ...lines.flatMap((text, k) =>
      lineOfText(text, { at: [x, captionTop + NAME + 1 + (k + 1) * LINE], size: TEXT, maxWidth: width, face }),
    ),
    ...sceneItems(
      {
        scene,
        scale: scene.scale,
        window: scene.extent,
        at: [x + (ELEVATION_PAPER.widthMm - widthMm) / 2 - 3, top],
      },
      face,
    ),
  ];
}

function captionLines(
  { racks }: ElevationGroup,
  remarks: readonly string[],
  width: number,
  face: Face,
): readonly string[] {
  const list =
    racks.length === 1
      ? []
      : [`Stands for ${String(racks.length)} racks: ${racks.join(', ')}. Names as in ${racks[0] ?? ''}.`];
  const lines = [...list, ...remarks].flatMap((text) =>
    wrapText(text, { size: TEXT, maxWidth: width, measure: face.regular }),
  );
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES - 1), 'All racks are in the list after the elevations.'];
}

/** Which racks each elevation stands for, in full. */
function listOfGroups(
  groups: readonly ElevationGroup[],
  drawn: readonly ElevationGroup[],
  face: Face,
): readonly ReportPage[] {
  if (groups.length === 0) return [];
  const left = groups.length - drawn.length;
  return listPages(
    {
      title: 'Racks by elevation',
      chapter: CHAPTER,
      entry: 'Racks by elevation',
      remark: 'Racks of one type with the same devices in the same units are drawn once.',
      table: {
        columns: [
          { title: 'Elevation', widthMm: 24, align: 'end' },
          { title: 'Drawn', widthMm: 70 },
          { title: 'Faces', widthMm: 32 },
          { title: 'Racks', widthMm: 20, align: 'end' },
          { title: 'Names', widthMm: 236 },
        ],
        rows: groups.map(({ racks, faces }, k): readonly Cell[] => [
          { text: k < drawn.length ? String(k + 1) : '–', bold: true },
          { text: k < drawn.length ? (racks[0] ?? '') : 'not drawn' },
          { text: faces.join(', ') },
          { text: String(racks.length) },
          { text: racks.join(', ') },
        ]),
      },
      ...(left > 0
        ? { ending: `The first ${String(drawn.length)} arrangements are drawn; ${String(left)} more are not.` }
        : {}),
    },
    face,
  );
}
