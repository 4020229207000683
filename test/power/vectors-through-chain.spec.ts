/** Vectors of facility-vectors.json on lines and neutral, not by the formulas alone but through a whole chain of elements. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ElementLoad } from '../../src/domain/power/power-figures.js';
import type { Legs } from '../../src/domain/power/line-currents.js';
import { catalogued } from '../factories/halls/hall.js';
import { NODE_4KW, powerHall } from '../factories/halls/power-hall.js';
import { conservedPower } from './conserved-solve.js';

const number = z.number();
const triple = z.tuple([number, number, number]);
const file: unknown = JSON.parse(readFileSync(new URL('../reference/facility-vectors.json', import.meta.url), 'utf8'));
const vectors = z
  .object({
    'power.delta_line_currents': z.array(z.object({ in: triple, out: triple, tol: number.optional() })),
    'power.delta_total_W': z.array(z.object({ lines: triple, V_LL: number, out: number, tol: number })),
    'power.imbalance_pct': z.array(z.object({ in: triple, out: number, kVA415: number, util63: number })),
    'power.neutral': z.array(z.object({ in: triple, out: number })),
    'power.bank_overload': z.array(
      z.object({ banks_VA: triple, V: number, limit_A: number, max_A: number, ok: z.boolean() }),
    ),
    'power.phasor_pf': z.array(
      z.object({ S12: number, pf12: number, S23: number, pf23: number, S31: number, V: number, L: triple }),
    ),
  })
  .parse(file);

interface Bank {
  readonly legs: Legs;
  readonly va: number;
  readonly powerFactor?: number;
}

const DELTA = ['L1-L2', 'L2-L3', 'L3-L1'] as const;
const WYE = ['L1-N', 'L2-N', 'L3-N'] as const;

function banksOf(legs: readonly Legs[], va: readonly number[]): readonly Bank[] {
  return legs.map((leg, k) => ({ legs: leg, va: va[k] ?? NaN }));
}

/** Load of a rack PDU, its breaker and its panel, in order: three devices on three pairs of conductors. */
function solved(lineToLineV: number, banks: readonly Bank[], ratedCurrentA = 63): readonly ElementLoad[] {
  const loaded = banks.filter(({ va }) => va > 0);
  const { index, policy } = powerHall({
    devicesPerRack: 1,
    deviceType: NODE_4KW,
    supplies: ['PSU1'],
    feeds: ['A'],
    site: { name: 'hall', continuousLoadFraction: 0.8 },
    pduType: {
      ...catalogued('pdu-415-60'),
      inputVoltageLlV: lineToLineV,
      ratedCurrentA,
      phases: 3,
      outlets: loaded.map(({ legs }) => ({ name: legs, connector: 'C19', legs })),
    },
    change: () => ({
      deviceTypes: loaded.map(({ legs, va, powerFactor = 1 }) => ({
        ...NODE_4KW,
        ...catalogued(`type-${legs.toLowerCase()}`),
        maximumPowerW: va * powerFactor,
        powerFactor,
      })),
      devices: loaded.map(({ legs }) => ({ name: legs, type: `type-${legs.toLowerCase()}`, rack: 'R1' })),
      cords: loaded.map(({ legs }) => ({ device: legs, supply: 'PSU1', pdu: 'R1-PDU-A', outlet: legs })),
    }),
  });
  const { elements } = conservedPower(index, policy);
  return ['R1-PDU-A', 'R1-BRK-A', 'PANEL-A'].flatMap((name) => elements.find(({ element }) => element === name) ?? []);
}

function expectLines(elements: readonly ElementLoad[], lines: readonly number[], tolerance: number): void {
  expect(elements).toHaveLength(3);
  for (const { normal } of elements) {
    lines.forEach((currentA, k) => {
      expect(Math.abs((normal?.lineCurrentsA[k] ?? NaN) - currentA)).toBeLessThanOrEqual(tolerance);
    });
  }
}

describe('a rack PDU, its breaker and its panel', () => {
  it.each(vectors['power.delta_line_currents'])('carry lines of $out A for delta banks of $in A', (vector) => {
    const va = vector.in.map((currentA) => currentA * 208);
    expectLines(solved(208, banksOf(DELTA, va)), vector.out, vector.tol ?? 0.0001);
  });

  it.each(vectors['power.delta_total_W'])('carry $out W on lines of $lines A', ({ lines, V_LL, out, tol }) => {
    const banks = vectors['power.delta_line_currents'].find((vector) => vector.out.join() === lines.join());
    const elements = solved(
      V_LL,
      banksOf(
        DELTA,
        (banks?.in ?? []).map((currentA) => currentA * V_LL),
      ),
    );
    for (const { normal } of elements) expect(Math.abs((normal?.powerW ?? NaN) - out)).toBeLessThanOrEqual(tol);
  });

  it.each(vectors['power.imbalance_pct'])('are $out % uneven on lines of $in A', (vector) => {
    const elements = solved(
      415,
      banksOf(
        WYE,
        vector.in.map((currentA) => (currentA * 415) / Math.sqrt(3)),
      ),
    );
    expectLines(elements, vector.in, 1e-9);
    for (const { normal } of elements) {
      expect(Math.abs(100 * (normal?.imbalanceFraction ?? NaN) - vector.out)).toBeLessThanOrEqual(0.0005);
      expect(Math.abs((normal?.apparentPowerVa ?? NaN) / 1000 - vector.kVA415)).toBeLessThanOrEqual(0.0005);
    }
    const [pdu] = elements;
    const used = (100 * (pdu?.normal?.busiestCurrentA ?? NaN)) / (pdu?.ratedCurrentA ?? NaN);
    expect(Math.abs(used - vector.util63)).toBeLessThanOrEqual(0.005);
  });

  it.each(vectors['power.neutral'])('carry $out A in the neutral for phases of $in A', (vector) => {
    const va = vector.in.map((currentA) => (currentA * 415) / Math.sqrt(3));
    for (const { normal } of solved(415, banksOf(WYE, va))) {
      expect(Math.abs((normal?.neutralCurrentA ?? NaN) - vector.out)).toBeLessThanOrEqual(0.00005);
    }
  });

  it.each(vectors['power.bank_overload'])('carry $max_A A where banks of $banks_VA VA hang: $ok', (vector) => {
    const elements = solved(vector.V, banksOf(DELTA, vector.banks_VA), vector.limit_A / 0.8);
    for (const { normal } of elements) {
      expect(Math.abs((normal?.busiestCurrentA ?? NaN) - vector.max_A)).toBeLessThanOrEqual(0.0005);
    }
    const [pdu] = elements;
    expect(pdu?.allowedCurrentA).toBeCloseTo(vector.limit_A, 9);
    expect((pdu?.normal?.busiestCurrentA ?? NaN) <= (pdu?.allowedCurrentA ?? NaN)).toBe(vector.ok);
  });

  it.each(vectors['power.phasor_pf'])('carry lines of $L A for power factors $pf12 and $pf23', (vector) => {
    const banks: readonly Bank[] = [
      { legs: 'L1-L2', va: vector.S12, powerFactor: vector.pf12 },
      { legs: 'L2-L3', va: vector.S23, powerFactor: vector.pf23 },
    ];
    expect(vector.S31).toBe(0);
    expectLines(solved(vector.V, banks), vector.L, 0.0005);
  });
});
