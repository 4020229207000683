import { describe, expect, it } from '@jest/globals';
import { conservedPower } from '../../../../test/power/conserved-solve.js';
import { catalogued } from '../../../../test/factories/halls/hall.js';
import { contextOf, findingsIn } from '../../../../test/factories/halls/judge.js';
import { judgePower, NODE_4KW, PDU_415_60, powerHall, without } from '../../../../test/factories/halls/power-hall.js';
import { chainCycle, chainGap, unfedRack } from './power-chain.js';
import { imbalance } from './power-imbalance.js';
import { rackDraw } from './power-rack-draw.js';
import { unknownDraw, unknownRating } from './power-unknowns.js';
import { outletLegs, phaseMismatch, voltageMismatch } from './power-voltage.js';

const ONE_FEED = { devicesPerRack: 3, deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] };

describe('power.rack-draw', () => {
  const limited = (powerLimitW: number, type: typeof NODE_4KW | object = NODE_4KW) =>
    judgePower(rackDraw, { ...ONE_FEED, deviceType: type as typeof NODE_4KW, rack: { powerLimitW } });

  it('judges the maximum: 12 kW on 11.9 kW', () => {
    expect(limited(11_900)).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'rack', name: 'R1' },
        measured: 12_000,
        limit: 11_900,
        unit: 'W',
        inputs: { loadCase: 'maximum', typicalW: 8100, maximumW: 12_000, nameplateW: 13_200 },
      },
    ]);
  });

  it('finds nothing at the limit, and only information where the label alone is above it', () => {
    expect(limited(13_200)).toEqual([]);
    expect(limited(12_000)).toMatchObject([{ severity: 'info', measured: 13_200, inputs: { loadCase: 'nameplate' } }]);
  });

  it('gives bounds where a maximum is not stated: between 8.1 and 13.2 kW', () => {
    const unknown = without(NODE_4KW, 'maximumPowerW');
    expect(limited(12_000, unknown)).toMatchObject([
      {
        severity: 'unknown',
        measured: 8100,
        coverage: { known: 0, total: 3 },
        inputs: { maximumW: null, lowerW: 8100, upperW: 13_200 },
      },
    ]);
    expect(limited(8000, unknown)).toMatchObject([{ severity: 'error', measured: 8100 }]);
    expect(limited(13_200, unknown)).toEqual([]);
  });

  it('finds nothing where the rack has no limit', () => {
    expect(judgePower(rackDraw, ONE_FEED)).toEqual([]);
  });
});

describe('power.imbalance', () => {
  it('finds what hangs on one line: up to 200 % from the mean', () => {
    const findings = judgePower(imbalance, { ...ONE_FEED, devicesPerRack: 1, panel: { ratedCurrentA: 60 } });
    // The UPS states no current, so a tenth of it is not known either.
    expect(findings.map(({ subject }) => subject.name)).toEqual(['PANEL-A', 'R1-PDU-A', 'UPS-A']);
    expect(findings[0]).toMatchObject({ severity: 'warning', limit: 0.2, unit: '1', inputs: { line: 'L1' } });
    // one line I, mean I/3: (I − I/3) / (I/3) = 2
    expect(findings[0]?.measured).toBeCloseTo(2, 9);
  });

  it('finds nothing on even lines, nor below a tenth of what a line may carry', () => {
    expect(judgePower(imbalance, ONE_FEED)).toEqual([]);
    const found = judgePower(imbalance, { ...ONE_FEED, devicesPerRack: 1, panel: { ratedCurrentA: 400 } });
    expect(found.map(({ subject }) => subject.name)).not.toContain('PANEL-A');
  });

  it('does not take a load whose current is not known for a slight one', () => {
    const { index, policy } = powerHall({ ...ONE_FEED, devicesPerRack: 1, panel: { ratedCurrentA: 400 } });
    const { cooling, air, floor, space, cabling, sequence, orders, capacity } = contextOf(index).figures;
    const solved = conservedPower(index, policy);
    const elements = solved.elements.map((element) =>
      element.normal === null ? element : { ...element, normal: { ...element.normal, busiestCurrentA: null } },
    );
    const power = { ...solved, elements };
    const found = findingsIn(imbalance, {
      index,
      policy,
      figures: { cooling, air, floor, space, cabling, sequence, orders, capacity, power },
    });
    expect(found.map(({ subject }) => subject.name)).toContain('PANEL-A');
  });
});

describe('power.unknown-draw', () => {
  it('is one finding for a device type, with the bounds of its devices together', () => {
    const type = {
      ...without(NODE_4KW, 'maximumPowerW', 'nameplatePowerW'),
      powerSupplies: [{ name: 'PSU1', maximumPowerW: 5000 }],
    };
    expect(judgePower(unknownDraw, { ...ONE_FEED, deviceType: type })).toMatchObject([
      {
        severity: 'unknown',
        subject: { kind: 'deviceType', name: 'node' },
        measured: 3,
        // 3 · 2700 and 3 · 5000
        inputs: { loadCase: 'maximum', lowerW: 8100, upperW: 15_000, devices: ['R1-D1', 'R1-D2', 'R1-D3'] },
      },
    ]);
  });

  it('is information where only the typical draw is missing', () => {
    const type = without(NODE_4KW, 'typicalPowerW');
    const findings = judgePower(unknownDraw, { ...ONE_FEED, deviceType: type });
    expect(findings).toMatchObject([{ severity: 'info', inputs: { loadCase: 'typical', lowerW: 0, upperW: 12_000 } }]);
    expect(judgePower(unknownDraw, ONE_FEED)).toEqual([]);
  });
});

