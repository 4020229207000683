import { describe, expect, it } from '@jest/globals';
import { conservedPower } from '../../../test/power/conserved-solve.js';
import {
  DGX_H100,
  NODE_4KW,
  PDU_415_60,
  powerHall,
  without,
  type PowerHallOptions,
} from '../../../test/factories/halls/power-hall.js';
import { catalogued } from '../../../test/factories/halls/hall.js';
import type { ElementLoad, PowerFigures } from './power-figures.js';

const PSU_1 = ['PSU1'];
const PSU_6 = ['PSU1', 'PSU2', 'PSU3', 'PSU4', 'PSU5', 'PSU6'];

function solved(options: PowerHallOptions): PowerFigures {
  const { index, policy } = powerHall(options);
  return conservedPower(index, policy);
}

function element(figures: PowerFigures, name: string): ElementLoad {
  const load = figures.elements.find((candidate) => candidate.element === name);
  if (load === undefined) throw new Error(`no element ${name}`);
  return load;
}

describe('36 kW on one 415 V, 60 A feed', () => {
  const figures = solved({ devicesPerRack: 9, deviceType: NODE_4KW, supplies: PSU_1, feeds: ['A'] });

  it('puts 52.72 A on each line where 48 A are allowed', () => {
    const pdu = element(figures, 'R1-PDU-A');
    // 36 000 / (√3 · 415 · 0.95)
    for (const currentA of pdu.normal?.lineCurrentsA ?? []) expect(currentA).toBeCloseTo(52.72, 2);
    expect(pdu.normal?.neutralCurrentA).toBeCloseTo(0, 9);
    expect(pdu).toMatchObject({ ratedCurrentA: 60, allowedCurrentA: 48, continuousLoadFraction: 0.8, voltageV: 415 });
    expect(pdu.coverage).toEqual({ known: 9, total: 9 });
  });

  it('carries the same current through breaker and panel, 36 kW and 37.9 kVA', () => {
    for (const name of ['R1-BRK-A', 'PANEL-A', 'UPS-A']) {
      const { normal, voltageV } = element(figures, name);
      expect(voltageV).toBe(415);
      expect(normal?.busiestCurrentA).toBeCloseTo(52.72, 2);
      expect(normal?.powerW).toBeCloseTo(36_000, 6);
      // 36 000 / 0.95
      expect(normal?.apparentPowerVa).toBeCloseTo(37_894.7, 1);
    }
  });

  it('sums the three load cases of rack and site', () => {
    const all = { known: 9, total: 9 };
    // 9 · 2700, 9 · 4000, 9 · 4400
    expect(figures.racks[0]?.drawW.typical).toEqual({ knownSum: 24_300, lower: 24_300, upper: 24_300, coverage: all });
    expect(figures.site.maximum.knownSum).toBe(36_000);
    expect(figures.site.nameplate.knownSum).toBe(39_600);
    // 52.72 / 48
    expect(figures.racks[0]?.normalLoadFraction).toBeCloseTo(1.0983, 4);
  });

  it('has no load that a loss makes worse, and everything dark after the loss of its feed', () => {
    expect(element(figures, 'R1-PDU-A').worst).toBeNull();
    expect(figures.losses).toEqual([
      // UPS, panel, breaker, PDU
      { lostFeed: 'A', deadElements: 4, devices: { full: 0, reduced: 0, dark: 9, unknown: 0 } },
    ]);
  });
});

