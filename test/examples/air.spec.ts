import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import { studyAir } from '../../src/domain/assessment/air-study.js';
import { studyCoolingLosses } from '../../src/domain/assessment/cooling-loss-study.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { expectSiteConserved } from '../support/conserved-air.js';

function assessedHall(hall: string) {
  const bytes = readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${hall} is refused`);
  return analyseSite(toSnapshot(read.document), { asOf: null, today: '2026-11-16' });
}

const halls = { 'lpu-hall': assessedHall('lpu-hall'), 'gpu-hall': assessedHall('gpu-hall') };

describe.each(['lpu-hall', 'gpu-hall'] as const)('the air of %s', (hall) => {
  it('conserves mass and energy in every zone, in every load case and after every loss of cooling', () => {
    const study = studyCoolingLosses(halls[hall], 'maximum');
    expect(study.losses.length).toBeGreaterThan(5);
    expectSiteConserved(halls[hall], study);
  });

  it('warms no rack by less than its supply and ranks the hottest first', () => {
    const { hotSpots, figures } = studyAir(halls[hall], { loadCase: 'maximum' });
    for (const { inletC, supplyC } of hotSpots) expect(inletC).toBeGreaterThanOrEqual(supplyC);
    const above = hotSpots.map(({ aboveLimitK }) => aboveLimitK ?? -Infinity);
    expect(above).toEqual([...above].sort((a, b) => b - a));
    expect(figures.rooms.map(({ state }) => state)).toEqual(figures.rooms.map(() => 'steady'));
  });

  it('gets no cooler by the loss of a unit', () => {
    const { losses } = studyCoolingLosses(halls[hall], 'maximum');
    for (const { rooms } of losses)
      for (const { largestRiseK } of rooms) expect(largestRiseK ?? 0).toBeGreaterThanOrEqual(-1e-9);
  });
});

describe('heat of the electrical room of the GPU hall', () => {
  it('has bounds where draws behind a UPS are not known, and never less than a stated loss', () => {
    const heat = studyAir(halls['gpu-hall'], { loadCase: 'maximum' }).heat.find(
      ({ room }) => room === 'Electrical room',
    );
    // Two UPS lose 20 kW each at no load. Two management switches state no draw; of 54 devices 12 state a typical one
    for (const loadCase of ['typical', 'maximum', 'nameplate'] as const) {
      expect(heat?.otherW[loadCase]).toMatchObject({ upper: null, coverage: { known: 0, total: 2 } });
      expect(heat?.otherW[loadCase].lower).toBeGreaterThanOrEqual(40_000);
    }
    expect(heat?.otherW.maximum.lower).toBeGreaterThan(57_000);
  });
});
