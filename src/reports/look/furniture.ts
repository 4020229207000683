import { legendOf, loadWords, type LegendEntry } from '../../domain/drawing/legend.js';
import { mmOf, scaleBarOf } from '../../domain/drawing/paper.js';
import type { Scene } from '../../domain/drawing/scene.js';
import { fitText } from './fit-text.js';
import { LOOKS, lookOf, type Look } from './look.js';
import { plainText } from './plain-text.js';
import { afterLossItems, markItems, type Face } from './scene-items.js';
import type { Item, Spot, TextItem } from './sheet.js';

/** mm. */
const SIZE = { heading: 3, text: 2.5 } as const;
const LINE_MM = 4.6;
const SAMPLE_WIDTH_MM = 8;
const BLACK = '#000000';

const solid: Look = { fill: BLACK, hatch: 'none', hatchColour: BLACK, stroke: BLACK, widthMm: 0.2, dashMm: [] };

/** Items one below the other, and how far down they reach. */
export interface Stack {
  readonly items: readonly Item[];
  readonly heightMm: number;
}

/** A line of text from a spot on its baseline, no wider than it may be. */
export function lineOfText(
  text: string,
  {
    at,
    size,
    maxWidth,
    face,
    bold = false,
    colour = BLACK,
    anchor = 'start',
  }: {
    readonly at: Spot;
    readonly size: number;
    readonly maxWidth: number;
    readonly face: Face;
    readonly bold?: boolean;
    readonly colour?: string;
    readonly anchor?: TextItem['anchor'];
  },
): readonly TextItem[] {
  const fitted = fitText(plainText(text), { size, maxWidth, measure: bold ? face.bold : face.regular });
  if (fitted.text === '') return [];
  return [
    {
      item: 'text',
      at,
      bold,
      colour,
      anchor,
      rotationDeg: 0,
      text: fitted.text,
      size: fitted.size,
      width: fitted.width,
    },
  ];
}