describe('four devices of 10.2 kW with 4 + 2 supplies on two 34.5 kVA feeds', () => {
  const figures = solved({ devicesPerRack: 4, deviceType: DGX_H100, supplies: PSU_6 });
  const pdu = element(figures, 'R1-PDU-A');

  it('put 20.4 kW and 29.9 A on each feed', () => {
    expect(pdu.normal?.powerW).toBeCloseTo(20_400, 6);
    // 20 400 / (√3 · 415 · 0.95)
    expect(pdu.normal?.busiestCurrentA).toBeCloseTo(29.87, 2);
  });

  it('put 39.6 kW and 58.0 A on the feed that is left, not the 59.7 A of their whole draw', () => {
    // 4 · min(10 200, 3 · 3300)
    expect(pdu.worst?.powerW).toBeCloseTo(39_600, 6);
    expect(pdu.worst?.busiestCurrentA).toBeCloseTo(57.99, 2);
    expect(pdu.worstLostFeed).toBe('B');
    // 40 800 / (√3 · 415 · 0.95)
    expect(pdu.worstUnlimitedCurrentA).toBeCloseTo(59.75, 2);
    expect(figures.racks[0]).toMatchObject({ worstLostFeed: 'B' });
    expect(figures.racks[0]?.worstLoadFraction).toBeCloseTo(57.99 / 48, 3);
  });

  it('run at reduced service on three supplies', () => {
    expect(figures.losses.map(({ devices }) => devices)).toEqual([
      { full: 0, reduced: 4, dark: 0, unknown: 0 },
      { full: 0, reduced: 4, dark: 0, unknown: 0 },
    ]);
    expect(figures.afterLoss).toHaveLength(8);
    expect(figures.afterLoss[0]).toEqual({
      device: 'R1-D1',
      rack: 'R1',
      lostFeed: 'A',
      liveSupplies: 3,
      supplies: 6,
      neededForFull: 4,
      state: 'reduced',
      demandW: 10_200,
      servedW: 9900,
    });
  });

  it('keep full service on three feeds with two supplies each: 13.6 kW, then 20.4 kW', () => {
    const three = solved({ devicesPerRack: 4, deviceType: DGX_H100, supplies: PSU_6, feeds: ['A', 'B', 'C'] });
    expect(element(three, 'R1-PDU-A').normal?.powerW).toBeCloseTo(13_600, 6);
    expect(element(three, 'R1-PDU-A').worst?.powerW).toBeCloseTo(20_400, 6);
    expect(three.afterLoss).toEqual([]);
  });

  it('draw the stated reduced draw after the loss', () => {
    const type = { ...DGX_H100, reducedPowerW: 6000 };
    const reduced = solved({ devicesPerRack: 4, deviceType: type, supplies: PSU_6 });
    expect(element(reduced, 'R1-PDU-A').worst?.powerW).toBeCloseTo(24_000, 6);
  });
});

describe('a published case of EcoStruxure IT Advisor', () => {
  it('puts 500 W on each cord of a 3 kW server with six supplies on two feeds, and 500 W more after a loss', () => {
    const type = {
      ...catalogued('server'),
      heightU: 4,
      maximumPowerW: 3000,
      powerFactor: 1,
      powerSupplies: [{ name: 'PSU[1-6]', maximumPowerW: 1000 }],
      suppliesForFullService: 3,
    };
    const pduType = { ...PDU_415_60, outlets: PDU_415_60.outlets.map((outlet) => ({ ...outlet, ratedCurrentA: 16 })) };
    const figures = solved({ devicesPerRack: 1, deviceType: type, supplies: PSU_6, pduType });
    const outlet = figures.outlets.find(({ element: name }) => name === 'R1-PDU-A');
    // 500 W and 1000 W at 415/√3 = 239.6 V
    expect(outlet?.normalCurrentA).toBeCloseTo(500 / (415 / Math.sqrt(3)), 9);
    expect(outlet?.worstCurrentA).toBeCloseTo(1000 / (415 / Math.sqrt(3)), 9);
  });
});

