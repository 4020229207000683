import type { Chart } from '../../domain/drawing/chart.js';
import { chartItems } from '../look/chart-items.js';
import { lineOfText } from '../look/furniture.js';
import { estimatedFace } from './estimated-face.js';
import { sheetXml } from './sheet-xml.js';

/** mm. */
const WIDTH = 170;
const HEIGHT = 95;
const NOTE = 4.2;
const MARGIN = 6;

/** Charts one below the other as one SVG, each with its notes under it. */
export function renderCharts(title: string, charts: readonly Chart[]): string {
  const face = estimatedFace;
  let y = MARGIN;
  const items = charts.flatMap((chart) => {
    const box = { x: MARGIN, y, width: WIDTH, height: HEIGHT };
    const notes = chart.notes.flatMap((note, k) =>
      lineOfText(note, { at: [MARGIN + 18, y + HEIGHT + k * NOTE], size: 2.6, maxWidth: WIDTH - 18, face }),
    );
    y += HEIGHT + chart.notes.length * NOTE + MARGIN;
    return [...chartItems(chart, { box, face }), ...notes];
  });
  const description = charts
    .map((chart) => [chart.title, ...chart.notes].map((text) => text.replace(/\.$/, '')).join('. '))
    .join('. ');
  return sheetXml(items, { widthMm: WIDTH + 2 * MARGIN, heightMm: y, title, description });
}
