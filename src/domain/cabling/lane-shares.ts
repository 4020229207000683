import type { CableType } from '../site/kinds/cable-type.js';
import type { DevicePort } from '../site/kinds/device-type.js';

/** What does not fit of the lanes or speeds of a cable and its ports. */
export type LinkProblem = 'lane share' | 'lanes' | 'port kinds' | 'port rates';

/** A port that a cable end uses. */
export interface UsedPort {
  readonly device: string;
  readonly deviceType: string;
  readonly port: DevicePort;
  /** Name of the port and of its part. */
  readonly name: string;
  readonly subPort: string | undefined;
}

export type ReportLink = (cable: string, problem: LinkProblem, what: string) => unknown;

/** Adds up the lanes of the parts of ports that are broken out. */
export interface LaneBook {
  /** Judges the ports of one cable, in the order of its ends; null for a port that nobody knows. */
  readonly take: (
    cable: { readonly name: string; readonly type: CableType },
    ports: readonly (UsedPort | null)[],
  ) => void;
  /** Reports the ports whose parts take more lanes than they have; after the last cable. */
  readonly close: () => void;
}

/** Kinds of port that speak with their own kind only. */
const SPEAKING: ReadonlySet<string> = new Set(['c2c', 'ethernet', 'infiniband']);

/**
 * Judges lanes and speeds of cables against their ports. A cable of two ends brings all its lanes to both; of a breakout
 * the single end has all of them, and each of n others 1/n, which must be a whole number. No port has fewer lanes than
 * come to it, and the parts of one that is broken out not more than it has. Ports that a cable joins directly speak the
 * same and run their lanes alike.
 *
 * Example: 8 lanes to two ends are 4 each; to three ends they are no whole number. Two parts of 4 lanes fill a cage of 8,
 * a third does not go into it.
 */
export function openLaneBook(report: ReportLink): LaneBook {
  const parts = new Map<string, { deviceType: string; lanes: number; taken: number; cables: string[] }>();
  return {
    take: ({ name, type }, ports) => {
      const far = ports.length - 1;
      const { lanes } = type;
      if (lanes !== undefined) {
        if (far > 1 && lanes % far !== 0)
          report(name, 'lane share', `${type.slug} shares ${String(lanes)} lanes among ${String(far)} ends`);
        ports.forEach((used, k) => {
          if (used?.port.lanes === undefined) return;
          const own = k === 0 || far === 0 ? lanes : lanes / far;
          if (used.subPort === undefined) {
            if (own > used.port.lanes)
              report(
                name,
                'lanes',
                `${type.slug} brings ${String(own)} lanes, the ports of ${used.deviceType} have ${String(used.port.lanes)}`,
              );
            return;
          }
          const key = `${used.device}\u0000${used.name}`;
          const part = parts.get(key) ?? { deviceType: used.deviceType, lanes: used.port.lanes, taken: 0, cables: [] };
          parts.set(key, part);
          part.taken += own;
          part.cables.push(name);
        });
      }
      const [first, ...others] = ports;
      if (first === null || first === undefined) return;
      for (const other of others) if (other !== null) compare(name, first, other, report);
    },
    close: () => {
      for (const { deviceType, lanes, taken, cables } of parts.values()) {
        if (taken <= lanes + 1e-9) continue;
        for (const cable of cables)
          report(
            cable,
            'lanes',
            `parts of ports of ${deviceType} take ${String(taken)} lanes together, the ports have ${String(lanes)}`,
          );
      }
    },
  };
}

function compare(cable: string, a: UsedPort, b: UsedPort, report: ReportLink): void {
  if (a.port === b.port) return;
  if (a.port.kind !== b.port.kind && SPEAKING.has(a.port.kind) && SPEAKING.has(b.port.kind)) {
    const [one, other] = [a, b].map(({ port, deviceType }) => `${port.kind} at ${deviceType}`).sort();
    report(cable, 'port kinds', `${one ?? ''} and ${other ?? ''}`);
    return;
  }
  const [nearRate, farRate] = [a.port.laneRateGbps, b.port.laneRateGbps];
  if (nearRate === undefined || farRate === undefined || nearRate === farRate) return;
  const [one, other] = [a, b]
    .map(({ port, deviceType }) => `${String(port.laneRateGbps)} Gbit/s a lane at ${deviceType}`)
    .sort();
  report(cable, 'port rates', `${one ?? ''} and ${other ?? ''}`);
}