describe('line-to-line outlets of a 208 V, 30 A delta PDU', () => {
  /** datacentermd.com: 9 servers, 6180 VA; evenly on three banks 17.15 A a line, on two banks 25.73 A on the middle one. */
  const delta = (legs: readonly ('L1-L2' | 'L2-L3' | 'L3-L1')[], powerW: number) =>
    solved({
      devicesPerRack: legs.length,
      deviceType: { ...NODE_4KW, maximumPowerW: powerW, powerFactor: 1 },
      supplies: PSU_1,
      feeds: ['A'],
      pduType: {
        ...catalogued('pdu-208-30'),
        inputVoltageLlV: 208,
        ratedCurrentA: 30,
        phases: 3,
        wiring: 'delta',
        banks: [{ name: 'B[1-3]', breakerA: 20 }],
        outlets: legs.map((leg, i) => ({ name: `O${String(i + 1)}`, legs: leg, bank: `B${String(i + 1)}` })),
      },
    });

  it('give 17.15 A on every line when spread evenly', () => {
    const pdu = element(delta(['L1-L2', 'L2-L3', 'L3-L1'], 2060), 'R1-PDU-A');
    for (const currentA of pdu.normal?.lineCurrentsA ?? []) expect(currentA).toBeCloseTo(17.154, 3);
    expect(pdu.normal?.imbalanceFraction).toBeCloseTo(0, 9);
  });

  it('give 25.73 A on L2, above the 24 A allowed, when the same total hangs on two banks', () => {
    const figures = delta(['L1-L2', 'L2-L3'], 3090);
    const pdu = element(figures, 'R1-PDU-A');
    expect(pdu.normal).toMatchObject({ busiestLine: 'L2' });
    expect(pdu.normal?.busiestCurrentA).toBeCloseTo(25.731, 3);
    expect(pdu.allowedCurrentA).toBe(24);
    // A bank carries what hangs on its two conductors: 3090 / 208
    expect(figures.banks[0]?.normalCurrentA).toBeCloseTo(14.856, 3);
    expect(figures.banks[0]).toMatchObject({ part: 'B1', ratedCurrentA: 20, allowedCurrentA: 16, partsAbove: 0 });
  });
});

describe('a single-phase PDU', () => {
  it('carries P/(V·pf) on its one line, and is balanced above a three-phase panel', () => {
    const pduType = { ...catalogued('pdu-230-32'), inputVoltageLlV: 230, ratedCurrentA: 32, phases: 1 as const };
    const figures = solved({
      devicesPerRack: 1,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      feeds: ['A'],
      pduType,
      panel: { voltageLlV: 400 },
    });
    // 4000 / (230 · 0.95) = 18.31 A
    const pdu = element(figures, 'R1-PDU-A').normal;
    expect(pdu?.lineCurrentsA[0]).toBeCloseTo(18.31, 2);
    expect(pdu?.lineCurrentsA.slice(1)).toEqual([null, null]);
    expect(element(figures, 'R1-BRK-A')).toMatchObject({ phases: 1, voltageV: 230 });
    expect(element(figures, 'R1-BRK-A').normal?.busiestCurrentA).toBeCloseTo(18.31, 2);
    // 4000 / (√3 · 400 · 0.95) = 6.08 A
    for (const currentA of element(figures, 'PANEL-A').normal?.lineCurrentsA ?? [])
      expect(currentA).toBeCloseTo(6.08, 2);
    expect(figures.assumptions).toContainEqual(expect.objectContaining({ parameter: 'powerElement.line', count: 1 }));
  });
});

describe('losses', () => {
  it('of a rack PDU add to its input, on the lines that carry load', () => {
    const figures = solved({
      devicesPerRack: 1,
      deviceType: { ...NODE_4KW, powerFactor: 1 },
      supplies: PSU_1,
      feeds: ['A'],
      pduType: { ...PDU_415_60, lossFraction: 0.02 },
    });
    const pdu = element(figures, 'R1-PDU-A').normal;
    expect(pdu?.powerW).toBeCloseTo(4080, 9);
    expect(pdu?.lineCurrentsA[0]).toBeCloseTo(4080 / (415 / Math.sqrt(3)), 9);
    expect(pdu?.lineCurrentsA[1]).toBeCloseTo(0, 9);
  });

  it('of a UPS are what APC White Paper 25 gives: 650 W for 10 kW at 5 kW, balanced at its own power factor', () => {
    const figures = solved({
      devicesPerRack: 1,
      deviceType: { ...NODE_4KW, maximumPowerW: 5000 },
      supplies: PSU_1,
      feeds: ['A'],
      // 0.04 · 10 000 + 0.05 · 5000
      ups: { fixedLossW: 400, proportionalLossFraction: 0.05 },
    });
    expect(element(figures, 'UPS-A').normal?.powerW).toBeCloseTo(5000, 6);
    const utility = element(figures, 'UTIL').normal;
    expect(utility?.powerW).toBeCloseTo(5650, 6);
    expect(utility?.apparentPowerVa).toBeCloseTo(5650 / 0.99, 6);
    expect(utility?.imbalanceFraction).toBeCloseTo(0, 9);
  });
});

