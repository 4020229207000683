import { describe, expect, it } from '@jest/globals';
import { catalogued } from '../../../test/factories/halls/hall.js';
import { NODE_4KW, powerHall, type PowerHallOptions } from '../../../test/factories/halls/power-hall.js';
import { conservedModel } from '../../../test/power/conserved-solve.js';
import type { RowOf } from '../site/document.js';
import { capacityAt, type LoadKind } from './capacity-at.js';
import type { PowerModel } from './power-model.js';
import { takenOut } from './taken-out.js';

const V_LN = 415 / Math.sqrt(3);

/** 415 V, 60 A: three banks of 20 A with two outlets of 16 A each on one line, and one outlet of 32 A on three lines. */
const PDU: RowOf<'pduTypes'> = {
  ...catalogued('pdu-415-60'),
  inputVoltageLlV: 415,
  ratedCurrentA: 60,
  phases: 3,
  wiring: 'wye',
  banks: [{ name: 'B[1-3]', breakerA: 20 }],
  outlets: [
    ...([1, 2, 3] as const).flatMap((line) =>
      [line, line + 3].map((number) => ({
        name: `O${String(number)}`,
        connector: 'C19',
        legs: `L${String(line)}-N` as 'L1-N',
        bank: `B${String(line)}`,
        ratedCurrentA: 16,
      })),
    ),
    { name: 'T1', connector: 'IEC 60309 32A', legs: 'L1-L2-L3', ratedCurrentA: 32 },
  ],
};

const NODE = {
  ...NODE_4KW,
  maximumPowerW: 2000,
  powerFactor: 1,
  powerSupplies: [{ name: 'PSU[1-2]', connector: 'C20', maximumPowerW: 2000 }],
  suppliesForFullService: 1,
};

/** One node of 2 kW, on outlets O1 of both feeds. */
function hall(more: Partial<PowerHallOptions> = {}): PowerModel {
  const { index, policy } = powerHall({
    devicesPerRack: 1,
    deviceType: NODE,
    supplies: ['PSU1', 'PSU2'],
    pduType: PDU,
    ...more,
  });
  return conservedModel(index, policy);
}

function optionsAt(model: PowerModel, names: readonly string[], kinds?: readonly LoadKind[], outlet?: string) {
  return capacityAt(model, {
    names,
    powerFactor: 1,
    ...(kinds === undefined ? {} : { kinds }),
    outlet: outlet ?? null,
  }).options;
}

describe('capacity left at a rack PDU', () => {
  it('is what the free outlet of each line carries, less what its bank has: 2.0 kW on L1 beside the node, 3.8 kW on L2', () => {
    const [l1, l2] = optionsAt(hall(), ['R1-PDU-A'], ['line']);
    // Bank B1: 0.8 · 20 = 16 A, less the 2,000 W / 239.6 V = 8.35 A that the node takes when B is lost.
    expect(l1).toMatchObject({ legs: 'L1-N', outlets: ['O4'], freeOutlets: 1 });
    expect(l1?.left).toMatchObject({ element: 'R1-PDU-A bank B1', limit: 16, unit: 'A', isUpperBound: false });
    expect(l1?.left.powerW).toBeCloseTo(16 * V_LN - 2000, 6);
    expect(l1?.left.scenario).not.toBeNull();
    // Nothing hangs on B2: 16 A of the bank and of the outlet alike.
    expect(l2?.outlets).toEqual(['O2']);
    expect(l2?.left.powerW).toBeCloseTo(16 * V_LN, 6);
  });

  it('is bound by the rating of the outlet where the bank leaves more', () => {
    const pduType = { ...PDU, banks: [{ name: 'B[1-3]', breakerA: 32 }] };
    const [, l2] = optionsAt(hall({ pduType }), ['R1-PDU-A'], ['line']);
    expect(l2?.left).toMatchObject({ element: 'R1-PDU-A outlet O2', limitedBy: 'outlet', limit: 16, unit: 'A' });
    expect(l2?.left.powerW).toBeCloseTo(16 * V_LN, 6);
  });

  it('is that of the one outlet asked for, and nothing on one that has a cord', () => {
    const [, l2] = optionsAt(hall(), ['R1-PDU-A'], ['line'], 'O5');
    expect(l2).toMatchObject({ outlets: ['O5'], freeOutlets: 1 });
    const [l1] = optionsAt(hall(), ['R1-PDU-A'], ['line'], 'O1');
    expect(l1?.left).toMatchObject({ powerW: 0, limitedBy: 'no-free-outlet', element: 'R1-PDU-A' });
  });

  it('for a balanced load is √3 · 415 V · 32 A at the outlet, and nothing between two lines, for which it has none', () => {
    const options = optionsAt(hall(), ['R1-PDU-A'], ['line-pair', 'three-phase']);
    expect(options.slice(0, 3).map(({ left }) => [left.powerW, left.limitedBy])).toEqual([
      [0, 'no-free-outlet'],
      [0, 'no-free-outlet'],
      [0, 'no-free-outlet'],
    ]);
    const three = options[3];
    expect(three).toMatchObject({ legs: 'L1-L2-L3', outlets: ['T1'] });
    expect(three?.left.powerW).toBeCloseTo(Math.sqrt(3) * 415 * 32, 6);
    expect(three?.left.element).toBe('R1-PDU-A outlet T1');
  });

  it.each(['C13', 'C19', 'C13/C19', 'NEMA L6-30', undefined])(
    'promises three lines at no outlet %s that does not say on which lines it is, and one line still',
    (connector) => {
      const outlets = [{ name: 'O[1-4]', ...(connector === undefined ? {} : { connector }), ratedCurrentA: 16 }];
      const { banks: _banks, ...plain } = PDU;
      const options = optionsAt(hall({ pduType: { ...plain, outlets } }), ['R1-PDU-A'], ['line', 'three-phase']);
      expect(options.slice(0, 3).map(({ freeOutlets }) => freeOutlets)).toEqual([3, 3, 3]);
      expect(options[3]).toMatchObject({ freeOutlets: 0, left: { powerW: 0, limitedBy: 'no-free-outlet' } });
    },
  );

  it('counts an outlet of three poles that does not say on which lines it is', () => {
    const outlets = [...(PDU.outlets ?? []).slice(0, 6), { name: 'T1', connector: 'IEC 60309 32A', ratedCurrentA: 32 }];
    const [three] = optionsAt(hall({ pduType: { ...PDU, outlets } }), ['R1-PDU-A'], ['three-phase']);
    expect(three).toMatchObject({ outlets: ['T1'], freeOutlets: 1 });
  });

  it('of two that share the load is what one outlet carries when the other feed is lost', () => {
    const [, l2] = optionsAt(hall(), ['R1-PDU-A', 'R1-PDU-B'], ['line']);
    expect(l2?.outlets).toEqual(['O2', 'O2']);
    expect(l2?.left.powerW).toBeCloseTo(16 * V_LN, 6);
    expect(l2?.left.scenario).not.toBeNull();
  });
});

