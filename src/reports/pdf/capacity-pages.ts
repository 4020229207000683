import type { CapacitySheet } from '../../domain/drawing/sizing-charts.js';
import { chartItems } from '../look/chart-items.js';
import { lineOfText } from '../look/furniture.js';
import type { Face } from '../look/scene-items.js';
import type { Item } from '../look/sheet.js';
import { AREA, type ReportPage } from './page.js';

/** mm. */
const HEADING = 4.5;
const TEXT = 2.9;
const LINE = 5;
const GAP = 8;

/** One page for each pool of replicas: its charts, and what defends its size beside them. */
export function capacityPages(sheets: readonly CapacitySheet[], face: Face): readonly ReportPage[] {
  return sheets.map((sheet): ReportPage => ({
    title: sheet.title,
    scale: '–',
    bookmark: { chapter: 'Capacity', entry: sheet.title },
    items: () => pageItems(sheet, face),
  }));
}

function pageItems({ title, charts, lines }: CapacitySheet, face: Face): readonly Item[] {
  const width = (AREA.width - GAP) / 2;
  const top = AREA.y + HEADING + 6;
  const height = (AREA.height - HEADING - 6 - GAP) / 2;
  const cellAt = (k: number) => ({
    x: AREA.x + (k % 2) * (width + GAP),
    y: top + Math.floor(k / 2) * (height + GAP),
    width,
  });
  const drawn = charts.slice(0, 3).flatMap((chart, k) => {
    const cell = cellAt(k);
    const notesMm = chart.notes.length * LINE;
    const notes = chart.notes.flatMap((note, n) =>
      lineOfText(note, {
        at: [cell.x, cell.y + height - notesMm + (n + 1) * LINE - 1.5],
        size: 2.6,
        maxWidth: width,
        face,
      }),
    );
    return [...chartItems(chart, { box: { ...cell, height: height - notesMm }, face }), ...notes];
  });
  const cell = cellAt(3);
  const text = lines.flatMap((line, n) =>
    lineOfText(line, { at: [cell.x, cell.y + 4 + n * LINE], size: TEXT, maxWidth: width, face, bold: n === 0 }),
  );
  return [
    ...lineOfText(title, { at: [AREA.x, AREA.y + HEADING], size: HEADING, maxWidth: AREA.width, face, bold: true }),
    ...drawn,
    ...text,
  ];
}
