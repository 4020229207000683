import { SQRT_3 } from '../units.js';
import { powerW, reactiveVar } from './load-flow.js';
import { magnitudes, type LineVectors } from './line-vector.js';
import type { LineLoad } from './power-figures.js';
import { imbalanceFraction } from './three-phase.js';

const LINE_NAMES = ['L1', 'L2', 'L3'] as const;

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
  const power = {
    apparentPowerVa,
    upperApparentPowerVa: uncertainVa === Infinity ? null : apparentPowerVa + uncertainVa,
    powerW: realW,
  };
  const ampere = (va: number) => (voltageV === null || va === Infinity ? null : va / voltageV);
  const { lines, neutral } = magnitudes(vectors, at);
  if (phases === 1) {
    return {
      ...power,
      lineCurrentsA: [ampere(lines[0]), null, null],
      neutralCurrentA: ampere(lines[0]),
      busiestLine: null,
      busiestCurrentA: ampere(lines[0]),
      upperCurrentA: ampere(lines[0] + uncertainVa),
      imbalanceFraction: null,
    };
  }
  const busiest = Math.max(...lines);
  const line = lines.findIndex((magnitude) => magnitude >= busiest * (1 - 1e-9));
  return {
    ...power,
    lineCurrentsA: [ampere(lines[0]), ampere(lines[1]), ampere(lines[2])],
    neutralCurrentA: ampere(neutral),
    busiestLine: LINE_NAMES[line] ?? 'L1',
    busiestCurrentA: ampere(busiest),
    // At worst all of what is unknown hangs between one line and neutral: S / (V/√3).
    upperCurrentA: ampere(busiest + SQRT_3 * uncertainVa),
    imbalanceFraction: imbalanceFraction({ l1A: lines[0], l2A: lines[1], l3A: lines[2] }) ?? null,
  };
}
