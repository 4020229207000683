import { describe, expect, it } from '@jest/globals';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { chainModel, type ChainLoad } from '../../../test/factories/halls/chain-hall.js';
import { powerHall } from '../../../test/factories/halls/power-hall.js';
import { catalogued } from '../../../test/factories/halls/hall.js';
import { expectConserved } from '../../../test/power/conservation.js';
import type { RowOf } from '../site/document.js';
import type { FailureOutcome, PowerFailures } from './failure-figures.js';
import { chosenScenarios, sweepScenarios } from './failure-scenarios.js';
import { isolationOf } from './isolation.js';
import { lossSolver } from './loss-solver.js';
import { powerFailures } from './power-failures.js';
import type { PowerModel } from './power-model.js';
import { takenOut } from './taken-out.js';
import { upsUsableFraction } from './ups.js';

type Element = RowOf<'powerElements'>;

const UTIL: Element = { name: 'UTIL', kind: 'utility', voltageLlV: 415 };

function ups(name: string, more: Partial<Element> = {}): Element {
  return {
    name,
    kind: 'ups',
    parents: ['UTIL'],
    ratedPowerW: 10_000,
    ratedApparentPowerVa: 10_000,
    ratingIsContinuous: true,
    autonomyS: 300,
    redundancyGroup: 'UPS',
    ...more,
  };
}

function pdu(name: string, parent: string): Element {
  return { name, kind: 'rack-pdu', parents: [parent] };
}

function all(model: PowerModel): PowerFailures {
  expectConserved(model, model.flow, model.normal.tapPower);
  return powerFailures(model, sweepScenarios(model, 'all'));
}

function lose(model: PowerModel, ...names: readonly string[]): FailureOutcome | undefined {
  const failed = names.flatMap((name) => model.network.byName.get(name) ?? []);
  const lost = lossSolver(model).lose(failed);
  expectConserved(model, lost.flow, lost.tapPower);
  return powerFailures(model, chosenScenarios(names, { pairs: false })).outcomes[0];
}

function worstOf(failures: PowerFailures, name: string) {
  return failures.worst.find(({ element }) => element === name);
}

describe('UPS schemes as chains of the same elements', () => {
  /** Every UPS carries its worst case at exactly its rating, when the loads are at the usable fraction of what is installed. */
  function expectFull(model: PowerModel, upsNames: readonly string[], usedW: number, fraction: number): void {
    expect(usedW / (upsNames.length * 10_000)).toBeCloseTo(fraction, 12);
    const failures = powerFailures(model, sweepScenarios(model, 'elements'));
    const ratios = upsNames.map((name) => worstOf(failures, name)?.ratio ?? 0);
    expect(Math.max(...ratios)).toBeCloseTo(1, 9);
    expect(failures.outcomes.flatMap(({ overloads }) => overloads)).toEqual([]);
  }

  it('N+1: four modules in parallel carry three times one, and 7.5 kW each until one is lost', () => {
    const modules = ['M1', 'M2', 'M3', 'M4'];
    const model = chainModel(
      [
        UTIL,
        ...modules.map((name) => ups(name)),
        { name: 'OUT', kind: 'switchboard', parents: modules, sourcing: 'parallel' },
        pdu('PDU', 'OUT'),
      ],
      { load: { drawW: 30_000, on: ['PDU'] } },
    );
    const failures = powerFailures(model, sweepScenarios(model, 'elements'));
    expect(worstOf(failures, 'M1')).toMatchObject({ normal: 7500, scenario: 'M2' });
    expectFull(model, modules, 30_000, upsUsableFraction({ kind: 'n+1', modules: 4 }));
  });

  it('2N: two systems carry half each, and all of it after a loss', () => {
    const model = chainModel([UTIL, ups('A'), ups('B'), pdu('PDU-A', 'A'), pdu('PDU-B', 'B')], {
      load: { drawW: 10_000, on: ['PDU-A', 'PDU-B'] },
    });
    expectFull(model, ['A', 'B'], 10_000, upsUsableFraction({ kind: '2n' }));
  });

  /** One load for each pair of systems. */
  function distributed(systems: readonly string[], perPairW: number): PowerModel {
    const loads: Record<string, ChainLoad> = {};
    systems.forEach((first, i) => {
      for (const second of systems.slice(i + 1)) {
        loads[`${first}${second}`] = { drawW: perPairW, on: [`PDU-${first}`, `PDU-${second}`] };
      }
    });
    return chainModel(
      [UTIL, ...systems.map((name) => ups(name)), ...systems.map((name) => pdu(`PDU-${name}`, name))],
      loads,
    );
  }

  it('3N/2: three systems with a load on each pair carry two thirds', () => {
    // Per pair P: a system carries P normally and 1.5 P after a loss.
    const perPairW = 10_000 / 1.5;
    const model = distributed(['A', 'B', 'C'], perPairW);
    expectFull(model, ['A', 'B', 'C'], 3 * perPairW, upsUsableFraction({ kind: 'distributed', systems: 3 }));
  });

  it('4N/3: four systems with six pairs carry three quarters, 30 kW of 40', () => {
    // A system carries 3 halves of a pair, and 2 whole pairs after a loss: P = 5 kW.
    const model = distributed(['A', 'B', 'C', 'D'], 5000);
    expectFull(model, ['A', 'B', 'C', 'D'], 30_000, upsUsableFraction({ kind: 'distributed', systems: 4 }));
  });

  it('catcher: three systems and an idle one behind static switches carry three quarters', () => {
    const active = ['A', 'B', 'C'];
    const model = chainModel(
      [
        UTIL,
        ...active.map((name) => ups(name)),
        ups('CATCHER'),
        ...active.map((name): Element => ({ name: `STS-${name}`, kind: 'static-switch', parents: [name, 'CATCHER'] })),
        ...active.map((name) => pdu(`PDU-${name}`, `STS-${name}`)),
      ],
      Object.fromEntries(active.map((name) => [name, { drawW: 10_000, on: [`PDU-${name}`] }])),
    );
    expectFull(model, [...active, 'CATCHER'], 30_000, upsUsableFraction({ kind: 'block-redundant', active: 3 }));
    // The switch takes 8 ms, which supplies hold up through.
    expect(lose(model, 'A')).toBeUndefined();
    // A second loss overloads the catcher, which goes to bypass.
    expect(lose(model, 'A', 'B')).toMatchObject({ trips: [{ element: 'CATCHER', action: 'bypass', loadFraction: 2 }] });
  });

  it('N: what hangs on the one system is dark when it is lost, its battery with it', () => {
    const model = chainModel([UTIL, ups('A'), pdu('PDU', 'A')], { load: { drawW: 1000, on: ['PDU'] } });
    expect(lose(model, 'A')).toMatchObject({ dark: { count: 1, names: ['load'] }, interruptions: [], darkLater: [] });
    // Without mains it lives on the battery.
    expect(lose(model, 'UTIL')).toMatchObject({
      dark: { count: 1 },
      darkLater: [{ fromS: 300, devices: { count: 1 } }],
    });
  });
});

