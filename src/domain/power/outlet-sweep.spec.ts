import { describe, expect, it } from '@jest/globals';
import { NODE_4KW, PDU_415_60, powerHall, type PowerHallOptions } from '../../../test/factories/halls/power-hall.js';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { failureFindings } from '../assessment/failure-findings.js';
import { sweepScenarios } from './failure-scenarios.js';
import { powerFailures } from './power-failures.js';

/** One node of 4 kW at power factor 0.95 on outlets of `ratedA`, one on each feed. */
function failuresOf(ratedA: number | undefined, more: Partial<PowerHallOptions> = {}) {
  const rating = ratedA === undefined ? {} : { ratedCurrentA: ratedA };
  const { index, policy } = powerHall({
    devicesPerRack: 1,
    deviceType: {
      ...NODE_4KW,
      powerSupplies: [{ name: 'PSU[1-2]', maximumPowerW: 4000 }],
      suppliesForFullService: 1,
    },
    supplies: ['PSU1', 'PSU2'],
    pduType: { ...PDU_415_60, outlets: PDU_415_60.outlets.map((outlet) => ({ ...outlet, ...rating })) },
    ...more,
  });
  const model = conservedModel(index, policy);
  const failures = powerFailures(model, sweepScenarios(model, 'elements'));
  return { failures, findings: failureFindings(failures, index.snapshot.site) };
}

const WHOLE_A = 4000 / 0.95 / (415 / Math.sqrt(3));

describe('an outlet through the sweep', () => {
  it('carries 8.79 A, and 17.57 A when the other feed is lost: above its 16 A, to which no fraction applies', () => {
    const { failures, findings } = failuresOf(16);
    expect(failures.outlets).toMatchObject([
      { element: 'R1-PDU-A outlet O1', kind: 'outlet', limit: 16, rated: 16, unit: 'A' },
      { element: 'R1-PDU-B outlet O1' },
    ]);
    expect(failures.outlets[0]?.normal).toBeCloseTo(WHOLE_A / 2, 9);
    expect(failures.outlets[0]?.measured).toBeCloseTo(WHOLE_A, 9);
    expect(failures.outlets[0]?.scenario).toMatch(/-B$/);
    expect(failures.outletCoverage).toEqual({ known: 2, total: 2 });
    const lost = failures.outcomes.find(({ scenario }) => scenario.name === 'R1-BRK-B');
    expect(lost?.overloads.map(({ element }) => element)).toEqual(['R1-PDU-A outlet O1']);
    const subjects = findings
      .filter(({ code }) => code === 'power.failure-overload')
      .map(({ subject }) => subject.name);
    expect(subjects).toEqual(['R1-PDU-A outlet O1', 'R1-PDU-B outlet O1']);
  });

  it('is within 20 A, and then every loss is survived', () => {
    const { failures, findings } = failuresOf(20);
    expect(failures.outlets[0]?.ratio).toBeCloseTo(WHOLE_A / 20, 9);
    expect(failures.outcomes.flatMap(({ overloads }) => overloads)).toEqual([]);
    expect(findings.filter(({ code }) => code === 'power.failure-overload')).toEqual([]);
  });

  it('without a rating is not known, and is counted so', () => {
    const { failures } = failuresOf(undefined);
    expect(failures.outlets).toEqual([]);
    expect(failures.outletCoverage).toEqual({ known: 0, total: 2 });
  });

  it('on a bank is found by its rack PDU, and at the same current', () => {
    const pduType = {
      ...PDU_415_60,
      banks: [{ name: 'B1', breakerA: 63 }],
      outlets: PDU_415_60.outlets.map((outlet) => ({ ...outlet, ratedCurrentA: 16, bank: 'B1' })),
    };
    const { failures } = failuresOf(16, { pduType });
    expect(failures.outlets.map(({ element }) => element)).toEqual(['R1-PDU-A outlet O1', 'R1-PDU-B outlet O1']);
    expect(failures.outlets[0]?.measured).toBeCloseTo(WHOLE_A, 9);
  });

  it('stays open where an unknown draw may put it above its rating', () => {
    // At most the nameplate of 4 kW: 8.8 A on each outlet, and up to 17.6 A on the one that is left.
    const { maximumPowerW: _maximum, nameplatePowerW: _nameplate, ...unknown } = NODE_4KW;
    const powerSupplies = [{ name: 'PSU[1-2]', maximumPowerW: 4000 }];
    const deviceType = { ...unknown, nameplatePowerW: 4000, powerSupplies, suppliesForFullService: 1 };
    const openAfter = (ratedA: number) =>
      failuresOf(ratedA, { deviceType }).failures.outcomes.find(({ scenario }) => scenario.name === 'R1-PDU-B');
    expect(openAfter(16)).toMatchObject({ overloadCount: 0 });
    expect(openAfter(16)?.openElements).toBe((openAfter(20)?.openElements ?? 0) + 1);
  });
});
