import { BAND_WORDS } from './load-band.js';
import { INLET_BAND_WORDS, INLET_BANDS } from './inlet-band.js';
import type { InletBand, LoadBand, Scene, ShapeStyle } from './scene.js';

/** One line of a legend: a style as it is drawn, and what it means. */
export type LegendEntry =
  | {
      readonly sample: 'polygon' | 'line';
      readonly style: ShapeStyle;
      readonly band?: LoadBand | InletBand;
      readonly words: string;
    }
  | { readonly sample: 'mark'; readonly severity: 'error' | 'warning'; readonly words: string }
  | { readonly sample: 'after-loss'; readonly words: string };

const BANDS: readonly LoadBand[] = ['none', 'low', 'middle', 'high', 'full', 'over', 'unknown'];

const STYLE_ENTRIES: readonly LegendEntry[] = [
  { sample: 'line', style: 'front', words: 'Front of the rack' },
  { sample: 'polygon', style: 'cold-aisle', words: 'Cold aisle' },
  { sample: 'polygon', style: 'hot-aisle', words: 'Hot aisle' },
  { sample: 'polygon', style: 'cooling-unit', words: 'Cooling unit' },
  { sample: 'polygon', style: 'cooling-unit-out', words: 'Cooling unit that is out' },
  { sample: 'line', style: 'air', words: 'Blows this way' },
  { sample: 'polygon', style: 'air-fresh', words: 'Supply air to the racks' },
  { sample: 'polygon', style: 'air-recirculated', words: 'From the hot side' },
  { sample: 'polygon', style: 'air-bypass', words: 'Past the racks' },
  { sample: 'polygon', style: 'air-leak', words: 'Leaks' },
  { sample: 'polygon', style: 'power-element', words: 'Power equipment' },
  { sample: 'line', style: 'wire', words: 'Carries now' },
  { sample: 'line', style: 'wire-standby', words: 'Takes over when what carries is lost' },
  { sample: 'polygon', style: 'column', words: 'Column or wall' },
  { sample: 'polygon', style: 'door', words: 'Door' },
  { sample: 'polygon', style: 'obstacle', words: 'Other obstacle' },
  { sample: 'polygon', style: 'keep-out', words: 'To be kept free' },
  { sample: 'polygon', style: 'staging', words: 'Staging area' },
  { sample: 'line', style: 'tray-fibre', words: 'Tray, fibre' },
  { sample: 'line', style: 'tray-copper', words: 'Tray, copper' },
  { sample: 'line', style: 'tray-power', words: 'Tray, power' },
  { sample: 'polygon', style: 'tray-empty', words: 'Tray without cables' },
  { sample: 'polygon', style: 'tray-light', words: 'Tray, up to 40 % of its limit' },
  { sample: 'polygon', style: 'tray-half', words: 'Tray, 40 to 80 % of its limit' },
  { sample: 'polygon', style: 'tray-full', words: 'Tray, 80 to 100 % of its limit' },
  { sample: 'polygon', style: 'tray-over', words: 'Tray beyond its limit' },
  { sample: 'polygon', style: 'tray-unknown', words: 'Tray of which the fill is unknown' },
  { sample: 'line', style: 'cable-way', words: 'Trays on the way of the cable' },
  { sample: 'polygon', style: 'matrix-few', words: 'Up to a third of the most cables' },
  { sample: 'polygon', style: 'matrix-some', words: 'Up to two thirds' },
  { sample: 'polygon', style: 'matrix-many', words: 'More' },
  { sample: 'line', style: 'tile', words: 'Floor tiles' },
  { sample: 'line', style: 'dimension', words: 'Clear depth or length' },
  { sample: 'polygon', style: 'sheet', words: 'Part that a sheet shows' },
  { sample: 'polygon', style: 'device', words: 'Device on this face' },
  { sample: 'polygon', style: 'device-hidden', words: 'Device seen from its other side' },
  { sample: 'polygon', style: 'free', words: 'Free units' },
  { sample: 'polygon', style: 'task', words: 'Work' },
  { sample: 'polygon', style: 'task-critical', words: 'Critical work' },
  { sample: 'polygon', style: 'delivery', words: 'Delivery' },
  { sample: 'polygon', style: 'delivery-critical', words: 'Critical delivery' },
  { sample: 'polygon', style: 'task-float', words: 'Total float' },
  { sample: 'polygon', style: 'task-uncertain', words: 'No earlier than this' },
  { sample: 'polygon', style: 'need-by', words: 'Must serve' },
  { sample: 'line', style: 'as-of', words: 'Day of the calculation' },
];

/** Explains what a drawing uses, and nothing else. */
export function legendOf(scene: Scene): readonly LegendEntry[] {
  const bands = new Set<LoadBand | InletBand>();
  const used = new Set<string>();
  for (const shape of scene.shapes) {
    if (shape.shape === 'polygon' && shape.style === 'rack') bands.add(shape.band ?? 'unknown');
    if (shape.shape === 'polygon' || shape.shape === 'line') used.add(`${shape.shape} ${shape.style}`);
    if (shape.shape === 'mark') used.add(shape.severity);
    if (shape.shape === 'after-loss') used.add('after-loss');
  }
  const entries: LegendEntry[] = [];
  // All bands, so that a colour tells where it lies among the others.
  if (INLET_BANDS.some((band) => bands.has(band))) {
    for (const band of INLET_BANDS) {
      const isSpecial = band === 'inlet-unknown' || band === 'inlet-endless';
      if (isSpecial && !bands.has(band)) continue;
      entries.push({ sample: 'polygon', style: 'rack', band, words: INLET_BAND_WORDS[band] });
    }
  } else if (bands.size > 0) {
    for (const band of BANDS) {
      if (band === 'unknown' && !bands.has(band)) continue;
      entries.push({ sample: 'polygon', style: 'rack', band, words: BAND_WORDS[band] });
    }
  }
  if (used.has('after-loss')) entries.push({ sample: 'after-loss', words: 'Above 100 % after a failure' });
  if (used.has('error'))
    entries.push({ sample: 'mark', severity: 'error', words: 'Worst error here, number in the findings' });
  if (used.has('warning'))
    entries.push({ sample: 'mark', severity: 'warning', words: 'Warning, number in the findings' });
  for (const entry of STYLE_ENTRIES) {
    if ('style' in entry && used.has(`${entry.sample} ${entry.style}`)) entries.push(entry);
  }
  return entries;
}

/** What the colours of racks mean, and their percentages where they are written. */
export function loadWords({ shapes }: Scene): string {
  if (shapes.some((shape) => shape.shape === 'polygon' && shape.band?.startsWith('inlet-') === true))
    return INLET_WORDS;
  if (shapes.some(({ shape, ...rest }) => shape === 'line' && 'style' in rest && rest.style === 'wire'))
    return WIRE_WORDS;
  const isWritten = shapes.some((shape) => shape.shape === 'text' && shape.style === 'load');
  return isWritten ? `${LOAD_WORDS}; in the rack, also after the worst loss of one feed` : LOAD_WORDS;
}

const INLET_WORDS = 'Inlet of the rack, °C, against its limit and the recommended range of the class';
const WIRE_WORDS = 'Worst load of an element under any single failure, of what it may carry for hours';
const LOAD_WORDS = 'Load of the feeds at maximum draw, of what they may carry for hours';