describe('a published case of EcoStruxure IT Advisor', () => {
  it('puts 500 W on each cord of a 3 kW server with six supplies on 2N, and 500 W more after failover', () => {
    const { index, policy } = powerHall({
      devicesPerRack: 1,
      deviceType: {
        ...catalogued('server'),
        heightU: 4,
        maximumPowerW: 3000,
        powerFactor: 1,
        powerSupplies: [{ name: 'PSU[1-6]', maximumPowerW: 1000 }],
        suppliesForFullService: 3,
      },
      supplies: ['PSU1', 'PSU2', 'PSU3', 'PSU4', 'PSU5', 'PSU6'],
    });
    const model = conservedModel(index, policy);
    expect([...model.normal.tapPower.servedW]).toEqual([500, 500, 500, 500, 500, 500]);
    const lost = lossSolver(model).lose([model.network.byName.get('UPS-B') ?? -1]);
    expect([...lost.tapPower.servedW]).toEqual([1000, 0, 1000, 0, 1000, 0]);
  });
});

describe('a cascade', () => {
  /** Two breakers of 100 A share 83 kW, 115.5 A at 415 V and power factor 1. */
  const model = (more: Partial<Element> = {}, parts = {}) =>
    chainModel(
      [
        UTIL,
        ...['A', 'B'].flatMap((feed): Element[] => [
          { name: `BRK-${feed}`, kind: 'breaker', parents: ['UTIL'], ratedCurrentA: 100, ...more },
          pdu(`PDU-${feed}`, `BRK-${feed}`),
        ]),
      ],
      { load: { drawW: 83_000, on: ['PDU-A', 'PDU-B'] } },
      parts,
    );

  it('opens the breaker that is left at 115 % of its rating, and leaves the device dark', () => {
    const outcome = lose(model(), 'BRK-A');
    // 83 000 / (√3 · 415) = 115.47 A, of which 80 A are allowed; 57.7 A before.
    expect(outcome?.overloads[0]).toMatchObject({ element: 'BRK-B', limit: 80, rated: 100, unit: 'A' });
    expect(outcome?.overloads[0]?.measured).toBeCloseTo(115.47, 2);
    expect(outcome?.overloads[0]?.normal).toBeCloseTo(57.74, 2);
    expect(outcome?.trips).toMatchObject([
      { element: 'BRK-B', action: 'open', multiple: 1, afterS: 7200, assumed: true },
    ]);
    expect(outcome?.trips[0]?.loadFraction).toBeCloseTo(1.1547, 4);
    expect(outcome?.dark.names).toEqual(['load']);
  });

  it('does not open below the stated multiple, nor below 105 % by IEC', () => {
    expect(lose(model({ tripMultiple: 1.2, tripAfterS: 60 }), 'BRK-A')).toMatchObject({ trips: [], overloadCount: 1 });
    const site = { name: 'hall', electricalPractice: 'iec' as const };
    expect(lose(model({}, { site }), 'BRK-A')?.trips).toMatchObject([{ multiple: 1.05, afterS: 7200 }]);
    expect(lose(model({ ratedCurrentA: 112 }, { site }), 'BRK-A')?.trips).toEqual([]);
  });

  it('opens the highest ratio first, equal ones by name, and stops when nothing is above', () => {
    // Four breakers share 28 kW. With one lost the other three carry 12.98 A each, with two lost two carry 19.48 A.
    const feeds = ['A', 'B', 'C', 'D'];
    const four = chainModel(
      [
        UTIL,
        ...feeds.flatMap((feed): Element[] => [
          { name: `BRK-${feed}`, kind: 'breaker', parents: ['UTIL'], ratedCurrentA: feed === 'C' ? 12 : 12.5 },
          pdu(`PDU-${feed}`, `BRK-${feed}`),
        ]),
      ],
      { load: { drawW: 28_000, on: feeds.map((feed) => `PDU-${feed}`) } },
    );
    const outcome = lose(four, 'BRK-A');
    // C first: 12.98/12. Then B and D at 19.48/12.5 are equal, B by name; then D at 38.95/12.5.
    expect(outcome?.trips.map(({ element }) => element)).toEqual(['BRK-C', 'BRK-B', 'BRK-D']);
    expect(outcome?.trips.map(({ loadFraction }) => Number(loadFraction.toFixed(3)))).toEqual([1.082, 1.558, 3.116]);
    expect(outcome?.devices.dark).toBe(1);
  });

  it('sends a UPS to bypass first, through which its load passes without losses, and opens its bypass only by its rating', () => {
    const chain = (more: Partial<Element>) =>
      chainModel(
        [UTIL, ups('A', { proportionalLossFraction: 0.05, ...more }), ups('B'), pdu('PDU-A', 'A'), pdu('PDU-B', 'B')],
        { load: { drawW: 15_000, on: ['PDU-A', 'PDU-B'] } },
      );
    const outcome = lose(chain({}), 'B');
    expect(outcome?.trips).toMatchObject([{ element: 'A', action: 'bypass', loadFraction: 1.5, afterS: 600 }]);
    expect(outcome?.devices.full).toBe(1);
    // 15 kW are 20.87 A.
    const rated = lose(chain({ bypassRatedCurrentA: 20 }), 'B');
    expect(rated?.trips.map(({ action }) => action)).toEqual(['bypass', 'open']);
    expect(rated?.devices.dark).toBe(1);
  });

  it('lists what it takes of a UPS that goes to bypass, and nothing where none does', () => {
    const assumed = (more: Partial<Element>) => {
      const chain = chainModel([UTIL, ups('A', more), ups('B', more), pdu('PDU-A', 'A'), pdu('PDU-B', 'B')], {
        load: { drawW: 15_000, on: ['PDU-A', 'PDU-B'] },
      });
      const assumptions = all(chain).assumptions.map(({ parameter, count }) => [parameter.split('.')[1], count]);
      return Object.fromEntries(assumptions) as Readonly<Record<string, number>>;
    };
    expect(assumed({})).toMatchObject({ upsOverload: 2, bypassRatedCurrentA: 2, upsMode: 2 });
    expect(assumed({ bypassRatedCurrentA: 40, upsMode: 'double-conversion' })).not.toHaveProperty('upsMode');
    expect(assumed({ bypassRatedCurrentA: 40 })).not.toHaveProperty('bypassRatedCurrentA');
    expect(assumed({ ratedPowerW: 30_000, ratedApparentPowerVa: 30_000 })).not.toHaveProperty('upsOverload');
  });

  it('follows a cascade from one element to the next until all is dark', () => {
    const failures = all(model());
    const outcome = failures.outcomes.find(({ scenario: { name } }) => name === 'PDU-A');
    expect(outcome?.trips).toHaveLength(1);
    expect(failures.devices).toEqual({ full: 1, reduced: 0, dark: 0, unknown: 0 });
  });
});

