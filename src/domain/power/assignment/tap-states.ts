import type { FailureScenario } from '../failure-figures.js';
import { sweepScenarios } from '../failure-scenarios.js';
import { lossSolver } from '../loss-solver.js';
import type { TapPower } from '../load-flow.js';
import type { PowerLoads } from '../power-loads.js';
import type { PowerModel } from '../power-model.js';

/** What the taps of one element take in one state of the chain. */
export interface TapState {
  /** The first failure that leads to it; null with nothing failed. */
  readonly scenario: string | null;
  /** W of each tap; those that the state does not change are those of the normal one. */
  readonly changedW: ReadonlyMap<number, number>;
}

/** W that a tap takes at most: where what is unknown is bounded, with that. */
export function mostW({ servedW, uncertainVa }: TapPower, { taps, units }: PowerLoads, tap: number): number {
  const uncertain = uncertainVa[tap] ?? 0;
  const powerFactor = units[taps.unit[tap] ?? 0]?.powerFactor ?? 1;
  return (servedW[tap] ?? 0) + (Number.isFinite(uncertain) ? uncertain * powerFactor : 0);
}

/** Every failure that does not depend on which outlet a cord takes: all but the banks of rack PDUs. */
export function outerScenarios(model: PowerModel): readonly FailureScenario[] {
  const banks = new Set([...model.network.banks.values()].flatMap((ofPdu) => [...ofPdu.values()]));
  return sweepScenarios(model, 'all').filter(({ kind, failed }) => {
    const [only] = failed;
    return kind !== 'element' || !banks.has(model.network.byName.get(only ?? '') ?? -1);
  });
}

/**
 * The states of the taps of every rack PDU, each different one once: with nothing failed, and after the loss of each
 * element, redundancy group and feed that leaves the unit live.
 */
export function tapStates(model: PowerModel): ReadonlyMap<number, readonly TapState[]> {
  const { network, loads } = model;
  const pduOf = new Map<number, number>();
  network.nodes.forEach(({ element }, at) => {
    if (element.kind !== 'rack-pdu') return;
    pduOf.set(at, at);
    for (const bank of network.banks.get(at)?.values() ?? []) pduOf.set(bank, at);
  });
  const states = new Map<number, TapState[]>();
  const seen = new Map<number, Set<string>>();
  for (const at of new Set(pduOf.values())) states.set(at, [{ scenario: null, changedW: new Map() }]);
  const solver = lossSolver(model);
  for (const { name, failed } of outerScenarios(model)) {
    const solved = solver.lose(failed.flatMap((element) => network.byName.get(element) ?? []));
    const changed = new Map<number, Map<number, number>>();
    for (const at of solved.loads) {
      const load = loads.loads[at];
      if (load === undefined) continue;
      for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
        const node = loads.taps.node[tap] ?? -1;
        const pdu = pduOf.get(node);
        if (pdu === undefined || solved.flow.dead[node] === 1) continue;
        const ofPdu = changed.get(pdu) ?? new Map<number, number>();
        changed.set(pdu, ofPdu.set(tap, mostW(solved.tapPower, loads, tap)));
      }
    }
    for (const [pdu, changedW] of changed) {
      const key = [...changedW].map(([tap, w]) => `${String(tap)} ${w.toPrecision(10)}`).join(' ');
      const known = seen.get(pdu) ?? new Set<string>();
      seen.set(pdu, known);
      if (known.has(key)) continue;
      known.add(key);
      states.get(pdu)?.push({ scenario: name, changedW });
    }
  }
  return states;
}
