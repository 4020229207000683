import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { supplyService, type SuppliedDevice } from './supplies.js';

/** NVIDIA DGX H100 user guide: 10.2 kW, six 3.3 kW supplies, 4 + 2, reduced performance on three. */
function dgxH100(liveCount: number): SuppliedDevice {
  return {
    supplies: Array.from({ length: 6 }, (_, k) => ({ ratedPowerW: 3300, live: k < liveCount })),
    neededForFull: 4,
    neededForReduced: 3,
    drawW: 10_200,
  };
}

describe('a device with 4 + 2 supplies', () => {
  it('runs fully on six, 1.7 kW each', () => {
    const service = supplyService(dgxH100(6));
    expect(service).toMatchObject({ state: 'full', servedDrawW: 10_200, unservedDrawW: 0 });
    expect(service.supplySharesW).toEqual([1700, 1700, 1700, 1700, 1700, 1700]);
  });

  it('runs fully on four, 2.55 kW each', () => {
    const service = supplyService(dgxH100(4));
    expect(service.state).toBe('full');
    expect(service.supplySharesW).toEqual([2550, 2550, 2550, 2550, 0, 0]);
  });

  it('is reduced on three of two feeds with three each: 9.9 kW, not redundant at full service', () => {
    const service = supplyService(dgxH100(3));
    // min(10 200, 3 × 3300)
    expect(service).toMatchObject({ state: 'reduced', liveSupplies: 3, liveRatingW: 9900, servedDrawW: 9900 });
    expect(service.unservedDrawW).toBe(300);
    expect(service.supplySharesW).toEqual([3300, 3300, 3300, 0, 0, 0]);
  });

  it('is reduced on three even when its draw would fit the ratings', () => {
    expect(supplyService({ ...dgxH100(3), drawW: 8000 })).toMatchObject({ state: 'reduced', servedDrawW: 8000 });
  });

  it('is dark on two, and draws nothing', () => {
    expect(supplyService(dgxH100(2))).toMatchObject({ state: 'dark', servedDrawW: 0, unservedDrawW: 10_200 });
  });

  it('keeps full service after the loss of one of three feeds with two each', () => {
    expect(supplyService(dgxH100(4)).state).toBe('full');
  });

  it('draws the stated reduced draw when there is one', () => {
    expect(supplyService({ ...dgxH100(3), reducedDrawW: 6000 }).servedDrawW).toBe(6000);
  });
});

describe('other devices', () => {
  const pair = [
    { ratedPowerW: 800, live: true },
    { ratedPowerW: 800, live: false },
  ];

  it('go dark below full service when no reduced service is stated', () => {
    expect(supplyService({ supplies: pair, neededForFull: 2, drawW: 500 }).state).toBe('dark');
  });

  it('are reduced when enough supplies live but their ratings do not cover the draw', () => {
    const service = supplyService({ supplies: pair, neededForFull: 1, drawW: 1000 });
    expect(service).toMatchObject({ state: 'reduced', servedDrawW: 800 });
  });

  it('load unlike supplies in proportion to their ratings', () => {
    const supplies = [
      { ratedPowerW: 2000, live: true },
      { ratedPowerW: 1000, live: true },
    ];
    expect(supplyService({ supplies, neededForFull: 1, drawW: 1500 }).supplySharesW).toEqual([1000, 500]);
  });

  it('without supplies are dark', () => {
    expect(supplyService({ supplies: [], neededForFull: 1, drawW: 0 })).toMatchObject({
      state: 'dark',
      supplySharesW: [],
    });
  });
});

describe('invariants', () => {
  const device = fc.record({
    supplies: fc.array(fc.record({ ratedPowerW: fc.integer({ min: 100, max: 5000 }), live: fc.boolean() }), {
      maxLength: 8,
    }),
    neededForFull: fc.integer({ min: 3, max: 6 }),
    neededForReduced: fc.integer({ min: 1, max: 3 }),
    drawW: fc.integer({ min: 0, max: 20_000 }),
  });

  it('shares sum to the served draw, no supply exceeds its rating and a dead one carries nothing', () => {
    fc.assert(
      fc.property(device, (supplied) => {
        const service = supplyService(supplied);
        const sumW = service.supplySharesW.reduce((sum, shareW) => sum + shareW, 0);
        expect(sumW).toBeCloseTo(service.servedDrawW, 6);
        service.supplySharesW.forEach((shareW, k) => {
          const supply = supplied.supplies[k];
          expect(shareW).toBeLessThanOrEqual((supply?.live ? supply.ratedPowerW : 0) + 1e-6);
        });
        expect(service.servedDrawW + service.unservedDrawW).toBe(supplied.drawW);
      }),
      { seed: 11 },
    );
  });

  it('losing a supply never serves more', () => {
    fc.assert(
      fc.property(device, (supplied) => {
        const lost = supplied.supplies.map((supply, k) => (k === 0 ? { ...supply, live: false } : supply));
        const after = supplyService({ ...supplied, supplies: lost });
        expect(after.servedDrawW).toBeLessThanOrEqual(supplyService(supplied).servedDrawW);
      }),
      { seed: 12 },
    );
  });
});

describe('limits', () => {
  it('refuse what is no count, rating or draw', () => {
    const device = dgxH100(6);
    expect(() => supplyService({ ...device, neededForFull: 0 })).toThrow('neededForFull');
    expect(() => supplyService({ ...device, neededForReduced: 5 })).toThrow('neededForReduced');
    expect(() => supplyService({ ...device, drawW: NaN })).toThrow('drawW');
    expect(() => supplyService({ ...device, reducedDrawW: -1 })).toThrow('reducedDrawW');
    expect(() => supplyService({ ...device, supplies: [{ ratedPowerW: NaN, live: true }] })).toThrow('ratedPowerW');
  });
});
