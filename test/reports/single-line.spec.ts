import { describe, expect, it } from '@jest/globals';
import { powerDiagramsOf } from '../../src/analysis/power-analysis.js';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import { newHallDocument } from '../../src/cli/new-hall-document.js';
import { defaultNodes, defaultRows, sizesOf } from '../../src/cli/new-hall-size.js';
import type { AssessedSite } from '../../src/domain/assessment/assessment.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { textsOf } from '../../src/reports/look/sheet.js';
import { diagramPages } from '../../src/reports/pdf/diagram-pages.js';
import { AREA } from '../../src/reports/pdf/page.js';
import { estimatedFace } from '../../src/reports/svg/estimated-face.js';
import { assessedHall } from './assessed-halls.js';

function newHall(racks: number): AssessedSite {
  const rackPowerW = 36_000;
  const from = {
    name: 'New hall',
    racks,
    rackPowerW,
    rows: defaultRows(racks),
    nodesPerRack: defaultNodes(rackPowerW),
    feeds: 2 as const,
    voltageV: 415,
    altitudeM: 0,
    practice: 'nec' as const,
    currency: 'USD',
  };
  const sizes = sizesOf(from);
  if (typeof sizes === 'string') throw new Error(sizes);
  const result = readSiteDocument({ bytes: Buffer.from(newHallDocument(from, sizes)), format: 'yaml' });
  if (!result.ok) throw new Error('the hall is no valid document');
  return analyseSite(toSnapshot(result.document), { asOf: null, today: '2026-11-16' });
}

/** Capitals of the face against its size. */
const CAPITALS = 0.73;

/** Texts of the drawing of a page, without legend and notes beside it. */
function textsOn(assessed: AssessedSite) {
  const [page] = diagramPages(powerDiagramsOf(assessed), estimatedFace);
  const side = AREA.x + AREA.width - 66;
  return [...textsOf(page?.items() ?? [])].filter(({ at }) => at[0] < side);
}

describe.each([
  ['the LPU hall', () => assessedHall('lpu-hall')],
  ['the GPU hall', () => assessedHall('gpu-hall')],
  ['a hall of 100 racks', () => newHall(100)],
  ['a hall of 400 racks', () => newHall(400)],
])('the single-line diagram of %s on A3', (_name, assessed) => {
  it('cuts nothing short, and has capitals of 1.25 mm at least', () => {
    const texts = textsOn(assessed());
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter(({ text }) => text.endsWith('…')).map(({ text }) => text)).toEqual([]);
    const smallest = Math.min(...texts.map(({ size }) => size * CAPITALS));
    expect(smallest).toBeGreaterThanOrEqual(1.25);
  });
});

it('shows panels that are alike as one box where they do not fit side by side', () => {
  const alone = textsOn(newHall(80)).map(({ text }) => text);
  expect(alone).toContain('PNL-A-A');
  const together = textsOn(newHall(400)).map(({ text }) => text);
  expect(together.some((text) => /^\d+ × Panel$/.test(text))).toBe(true);
});
