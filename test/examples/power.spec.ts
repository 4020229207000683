import { describe, expect, it } from '@jest/globals';
import { conservedModel } from '../power/conserved-solve.js';
import { powerFlow } from '../../src/domain/power/element-flow.js';
import { chosenScenarios, sweepScenarios } from '../../src/domain/power/failure-scenarios.js';
import { headroom } from '../../src/domain/power/headroom.js';
import { lossSolver } from '../../src/domain/power/loss-solver.js';
import { powerFailures } from '../../src/domain/power/power-failures.js';
import { expectConserved } from '../power/conservation.js';
import { assessedHall, HALLS, type Hall } from '../reports/assessed-halls.js';

function modelOf(hall: Hall) {
  const { index, assessment } = assessedHall(hall);
  return conservedModel(index, assessment.policy);
}

const models = { 'lpu-hall': modelOf('lpu-hall'), 'gpu-hall': modelOf('gpu-hall') };

/** What one failure does. */
function lose(hall: Hall, ...names: readonly string[]) {
  const failures = powerFailures(models[hall], chosenScenarios(names, { pairs: false }));
  const worst = (element: string) => failures.worst.find((item) => item.element === element);
  return { outcome: failures.outcomes[0], worst };
}

describe.each(HALLS)('the power chain of the %s', (hall) => {
  it('keeps the current of every conductor and the power of every element, whatever fails', () => {
    const model = models[hall];
    expectConserved(model, model.flow, model.normal.tapPower);
    const solver = lossSolver(model);
    for (let at = 0; at < model.network.nodes.length; at++) {
      const lost = solver.lose([at]);
      expectConserved(model, lost.flow, lost.tapPower);
    }
  });

  it('gives what its loads take and its elements lose', () => {
    const { sourcesW, loadsW, lossesW } = powerFlow(models[hall]).balance;
    expect(sourcesW).toBeCloseTo(loadsW + lossesW, 4);
    expect(sourcesW).toBeGreaterThan(400_000);
  });

  it('opens nothing after any single failure', () => {
    const { outcomes } = powerFailures(models[hall], sweepScenarios(models[hall], 'elements'));
    expect(outcomes.flatMap(({ trips }) => trips)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(10);
  });
});

describe('headroom for racks of 36 kW', () => {
  const of = (hall: Hall) => headroom(models[hall], { loadW: 36_000, count: 3, powerFactor: 0.95 });

  it('is none in the LPU hall: (480 − 428.3) A · √3 · 415 V · 0.95 = 35.3 kW on a panel whose pair is lost', () => {
    const { placed, stopped, stranded } = of('lpu-hall');
    expect(placed).toEqual([]);
    expect((stopped[0]?.left.powerW ?? NaN) / 1000).toBeCloseTo(35.3, 1);
    expect(stopped[0]?.left).toMatchObject({ limit: 480, unit: 'A' });
    const ups = stranded.find(({ element }) => element === 'UPS-A');
    expect(Math.round((ups?.strandedW ?? NaN) / 1000)).toBe(59);
  });

  it('is for two in the GPU hall; the third finds 86.9 − 72 = 14.9 kW', () => {
    const { placed, stopped } = of('gpu-hall');
    expect(placed).toHaveLength(2);
    expect((placed[0]?.left.powerW ?? NaN) / 1000).toBeCloseTo(86.9, 1);
    expect((stopped[0]?.left.powerW ?? NaN) / 1000).toBeCloseTo(14.9, 1);
    expect(stopped[0]?.left.element).toBe('RPP-B');
  });
});

describe('failures of the LPU hall', () => {
  it('put 1071 kW on a generator of 1408.7 kW when the mains fail, and stop the plant for 12.5 s', () => {
    const { outcome, worst } = lose('lpu-hall', 'UTIL');
    // 1500 kW · (1 − 0.01 · 6.09)
    expect(worst('GEN-1')?.limit).toBeCloseTo(1_408_650, 3);
    // 2 · (291.4 · 1.05 + 30 + 30) + 340 kW
    expect(worst('GEN-1')?.measured).toBeCloseTo(1_070_951, 0);
    expect(outcome?.interruptions).toMatchObject([
      { fromS: 0, toS: 12.5, devices: { count: 0 }, plant: { count: 11 } },
    ]);
    expect(outcome?.dark.count).toBe(0);
  });

  it('leave a UPS at 82 % when the other is lost, and everything dark when both are', () => {
    expect(lose('lpu-hall', 'UPS-B').worst('UPS-A')?.ratio).toBeCloseTo(613 / 750, 2);
    const both = lose('lpu-hall', 'UPS-A', 'UPS-B').outcome;
    expect(both?.devices).toMatchObject({ full: 0, reduced: 0 });
  });
});

describe('failures of the GPU hall', () => {
  it('leave everything dark when the switchboard is lost, after 300 s of battery', () => {
    const { outcome } = lose('gpu-hall', 'MSB');
    expect(outcome?.devices).toMatchObject({ full: 0, reduced: 0 });
    expect(outcome?.darkLater).toMatchObject([{ fromS: 300, devices: { count: 53 } }]);
  });

  it('reduce 32 systems when UPS B is lost, and put 365 kVA of 500 on UPS A', () => {
    const { outcome, worst } = lose('gpu-hall', 'UPS-B');
    expect(outcome?.reduced.count).toBe(32);
    expect((worst('UPS-A')?.measured ?? NaN) / 1000).toBeCloseTo(365, 0);
  });

  it.each(['BRK-STO1-A', 'PDU-STO1-A', 'RPP-A', 'UPS-A'])('leave one enclosure dark after the loss of %s', (name) => {
    expect(lose('gpu-hall', name).outcome?.dark.names).toEqual(['JBOD-11']);
  });

  it('stop five CRAHs for 12.1 s when the mains fail', () => {
    expect(lose('gpu-hall', 'UTIL').outcome?.interruptions).toMatchObject([{ toS: 12.1, plant: { count: 5 } }]);
  });
});
