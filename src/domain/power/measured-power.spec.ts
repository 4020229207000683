import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import { chainModel, type ChainLoad } from '../../../test/factories/halls/chain-hall.js';
import { expectConserved } from '../../../test/power/conservation.js';
import type { RowOf } from '../site/document.js';
import { powerFlow } from './element-flow.js';
import { VECTOR_LENGTH } from './line-vector.js';
import { loadFlow, powerW, reportedFlow, type LoadFlow } from './load-flow.js';
import { lossSolver } from './loss-solver.js';
import type { PowerModel } from './power-model.js';
import { undisturbed } from './chain-state.js';

type Element = RowOf<'powerElements'>;
type Reading = RowOf<'readings'>;

const AT = '2026-11-10T14:00:00Z';
const UTIL: Element = { name: 'UTIL', kind: 'utility', voltageLlV: 415 };
const PANEL: Element = { name: 'PANEL', kind: 'panel', parents: ['UTIL'] };

function pdu(name: string, parent: string, more: Partial<Element> = {}): Element {
  return { name, kind: 'rack-pdu', parents: [parent], ...more };
}

function watt(where: Pick<Reading, 'powerElement' | 'device'>, value: number, at = AT): Reading {
  const channel = `${where.powerElement ?? ''} ${where.device ?? ''} W`.trim();
  return { channel, at, quantity: 'power-w', value, ...where };
}

function measured(
  elements: readonly Element[],
  loads: Readonly<Record<string, ChainLoad>>,
  readings: readonly Reading[],
): PowerModel {
  const { index, policy } = chainModel(elements, loads, { readings: [...readings] });
  const model = conservedModel(index, policy, { loadCase: 'measured' });
  expectConserved(model, model.flow, model.normal.tapPower);
  return model;
}

function drawOf({ loads }: PowerModel, name: string) {
  const draw = loads.loads.find((load) => load.name === name)?.terms.draw;
  return draw?.value ?? [draw?.lowerW, draw?.upperW];
}

/** What is counted of a load that a meter above it was parted over. */
function estimateOf({ measured: fitted }: PowerModel, name: string) {
  return fitted?.fitted.find(({ load }) => load === name)?.estimateW;
}

function wattsAt({ network, flow }: Pick<PowerModel, 'network'> & { readonly flow: LoadFlow }, name: string): number {
  const at = network.byName.get(name) ?? -1;
  const node = network.nodes[at];
  if (node === undefined) throw new Error(`no ${name}`);
  return powerW(reportedFlow(node.element, flow).vectors, at * VECTOR_LENGTH, node.phases);
}

function balanceOf({ measured: fitted }: PowerModel, name: string) {
  return fitted?.balances.find(({ element }) => element === name);
}

