import type { ChainState } from './chain-state.js';
import type { PowerModel } from './power-model.js';

/** Time without power from the failure on, s; infinite where power does not return. None: both 0. */
export interface Outage {
  readonly fromS: number;
  readonly toS: number;
}

/** A supply carries its device through this: ITI (CBEMA) curve, 20 ms without voltage. */
export const HOLD_UP_S = 0.02;

/** A static switch of which no transfer time is stated: a quarter of a cycle to half of one. Source: IEC 62310-3. */
export const STATIC_TRANSFER_S = 0.008;

/** Any other change of source that states no time: a contactor transfer switch, six cycles of 60 Hz (makers' data, UL 1008). */
export const OPEN_TRANSFER_S = 0.1;

const NONE: Outage = { fromS: 0, toS: 0 };

/** What nobody stated, and was taken. */
export interface OutageAssumptions {
  startTimes: Set<string>;
  autonomies: Set<string>;
  transferTimes: Set<string>;
}

/**
 * How long each element is without power after a failure, from its final state: what is fed as before is not interrupted;
 * what changed to another parent waits for its transfer; a generator that did not run before waits for its start; a UPS
 * carries on through its autonomy, and is interrupted only by what remains. Each element is asked once.
 *
 * @param before - the state with nothing failed
 * @param after - the state once every transfer has happened
 * @param assumed - collects elements whose times nobody states: power waits for ever for an unknown start, and an unknown autonomy
 *   bridges nothing
 */
export function outagesAfter(
  { network }: PowerModel,
  {
    before,
    after,
    failed,
    ranBefore,
    assumed,
  }: {
    readonly before: ChainState;
    readonly after: ChainState;
    readonly failed: ReadonlySet<number>;
    /** Whether a source carried something before. */
    readonly ranBefore: (at: number) => boolean;
    readonly assumed: OutageAssumptions;
  },
): (at: number) => Outage {
  const known = new Map<number, Outage>();
  const sourceOutage = (at: number): Outage => {
    const { element } = network.nodes[at] ?? {};
    if (element?.kind !== 'generator' || ranBefore(at)) return NONE;
    if (element.startTimeS === undefined) assumed.startTimes.add(element.name);
    return { fromS: 0, toS: element.startTimeS ?? Infinity };
  };
  const inputOutage = (at: number): Outage => {
    const node = network.nodes[at];
    if (node === undefined || node.parents.length === 0) return sourceOutage(at);
    if (after.dead[at] === 1) {
      // It lives as long as the last of what fed it.
      const ways = node.parents.map((parent) => outage(parent));
      return ways.reduce((longest, way) => (way.fromS > longest.fromS ? way : longest), { fromS: 0, toS: Infinity });
    }
    const carrier = after.carrier[at] ?? -1;
    if (carrier === -1) return NONE;
    const { fromS, toS } = outage(carrier);
    const moved = node.parallelWeights === null && before.carrier[at] !== carrier;
    if (!moved) return { fromS, toS };
    return { fromS: 0, toS: toS + transferS(at) };
  };
  const transferS = (at: number): number => {
    const { element } = network.nodes[at] ?? {};
    if (element?.transferTimeS !== undefined) return element.transferTimeS;
    if (element?.kind === 'static-switch') return STATIC_TRANSFER_S;
    if (element !== undefined) assumed.transferTimes.add(element.name);
    return OPEN_TRANSFER_S;
  };
  const outage = (at: number): Outage => {
    const found = known.get(at);
    if (found !== undefined) return found;
    // Chains have no cycles here: what lies on one is asked for no more than once.
    known.set(at, NONE);
    const result = failed.has(at) ? { fromS: 0, toS: Infinity } : bridged(at, inputOutage(at));
    known.set(at, result);
    return result;
  };
  const bridged = (at: number, { fromS, toS }: Outage): Outage => {
    const { element } = network.nodes[at] ?? {};
    if (element?.kind !== 'ups' || toS <= fromS) return { fromS, toS };
    if (element.autonomyS === undefined) assumed.autonomies.add(element.name);
    const autonomyS = element.autonomyS ?? 0;
    return toS - fromS <= autonomyS ? NONE : { fromS: fromS + autonomyS, toS };
  };
  return outage;
}