describe('capacity left elsewhere in the chain', () => {
  it('at a panel is bound by its lines under the loss of the other feed', () => {
    const [l1] = optionsAt(hall({ panel: { ratedCurrentA: 100 } }), ['PANEL-A'], ['line']);
    expect(l1?.left).toMatchObject({ element: 'PANEL-A', limitedBy: 'L1', limit: 80 });
    expect(l1?.left.powerW).toBeCloseTo(80 * V_LN - 2000, 6);
    expect(l1).toMatchObject({ freeOutlets: null, outlets: [null] });
  });

  it('is not offered on conductors that delta wiring lacks', () => {
    const options = optionsAt(hall({ panel: { wiring: 'delta' } }), ['PANEL-A']);
    expect(options.map(({ kind }) => kind)).toEqual(['line-pair', 'line-pair', 'line-pair', 'three-phase']);
  });

  it('on a single-phase breaker is that of its own conductors', () => {
    const model = hall({
      change: ({ powerElements }) => ({
        powerElements: [
          ...powerElements,
          { name: 'LIGHT', kind: 'breaker', parents: ['PANEL-A'], phases: 1, legs: 'L2-N', ratedCurrentA: 20 },
        ],
      }),
    });
    const options = optionsAt(model, ['LIGHT']);
    expect(options).toHaveLength(1);
    expect(options[0]).toMatchObject({ kind: 'line', legs: 'L2-N', left: { element: 'LIGHT', limitedBy: 'line' } });
    expect(options[0]?.left.powerW).toBeCloseTo(16 * V_LN, 6);
  });

  it('is an upper bound with coverage where a rating, or what feeds the way, is not stated', () => {
    const open = hall({
      change: ({ powerElements }) => ({
        powerElements: powerElements.map(({ ratedCurrentA, ...element }) =>
          element.name === 'PANEL-A' || ratedCurrentA === undefined ? element : { ...element, ratedCurrentA },
        ),
      }),
    });
    const [l1] = optionsAt(open, ['PANEL-A'], ['line']);
    expect(l1?.left).toMatchObject({ isUpperBound: true, ratings: { known: 2, total: 3 } });
    const gap = hall({
      change: ({ powerElements }) => ({
        powerElements: powerElements.map((element) => {
          const { parents: _parents, ...without } = element;
          return element.name === 'UPS-A' ? without : element;
        }),
      }),
    });
    expect(optionsAt(gap, ['PANEL-A'], ['line'])[0]?.left.isUpperBound).toBe(true);
  });

  it('is 0 at what is out', () => {
    const [l1] = optionsAt(takenOut(hall(), ['UPS-A']), ['PANEL-A'], ['line']);
    expect(l1?.left).toMatchObject({ powerW: 0, limitedBy: 'out' });
  });
});