/** Words broken into lines of at most a width; a word that is longer than a line is broken where it must be. */
export function wrapText(
  text: string,
  {
    size,
    maxWidth,
    measure,
  }: { readonly size: number; readonly maxWidth: number; readonly measure: (text: string) => number },
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string) => measure(candidate) * size <= maxWidth;
  for (const word of plainText(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    let width = 0;
    for (const letter of word) {
      const letterWidth = measure(letter) * size;
      if (width + letterWidth > maxWidth && line !== '') {
        lines.push(line);
        line = '';
        width = 0;
      }
      line += letter;
      width += letterWidth;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** What a drawing's colours, lines and marks mean. */
export function legendItems(
  scene: Scene,
  { at: [x, y], widthMm, face }: { at: Spot; widthMm: number; face: Face },
): Stack {
  const items: Item[] = [];
  let downMm = 0;
  const entries = legendOf(scene);
  if (entries.length === 0) return { items, heightMm: 0 };
  const isLoad = (entry: LegendEntry) => entry.sample === 'polygon' && entry.band !== undefined;
  items.push(
    ...lineOfText('Legend', { at: [x, y + SIZE.heading], size: SIZE.heading, maxWidth: widthMm, face, bold: true }),
  );
  downMm += SIZE.heading + 2;
  if (entries.some(isLoad)) {
    const words = wrapText(`${loadWords(scene)}:`, { size: SIZE.text, maxWidth: widthMm, measure: face.regular });
    for (const line of words) {
      items.push(...lineOfText(line, { at: [x, y + downMm + SIZE.text], size: SIZE.text, maxWidth: widthMm, face }));
      downMm += SIZE.text * 1.35;
    }
    downMm += 1;
  }
  for (const entry of entries) {
    const middleMm = y + downMm + LINE_MM / 2;
    items.push(...sampleItems(entry, [x, middleMm], face));
    items.push(
      ...lineOfText(entry.words, {
        at: [x + SAMPLE_WIDTH_MM + 2, middleMm + SIZE.text * 0.36],
        size: SIZE.text,
        maxWidth: widthMm - SAMPLE_WIDTH_MM - 2,
        face,
      }),
    );
    downMm += LINE_MM;
  }
  return { items, heightMm: downMm };
}

/** The entries of a legend side by side, without a heading. */
export function legendStrip(
  scene: Scene,
  { at: [x, y], face }: { readonly at: Spot; readonly face: Face },
): readonly Item[] {
  let left = x;
  return legendOf(scene).flatMap((entry) => {
    const words = lineOfText(entry.words, {
      at: [left + SAMPLE_WIDTH_MM + 2, y + SIZE.text * 0.36],
      size: SIZE.text,
      maxWidth: 80,
      face,
    });
    const items = [...sampleItems(entry, [left, y], face), ...words];
    left += SAMPLE_WIDTH_MM + 8 + (words[0]?.width ?? 0);
    return items;
  });
}

function sampleItems(entry: LegendEntry, [x, y]: Spot, face: Face): readonly Item[] {
  if (entry.sample === 'mark')
    return markItems({ at: [x + SAMPLE_WIDTH_MM / 2, y], heightMm: 3.4, number: 1, severity: entry.severity }, face);
  if (entry.sample === 'after-loss') return afterLossItems([x + SAMPLE_WIDTH_MM / 2, y], 2.6);
  if (entry.sample === 'line') {
    return [
      {
        item: 'path',
        closed: false,
        points: [
          [x, y],
          [x + SAMPLE_WIDTH_MM, y],
        ],
        look: LOOKS[entry.style],
      },
    ];
  }
  const half = 1.7;
  return [
    {
      item: 'path',
      closed: true,
      points: [
        [x, y - half],
        [x + SAMPLE_WIDTH_MM, y - half],
        [x + SAMPLE_WIDTH_MM, y + half],
        [x, y + half],
      ],
      look: lookOf(entry.style, entry.band),
    },
  ];
}

/** What a drawing says that it cannot show. */
export function noteItems(
  notes: readonly string[],
  { at: [x, y], widthMm, face }: { at: Spot; widthMm: number; face: Face },
): Stack {
  const items: Item[] = [];
  let downMm = 0;
  for (const note of notes) {
    for (const line of wrapText(note, { size: SIZE.text, maxWidth: widthMm, measure: face.regular })) {
      items.push(...lineOfText(line, { at: [x, y + downMm + SIZE.text], size: SIZE.text, maxWidth: widthMm, face }));
      downMm += SIZE.text * 1.35;
    }
    downMm += 1.5;
  }
  return { items, heightMm: downMm };
}

/** A scale bar with the scale above it. */
export function scaleBarItems(
  scene: Pick<Scene, 'unit' | 'scale'>,
  { at: [x, y], widthMm, face }: { at: Spot; widthMm: number; face: Face },
): Stack {
  const bar = scaleBarOf(scene, widthMm - 14);
  const perUnit = mmOf(scene.unit) / scene.scale;
  const partMm = (bar.length / bar.parts) * perUnit;
  const top = y + SIZE.heading + 2;
  const items: Item[] = [
    ...lineOfText(`Scale 1:${String(scene.scale)}`, {
      at: [x, y + SIZE.heading],
      size: SIZE.heading,
      maxWidth: widthMm,
      face,
      bold: true,
    }),
  ];
  for (let k = 0; k < bar.parts; k += 1) {
    const left = x + k * partMm;
    items.push({
      item: 'path',
      closed: true,
      points: [
        [left, top],
        [left + partMm, top],
        [left + partMm, top + 1.6],
        [left, top + 1.6],
      ],
      look: { ...solid, fill: k % 2 === 0 ? BLACK : '#ffffff' },
    });
  }
  const under = top + 1.6 + SIZE.text + 0.6;
  const label = (value: number, at: number, anchor: TextItem['anchor']) =>
    lineOfText(String(Number(value.toPrecision(6))), { at: [at, under], size: SIZE.text, maxWidth: 12, face, anchor });
  items.push(...label(0, x, 'start'));
  items.push(
    ...lineOfText(`${String(Number(bar.length.toPrecision(6)))} ${scene.unit}`, {
      at: [x + partMm * bar.parts, under],
      size: SIZE.text,
      maxWidth: 24,
      face,
      anchor: 'middle',
    }),
  );
  return { items, heightMm: under - y + 1.5 };
}

/** An arrow that points north. */
export function northItems(northDeg: number, { at: [x, y], face }: { at: Spot; face: Face }): Stack {
  const radius = 7;
  const centre: Spot = [x + radius + 3, y + radius + 4.5];
  const angle = (northDeg * Math.PI) / 180;
  const spot = (ahead: number, right: number): Spot => [
    centre[0] + Math.sin(angle) * ahead + Math.cos(angle) * right,
    centre[1] - Math.cos(angle) * ahead + Math.sin(angle) * right,
  ];
  const letter = spot(radius + 2.6, 0);
  return {
    items: [
      { item: 'path', closed: true, points: [spot(radius, 0), spot(-radius, 3), spot(-radius * 0.55, 0)], look: solid },
      {
        item: 'path',
        closed: true,
        points: [spot(radius, 0), spot(-radius, -3), spot(-radius * 0.55, 0)],
        look: { ...solid, fill: '#ffffff' },
      },
      ...lineOfText('N', {
        at: [letter[0], letter[1] + 1.2],
        size: 3.4,
        maxWidth: 6,
        face,
        bold: true,
        anchor: 'middle',
      }),
    ],
    heightMm: radius * 2 + 9,
  };
}
