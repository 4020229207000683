import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { NODE_4KW, powerHall } from '../../../test/factories/halls/power-hall.js';
import { chains, indexOfChain, type Chain } from '../../../test/power/random-chains.js';
import { sitePolicy } from '../site/policy.js';
import { capacitiesLeft, type AddedLoad } from './capacity-left.js';
import { sweepScenarios } from './failure-scenarios.js';
import { LEGS, type Legs } from './line-currents.js';
import { allowedColumns, highestRatio } from './overload.js';
import type { PowerModel } from './power-model.js';
import { takenOut } from './taken-out.js';

function hall(feeds: readonly string[], supplies: readonly string[]) {
  const nodes = 3;
  const type = {
    ...NODE_4KW,
    powerSupplies: supplies.map((name) => ({ name, maximumPowerW: 4000 })),
    suppliesForFullService: 1,
  };
  const { index, policy } = powerHall({ devicesPerRack: nodes, deviceType: type, supplies, feeds });
  return conservedModel(index, policy);
}

function leftOf(
  model: PowerModel,
  names: readonly string[],
  legs: Legs,
  scenarios = sweepScenarios(model, 'elements'),
) {
  const points = names.flatMap((name) => model.network.byName.get(name) ?? []);
  const [left] = capacitiesLeft(model, [{ points, legs, powerFactor: 0.95 }], { scenarios });
  return left;
}

describe('capacity left at a rack PDU of 60 A, 415 V with one node of 4 kW on each line', () => {
  const model = hall(['A'], ['PSU1']);

  it('is 48 A less 17.6 A on every line for a balanced load: 20.8 kW', () => {
    // √3 · 415 · 48 · 0.95 = 32 777.3 W, less 12 000 W.
    const left = leftOf(model, ['R1-PDU-A'], 'L1-L2-L3');
    expect(left?.powerW).toBeCloseTo(32_777.3 - 12_000, 0);
    expect(left).toMatchObject({ limit: 48, unit: 'A', limitedBy: 'L1', scenario: null });
  });

  it('is a third of that on one line: 6.93 kW', () => {
    const left = leftOf(model, ['R1-PDU-A'], 'L2-N');
    expect(left?.powerW).toBeCloseTo((32_777.3 - 12_000) / 3, 0);
    expect(left?.limitedBy).toBe('L2');
  });

  it('is less than two thirds of it between two lines, since their currents are not in phase with those there', () => {
    // |17.57∠0° + x∠±30°| = 48 A: x = −17.57·cos 30° + √(48² − (17.57·sin 30°)²) = 31.97 A, 415 · 31.97 · 0.95 = 12 604 W.
    const left = leftOf(model, ['R1-PDU-A'], 'L1-L2');
    const i = 4000 / (415 / Math.sqrt(3)) / 0.95;
    const x = -i * Math.cos(Math.PI / 6) + Math.sqrt(48 ** 2 - (i * 0.5) ** 2);
    expect(left?.powerW).toBeCloseTo(415 * x * 0.95, 6);
    expect(left?.limitedBy).toMatch(/L[12]/);
  });
});

describe('capacity left under the worst failure', () => {
  it('is what the feed that is left leaves, when the other is lost: half of the rack is on it before', () => {
    const model = hall(['A', 'B'], ['PSU1', 'PSU2']);
    const names = ['R1-PDU-A', 'R1-PDU-B'];
    // With both feeds 2 · 32.8 − 12 = 53.6 kW would fit; after a loss 32.8 − 12 = 20.8 kW.
    expect(leftOf(model, names, 'L1-L2-L3', [])?.powerW).toBeCloseTo(2 * 32_777.3 - 12_000, 0);
    const left = leftOf(model, names, 'L1-L2-L3');
    expect(left?.powerW).toBeCloseTo(32_777.3 - 12_000, 0);
    expect(left?.scenario).not.toBeNull();
    // A load on A alone finds there after the loss of B what it found on one feed.
    expect(leftOf(model, ['R1-PDU-A'], 'L1-L2-L3')?.powerW).toBeCloseTo(32_777.3 - 12_000, 0);
  });

  it('is 0 where something on the way is above its limit already', () => {
    const { index, policy } = powerHall({ devicesPerRack: 9, deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] });
    expect(leftOf(conservedModel(index, policy), ['R1-PDU-A'], 'L1-L2-L3')).toMatchObject({ powerW: 0 });
  });
});

