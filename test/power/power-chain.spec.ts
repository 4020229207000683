import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conservedModel } from './conserved-solve.js';
import { VECTOR_LENGTH } from '../../src/domain/power/line-vector.js';
import { lossSolver } from '../../src/domain/power/loss-solver.js';
import type { LoadFlow } from '../../src/domain/power/load-flow.js';
import type { PowerModel } from '../../src/domain/power/power-model.js';
import { takenOut } from '../../src/domain/power/taken-out.js';
import { sitePolicy } from '../../src/domain/site/policy.js';
import { expectConserved } from './conservation.js';
import { solveNodal, type NodalState } from './nodal-solver.js';
import { chains, HALL_V, indexOfChain, SINGLE_V, SOURCE_V, type Chain } from './random-chains.js';

function modelOf(chain: Chain): PowerModel {
  const index = indexOfChain(chain);
  return conservedModel(index, sitePolicy(index.snapshot.site).policy, { withBanks: false });
}

/** Every line of every element within 1e-9 of what it carries, in VA. */
function expectSame({ network }: PowerModel, flow: LoadFlow, nodal: NodalState): void {
  network.nodes.forEach(({ name, phases, element }, at) => {
    expect([name, flow.dead[at] === 1]).toEqual([name, nodal.dead.has(name)]);
    const voltageV = phases === 1 ? SINGLE_V : element.kind === 'utility' ? SOURCE_V : HALL_V;
    (nodal.outputs.get(name) ?? []).forEach(({ re, im }, k) => {
      const begin = at * VECTOR_LENGTH + 2 * k;
      // A single-phase element keeps S, and S = V·I*.
      const wanted = [re * voltageV, (phases === 1 ? -im : im) * voltageV];
      const scale = Math.max(
        1,
        ...[...flow.output.subarray(at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH)].map(Math.abs),
      );
      wanted.forEach((part, i) => {
        const off = Math.abs((flow.output[begin + i] ?? NaN) - part);
        if (!(off <= 1e-9 * scale)) {
          throw new Error(`${name} line ${String(k + 1)}: ${String(flow.output[begin + i])}, not ${String(part)}`);
        }
      });
    });
  });
}

/** Some elements of a chain to lose. */
const losses = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });

function namesOf(chain: Chain, picks: readonly number[]): readonly string[] {
  return [...new Set(picks.map((pick) => chain.elements[pick % chain.elements.length]?.name ?? ''))];
}

describe('a random chain of several parents, transformers, UPS and single-phase branches', () => {
  it('carries what one system of nodal equations gives, on every line, and keeps every conductor and its power', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(chains, (chain) => {
        const model = modelOf(chain);
        expectSame(model, model.flow, solveNodal(chain, []));
        expectConserved(model, model.flow, model.normal.tapPower);
        for (const { kind, sourcing, legs, upsMode } of chain.elements) {
          kinds.add([kind, sourcing ?? '', legs === undefined ? '' : 'legs', upsMode ?? ''].join(' '));
        }
      }),
      { seed: 51, numRuns: 100 },
    );
    for (const wanted of [
      'panel parallel  ',
      'ups   eco',
      'ups   bypass',
      'breaker  legs ',
      'static-switch transfer  ',
    ]) {
      expect(kinds).toContain(wanted);
    }
  });

  it('carries the same after any loss, solved by differences, recharge included', () => {
    let transfers = 0;
    let recharges = 0;
    let parallels = 0;
    fc.assert(
      fc.property(chains, fc.array(losses, { minLength: 1, maxLength: 6 }), (chain, lots) => {
        const model = modelOf(chain);
        const solver = lossSolver(model);
        for (const picks of lots) {
          const failed = namesOf(chain, picks);
          const lost = solver.lose(failed.flatMap((name) => model.network.byName.get(name) ?? []));
          expectSame(model, lost.flow, solveNodal(chain, failed, true));
          expectConserved(model, lost.flow, lost.tapPower);
          transfers += lost.moved.filter((at) => lost.flow.dead[at] === 0).length;
          parallels += lost.moved.filter((at) => model.network.nodes[at]?.parallelWeights !== null).length;
          recharges += lost.flow.recharging.reduce((sum, flag) => sum + flag, 0);
        }
        // What was lost leaves no trace.
        const none = solver.lose([]);
        expect([...none.flow.output]).toEqual([...model.flow.output]);
        expect([...none.tapPower.servedW]).toEqual([...model.normal.tapPower.servedW]);
      }),
      { seed: 52, numRuns: 60 },
    );
    expect(transfers).toBeGreaterThan(50);
    expect(parallels).toBeGreaterThan(10);
    expect(recharges).toBeGreaterThan(10);
  });

  it('is the same whether elements are taken out first and others lost then, or all are lost at once', () => {
    fc.assert(
      fc.property(chains, losses, losses, (chain, first, second) => {
        const model = modelOf(chain);
        const [out, failed] = [namesOf(chain, first), namesOf(chain, second)];
        const at = (names: readonly string[]) => names.flatMap((name) => model.network.byName.get(name) ?? []);
        const without = takenOut(model, out);
        const stepwise = lossSolver({ ...without, recharges: false }).lose(at(failed));
        expectSame(model, stepwise.flow, solveNodal(chain, [...out, ...failed]));
        expectConserved(without, stepwise.flow, stepwise.tapPower);
      }),
      { seed: 53, numRuns: 40 },
    );
  });

  it('gives no device more than it asks for, and feeds nothing from what is dead', () => {
    fc.assert(
      fc.property(chains, losses, (chain, picks) => {
        const model = modelOf(chain);
        const failed = namesOf(chain, picks);
        const lost = lossSolver(model).lose(failed.flatMap((name) => model.network.byName.get(name) ?? []));
        const { servedW } = solveNodal(chain, failed);
        model.loads.loads.forEach(({ firstTap, terms }, i) => {
          const served = lost.tapPower.servedW.slice(firstTap, firstTap + terms.tapCount).reduce((a, b) => a + b, 0);
          expect(served).toBeCloseTo(servedW[i] ?? NaN, 6);
          expect(served).toBeLessThanOrEqual(terms.draw.upperW * (1 + 1e-12));
        });
        model.network.nodes.forEach((_, node) => {
          const carrier = lost.flow.carrier[node] ?? -1;
          if (lost.flow.dead[node] === 0 && carrier !== -1) expect(lost.flow.dead[carrier]).toBe(0);
        });
      }),
      { seed: 54, numRuns: 40 },
    );
  });
});
