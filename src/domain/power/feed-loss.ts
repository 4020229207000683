import { lineLoad } from './line-load.js';
import { busiestMagnitude, VECTOR_LENGTH } from './line-vector.js';
import { loadFlow, reportedFlow, supplyAfterLoss, type LoadFlow } from './load-flow.js';
import type { LoadService } from './load-service.js';
import { followLoss, type PduParts } from './pdu-parts.js';
import type { FeedLossSummary, LineLoad, ServiceAfterLoss } from './power-figures.js';
import type { PowerLoad, PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import { powerAfterLoss, type NormalPower } from './tap-power.js';

/** The worst that a loss makes of one element. */
export interface WorstLoad {
  readonly lostFeed: string;
  readonly load: LineLoad;
  readonly unlimitedCurrentA: number | null;
}

export interface FeedLosses {
  /** The worst of a node; null where no loss that it survives changes its load. */
  readonly worstOf: (node: number) => WorstLoad | null;
  readonly services: readonly ServiceAfterLoss[];
  readonly summaries: readonly FeedLossSummary[];
}

/** A loss, solved; `unlimited` is the flow if no device were limited by the supplies that it has left. */
interface SolvedLoss {
  readonly lostFeed: string;
  readonly flow: LoadFlow;
  readonly unlimited: LoadFlow | null;
}

/**
 * Loses each feed of the site in turn: everything that belongs to it is dead, with everything that only dead elements
 * feed. Solves again what that touches: devices lose supplies, and what is left of them carries what the devices then
 * draw.
 */
export function solveFeedLosses({
  network,
  loads,
  normal,
  flow,
  parts,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly normal: NormalPower;
  readonly flow: LoadFlow;
  readonly parts: PduParts;
}): FeedLosses {
  const count = network.nodes.length;
  const worstVa = new Float64Array(count).fill(-1);
  const worstLoss = new Array<SolvedLoss | undefined>(count);
  const services: ServiceAfterLoss[] = [];
  const summaries: FeedLossSummary[] = [];
  loads.loads.forEach((load, at) => listService(services, load, normal.services[at], null));

  for (const lostFeed of network.feeds) {
    const failed = network.nodes.flatMap(({ feed }, at) => (feed === lostFeed ? [at] : []));
    const supply = supplyAfterLoss(network, failed);
    const lost = loadsOn(loads, supply.dead);
    const after = powerAfterLoss({ loads, normal, touched: lost, dead: supply.dead });
    const touched = nodesOf(loads, lost);
    const solve = (tapPower: NormalPower['tapPower']) =>
      loadFlow({ network, loads, tapPower, supply, before: flow, touched });
    const solved = solve(after.tapPower);
    const loss = { lostFeed, flow: solved, unlimited: after.unlimited === null ? null : solve(after.unlimited) };

    network.nodes.forEach(({ element, inCycle }, at) => {
      if (solved.changed[at] === 0 || solved.dead[at] === 1 || inCycle) return;
      const va = busiestMagnitude(reportedFlow(element, solved).vectors, at * VECTOR_LENGTH);
      // Of equals but for rounding the first feed is named.
      if (va <= (worstVa[at] ?? 0) * (1 + 1e-9)) return;
      worstVa[at] = va;
      worstLoss[at] = loss;
    });
    followLoss(parts, { nodes: touched, network, loads, tapPower: after.tapPower, lostFeed });

    const devices = { full: 0, reduced: 0, dark: 0, unknown: 0 };
    loads.loads.forEach((load, at) => {
      if (!load.isDevice) return;
      const afterLoss = after.services.get(at);
      devices[(afterLoss ?? normal.services[at])?.state ?? 'unknown'] += 1;
      listService(services, load, afterLoss, lostFeed);
    });
    summaries.push({ lostFeed, deadElements: supply.dead.reduce((sum, dead) => sum + dead, 0), devices });
  }

  return {
    worstOf: (at) => {
      const loss = worstLoss[at];
      return loss === undefined ? null : worstLoad(network, at, loss);
    },
    services,
    summaries,
  };
}

function worstLoad(network: PowerNetwork, at: number, { lostFeed, flow, unlimited }: SolvedLoss): WorstLoad | null {
  const node = network.nodes[at];
  if (node === undefined) return null;
  const { element, phases, voltageV } = node;
  const begin = at * VECTOR_LENGTH;
  const { vectors, uncertainVa } = reportedFlow(element, flow);
  const load = lineLoad({ vectors, at: begin, phases, voltageV, uncertainVa: uncertainVa[at] ?? 0 });
  const unlimitedVa = busiestMagnitude(reportedFlow(element, unlimited ?? flow).vectors, begin);
  return { lostFeed, load, unlimitedCurrentA: voltageV === null ? null : unlimitedVa / voltageV };
}

function listService(
  services: ServiceAfterLoss[],
  load: PowerLoad,
  service: LoadService | undefined,
  lostFeed: string | null,
): void {
  if (service === undefined || service.state === 'full' || !load.isDevice) return;
  services.push({
    device: load.name,
    rack: load.rack,
    lostFeed,
    liveSupplies: service.liveSupplies,
    supplies: load.terms.supplyCount,
    neededForFull: load.terms.neededForFull,
    state: service.state,
    demandW: load.terms.draw.value,
    servedW: service.uncertainW === 0 ? service.servedW : null,
  });
}

/** Loads with a tap on a dead element, each once. */
function loadsOn(loads: PowerLoads, dead: Uint8Array): readonly number[] {
  const seen = new Uint8Array(loads.loads.length);
  const touched: number[] = [];
  dead.forEach((isDead, node) => {
    if (isDead === 0) return;
    loads.tapsOfNode[node]?.forEach((tap) => {
      const load = loads.taps.load[tap] ?? 0;
      if (seen[load] === 1) return;
      seen[load] = 1;
      touched.push(load);
    });
  });
  return touched;
}

/** Nodes on which loads have taps, each once. */
function nodesOf(loads: PowerLoads, touched: readonly number[]): readonly number[] {
  const seen = new Uint8Array(loads.tapsOfNode.length);
  const nodes: number[] = [];
  touched.forEach((at) => {
    const load = loads.loads[at];
    if (load === undefined) return;
    for (let i = 0; i < load.terms.tapCount; i++) {
      const node = loads.taps.node[load.firstTap + i] ?? 0;
      if (seen[node] === 1) continue;
      seen[node] = 1;
      nodes.push(node);
    }
  });
  return nodes;
}
