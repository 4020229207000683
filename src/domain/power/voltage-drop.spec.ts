import { describe, expect, it } from '@jest/globals';
import {
  judgePower,
  NODE_4KW,
  PDU_415_60,
  powerHall,
  type PowerHallOptions,
} from '../../../test/factories/halls/power-hall.js';
import { conservedModel, conservedPower } from '../../../test/power/conserved-solve.js';
import { unknownVoltageDrop, voltageDrop } from '../assessment/rules/power-voltage-drop.js';
import { powerFlow } from './element-flow.js';

const PER_KM = 1.24;

interface Runs {
  readonly whipM?: number;
  readonly feederM?: number;
  readonly more?: Partial<PowerHallOptions>;
}

/** Nine nodes of 4 kW on 415 V; conductors of 1.24 Ω/km where a length is given. */
function hall({ whipM, feederM, more = {} }: Runs): PowerHallOptions {
  const run = (lengthM: number | undefined) =>
    lengthM === undefined ? {} : { conductorLengthM: lengthM, conductorResistanceOhmPerKm: PER_KM };
  return {
    devicesPerRack: 9,
    deviceType: NODE_4KW,
    supplies: ['PSU1'],
    feeds: ['A'],
    panel: run(feederM),
    change: ({ powerElements }) => ({
      powerElements: powerElements.map((element) =>
        element.kind === 'rack-pdu' ? { ...element, ...run(whipM) } : element,
      ),
    }),
    ...more,
  };
}

function dropsOf(options: PowerHallOptions) {
  const { index, policy } = powerHall(options);
  return conservedPower(index, policy).voltageDrop;
}

describe('the voltage drop of 36 kW at 415 V', () => {
  it('is 6.45 V, 1.56 %, on a whip of 60 m, and nothing is found', () => {
    const options = hall({ whipM: 60, feederM: 1 });
    const [end] = dropsOf(options).ends;
    // √3 · 52.72 A · 0.060 km · 1.24 Ω/km · 0.95
    expect(end?.ownV).toBeCloseTo(6.454, 3);
    expect(end?.branchFraction).toBeCloseTo(6.454 / 415, 5);
    // and 1/60 of it on the feeder
    expect(end?.pathFraction).toBeCloseTo((6.454 * (1 + 1 / 60)) / 415, 5);
    expect(end).toMatchObject({ lostFeed: null, coverage: { known: 2, total: 2 }, branchCoverage: { known: 1 } });
    expect(judgePower(voltageDrop, options)).toEqual([]);
    expect(judgePower(unknownVoltageDrop, options)).toEqual([]);
  });

  it('is 3.89 % on a whip of 150 m, above the 3 % of the NEC for a branch and within the 5 % of the IEC', () => {
    const [finding] = judgePower(voltageDrop, hall({ whipM: 150, feederM: 1 }));
    expect(finding).toMatchObject({ severity: 'warning', limit: 0.03, unit: '1', subject: { name: 'R1-PDU-A' } });
    expect(finding?.measured).toBeCloseTo((2.5 * 6.454) / 415, 5);
    const more = { site: { name: 'hall', electricalPractice: 'iec' as const } };
    expect(judgePower(voltageDrop, hall({ whipM: 150, feederM: 1, more }))).toEqual([]);
  });

  it('is above 5 % in all where feeder and whip are each within their own', () => {
    // 100 m each: 2 · 10.757 V = 5.18 %
    const [finding] = judgePower(voltageDrop, hall({ whipM: 100, feederM: 100 }));
    expect(finding).toMatchObject({ limit: 0.05, inputs: { part: 'in all' } });
    expect(finding?.measured).toBeCloseTo((2 * 10.757) / 415, 4);
  });

  it('doubles when the other feed is lost', () => {
    const more = {
      feeds: ['A', 'B'],
      supplies: ['PSU1', 'PSU2'],
      deviceType: {
        ...NODE_4KW,
        suppliesForFullService: 1,
        powerSupplies: [{ name: 'PSU[1-2]', maximumPowerW: 4000 }],
      },
    };
    const { ends } = dropsOf(hall({ whipM: 60, feederM: 1, more }));
    expect(ends.map(({ element, lostFeed }) => [element, lostFeed])).toEqual([
      ['R1-PDU-A', 'B'],
      ['R1-PDU-B', 'A'],
    ]);
    expect(ends[0]?.branchFraction).toBeCloseTo(6.454 / 415, 5);
  });

  it('is unknown where a run is not stated, and where nothing is', () => {
    const [partly] = judgePower(unknownVoltageDrop, hall({ whipM: 60 }));
    expect(partly).toMatchObject({
      severity: 'unknown',
      measured: 1,
      inputs: { ends: 1, unstated: 1, elements: ['PANEL-A'], partlyKnown: ['R1-PDU-A'] },
    });
    const [nothing] = judgePower(unknownVoltageDrop, hall({}));
    expect(nothing?.inputs['elements']).toEqual(['PANEL-A', 'R1-PDU-A']);
  });

  it('asks only for runs on the way of what hangs at an end, up to the UPS, by every source it can have', () => {
    const openWith = (panelParents: readonly string[]) => {
      const parentsOf = new Map([
        ['UPS-A', ['SWB']],
        ['PANEL-A', panelParents],
      ]);
      const more: Partial<PowerHallOptions> = {
        change: ({ powerElements }) => ({
          powerElements: [
            { name: 'SWB', kind: 'switchboard', parents: ['UTIL'] },
            { name: 'SPARE', kind: 'panel', parents: ['SWB'] },
            { name: 'BYPASS', kind: 'panel', parents: ['SWB'] },
            ...powerElements.map((element) => {
              const parents = parentsOf.get(element.name);
              return parents === undefined ? element : { ...element, parents: [...parents] };
            }),
          ],
        }),
      };
      return dropsOf(hall({ more })).unstated.names;
    };
    // Nothing hangs on SPARE, and SWB is behind the UPS.
    expect(openWith(['UPS-A'])).toEqual(['PANEL-A', 'R1-PDU-A']);
    // Both carry when the UPS is lost.
    expect(openWith(['UPS-A', 'BYPASS'])).toEqual(['BYPASS', 'PANEL-A', 'R1-PDU-A', 'SWB']);
  });

  it('is a finding where the known part is too much, whatever the rest is', () => {
    expect(judgePower(voltageDrop, hall({ whipM: 150 }))).toHaveLength(1);
    expect(judgePower(unknownVoltageDrop, hall({ whipM: 150 }))).toEqual([]);
  });

  it('is unknown where a draw behind it is', () => {
    const { maximumPowerW: _draw, nameplatePowerW: _nameplate, ...open } = NODE_4KW;
    const more = { deviceType: open };
    expect(judgePower(unknownVoltageDrop, hall({ whipM: 60, feederM: 1, more }))).toHaveLength(1);
  });
});