describe('capacity left on a random chain', () => {
  /** The chain with one more device on a rack PDU. */
  function withDevice(chain: Chain, { pdu, legs, drawW }: { pdu: number; legs: Legs; drawW: number }): Chain {
    const device = {
      drawW,
      powerFactor: 0.9,
      ratingW: 1e5,
      loadShares: null,
      neededForFull: 1,
      cords: [{ pdu, legs }],
    };
    return { ...chain, devices: [...chain.devices, device] };
  }

  it('fills the binding element to its limit and none of the path above it, when it is really added', () => {
    const bindings = new Set<string>();
    fc.assert(
      fc.property(chains, fc.nat(), fc.constantFrom(...LEGS), (chain, pick, legs) => {
        const pdu = pick % chain.pdus.length;
        const modelOf = (of: Chain) => {
          const index = indexOfChain(of);
          return conservedModel(index, sitePolicy(index.snapshot.site).policy, { withBanks: false });
        };
        const model = modelOf(chain);
        const point = model.network.byName.get(`PDU${String(pdu)}`) ?? -1;
        const load: AddedLoad = { points: [point], legs, powerFactor: 0.9 };
        const [left] = capacitiesLeft(model, [load], { scenarios: [] });
        if (left?.powerW === null || left === undefined || left.powerW < 1 || left.powerW > 1e5) return;
        const filled = modelOf(withDevice(chain, { pdu, legs, drawW: left.powerW }));
        const columns = allowedColumns(filled);
        const binding = filled.network.byName.get(left.element ?? '') ?? -1;
        expect(highestRatio(filled, columns, filled.flow, binding)).toBeGreaterThanOrEqual(1 - 1e-9);
        for (let at = point; at !== -1; at = filled.flow.carrier[at] ?? -1) {
          const before = highestRatio(model, columns, model.flow, at);
          expect(highestRatio(filled, columns, filled.flow, at)).toBeLessThanOrEqual(Math.max(1, before) + 1e-9);
        }
        bindings.add(left.limitedBy ?? '');
      }),
      { seed: 61, numRuns: 60 },
    );
    expect(bindings.size).toBeGreaterThan(2);
  });

  it('is under every failure the least of what each state leaves when it is solved on its own, with loads added before', () => {
    let bound = 0;
    fc.assert(
      fc.property(chains, fc.nat(), fc.constantFrom(...LEGS), (chain, pick, legs) => {
        // Batteries charge only in the moment after a loss, which a state of its own does not know.
        const elements = chain.elements.map(({ rechargeW: _recharge, ...element }) => element);
        const index = indexOfChain({ ...chain, elements });
        const model = conservedModel(index, sitePolicy(index.snapshot.site).policy, { withBanks: false });
        const nodeOf = (i: number) => model.network.byName.get(`PDU${String(i % chain.pdus.length)}`) ?? -1;
        const loads: AddedLoad[] = [
          { points: [nodeOf(pick)], legs, powerFactor: 0.9 },
          { points: [...new Set([nodeOf(pick), nodeOf(pick + 1)])], legs: 'L1-L2-L3', powerFactor: 1 },
        ];
        const placed = [{ load: loads[1] ?? { points: [], legs, powerFactor: 1 }, powerW: 1234 }];
        const scenarios = sweepScenarios(model, 'elements');
        const found = capacitiesLeft(model, loads, { scenarios, placed });
        const states = [model, ...scenarios.map(({ failed }) => takenOut(model, failed))];
        const alone = states.map((state) => capacitiesLeft(state, loads, { scenarios: [], placed }));
        loads.forEach((_, i) => {
          const least = Math.min(...alone.map((left) => left[i]?.powerW ?? Infinity));
          const here = found[i]?.powerW ?? Infinity;
          if (least === Infinity) expect(here).toBe(Infinity);
          else expect(Math.abs(here - least)).toBeLessThanOrEqual(1e-6 * Math.max(1, least));
          if (found[i]?.scenario !== null) bound += 1;
        });
      }),
      { seed: 62, numRuns: 40 },
    );
    expect(bound).toBeGreaterThan(5);
  });
});