describe('power.unknown-rating', () => {
  it('names what has no rating at all', () => {
    const findings = judgePower(unknownRating, {
      ...ONE_FEED,
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((one) => (one.name === 'PANEL-A' ? without(one, 'ratedCurrentA') : one)),
      }),
    });
    expect(findings).toMatchObject([{ severity: 'unknown', subject: { name: 'PANEL-A' }, inputs: { kind: 'panel' } }]);
    expect(findings[0]?.inputs['powerW']).toBeCloseTo(12_000, 6);
  });
});

describe('the shape of the chain', () => {
  it('goes in a circle: power.chain-cycle names it', () => {
    const findings = judgePower(chainCycle, {
      ...ONE_FEED,
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((one) => (one.name === 'UPS-A' ? { ...one, parents: ['PANEL-A'] } : one)),
      }),
    });
    expect(findings).toMatchObject([
      { severity: 'error', subject: { name: 'PANEL-A' }, measured: 2, inputs: { path: 'PANEL-A → UPS-A → PANEL-A' } },
    ]);
    expect(judgePower(chainCycle, ONE_FEED)).toEqual([]);
  });

  it('ends below a source: power.chain-gap', () => {
    const findings = judgePower(chainGap, {
      ...ONE_FEED,
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((one) => (one.name === 'UPS-A' ? without(one, 'parents') : one)),
      }),
    });
    expect(findings).toMatchObject([{ severity: 'unknown', subject: { name: 'UPS-A' }, inputs: { kind: 'ups' } }]);
    expect(judgePower(chainGap, ONE_FEED)).toEqual([]);
  });

  it('names a parent that is not there on the day', () => {
    const findings = judgePower(chainGap, {
      ...ONE_FEED,
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((one) =>
          one.name === 'UPS-A' ? { ...one, availableFrom: '2030-01-01' } : one,
        ),
      }),
    });
    expect(findings).toMatchObject([{ subject: { name: 'PANEL-A' }, inputs: { absentParents: ['UPS-A'] } }]);
  });

  it('does not reach a rack: power.unfed-rack', () => {
    const findings = judgePower(unfedRack, {
      ...ONE_FEED,
      change: ({ racks }) => ({ cords: [], powerElements: [], racks: racks.map((rack) => without(rack, 'feeds')) }),
    });
    expect(findings).toMatchObject([{ severity: 'unknown', subject: { kind: 'rack', name: 'R1' }, measured: 3 }]);
    expect(judgePower(unfedRack, ONE_FEED)).toEqual([]);
  });
});

describe('power.voltage-mismatch', () => {
  const onPanel = (voltageLlV: number, pdu: object = {}, ups: object = {}) =>
    judgePower(voltageMismatch, {
      ...ONE_FEED,
      panel: { voltageLlV },
      ups: { voltageLlV, ...ups },
      pduType: { ...PDU_415_60, ...pdu },
    });

  it('finds a 415 V PDU below a 480 V panel', () => {
    expect(onPanel(480)).toMatchObject([
      {
        severity: 'error',
        subject: { name: 'R1-PDU-A' },
        measured: 415,
        limit: 480,
        unit: 'V',
        inputs: { parent: 'R1-BRK-A' },
      },
    ]);
  });

  it('takes 400 and 415 V for one system, 380 and 415 V not', () => {
    expect(onPanel(400)).toEqual([]);
    expect(onPanel(380)).toHaveLength(1);
  });

  it('allows a single-phase PDU between line and neutral (400/√3 = 231 V) or between two lines', () => {
    const single = { phases: 1 as const, wiring: 'single-phase' as const };
    expect(onPanel(400, { ...single, inputVoltageLlV: 230 })).toEqual([]);
    expect(onPanel(208, { ...single, inputVoltageLlV: 208 })).toEqual([]);
    expect(onPanel(208, { ...single, inputVoltageLlV: 230 })).toHaveLength(1);
  });

  it('lets a UPS convert', () => {
    expect(onPanel(415, {}, { voltageLlV: 415 })).toEqual([]);
    // utility of 415 V, UPS of 480 V out, panel of 415 V: the panel is wrong, the UPS is not
    const [finding, ...others] = onPanel(415, {}, { voltageLlV: 480 });
    expect(others).toEqual([]);
    expect(finding?.subject.name).toBe('PANEL-A');
  });
});

describe('power.phase-mismatch and power.outlet-legs', () => {
  it('find three phases on one', () => {
    const findings = judgePower(phaseMismatch, { ...ONE_FEED, breaker: { phases: 1 } });
    expect(findings).toMatchObject([{ subject: { name: 'R1-PDU-A' }, inputs: { parent: 'R1-BRK-A' } }]);
    expect(judgePower(phaseMismatch, ONE_FEED)).toEqual([]);
  });

  it('find a neutral on a delta unit, and three lines on a single-phase one', () => {
    const delta = { ...PDU_415_60, wiring: 'delta' as const };
    expect(judgePower(outletLegs, { ...ONE_FEED, pduType: delta })).toMatchObject([
      { subject: { kind: 'pduType', name: 'pdu-415-60' }, measured: 36, inputs: { wiring: 'delta' } },
    ]);
    const single = {
      ...catalogued('pdu-230'),
      inputVoltageLlV: 230,
      ratedCurrentA: 32,
      phases: 1 as const,
      outlets: [
        { name: 'O1', legs: 'L1-L2-L3' as const },
        { name: 'O2', legs: 'L1-N' as const },
      ],
    };
    expect(judgePower(outletLegs, { ...ONE_FEED, pduType: single })).toMatchObject([
      { measured: 1, inputs: { wiring: 'single-phase', legs: ['L1-L2-L3'], outlets: ['O1'] } },
    ]);
    expect(judgePower(outletLegs, ONE_FEED)).toEqual([]);
  });
});