describe('the measured load case', () => {
  const loads = {
    a: { drawW: 2000, on: ['PDU-1'] },
    b: { drawW: 600, on: ['PDU-1'] },
    c: { drawW: 1200, on: ['PDU-1'] },
  };

  it('parts what a meter reads, less what devices below it read, as the model expects their draws', () => {
    const model = measured([UTIL, PANEL, pdu('PDU-1', 'PANEL')], loads, [
      watt({ powerElement: 'PDU-1' }, 3000),
      watt({ device: 'a' }, 1000),
    ]);
    // 3,000 − 1,000 = 2,000 W for 600 + 1,200 = 1,800 W: factor 1.111.
    expect(balanceOf(model, 'PDU-1')).toMatchObject({ metersBelowW: 1000, residualW: 2000, openTaps: 2 });
    expect(balanceOf(model, 'PDU-1')?.factor).toBeCloseTo(2000 / 1800, 12);
    expect(drawOf(model, 'a')).toBe(1000);
    expect(estimateOf(model, 'b')).toBeCloseTo(666.667, 3);
    expect(estimateOf(model, 'c')).toBeCloseTo(1333.333, 3);
    expect(wattsAt(model, 'PDU-1')).toBeCloseTo(3000, 9);
    expect(model.measured?.coverage).toEqual({ measured: 1, scaled: 2, partly: 0, open: 0 });
  });

  it('calls what it parts an estimate: at least what the others cannot draw, at most its maximum and what is read', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL')];
    const model = measured(chain, loads, [watt({ powerElement: 'PDU-1' }, 3500)]);
    // Of 3,500 W the others draw at most 600 + 1,200, 2,000 + 1,200 and 2,000 + 600 W.
    expect(model.measured?.fitted).toMatchObject([
      { load: 'a', leastW: 1700, mostW: 2000 },
      { load: 'b', leastW: 300, mostW: 600 },
      { load: 'c', leastW: 900, mostW: 1200 },
    ]);
    expect(estimateOf(model, 'a')).toBeCloseTo((3500 * 2000) / 3800, 9);
    expect(powerFlow(model).coverage).toEqual({ known: 0, total: 3 });
    // Of 500 W one may draw all.
    const little = measured(chain, loads, [watt({ powerElement: 'PDU-1' }, 500)]).measured?.fitted;
    expect(little?.map(({ leastW, mostW }) => [leastW, mostW])).toEqual([
      [0, 500],
      [0, 500],
      [0, 500],
    ]);
    // 4,000 W are more than they can draw: the maxima are wrong, and only the meter bounds them.
    const much = measured(chain, loads, [watt({ powerElement: 'PDU-1' }, 4000)]).measured?.fitted;
    expect(much?.map(({ leastW, mostW }) => [leastW, mostW])).toEqual([
      [0, 4000],
      [0, 4000],
      [0, 4000],
    ]);
  });

  it('knows a load that is alone below its meter', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL')];
    const model = measured(chain, { a: { drawW: 2000, on: ['PDU-1'] } }, [watt({ powerElement: 'PDU-1' }, 700)]);
    expect(drawOf(model, 'a')).toBe(700);
    expect(model.measured?.fitted).toEqual([]);
    expect(powerFlow(model).coverage).toEqual({ known: 1, total: 1 });
  });

  it('bounds what is below the meter, knows the sum at and above it, and does not know it any more after a loss', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL'), pdu('PDU-2', 'PANEL')];
    const model = measured(chain, { a: { drawW: 2000, on: ['PDU-1', 'PDU-2'] }, b: { drawW: 600, on: ['PDU-2'] } }, [
      watt({ powerElement: 'PANEL' }, 1000),
    ]);
    const uncertain = (flow: LoadFlow) =>
      ['PDU-1', 'PDU-2', 'PANEL', 'UTIL'].map((name) => flow.uncertainOutputVa[model.network.byName.get(name) ?? -1]);
    // Cords: half of a on each PDU and b; 1,000 W · 1000/2600, twice, and 600/2600; each at most 1,000 W, b 600 W.
    const [first = NaN, second = NaN, panel, utility] = uncertain(model.flow);
    expect(first).toBeCloseTo(1000 - 384.615, 2);
    expect(second).toBeCloseTo(1000 - 384.615 + 600 - 230.769, 2);
    expect([panel, utility]).toEqual([0, 0]);
    const lost = lossSolver(model).lose([model.network.byName.get('PDU-1') ?? -1]);
    // a, estimated at 769 W and at most 2,000 W, is on PDU-2 alone, with b.
    const [, after = NaN, above = NaN, top = NaN] = uncertain(lost.flow);
    expect(after).toBeCloseTo(2000 - 769.231 + 600 - 230.769, 2);
    expect(above).toBeCloseTo(after, 9);
    expect(top).toBeCloseTo(after, 9);
  });

  it('adds meters of elements in parallel up for what they feed together', () => {
    const ups = (name: string): Element => ({ name, kind: 'ups', parents: ['UTIL'], ratedApparentPowerVa: 10_000 });
    const board: Element = { name: 'BOARD', kind: 'switchboard', parents: ['UPS-1', 'UPS-2'], sourcing: 'parallel' };
    const chain = [UTIL, ups('UPS-1'), ups('UPS-2'), board, pdu('PDU-1', 'BOARD')];
    const one = watt({ powerElement: 'UPS-1' }, 1200);
    const both = measured(chain, loads, [one, watt({ powerElement: 'UPS-2' }, 1080)]);
    // 2,280 W of 3,800 W: factor 0.6.
    expect(balanceOf(both, 'BOARD')).toMatchObject({ powerW: 2280, addedFrom: ['UPS-1', 'UPS-2'] });
    expect(balanceOf(both, 'BOARD')?.factor).toBeCloseTo(0.6, 12);
    expect(estimateOf(both, 'a')).toBeCloseTo(1200, 9);
    // The model shares evenly, 1,140 W each: UPS-1 reads 60 W more, UPS-2 60 W less.
    expect(balanceOf(both, 'UPS-1')?.residualW).toBeCloseTo(60, 9);
    expect(balanceOf(both, 'UPS-2')?.residualW).toBeCloseTo(-60, 9);
    // One meter alone says nothing of the loads.
    const alone = measured(chain, loads, [one]);
    expect(balanceOf(alone, 'BOARD')).toBeUndefined();
    expect(drawOf(alone, 'a')).toEqual([0, 2000]);
  });

  it('takes losses between a meter and the loads off', () => {
    const ups: Element = {
      name: 'UPS',
      kind: 'ups',
      parents: ['UTIL'],
      fixedLossW: 200,
      proportionalLossFraction: 0.05,
    };
    const chain = [
      UTIL,
      ups,
      { ...PANEL, parents: ['UPS'] },
      pdu('PDU-1', 'PANEL', { proportionalLossFraction: 0.02 }),
    ];
    // The utility meter reads P·1.05 + 200 of what the UPS gives; 3,350 W are 3,000 W there, and 3,000 / 1.02 at the outlets.
    const model = measured(chain, loads, [watt({ powerElement: 'UTIL' }, 3350)]);
    expect(wattsAt(model, 'UPS')).toBeCloseTo(3000, 9);
    expect(estimateOf(model, 'b')).toBeCloseTo(((3000 / 1.02) * 600) / 3800, 9);
    // Metered above and below: 3,350 − (3,000 + 350) = 0.
    const both = measured(chain, loads, [watt({ powerElement: 'UTIL' }, 3350), watt({ powerElement: 'PANEL' }, 3000)]);
    expect(balanceOf(both, 'UTIL')).toMatchObject({ metersBelowW: 3000, openTaps: 0, factor: null });
    expect(balanceOf(both, 'UTIL')?.lossesW).toBeCloseTo(350, 9);
    expect(balanceOf(both, 'UTIL')?.residualW).toBeCloseTo(0, 9);
  });

  it('leaves what no meter covers between nothing and the maximum', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL'), pdu('PDU-2', 'PANEL')];
    const model = measured(chain, { a: { drawW: 2000, on: ['PDU-1', 'PDU-2'] }, d: { drawW: 500, on: ['PDU-2'] } }, [
      watt({ powerElement: 'PDU-1' }, 700),
    ]);
    expect(drawOf(model, 'a')).toEqual([700, 2000]);
    expect(drawOf(model, 'd')).toEqual([0, 500]);
    expect(model.measured?.coverage).toEqual({ measured: 0, scaled: 0, partly: 1, open: 1 });
    const at = model.network.byName.get('PANEL') ?? -1;
    expect(wattsAt(model, 'PANEL')).toBeCloseTo(700, 9);
    // 2,000 − 700 W of a, 500 W of d.
    expect(model.flow.uncertainOutputVa[at]).toBeCloseTo(1800, 9);
  });

  it('takes the meter of an outlet as what its device draws there', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL'), pdu('PDU-2', 'PANEL')];
    const model = measured(chain, { a: { drawW: 2000, on: ['PDU-1', 'PDU-2'] } }, [
      watt({ powerElement: 'PDU-1', device: 'a' }, 900),
      watt({ powerElement: 'PDU-2', device: 'a' }, 300),
    ]);
    expect(drawOf(model, 'a')).toBe(1200);
    expect([wattsAt(model, 'PDU-1'), wattsAt(model, 'PDU-2')].map(Math.round)).toEqual([900, 300]);
  });

  it('gives nothing to what is left where meters below read more, and says so', () => {
    const model = measured([UTIL, PANEL, pdu('PDU-1', 'PANEL')], loads, [
      watt({ powerElement: 'PDU-1' }, 900),
      watt({ device: 'a' }, 1000),
    ]);
    expect(balanceOf(model, 'PDU-1')).toMatchObject({ residualW: -100, factor: 0 });
    // The meters disagree, and one of them is wrong: b may draw anything.
    expect(drawOf(model, 'b')).toEqual([0, 600]);
  });

  it('gets power from the currents of all lines, at the power factor that the model has there', () => {
    const current = (line: 'L1' | 'L2' | 'L3', value: number): Reading => ({
      channel: line,
      at: AT,
      quantity: 'current-a',
      line,
      value,
      powerElement: 'PDU-1',
    });
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL')];
    const lines = [current('L1', 5), current('L2', 5), current('L3', 5)];
    // 415 / √3 · 15 A = 3,594 VA at power factor 1.
    expect(balanceOf(measured(chain, loads, lines), 'PDU-1')?.powerW).toBeCloseTo((415 / Math.sqrt(3)) * 15, 6);
    expect(balanceOf(measured(chain, loads, lines.slice(1)), 'PDU-1')).toBeUndefined();
  });

  it('leaves readings out that are an hour older than the last', () => {
    const model = measured([UTIL, PANEL, pdu('PDU-1', 'PANEL')], loads, [
      watt({ powerElement: 'PDU-1' }, 3000, '2026-11-10T12:59:00Z'),
      watt({ device: 'a' }, 1000),
    ]);
    expect(model.measured?.stale).toEqual(['PDU-1  W']);
    expect(model.measured?.balances).toEqual([]);
    expect(drawOf(model, 'b')).toEqual([0, 600]);
  });

  it('carries the measured draw of a device over to the feed that is left', () => {
    const chain = [UTIL, PANEL, pdu('PDU-1', 'PANEL'), pdu('PDU-2', 'PANEL')];
    const model = measured(chain, { a: { drawW: 2000, on: ['PDU-1', 'PDU-2'] } }, [
      watt({ powerElement: 'PDU-1' }, 700),
      watt({ powerElement: 'PDU-2' }, 500),
    ]);
    const lost = lossSolver(model).lose([model.network.byName.get('PDU-1') ?? -1]);
    expect(wattsAt({ network: model.network, flow: lost.flow }, 'PDU-2')).toBeCloseTo(1200, 9);
    expect(wattsAt({ network: model.network, flow: lost.flow }, 'PANEL')).toBeCloseTo(1200, 9);
  });

  it('adds up to every meter, whatever is metered, where readings are of one truth', () => {
    const share = fc.double({ min: 0.05, max: 1, noNaN: true });
    const hall = fc.record({
      pdus: fc.integer({ min: 2, max: 5 }),
      drawsW: fc.array(fc.integer({ min: 50, max: 4000 }), { minLength: 1, maxLength: 8 }),
      truth: fc.array(share, { minLength: 16, maxLength: 16 }),
      lossFraction: fc.double({ min: 0, max: 0.1, noNaN: true }),
      fixedW: fc.integer({ min: 0, max: 300 }),
      picks: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      devicePicks: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    });
    let fitted = 0;
    fc.assert(
      fc.property(hall, ({ pdus, drawsW, truth, lossFraction, fixedW, picks, devicePicks }) => {
        const names = Array.from({ length: pdus }, (_, i) => `PDU-${String(i)}`);
        const lossy = { fixedLossW: fixedW, proportionalLossFraction: lossFraction };
        const elements: readonly Element[] = [
          UTIL,
          { name: 'UPS', kind: 'ups', parents: ['UTIL'], ...lossy },
          { name: 'P-A', kind: 'panel', parents: ['UPS'] },
          { name: 'P-B', kind: 'panel', parents: ['UTIL'], ...lossy },
          ...names.map((name, i) => pdu(name, i % 2 === 0 ? 'P-A' : 'P-B', { proportionalLossFraction: lossFraction })),
        ];
        const loads = Object.fromEntries(
          drawsW.map((drawW, i) => [
            `d${String(i)}`,
            { drawW, on: [...new Set([names[i % pdus] ?? '', names[(i + 1) % pdus] ?? ''])] },
          ]),
        );
        const plan = chainModel(elements, loads);
        const servedW = plan.normal.tapPower.servedW.map((value, tap) => value * (truth[tap] ?? 1));
        const uncertainVa = new Float64Array(servedW.length);
        const flow = loadFlow({
          network: plan.network,
          loads: plan.loads,
          tapPower: { servedW, uncertainVa },
          supply: undisturbed(plan.network),
        });
        const isTrue = { network: plan.network, flow };
        const metered = elements.map(({ name }) => name).filter((_, i) => picks[i] === true);
        const taps = plan.loads.loads.flatMap((load, i) =>
          devicePicks[i] === true
            ? Array.from({ length: load.terms.tapCount }, (_, k) => ({ load, tap: load.firstTap + k }))
            : [],
        );
        const model = measured(elements, loads, [
          ...metered.map((name) => watt({ powerElement: name }, wattsAt(isTrue, name))),
          ...taps.map(({ load, tap }) =>
            watt(
              { device: load.name, powerElement: plan.network.nodes[plan.loads.taps.node[tap] ?? -1]?.name ?? '' },
              servedW[tap] ?? 0,
            ),
          ),
        ]);
        for (const name of metered) {
          const expected = wattsAt(isTrue, name);
          expect(Math.abs(wattsAt(model, name) - expected)).toBeLessThan(1e-9 * Math.max(1, expected));
          expect(balanceOf(model, name)?.residualW).toBeGreaterThan(-1e-6);
        }
        const trueW = (name: string) => {
          const load = plan.loads.loads.find((one) => one.name === name);
          const { firstTap = 0, terms } = load ?? {};
          return servedW.slice(firstTap, firstTap + (terms?.tapCount ?? 0)).reduce((sum, value) => sum + value, 0);
        };
        for (const { load, leastW, mostW } of model.measured?.fitted ?? []) {
          expect(trueW(load)).toBeGreaterThanOrEqual(leastW - 1e-6);
          expect(trueW(load)).toBeLessThanOrEqual((mostW ?? Infinity) + 1e-6);
          fitted += 1;
        }
        for (const { tap } of taps) expect(model.normal.tapPower.servedW[tap]).toBeCloseTo(servedW[tap] ?? NaN, 9);
        for (const value of model.normal.tapPower.servedW) expect(value).toBeGreaterThanOrEqual(0);
        if (metered.includes('UTIL')) expect(model.measured?.coverage).toMatchObject({ partly: 0, open: 0 });
      }),
      { seed: 58, numRuns: 100 },
    );
    expect(fitted).toBeGreaterThan(50);
  });
});