describe('the time until another source takes over', () => {
  const chain = (more: Partial<Element>, generator: Partial<Element> = { startTimeS: 12 }) =>
    chainModel(
      [
        UTIL,
        { name: 'GEN', kind: 'generator', voltageLlV: 415, ...generator },
        { name: 'MSB', kind: 'switchboard', parents: ['UTIL', 'GEN'], transferTimeS: 0.5 },
        ups('UPS', { parents: ['MSB'], ...more }),
        pdu('PDU-A', 'UPS'),
        pdu('PDU-B', 'MSB'),
      ],
      {
        behind: { drawW: 1000, on: ['PDU-A'] },
        raw: { drawW: 1000, on: ['PDU-B'] },
        both: { drawW: 10, on: ['PDU-A', 'PDU-B'] },
      },
    );

  it('interrupts what no UPS bridges for start and transfer, 12.5 s, and nothing else', () => {
    expect(lose(chain({}), 'UTIL')).toMatchObject({
      transferred: { names: ['MSB'] },
      dark: { count: 0 },
      interruptions: [{ fromS: 0, toS: 12.5, devices: { count: 1, names: ['raw'] } }],
    });
  });

  it('interrupts what hangs on a UPS whose battery is empty before the generator runs', () => {
    expect(lose(chain({ autonomyS: 10 }), 'UTIL')?.interruptions).toMatchObject([
      { fromS: 0, toS: 12.5, devices: { names: ['raw'] } },
      { fromS: 10, toS: 12.5, devices: { names: ['behind', 'both'] } },
    ]);
  });

  it('charges the battery afterwards: the generator carries 3 kW more', () => {
    const model = chain({ rechargeW: 3000 });
    const at = model.network.byName.get('GEN') ?? -1;
    const lost = lossSolver(model).lose([model.network.byName.get('UTIL') ?? -1]);
    const [re = 0, im = 0] = lost.flow.output.subarray(at * 6, at * 6 + 2);
    // 2010 W of load and 3000 W of charge: L1 carries a third of it, P/√3 in this measure.
    expect(re * Math.sqrt(3)).toBeCloseTo(2010 + 3000, 6);
    expect(im).toBeLessThan(0);
  });

  it('does not say that power returns where nobody states the start of the generator', () => {
    const failures = powerFailures(chain({}, {}), chosenScenarios(['UTIL'], { pairs: false }));
    expect(failures.outcomes[0]?.darkLater).toMatchObject([{ fromS: 300, devices: { names: ['behind', 'both'] } }]);
    expect(failures.assumptions.map(({ parameter }) => parameter)).toContain('powerElement.startTimeS');
  });
});

