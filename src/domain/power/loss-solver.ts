import { copyVector, VECTOR_LENGTH } from './line-vector.js';
import { solveNode, type LoadFlow, type TapPower } from './load-flow.js';
import type { LoadService } from './load-service.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import { serviceOf, setTaps, type NormalPower } from './tap-power.js';

/** One loss, solved. It is a view of the solver's own arrays: read it before the next call of the solver. */
export interface SolvedLoss {
  /** Elements that are dead: those that failed, and those that only dead elements feed. */
  readonly died: readonly number[];
  /** Elements whose load the loss may have changed, what is fed before what feeds it. */
  readonly changed: readonly number[];
  /** Loads that lost a tap, and elements on which they have taps. */
  readonly loads: readonly number[];
  readonly nodes: readonly number[];
  /** Service of each of `loads`, in order. */
  readonly services: readonly LoadService[];
  readonly flow: LoadFlow;
  readonly tapPower: TapPower;
}

/** Solves one loss after the other on top of the normal state. */
export interface LossSolver {
  /** Loses elements, after having put back what was lost before. */
  readonly lose: (failed: readonly number[]) => SolvedLoss;
  /**
   * Solves the same loss again as if no device were limited by the supplies that it has left.
   *
   * @returns false where no device is limited, and nothing changed
   */
  readonly unlimit: () => boolean;
}

/**
 * A solver of losses. Its cost for each loss grows with what the loss touches and with what stands above that, not with
 * the site: it keeps a copy of the normal state, changes it, and puts back what it changed.
 *
 * An element is dead when all that feeds it is dead; a live one draws from the first of its parents that lives.
 */
export function lossSolver({
  network,
  loads,
  normal,
  flow: before,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly normal: NormalPower;
  readonly flow: LoadFlow;
}): LossSolver {
  const tapPower = { servedW: normal.tapPower.servedW.slice(), uncertainVa: normal.tapPower.uncertainVa.slice() };
  const flow: LoadFlow = {
    dead: before.dead.slice(),
    carrier: before.carrier.slice(),
    output: before.output.slice(),
    input: before.input.slice(),
    uncertainOutputVa: before.uncertainOutputVa.slice(),
    uncertainInputVa: before.uncertainInputVa.slice(),
  };
  const step = { network, loads, tapPower, flow };
  // Marks carry the number of the loss, so that they need no clearing.
  const markOfNode = new Int32Array(network.nodes.length);
  const markOfTapNode = new Int32Array(network.nodes.length);
  const markOfLoad = new Int32Array(loads.loads.length);
  let loss = 0;
  let died: number[] = [];
  let moved: number[] = [];
  let changed: number[] = [];
  let lost: number[] = [];
  let services: LoadService[] = [];

  const putBack = () => {
    for (const at of died) flow.dead[at] = before.dead[at] ?? 0;
    for (const at of moved) flow.carrier[at] = before.carrier[at] ?? -1;
    for (const at of changed) {
      const begin = at * VECTOR_LENGTH;
      copyVector(flow.output, before.output, begin);
      copyVector(flow.input, before.input, begin);
      flow.uncertainOutputVa[at] = before.uncertainOutputVa[at] ?? 0;
      flow.uncertainInputVa[at] = before.uncertainInputVa[at] ?? 0;
    }
    for (const at of lost) {
      const load = loads.loads[at];
      if (load === undefined) continue;
      for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
        tapPower.servedW[tap] = normal.tapPower.servedW[tap] ?? 0;
        tapPower.uncertainVa[tap] = normal.tapPower.uncertainVa[tap] ?? 0;
      }
    }
  };

  const kill = (failed: readonly number[]) => {
    died = [...failed];
    moved = [];
    for (const at of died) flow.dead[at] = 1;
    for (const at of died) {
      for (const child of network.nodes[at]?.children ?? []) {
        const node = network.nodes[child];
        if (node === undefined || node.inCycle || flow.dead[child] === 1) continue;
        const live = node.parents.find((parent) => flow.dead[parent] === 0);
        if (live === undefined) {
          flow.dead[child] = 1;
          died.push(child);
        } else if (flow.carrier[child] !== live) {
          flow.carrier[child] = live;
          moved.push(child);
        }
      }
    }
  };

  /** Marks an element and everything that carries it, now or before. */
  const mark = (start: number) => {
    for (let at = start; at !== -1 && markOfNode[at] !== loss;) {
      markOfNode[at] = loss;
      if ((network.rank[at] ?? -1) === -1) return;
      changed.push(at);
      at = (flow.dead[at] === 1 ? before.carrier[at] : flow.carrier[at]) ?? -1;
    }
  };

  const lose = (failed: readonly number[]): SolvedLoss => {
    putBack();
    loss += 1;
    kill(failed);
    changed = [];
    lost = [];
    services = [];
    const tapNodes: number[] = [];
    for (const at of died) {
      mark(at);
      for (const tap of loads.tapsOfNode[at] ?? []) {
        const load = loads.taps.load[tap] ?? 0;
        if (markOfLoad[load] === loss) continue;
        markOfLoad[load] = loss;
        lost.push(load);
      }
    }
    for (const at of moved) mark(flow.carrier[at] ?? -1);
    for (const at of lost) {
      const load = loads.loads[at];
      if (load === undefined) continue;
      const service = serviceOf(load, { loads, dead: flow.dead, book: normal.book });
      services.push(service);
      const shortOfCords = service.liveSupplies !== 0 && normal.services[at]?.state !== 'full';
      setTaps(tapPower, { loads, load, service, whole: shortOfCords });
      for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
        const node = loads.taps.node[tap] ?? 0;
        if (markOfTapNode[node] === loss) continue;
        markOfTapNode[node] = loss;
        tapNodes.push(node);
        mark(node);
      }
    }
    changed.sort((a, b) => (network.rank[a] ?? 0) - (network.rank[b] ?? 0));
    for (const at of changed) solveNode(at, step);
    return { died, changed, loads: lost, nodes: tapNodes, services, flow, tapPower };
  };

  const unlimit = (): boolean => {
    const limited = services.flatMap((service, i) => {
      const load = loads.loads[lost[i] ?? -1];
      const isLimited = load !== undefined && service.state !== 'dark' && service.servedW < load.terms.draw.lowerW;
      return isLimited ? [{ load, service }] : [];
    });
    if (limited.length === 0) return false;
    for (const { load, service } of limited) setTaps(tapPower, { loads, load, service, whole: true });
    for (const at of changed) solveNode(at, step);
    return true;
  };

  return { lose, unlimit };
}