describe('what is not known', () => {
  it('is never 0: a device without a draw counts with its bounds', () => {
    const type = { ...without(DGX_H100, 'maximumPowerW'), typicalPowerW: 8000 };
    const figures = solved({ devicesPerRack: 2, deviceType: type, supplies: PSU_6 });
    // between 8000 W and six supplies of 3300 W
    expect(figures.racks[0]?.drawW.maximum).toEqual({
      knownSum: 0,
      lower: 16_000,
      upper: 39_600,
      coverage: { known: 0, total: 2 },
    });
    const pdu = element(figures, 'R1-PDU-A');
    expect(pdu.coverage).toEqual({ known: 0, total: 2 });
    expect(pdu.normal?.powerW).toBeCloseTo(8000, 6);
    // all of the other (39 600 − 16 000) / 2 W on one line: + √3 · 11 800 / 0.95 / 415
    expect((pdu.normal?.upperCurrentA ?? 0) - (pdu.normal?.busiestCurrentA ?? 0)).toBeCloseTo(51.84, 2);
    expect(figures.racks[0]?.normalLoadFraction).toBeNull();
  });

  it('leaves the upper bound open where nothing bounds a draw, up to the utility', () => {
    const unknown = without(NODE_4KW, 'maximumPowerW', 'typicalPowerW', 'nameplatePowerW');
    const figures = solved({ devicesPerRack: 2, deviceType: unknown, supplies: PSU_1, feeds: ['A'] });
    for (const name of ['R1-PDU-A', 'UTIL']) {
      expect(element(figures, name).normal).toMatchObject({ upperCurrentA: null, upperApparentPowerVa: null });
      expect(element(figures, name).coverage).toEqual({ known: 0, total: 2 });
    }
  });

  it('is shared evenly by the rack PDUs where a device has no cords, and listed', () => {
    const figures = solved({
      devicesPerRack: 9,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      change: () => ({ cords: [] }),
    });
    expect(element(figures, 'R1-PDU-A').normal?.powerW).toBeCloseTo(18_000, 6);
    expect(element(figures, 'R1-PDU-A').worst?.powerW).toBeCloseTo(36_000, 6);
    expect(figures.assumptions).toContainEqual(expect.objectContaining({ parameter: 'device.cords', count: 9 }));
    expect(figures.losses[0]?.devices).toEqual({ full: 0, reduced: 0, dark: 0, unknown: 9 });
  });

  it('deals the supplies of devices without cords evenly over the PDUs', () => {
    const figures = solved({ devicesPerRack: 4, deviceType: DGX_H100, supplies: PSU_6, change: () => ({ cords: [] }) });
    expect(element(figures, 'R1-PDU-A').worst?.powerW).toBeCloseTo(39_600, 6);
    expect(figures.losses[0]?.devices.reduced).toBe(4);
  });

  it('is not carried by anything where a rack has neither PDU nor feed', () => {
    const figures = solved({
      devicesPerRack: 1,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      change: ({ racks }) => ({ cords: [], powerElements: [], racks: racks.map((rack) => without(rack, 'feeds')) }),
    });
    expect(figures.unfedRacks).toEqual([{ rack: 'R1', devices: ['R1-D1'] }]);
    expect(figures.site.maximum.knownSum).toBe(4000);
  });

  it('is the current where no voltage is stated; power stays known', () => {
    const figures = solved({
      devicesPerRack: 1,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      feeds: ['A'],
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((one) => without(one, 'pduType', 'voltageLlV')),
      }),
    });
    expect(element(figures, 'PANEL-A').normal).toMatchObject({
      busiestCurrentA: null,
      lineCurrentsA: [null, null, null],
    });
    expect(element(figures, 'PANEL-A').normal?.powerW).toBeCloseTo(4000, 6);
  });

  it('takes the power factor of the policy and counts the devices', () => {
    const figures = solved({
      devicesPerRack: 3,
      deviceType: without(NODE_4KW, 'powerFactor'),
      supplies: PSU_1,
      feeds: ['A'],
    });
    expect(figures.assumptions).toContainEqual(
      expect.objectContaining({ parameter: 'deviceType.powerFactor', value: 0.95, count: 3 }),
    );
  });
});

