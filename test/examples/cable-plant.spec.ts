import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { alternativesOfAnalysis, cableAnalysisOf, cableExpansionOf } from '../../src/analysis/cable-analysis.js';
import { routeLegs } from '../../src/analysis/cable-views.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';

function snapshotOf(hall: string) {
  const bytes = readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${hall} is refused`);
  return toSnapshot(read.document);
}

const REQUEST = { asOf: null, today: '2026-11-16' };

describe('the cable plant of the GPU hall', () => {
  const expansion = cableExpansionOf(snapshotOf('gpu-hall'), REQUEST);

  it('follows the SuperPOD: eight rails of 32 systems are 256 cables, 32 to each leaf', () => {
    expect(expansion.problems).toEqual([]);
    const rails = expansion.bundles.filter(({ bundle }) => bundle?.startsWith('rails') === true);
    expect(rails.map(({ cables, betweenRacks }) => [cables, betweenRacks])).toEqual([
      [128, 128],
      [128, 128],
    ]);
    const { index } = cableAnalysisOf(snapshotOf('gpu-hall'), REQUEST);
    const toLeaf = index.snapshot.cables.filter(({ ends }) => ends.some(({ device }) => device === 'LEAF-3'));
    expect(toLeaf.filter(({ type }) => type === 'mpo-12-apc-sm')).toHaveLength(32);
    // Rail 3 is the first sub-port of the second cage.
    for (const { ends } of toLeaf.filter(({ type }) => type === 'mpo-12-apc-sm')) {
      expect([ends[0]?.port, ends[0]?.subPort]).toEqual(['OSFP2', '1']);
    }
  });

  it('keeps half of the cages of every leaf for spines: 8 · 16 = 128', () => {
    const leaves = expansion.ports.filter(({ deviceType, ports }) => deviceType === 'qm9700' && ports === '[1-32]');
    expect(leaves).toMatchObject([{ total: 256, used: 128, reserved: 128, free: 0 }]);
  });
});

describe('the cable plant of the LPU hall', () => {
  const analysis = cableAnalysisOf(snapshotOf('lpu-hall'), REQUEST);

  it('has a longest cable that adds up by hand', () => {
    const longest = analysis.plan.cables.reduce((a, b) => ((b.route.neededM ?? 0) > (a.route.neededM ?? 0) ? b : a));
    expect(longest.cable.name).toBe('UP-N1-2');
    // Rack of 2 m: 42 units begin at (2 − 1.8669)/2 = 0.06655 m; port at 39.5 units 1.8223 m, 0.1777 m below the top.
    const legs = [0.4777, 1.3, 3.2, 3.6, 2.8, 1.7, 0.5666, 0.5];
    expect(routeLegs(analysis, longest).map(({ lengthM }) => Math.round(lengthM * 1e4) / 1e4)).toEqual(legs);
    expect(longest.route.neededM).toBeCloseTo(1.05 * legs.reduce((sum, leg) => sum + leg, 0), 2);
    expect(longest.orderLengthM).toBe(15);
  });

  it('could take electrical cables of 7 m in place of four optical ones, over the higher copper trays', () => {
    const facts = { cableType: 'c2c-aoc', cables: 112, currency: 'USD' };
    expect(alternativesOfAnalysis(analysis)).toEqual([
      // 130.00 in place of 152.00 USD, four times
      { ...facts, alternative: 'c2c-aec', fitting: 4, priced: 4, differenceMinor: 4 * (13_000 - 15_200) },
      { ...facts, alternative: 'c2c-dac', fitting: 0, priced: 0, differenceMinor: null },
    ]);
  });
});
