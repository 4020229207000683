import type { Coverage } from '../finding.js';
import { compareText } from '../site/key.js';
import type { PduType } from '../site/kinds/pdu-type.js';
import { SQRT_3 } from '../units.js';
import type { FailureScenario, Overload, WorstCase } from './failure-figures.js';
import type { SolvedLoss } from './loss-solver.js';
import { LIMIT_ROUNDING, type LimitRatio } from './overload.js';
import type { TapUnit } from './power-loads.js';
import type { PowerModel } from './power-model.js';

/**
 * Current of a plug for one watt, from its conductors; where they are not stated, from the wiring of the outlets. A per W;
 * not a number where neither is known.
 */
export function amperePerWatt(
  voltageV: number | null,
  wiring: PduType['wiring'],
  unit: Pick<TapUnit, 'legs' | 'powerFactor' | 'legsAssumed'> | undefined,
): number {
  const legs = unit?.legsAssumed === true ? wiring : unit?.legs;
  if (voltageV === null || unit === undefined || legs === undefined) return NaN;
  const voltages = legs === 'wye' || legs.endsWith('-N') ? SQRT_3 : legs === 'L1-L2-L3' ? 1 / SQRT_3 : 1;
  return voltages / (unit.powerFactor * voltageV);
}

/** Name of an outlet beside those of elements. */
export function outletName(pdu: string, outlet: string): string {
  return `${pdu} outlet ${outlet}`;
}

/** The rack PDU of a node: itself, or of a bank its PDU. */
export function pduOf({ network }: Pick<PowerModel, 'network'>, at: number): number {
  const node = network.nodes[at];
  const parent = node?.parents[0];
  const isBank = node?.element.kind === 'breaker' && network.nodes[parent ?? -1]?.element.kind === 'rack-pdu';
  return isBank && parent !== undefined ? parent : at;
}

/** Follows the rated outlets with cords through failures. */
export interface OutletSweep {
  /** Those that one loss puts above their rating, and how many what is unknown may put above it. */
  readonly follow: (
    solved: SolvedLoss,
    scenario: FailureScenario,
  ) => { readonly overloads: readonly Overload[]; readonly open: number };
  /** Of each rack PDU the outlet that comes nearest to its rating, highest first. */
  readonly list: () => readonly WorstCase[];
  /** Cords on outlets whose rating and current are known, of all on rack PDUs. */
  readonly coverage: Coverage;
}

/**
 * Receptacles through a sweep: each carries what its one cord takes, up to its rating, to which no continuous fraction
 * applies. The cost of a loss grows with the loads that it touches.
 *
 * Source: Vertiv Geist, rack PDU ratings: receptacles carry their rating.
 */
export function outletSweep(model: PowerModel): OutletSweep {
  const { network, loads, normal } = model;
  const { count, node, unit, outlet } = loads.taps;
  const allowedA = new Float64Array(count).fill(NaN);
  const perWatt = new Float64Array(count).fill(NaN);
  const worstA = new Float64Array(count);
  const worstBy = new Map<number, string>();
  const coverage = { known: 0, total: 0 };
  for (let tap = 0; tap < count; tap++) {
    const at = node[tap] ?? -1;
    const pdu = network.nodes[pduOf(model, at)];
    if (pdu?.element.kind !== 'rack-pdu') continue;
    coverage.total += 1;
    const rated = outlet[tap]?.ratedCurrentA;
    if (rated === undefined) continue;
    allowedA[tap] = rated;
    const units = loads.units[unit[tap] ?? -1];
    perWatt[tap] = amperePerWatt(network.nodes[at]?.voltageV ?? null, pdu.pduType?.wiring, units);
    worstA[tap] = (perWatt[tap] ?? NaN) * (normal.tapPower.servedW[tap] ?? 0);
    if (!Number.isNaN(perWatt[tap] ?? NaN)) coverage.known += 1;
  }
  const normalA = worstA.slice();
  const most = (tap: number, uncertainVa: Float64Array, ampere: number) =>
    ampere + (uncertainVa[tap] ?? 0) * (loads.units[unit[tap] ?? -1]?.powerFactor ?? 1) * (perWatt[tap] ?? NaN);
  const limitOf = (tap: number, measured: number): LimitRatio & { readonly element: string; readonly kind: string } => {
    const limit = allowedA[tap] ?? NaN;
    const pdu = network.nodes[pduOf(model, node[tap] ?? -1)]?.name ?? '';
    return {
      element: outletName(pdu, outlet[tap]?.name ?? ''),
      kind: 'outlet',
      limitedBy: 'line',
      measured,
      limit,
      rated: limit,
      unit: 'A',
      ratio: measured / limit,
    };
  };

  const follow: OutletSweep['follow'] = ({ loads: touched, tapPower }, { name }) => {
    const overloads: Overload[] = [];
    let open = 0;
    for (const at of touched) {
      const load = loads.loads[at];
      if (load === undefined) continue;
      for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
        const ampere = (perWatt[tap] ?? NaN) * (tapPower.servedW[tap] ?? 0);
        if (Number.isNaN(ampere)) continue;
        const [limit, before] = [(allowedA[tap] ?? NaN) * (1 + LIMIT_ROUNDING), normalA[tap] ?? 0];
        if (ampere > (worstA[tap] ?? 0) * (1 + LIMIT_ROUNDING)) {
          worstA[tap] = ampere;
          worstBy.set(tap, name);
        }
        if (ampere > limit) {
          if (ampere > before * (1 + LIMIT_ROUNDING)) overloads.push({ ...limitOf(tap, ampere), normal: before });
        } else if (
          most(tap, tapPower.uncertainVa, ampere) > limit &&
          most(tap, normal.tapPower.uncertainVa, before) <= limit
        ) {
          open += 1;
        }
      }
    }
    return { overloads, open };
  };
  const list = (): readonly WorstCase[] => {
    const nearest = new Map<number, number>();
    for (let tap = 0; tap < count; tap++) {
      const ratio = (worstA[tap] ?? NaN) / (allowedA[tap] ?? NaN);
      if (Number.isNaN(ratio)) continue;
      const pdu = pduOf(model, node[tap] ?? -1);
      const best = nearest.get(pdu);
      const known = best === undefined ? -1 : (worstA[best] ?? NaN) / (allowedA[best] ?? NaN);
      if (ratio > known * (1 + LIMIT_ROUNDING)) nearest.set(pdu, tap);
    }
    return [...nearest.values()]
      .map((tap): WorstCase => {
        const before = normalA[tap] ?? 0;
        const scenario = worstBy.get(tap) ?? null;
        return {
          ...limitOf(tap, worstA[tap] ?? NaN),
          normal: before,
          normalRatio: before / (allowedA[tap] ?? NaN),
          scenario,
        };
      })
      .sort((a, b) => b.ratio - a.ratio || compareText(a.element, b.element));
  };
  return { follow, list, coverage };
}
