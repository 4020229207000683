import { SQRT_3 } from '../units.js';
import { powerW, reactiveVar } from './load-flow.js';
import { magnitudes, type LineVectors } from './line-vector.js';
import type { LineLoad } from './power-figures.js';
import { imbalanceFraction } from './three-phase.js';

/** The load of one element in figures: its vector over its voltage, with what unknown draws may add. */
export function lineLoad({
  vectors,
  at,
  phases,
  voltageV,
  uncertainVa,
}: {
  readonly vectors: LineVectors;
  /** Begin of its vector. */
  readonly at: number;
  readonly phases: 1 | 3;
  readonly voltageV: number | null;
  readonly uncertainVa: number;
}): LineLoad {
  const realW = powerW(vectors, at, phases);
  const apparentPowerVa = Math.hypot(realW, reactiveVar(vectors, at, phases));
  const upperApparentPowerVa = uncertainVa === Infinity ? null : apparentPowerVa + uncertainVa;
  const { lines, neutral } = magnitudes(vectors, at);
  const [l1, l2, l3] = lines;
  if (phases === 1) {
    const currentA = ampere(l1, voltageV);
    return {
      lineCurrentsA: [currentA, null, null],
      neutralCurrentA: currentA,
      busiestLine: null,
      busiestCurrentA: currentA,
      upperCurrentA: ampere(l1 + uncertainVa, voltageV),
      apparentPowerVa,
      upperApparentPowerVa,
      powerW: realW,
      imbalanceFraction: null,
    };
  }
  const busiest = Math.max(l1, l2, l3);
  const even = busiest * (1 - 1e-9);
  return {
    lineCurrentsA: [ampere(l1, voltageV), ampere(l2, voltageV), ampere(l3, voltageV)],
    neutralCurrentA: ampere(neutral, voltageV),
    busiestLine: l1 >= even ? 'L1' : l2 >= even ? 'L2' : 'L3',
    busiestCurrentA: ampere(busiest, voltageV),
    // At worst all of what is unknown hangs between one line and neutral: S / (V/√3).
    upperCurrentA: ampere(busiest + SQRT_3 * uncertainVa, voltageV),
    apparentPowerVa,
    upperApparentPowerVa,
    powerW: realW,
    imbalanceFraction: imbalanceFraction({ l1A: l1, l2A: l2, l3A: l3 }) ?? null,
  };
}

function ampere(va: number, voltageV: number | null): number | null {
  return voltageV === null || va === Infinity ? null : va / voltageV;
}