describe('maintenance', () => {
  const model = chainModel(
    [
      UTIL,
      { name: 'GEN', kind: 'generator', voltageLlV: 415, startTimeS: 10 },
      { name: 'MSB', kind: 'switchboard', parents: ['BRK-U', 'GEN'] },
      { name: 'BRK-U', kind: 'breaker', parents: ['UTIL'], ratedCurrentA: 4000 },
      ups('A', { parents: ['MSB'] }),
      ups('B', { parents: ['MSB'] }),
      { name: 'RPP', kind: 'static-switch', parents: ['A', 'B'] },
      pdu('PDU-A', 'RPP'),
      pdu('PDU-B', 'B'),
    ],
    { load: { drawW: 6000, on: ['PDU-A', 'PDU-B'] } },
  );

  it('asks the same questions with something out: UPS A out, the loss of B leaves all dark', () => {
    expect(lose(model, 'B')?.dark.count ?? 0).toBe(0);
    const without = takenOut(model, ['A']);
    const failures = powerFailures(without, sweepScenarios(without, 'elements'), { out: ['A'] });
    expect(failures.out).toEqual(['A']);
    expect(failures.failures).toBe(8);
    expect(failures.outcomes.find(({ scenario: { name } }) => name === 'B')?.dark.names).toEqual(['load']);
    expect(worstOf(failures, 'B')?.normal).toBeCloseTo(6000, 9);
  });

  it('lists every source to open, preferred or not, and every way back', () => {
    expect(isolationOf(model, 'MSB')).toMatchObject({
      disconnects: [
        { open: 'BRK-U', isBreaker: true, carries: true },
        { open: 'GEN', isBreaker: false, carries: false },
      ],
      backfeeds: [
        { at: 'A', by: 'ups' },
        { at: 'B', by: 'ups' },
      ],
    });
    expect(isolationOf(model, 'A')?.backfeeds).toEqual([
      { at: 'A', from: 'its battery', by: 'battery', path: ['A'] },
      { at: 'RPP', from: 'B', by: 'transfer', path: ['A', 'RPP'] },
    ]);
    expect(isolationOf(model, 'A')).toMatchObject({ dead: { count: 0 }, dark: { count: 0 } });
  });

  it('loses every two of what is chosen', () => {
    const names = chosenScenarios(['A', 'B', 'GEN'], { pairs: true }).map(({ name }) => name);
    expect(names).toEqual(['A + B', 'A + GEN', 'B + GEN']);
  });
});