describe('a cyclic chain', () => {
  const figures = solved({
    devicesPerRack: 1,
    deviceType: NODE_4KW,
    supplies: PSU_1,
    feeds: ['A'],
    change: ({ powerElements }) => ({
      powerElements: powerElements.map((one) =>
        one.name === 'UPS-A' ? { ...one, parents: ['PANEL-A', 'UTIL'] } : one,
      ),
    }),
  });

  it('is found, and named', () => {
    expect(figures.cycles).toEqual([{ path: ['PANEL-A', 'UPS-A'], elements: ['PANEL-A', 'UPS-A'] }]);
  });

  it('leaves unknown what lies in it, and open what lies above; what is below stays known', () => {
    expect(element(figures, 'PANEL-A').normal).toBeNull();
    expect(element(figures, 'UPS-A').normal).toBeNull();
    expect(element(figures, 'R1-BRK-A').normal?.powerW).toBeCloseTo(4000, 6);
    expect(element(figures, 'UTIL').coverage).toEqual({ known: 0, total: 1 });
  });
});

describe('what feeds an element', () => {
  /** PANEL-A becomes a static switch without a feed of its own, and so do breaker and PDU below it. */
  const switched = (parents: string[]) =>
    solved({
      devicesPerRack: 1,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      change: ({ powerElements, racks }) => ({
        powerElements: powerElements.map((one) => {
          if (one.name === 'PANEL-A') return { ...without(one, 'feed'), kind: 'static-switch', parents };
          return one.name.startsWith('R1-') && one.feed === 'A' ? without(one, 'feed') : one;
        }),
        racks: racks.map((rack) => without(rack, 'feeds')),
      }),
    });

  it('is the first of its parents that lives: a static switch transfers to the other UPS', () => {
    const figures = switched(['UPS-A', 'UPS-B']);
    expect(element(figures, 'UPS-A').normal?.powerW).toBeCloseTo(4000, 6);
    expect(element(figures, 'UPS-B').normal?.powerW).toBeCloseTo(0, 6);
    expect(element(figures, 'UPS-B').worst?.powerW).toBeCloseTo(4000, 6);
    expect(figures.losses.map(({ devices }) => devices.dark)).toEqual([0, 0]);
  });

  it('takes it down with it when nothing else does', () => {
    const figures = switched(['UPS-A']);
    expect(figures.losses.find(({ lostFeed }) => lostFeed === 'A')?.devices.dark).toBe(1);
  });
});

describe('devices with fewer cords than their service needs', () => {
  const figures = solved({ devicesPerRack: 1, deviceType: DGX_H100, supplies: ['PSU1', 'PSU2'] });

  it('still count with their whole draw', () => {
    expect(element(figures, 'R1-PDU-A').normal?.powerW).toBeCloseTo(5100, 6);
  });

  it('are listed as not served with every feed live', () => {
    expect(figures.afterLoss[0]).toMatchObject({ lostFeed: null, liveSupplies: 2, state: 'dark', servedW: 0 });
  });
});

describe('plant', () => {
  it('loads what powers it, and its other source when that is lost', () => {
    const { index, policy } = powerHall({
      devicesPerRack: 1,
      deviceType: NODE_4KW,
      supplies: PSU_1,
      change: () => ({
        coolingUnitTypes: [{ ...catalogued('crah'), kind: 'crah', sensibleCapacityW: 50_000, powerW: 3000 }],
        coolingUnits: [{ name: 'CRAH1', type: 'crah', room: 'R1', poweredBy: ['PANEL-B', 'PANEL-A'] }],
      }),
    });
    const figures = conservedPower(index, policy);
    expect(element(figures, 'PANEL-B').normal?.powerW).toBeCloseTo(3000, 6);
    expect(element(figures, 'PANEL-B').coverage).toEqual({ known: 1, total: 1 });
    // the node stays on its one feed, the plant comes over: 4000 + 3000
    expect(element(figures, 'PANEL-A').worst?.powerW).toBeCloseTo(7000, 6);
    expect(element(figures, 'PANEL-A').worstLostFeed).toBe('B');
    expect(figures.site.maximum.knownSum).toBe(4000);
  });
});