describe('the voltage drop of uneven loads at 415 V', () => {
  const NODE = { ...NODE_4KW, powerFactor: 1 };
  const between = (legs: readonly NonNullable<(typeof PDU_415_60.outlets)[number]['legs'] | 'L1-L2'>[]) => ({
    deviceType: NODE,
    devicesPerRack: legs.length,
    pduType: {
      ...PDU_415_60,
      outlets: legs.map((own, i) => ({ name: `O${String(i + 1)}`, connector: 'C19', legs: own })),
    },
  });

  it('is 1.73 % on 100 m for one node between L1 and N, the neutral included', () => {
    const [end] = dropsOf(hall({ whipM: 100, feederM: 1, more: between(['L1-N']) })).ends;
    // 4000 / 239.6 = 16.694 A; 2 · 16.694 · 0.124 / 239.6 = 0.01728, not √3 · 16.694 · 0.124 / 415 = 0.00864
    expect(end?.branchFraction).toBeCloseTo(0.01728, 5);
    expect(end?.ownV).toBeCloseTo(0.01728 * 415, 2);
  });

  it('is 0.58 % on 100 m for one node between two lines', () => {
    const [end] = dropsOf(hall({ whipM: 100, feederM: 1, more: between(['L1-L2']) })).ends;
    // 2 · 9.639 · 0.124 / 415
    expect(end?.branchFraction).toBeCloseTo(0.00576, 5);
  });

  it('is a finding on 200 m for that one node: 3.46 % of the branch, of which an even load would lose half', () => {
    const [finding] = judgePower(voltageDrop, hall({ whipM: 200, feederM: 1, more: between(['L1-N']) }));
    expect(finding).toMatchObject({ limit: 0.03, inputs: { part: 'in the branch' } });
    expect(finding?.measured).toBeCloseTo(0.03456, 4);
  });

  it('is 3.44 % on 200 m of two conductors for 4 kW at 240 V', () => {
    const more = {
      ...between(['L1-N']),
      breaker: { phases: 1 as const, legs: 'L1-N' as const },
      pduType: { ...PDU_415_60, inputVoltageLlV: 240, phases: 1 as const, wiring: 'single-phase' as const },
    };
    const [end] = dropsOf(hall({ whipM: 200, feederM: 1, more })).ends;
    // 4000 / 240 = 16.667 A; 2 · 16.667 · 0.248 / 240 = 0.03444
    expect(end?.branchFraction).toBeCloseTo(0.03444, 5);
  });

  it('is at a bank of a rack PDU what it is at the rack PDU, in the branch too', () => {
    const uneven = between(['L1-N']);
    const pduType = {
      ...uneven.pduType,
      banks: [{ name: 'B1', breakerA: 20 }],
      outlets: uneven.pduType.outlets.map((outlet) => ({ ...outlet, bank: 'B1' })),
    };
    const { index, policy } = powerHall(hall({ whipM: 100, feederM: 1, more: { ...uneven, pduType } }));
    const { elements } = powerFlow(conservedModel(index, policy));
    const [pdu, bank] = ['R1-PDU-A', 'R1-PDU-A bank B1'].map(
      (name) => elements.find(({ element }) => element === name)?.voltageDrop,
    );
    expect(bank).toEqual({ ...pdu, ownV: null });
    expect(bank?.branchFraction).toBeCloseTo(0.01728, 5);
    expect(bank?.branchCoverage).toEqual({ known: 1, total: 1 });
  });

  it('takes the neutral as the lines, and says so', () => {
    const { index, policy } = powerHall(hall({ whipM: 100, feederM: 1 }));
    expect(conservedPower(index, policy).assumptions).toContainEqual(
      expect.objectContaining({ value: 'the neutral as the lines', count: 2 }),
    );
  });
});
