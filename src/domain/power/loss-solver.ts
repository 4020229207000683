import { dealOut, type ChainState } from './chain-state.js';
import { copyVector, VECTOR_LENGTH } from './line-vector.js';
import { addInput, addTap, addToParent, type LoadFlow, type TapPower } from './load-flow.js';
import type { LoadService } from './load-service.js';
import type { PowerLoad, PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import { serviceOf, setTaps, type NormalPower } from './tap-power.js';

/** One loss, solved. It is a view of the solver's own arrays: read it before the next call of the solver. */
export interface SolvedLoss {
  /** Elements that are dead: those that failed, and those that only dead elements feed. */
  readonly died: readonly number[];
  /** Live elements that other parents feed than before. */
  readonly moved: readonly number[];
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
  /**
   * Loses elements, after having put back what was lost before.
   *
   * @param bypassed - UPS that go to bypass
   */
  readonly lose: (failed: readonly number[], bypassed?: readonly number[]) => SolvedLoss;
  /**
   * Solves the same loss again as if no device were limited by the supplies that it has left.
   *
   * @returns false where no device is limited, and nothing changed
   */
  readonly unlimit: () => boolean;
}

/** Share of what an element carried before that is rounding of the differences that were added since. */
const ROUNDING = 1e-11;

/**
 * A solver of losses. Its cost for each loss grows with what the loss touches and with the height of the chain above it,
 * not with the site, nor with how much else hangs on what stands above: it keeps a copy of the normal state, adds
 * differences to it, and puts back what it changed.
 *
 * An element is dead when all that feeds it is dead; a live one draws from the first of its parents that lives, or from
 * all of them that live where they are in parallel. A UPS whose input is interrupted charges its battery afterwards.
 */
export function lossSolver({
  network,
  loads,
  normal,
  flow: before,
  recharges = true,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly normal: NormalPower;
  readonly flow: LoadFlow;
  /** Whether the moment after a loss is solved, in which UPS charge their batteries. */
  readonly recharges?: boolean;
}): LossSolver {
  const tapPower = { servedW: normal.tapPower.servedW.slice(), uncertainVa: normal.tapPower.uncertainVa.slice() };
  const flow: LoadFlow = {
    dead: before.dead.slice(),
    carrier: before.carrier.slice(),
    bypassed: before.bypassed.slice(),
    recharging: before.recharging.slice(),
    output: before.output.slice(),
    input: before.input.slice(),
    uncertainOutputVa: before.uncertainOutputVa.slice(),
    uncertainInputVa: before.uncertainInputVa.slice(),
  };
  // Marks carry the number of the loss, so that they need no clearing.
  const markOfNode = new Int32Array(network.nodes.length);
  const markOfMoved = new Int32Array(network.nodes.length);
  const markOfTapNode = new Int32Array(network.nodes.length);
  const markOfLoad = new Int32Array(loads.loads.length);
  const inputBefore = new Float64Array(network.nodes.length * VECTOR_LENGTH);
  const open = new Set<number>();
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
      flow.bypassed[at] = before.bypassed[at] ?? 0;
      flow.recharging[at] = before.recharging[at] ?? 0;
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
    died = [...new Set(failed)];
    const candidates: number[] = [];
    for (const at of died) flow.dead[at] = 1;
    for (const at of died) {
      for (const child of network.nodes[at]?.children ?? []) {
        const node = network.nodes[child];
        if (node === undefined || node.inCycle || flow.dead[child] === 1) continue;
        const live = node.parents.find((parent) => flow.dead[parent] === 0);
        if (live === undefined) {
          flow.dead[child] = 1;
          died.push(child);
          continue;
        }
        if (markOfMoved[child] !== loss && (flow.carrier[child] !== live || node.parallelWeights !== null)) {
          markOfMoved[child] = loss;
          candidates.push(child);
        }
        flow.carrier[child] = live;
      }
    }
    moved = candidates;
  };

  /** Marks an element and everything that carries it, now or before. */
  const mark = (start: number) => {
    const ways = [start];
    for (let at = ways.pop(); at !== undefined; at = ways.pop()) {
      if (at === -1 || markOfNode[at] === loss) continue;
      markOfNode[at] = loss;
      if ((network.rank[at] ?? -1) === -1) continue;
      changed.push(at);
      const node = network.nodes[at];
      if (node === undefined) continue;
      if (node.parallelWeights === null) ways.push(before.carrier[at] ?? -1, flow.carrier[at] ?? -1);
      else ways.push(...node.parents);
    }
  };

  /** UPS below what moved charge their batteries, unless only a static switch stands between, which is too quick. */
  const recharge = () => {
    const ways = moved.filter((at) => network.nodes[at]?.element.kind !== 'static-switch');
    for (const at of ways) {
      const node = network.nodes[at];
      if (node === undefined || flow.dead[at] === 1) continue;
      if (node.element.kind !== 'ups') {
        for (const child of node.children) if (flow.carrier[child] === at) ways.push(child);
      } else if ((node.element.rechargeW ?? 0) > 0 && flow.recharging[at] === 0) {
        flow.recharging[at] = 1;
        mark(at);
      }
    }
  };

  /** Changes what the taps of a load take, and what their elements give. */
  const retap = (load: PowerLoad, service: LoadService, whole: boolean) => {
    const end = load.firstTap + load.terms.tapCount;
    const { servedW, uncertainVa } = tapPower;
    const was = { servedW: servedW.slice(load.firstTap, end), uncertainVa: uncertainVa.slice(load.firstTap, end) };
    setTaps(tapPower, { loads, load, service, whole });
    for (let tap = load.firstTap; tap < end; tap++) {
      const at = loads.taps.node[tap] ?? 0;
      if (flow.dead[at] === 1 || network.rank[at] === -1) continue;
      const i = tap - load.firstTap;
      const change = (uncertainVa[tap] ?? 0) - (was.uncertainVa[i] ?? 0);
      if (!Number.isFinite(change)) open.add(at);
      addTap(flow, loads, {
        tap,
        at,
        powerW: (servedW[tap] ?? 0) - (was.servedW[i] ?? 0),
        uncertainVa: Number.isFinite(change) ? change : 0,
      });
    }
  };

  /** Solves what was marked again, passing on the difference to what was passed on under `since`. */
  const resolve = (since: ChainState) => {
    for (const at of changed) {
      const node = network.nodes[at];
      if (node === undefined) continue;
      const begin = at * VECTOR_LENGTH;
      const wasUncertainVa = flow.uncertainInputVa[at] ?? 0;
      copyVector(inputBefore, flow.input, begin);
      if (flow.dead[at] === 1) {
        flow.output.fill(0, begin, begin + VECTOR_LENGTH);
        flow.input.fill(0, begin, begin + VECTOR_LENGTH);
        flow.uncertainOutputVa[at] = 0;
        flow.uncertainInputVa[at] = 0;
      } else {
        // What a meter read with nothing lost says nothing of the sum of what is left.
        if (open.has(at) || loads.pinned?.has(at) === true) flow.uncertainOutputVa[at] = uncertainSum(at);
        dropRounding(at);
        addInput(at, node, flow);
      }
      const pass = (parent: number, share: number, from: Float64Array, uncertainVa: number) => {
        if (flow.dead[parent] === 1 || network.rank[parent] === -1) return;
        addToParent(network, { at, parent, from, to: flow.output, factor: share });
        const change = share * uncertainVa;
        if (Number.isFinite(change) && flow.uncertainOutputVa[parent] !== Infinity) {
          flow.uncertainOutputVa[parent] = (flow.uncertainOutputVa[parent] ?? 0) + change;
        } else open.add(parent);
      };
      dealOut(node, at, since, (parent, share) => pass(parent, -share, inputBefore, wasUncertainVa));
      dealOut(node, at, flow, (parent, share) => pass(parent, share, flow.input, flow.uncertainInputVa[at] ?? 0));
    }
    open.clear();
  };

  /** What unknown draws may add, from scratch: differences of what is infinite say nothing. */
  const uncertainSum = (at: number): number => {
    let sumVa = 0;
    for (const tap of loads.tapsOfNode[at] ?? []) sumVa += tapPower.uncertainVa[tap] ?? 0;
    for (const child of network.nodes[at]?.children ?? []) {
      const node = network.nodes[child];
      if (node === undefined || flow.dead[child] === 1) continue;
      if (node.inCycle) sumVa = Infinity;
      else {
        dealOut(node, child, flow, (parent, share) => {
          if (parent === at) sumVa += share * (flow.uncertainInputVa[child] ?? 0);
        });
      }
    }
    return sumVa;
  };

  const dropRounding = (at: number) => {
    const begin = at * VECTOR_LENGTH;
    let scale = 0;
    for (let i = begin; i < begin + VECTOR_LENGTH; i++) scale = Math.max(scale, Math.abs(before.output[i] ?? 0));
    for (let i = begin; i < begin + VECTOR_LENGTH; i++) {
      if (Math.abs(flow.output[i] ?? 0) <= ROUNDING * scale) flow.output[i] = 0;
    }
    const uncertainVa = flow.uncertainOutputVa[at] ?? 0;
    const wasVa = before.uncertainOutputVa[at] ?? 0;
    if (wasVa !== Infinity && uncertainVa <= ROUNDING * wasVa) flow.uncertainOutputVa[at] = 0;
  };

  const lose = (failed: readonly number[], bypassed: readonly number[] = []): SolvedLoss => {
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
    for (const at of moved) mark(at);
    for (const at of bypassed) {
      if (flow.dead[at] === 1) continue;
      mark(at);
      flow.bypassed[at] = 1;
    }
    if (recharges) recharge();
    for (const at of lost) {
      const load = loads.loads[at];
      if (load === undefined) continue;
      const service = serviceOf(load, { loads, dead: flow.dead, book: normal.book });
      services.push(service);
      const shortOfCords = service.liveSupplies !== 0 && normal.shortOfCords[at] === 1;
      for (let tap = load.firstTap; tap < load.firstTap + load.terms.tapCount; tap++) {
        const node = loads.taps.node[tap] ?? 0;
        if (markOfTapNode[node] === loss) continue;
        markOfTapNode[node] = loss;
        tapNodes.push(node);
        mark(node);
      }
      retap(load, service, shortOfCords);
    }
    changed.sort((a, b) => (network.rank[a] ?? 0) - (network.rank[b] ?? 0));
    resolve(before);
    return { died, moved, changed, loads: lost, nodes: tapNodes, services, flow, tapPower };
  };

  const unlimit = (): boolean => {
    const limited = services.flatMap((service, i) => {
      const load = loads.loads[lost[i] ?? -1];
      const isLimited = load !== undefined && service.state !== 'dark' && service.servedW < load.terms.draw.lowerW;
      return isLimited ? [{ load, service }] : [];
    });
    if (limited.length === 0) return false;
    for (const { load, service } of limited) retap(load, service, true);
    resolve(flow);
    return true;
  };

  return { lose, unlimit };
}
