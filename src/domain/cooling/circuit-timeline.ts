import type { Total } from '../finding.js';
import type { CduCircuit } from './cdu-circuits.js';
import { circuitWithout } from './cdu-circuits.js';
import type { BackupPower } from './loss-timeline.js';

/** What a circuit of distribution units does when the mains are lost. */
export interface CircuitTimeline {
  readonly circuit: string;
  readonly heatW: Total;
  /** Units that a UPS carries. */
  readonly onUps: readonly string[];
  /** Time without the units that its heat needs, s; null where it is not known or they never come back. */
  readonly withoutFlowS: number | null;
  readonly verdict: 'flows-on' | 'stops' | 'never-back' | 'unknown';
  /** What is missing where the verdict is unknown. */
  readonly missing: readonly string[];
}

/**
 * How long each circuit is without the units that its heat needs when the mains are lost: not at all where those on a UPS carry
 * it, else until the generator carries enough of them. A cold plate stores next to nothing, so that devices throttle or stop
 * within seconds: there is no ride-through to set against it.
 */
export function circuitTimelines(circuits: readonly CduCircuit[], backup: BackupPower): readonly CircuitTimeline[] {
  return circuits
    .filter(({ racks }) => racks.length > 0)
    .map((circuit): CircuitTimeline => {
      const { name, units, heatW } = circuit;
      const all = units.map(({ unit }) => unit);
      const verdictWith = (running: (name: string) => boolean) =>
        circuitWithout(circuit, new Set(all.map((unit) => unit.name).filter((unit) => !running(unit)))).verdict;
      const onUps = all.map((unit) => unit.name).filter((unit) => backup.onUps.has(unit));
      const about = { circuit: name, heatW, onUps };
      const unstated = all.some(({ poweredBy }) => (poweredBy ?? []).length === 0);
      const carried = onUps.length === 0 ? 'short' : verdictWith((unit) => backup.onUps.has(unit));
      if (carried === 'holds') return { ...about, withoutFlowS: 0, verdict: 'flows-on', missing: [] };
      const again = backup.hasGenerator ? verdictWith((unit) => backup.onGenerator.has(unit)) : 'short';
      const missing = [
        ...(unstated ? ['poweredBy of distribution units'] : []),
        ...(carried === 'unknown' || again === 'unknown' ? ['capacity of the units or heat into liquid'] : []),
        ...(again === 'holds' && backup.generatorStartS === null ? ['powerElement.startTimeS of a generator'] : []),
      ];
      if (missing.length > 0) return { ...about, withoutFlowS: null, verdict: 'unknown', missing };
      if (again !== 'holds') return { ...about, withoutFlowS: null, verdict: 'never-back', missing };
      return { ...about, withoutFlowS: backup.generatorStartS, verdict: 'stops', missing };
    });
}
