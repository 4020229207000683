import type { Cable } from '../site/kinds/cable.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { DevicePort } from '../site/kinds/device-type.js';

/** What does not fit of the lanes or speeds of a cable and its ports. */
export type LinkProblem = 'lane share' | 'lanes' | 'port kinds' | 'port rates';

export type ReportLink = (cable: string, problem: LinkProblem, what: string) => unknown;

/** Ports of a cable in the order of its ends; undefined for a port that nobody knows. */
type UsedPorts = readonly (DevicePort | undefined)[];

/** Adds up the lanes of the parts of ports that are broken out. */
export interface LaneBook {
  readonly take: (cable: Cable, type: CableType, ports: UsedPorts) => void;
  /** Reports the ports whose parts take more lanes than they have; after the last cable. */
  readonly close: () => void;
}

/** Kinds of port that speak with their own kind only. */
const SPEAKING: ReadonlySet<string> = new Set(['c2c', 'ethernet', 'infiniband']);

/**
 * Judges lanes and speeds of cables against their ports. A cable of two ends brings all its lanes to both; of a breakout
 * the single end has all of them, and each of n others 1/n, which must be a whole number. No port has fewer lanes than
 * come to it, and the parts of one that is broken out take together not more than it has. Ports that a cable joins directly
 * speak the same and run their lanes alike.
 *
 * Example: 8 lanes to two ends are 4 each; to three ends they are no whole number. Two parts of 4 lanes fill a cage of 8,
 * a third does not go into it.
 *
 * @param typeOf type of a device, for what is reported
 */
export function openLaneBook(typeOf: (device: string) => string, report: ReportLink): LaneBook {
  const parts = new Map<string, { deviceType: string; lanes: number; taken: number; cables: string[] }>();

  const takeLanes = ({ name, ends }: Cable, slug: string, lanes: number, ports: UsedPorts) => {
    const far = ends.length - 1;
    if (far > 1 && lanes % far !== 0)
      report(name, 'lane share', `${slug} shares ${String(lanes)} lanes among ${String(far)} ends`);
    for (const [k, { device, port, subPort }] of ends.entries()) {
      const has = ports[k]?.lanes;
      if (has === undefined) continue;
      const own = k === 0 ? lanes : lanes / far;
      if (subPort === undefined) {
        if (own > has)
          report(
            name,
            'lanes',
            `${slug} brings ${String(own)} lanes, the ports of ${typeOf(device)} have ${String(has)}`,
          );
        continue;
      }
      const key = `${device}\u0000${port}`;
      const part = parts.get(key) ?? { deviceType: typeOf(device), lanes: has, taken: 0, cables: [] };
      parts.set(key, part);
      part.taken += own;
      part.cables.push(name);
    }
  };

  return {
    take: (cable, { slug, lanes }, ports) => {
      if (lanes !== undefined) takeLanes(cable, slug, lanes, ports);
      for (let k = 1; k < ports.length; k += 1) {
        const [a, b] = [ports[0], ports[k]];
        if (a === undefined || b === undefined || a === b) continue;
        const problem = mismatchOf(a, b);
        if (problem === null) continue;
        const said = [a, b].map((port, i) => {
          const device = cable.ends[i === 0 ? 0 : k]?.device ?? '';
          return `${problem === 'port kinds' ? port.kind : `${String(port.laneRateGbps)} Gbit/s a lane`} at ${typeOf(device)}`;
        });
        report(cable.name, problem, said.sort().join(' and '));
      }
    },
    close: () => {
      for (const { deviceType, lanes, taken, cables } of parts.values()) {
        if (taken <= lanes + 1e-9) continue;
        const what = `parts of ports of ${deviceType} take ${String(taken)} lanes together, the ports have ${String(lanes)}`;
        for (const cable of cables) report(cable, 'lanes', what);
      }
    },
  };
}

function mismatchOf(a: DevicePort, b: DevicePort): 'port kinds' | 'port rates' | null {
  if (a.kind !== b.kind && SPEAKING.has(a.kind) && SPEAKING.has(b.kind)) return 'port kinds';
  const isKnown = a.laneRateGbps !== undefined && b.laneRateGbps !== undefined;
  return isKnown && a.laneRateGbps !== b.laneRateGbps ? 'port rates' : null;
}
