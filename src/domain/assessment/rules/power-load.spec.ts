import { describe, expect, it } from '@jest/globals';
import { catalogued } from '../../../../test/factories/halls/hall.js';
import { DGX_H100, judgePower, NODE_4KW, PDU_415_60, without } from '../../../../test/factories/halls/power-hall.js';
import { breakerLoad, feedLoss, openLoad, pduLoad } from './power-load.js';
import { bankLoad, outletLoad } from './power-pdu-parts.js';

const ONE_FEED = { deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] };
const PSU_6 = ['PSU1', 'PSU2', 'PSU3', 'PSU4', 'PSU5', 'PSU6'];
const DGX_RACK = { devicesPerRack: 4, deviceType: DGX_H100, supplies: PSU_6 };

describe('power.pdu-load', () => {
  it('finds 36 kW on one 415 V, 60 A feed: 52.72 A where 48 A are allowed, under the rating of 60 A', () => {
    const [finding, ...others] = judgePower(pduLoad, { ...ONE_FEED, devicesPerRack: 9 });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'power.pdu-load',
      severity: 'error',
      subject: { kind: 'powerElement', name: 'R1-PDU-A' },
      limit: 48,
      unit: 'A',
      coverage: { known: 9, total: 9 },
      inputs: { line: 'L1', rated: 60, continuousLoadFraction: 0.8, voltageV: 415, feed: 'A', rack: 'R1' },
    });
    // 36 000 / (√3 · 415 · 0.95)
    expect(finding?.measured).toBeCloseTo(52.72, 2);
  });

  it('is one finding with the worst line, not one for each line', () => {
    const [finding, ...others] = judgePower(pduLoad, { ...ONE_FEED, devicesPerRack: 10 });
    expect(others).toEqual([]);
    // Four devices on L1, three on the others: 4 · 4000 / 0.95 / (415/√3) = 70.3 A
    expect(finding?.inputs['line']).toBe('L1');
    expect(finding?.measured).toBeCloseTo(70.29, 2);
    expect(finding?.inputs['l2A']).toBeCloseTo(52.72, 2);
  });

  it('finds nothing at exactly what is allowed', () => {
    // 48 A · √3 · 415 V at power factor 1, in three equal loads
    const type = { ...NODE_4KW, maximumPowerW: (48 * Math.sqrt(3) * 415) / 3, powerFactor: 1 };
    expect(judgePower(pduLoad, { ...ONE_FEED, deviceType: type, devicesPerRack: 3 })).toEqual([]);
    const more = { ...type, maximumPowerW: type.maximumPowerW * 1.000001 };
    expect(judgePower(pduLoad, { ...ONE_FEED, deviceType: more, devicesPerRack: 3 })).toHaveLength(1);
  });

  it('finds nothing where the site follows IEC practice, which has no general continuous fraction', () => {
    const site = { name: 'hall', electricalPractice: 'iec' as const };
    expect(judgePower(pduLoad, { ...ONE_FEED, devicesPerRack: 9, site })).toEqual([]);
  });
});

describe('power.breaker-load', () => {
  it('finds the breaker above the PDU by its own rating', () => {
    const pduType = { ...PDU_415_60, ratedCurrentA: 125 };
    const findings = judgePower(breakerLoad, { ...ONE_FEED, devicesPerRack: 9, pduType });
    expect(findings.map(({ subject }) => subject.name)).toEqual(['R1-BRK-A']);
    expect(judgePower(pduLoad, { ...ONE_FEED, devicesPerRack: 9, pduType })).toEqual([]);
    const large = { ...ONE_FEED, devicesPerRack: 9, pduType, breaker: { ratedCurrentA: 70 } };
    expect(judgePower(breakerLoad, large)).toEqual([]);
  });

  it('judges a UPS by VA and W, and names the one that is exceeded most', () => {
    const ups = { ratedApparentPowerVa: 37_000, ratedPowerW: 30_000 };
    const [finding] = judgePower(breakerLoad, {
      ...ONE_FEED,
      devicesPerRack: 9,
      ups,
      breaker: { ratedCurrentA: 70 },
    });
    // 37 895 VA on 37 000 VA is 1.02, 36 000 W on 30 000 W is 1.2
    expect(finding).toMatchObject({
      subject: { name: 'UPS-A' },
      limit: 30_000,
      unit: 'W',
      inputs: { limitedBy: 'real power', continuousLoadFraction: 1 },
    });
    expect(finding?.measured).toBeCloseTo(36_000, 6);
  });
});

describe('power.feed-loss', () => {
  it('finds 58.0 A on the feed that is left of four 10.2 kW devices, and says what they would draw unlimited', () => {
    const findings = judgePower(feedLoss, DGX_RACK);
    expect(findings.map(({ subject }) => subject.name)).toEqual(['R1-BRK-A', 'R1-BRK-B', 'R1-PDU-A', 'R1-PDU-B']);
    const finding = findings.find(({ subject }) => subject.name === 'R1-PDU-B');
    expect(finding).toMatchObject({ severity: 'error', limit: 48, unit: 'A', inputs: { lostFeed: 'A', rated: 60 } });
    // 4 · min(10 200, 3 · 3300) = 39.6 kW
    expect(finding?.measured).toBeCloseTo(57.99, 2);
    expect(finding?.inputs['normal']).toBeCloseTo(29.87, 2);
    expect(finding?.inputs['currentWithoutSupplyLimitA']).toBeCloseTo(59.75, 2);
  });

  it('finds nothing with a third feed: 20.4 kW after a loss', () => {
    expect(judgePower(feedLoss, { ...DGX_RACK, feeds: ['A', 'B', 'C'] })).toEqual([]);
  });

  it('finds nothing where each feed carries at most half of what it may: 40 % of the breaker', () => {
    // 24 A on each of two feeds: 2 · 24 · √3 · 415 W at power factor 1 in three devices
    const type = {
      ...DGX_H100,
      maximumPowerW: (2 * 24 * Math.sqrt(3) * 415) / 3,
      powerFactor: 1,
      powerSupplies: [{ name: 'PSU[1-6]', maximumPowerW: 20_000 }],
    };
    expect(judgePower(feedLoss, { ...DGX_RACK, deviceType: type, devicesPerRack: 3 })).toEqual([]);
  });
});

describe('power.load-open', () => {
  it('lists in one finding what unknown draws leave open', () => {
    const unknown = without(NODE_4KW, 'maximumPowerW', 'nameplatePowerW', 'typicalPowerW');
    const [finding, ...others] = judgePower(openLoad, { ...ONE_FEED, deviceType: unknown, devicesPerRack: 1 });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'unknown',
      subject: { kind: 'site', name: 'hall' },
      measured: 5,
      coverage: { known: 0, total: 5 },
      inputs: { elements: ['PANEL-A', 'R1-BRK-A', 'R1-PDU-A', 'UPS-A', 'UTIL'], rackPdus: 1 },
    });
  });

  it('finds nothing where the bounds of an unknown draw stay within every limit', () => {
    // At most 4400 W on one line: 4400 / 0.95 / (415/√3) = 19.3 A
    const unknown = without(NODE_4KW, 'maximumPowerW', 'typicalPowerW');
    expect(judgePower(openLoad, { ...ONE_FEED, deviceType: unknown, devicesPerRack: 1 })).toEqual([]);
  });
});

describe('power.bank-load and power.outlet-load', () => {
  const pduType = {
    ...PDU_415_60,
    banks: [{ name: 'B[1-12]', breakerA: 20 }],
    outlets: PDU_415_60.outlets.map((outlet, i) => ({
      ...outlet,
      ratedCurrentA: 16,
      // three outlets of one line on a bank
      bank: `B${String((i % 3) + 1 + 3 * Math.floor(i / 9))}`,
    })),
  };

  it('find the bank that carries three supplies: 43.5 A after a loss, and 22.4 A before, on 16 A', () => {
    const [finding] = judgePower(bankLoad, { ...DGX_RACK, pduType });
    // Three outlets with 3300 W each after the loss: 3 · 3300 / 0.95 / 239.6 = 43.5 A; with 1700 W each 22.4 A
    expect(finding).toMatchObject({
      severity: 'error',
      limit: 16,
      unit: 'A',
      inputs: { part: 'B1', lostFeed: 'B', ratedCurrentA: 20, parts: 6, partsAbove: 3 },
    });
    expect(finding?.measured).toBeCloseTo(43.49, 2);
    expect(finding?.inputs['normalCurrentA']).toBeCloseTo(22.41, 2);
  });

  it('judge an outlet by its rating as it stands: 14.5 A on 16 A is within it', () => {
    expect(judgePower(outletLoad, { ...DGX_RACK, pduType })).toEqual([]);
    const c13 = { ...pduType, outlets: pduType.outlets.map((outlet) => ({ ...outlet, ratedCurrentA: 10 })) };
    const findings = judgePower(outletLoad, { ...DGX_RACK, pduType: c13 });
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({ limit: 10, inputs: { parts: 12, partsAbove: 12 } });
    // 3300 / 0.95 / 239.6
    expect(findings[0]?.measured).toBeCloseTo(14.5, 2);
  });

  it('cannot judge a bank whose outlets do not state their conductors', () => {
    const silent = { ...pduType, outlets: pduType.outlets.map((outlet) => without(outlet, 'legs')) };
    const [finding] = judgePower(bankLoad, { ...DGX_RACK, pduType: silent });
    expect(finding).toMatchObject({ severity: 'unknown', measured: null, inputs: { partsUnknown: 6, parts: 6 } });
  });
});

describe('a rack of a single-phase PDU', () => {
  it('is judged on its one line', () => {
    const pduType = { ...catalogued('pdu-230-16'), inputVoltageLlV: 230, ratedCurrentA: 16, phases: 1 as const };
    const [finding] = judgePower(pduLoad, {
      ...ONE_FEED,
      devicesPerRack: 1,
      pduType,
      breaker: { voltageLlV: 400, phases: 1 },
    });
    // 4000 / (230 · 0.95) against 0.8 · 16
    expect(finding?.measured).toBeCloseTo(18.31, 2);
    expect(finding).toMatchObject({ limit: 12.8, inputs: { line: null, limitedBy: 'current on its line' } });
  });
});
