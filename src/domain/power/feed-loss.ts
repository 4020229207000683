import { lineLoad } from './line-load.js';
import { busiestMagnitude, copyVector, VECTOR_LENGTH } from './line-vector.js';
import { reportedFlow, type LoadFlow } from './load-flow.js';
import type { LoadService } from './load-service.js';
import { lossSolver } from './loss-solver.js';
import { followLoss, type PduParts } from './pdu-parts.js';
import type { FeedLossSummary, LineLoad, ServiceAfterLoss } from './power-figures.js';
import type { PowerLoad, PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import type { NormalPower } from './tap-power.js';

/** Share of a value that is rounding: of equals the first feed is named. */
const ROUNDING = 1e-9;

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
  const worst = worstSoFar(network);
  const solver = lossSolver({ network, loads, normal, flow });
  const services: ServiceAfterLoss[] = [];
  const summaries: FeedLossSummary[] = [];
  const devices = { full: 0, reduced: 0, dark: 0, unknown: 0 };
  loads.loads.forEach((load, at) => {
    const service = normal.services[at];
    if (service === undefined || !load.isDevice) return;
    devices[service.state] += 1;
    listService(services, { load, service, lostFeed: null });
  });

  const nodesOfFeed = new Map<string, number[]>(network.feeds.map((feed) => [feed, []]));
  network.nodes.forEach(({ feed }, at) => nodesOfFeed.get(feed ?? '')?.push(at));
  for (const [lostFeed, failed] of nodesOfFeed) {
    const lost = solver.lose(failed);
    const raised = worst.keep(lostFeed, lost);
    followLoss(parts, { nodes: lost.nodes, network, loads, tapPower: lost.tapPower, lostFeed });

    const after = { ...devices };
    lost.loads.forEach((at, i) => {
      const load = loads.loads[at];
      const service = lost.services[i];
      if (load === undefined || service === undefined || !load.isDevice) return;
      after[normal.services[at]?.state ?? 'unknown'] -= 1;
      after[service.state] += 1;
      listService(services, { load, service, lostFeed });
    });
    summaries.push({ lostFeed, deadElements: lost.died.length, devices: after });
    if (raised.length > 0 && solver.unlimit()) worst.keepUnlimited(raised, lost.flow);
  }
  return { worstOf: worst.of, services, summaries };
}

/** Keeps for each element the loss that puts most on its busiest line. */
function worstSoFar(network: PowerNetwork) {
  const count = network.nodes.length;
  const busiestVa = new Float64Array(count).fill(-1);
  const unlimitedVa = new Float64Array(count);
  const uncertainVa = new Float64Array(count);
  const vectors = new Float64Array(count * VECTOR_LENGTH);
  const lostFeeds = new Array<string | undefined>(count);

  const keep = (
    lostFeed: string,
    { changed, flow }: { readonly changed: readonly number[]; readonly flow: LoadFlow },
  ): readonly number[] => {
    const raised: number[] = [];
    for (const at of changed) {
      const node = network.nodes[at];
      if (node === undefined || flow.dead[at] === 1) continue;
      const begin = at * VECTOR_LENGTH;
      const reported = reportedFlow(node.element, flow);
      const va = busiestMagnitude(reported.vectors, begin);
      if (va <= (busiestVa[at] ?? 0) * (1 + ROUNDING)) continue;
      busiestVa[at] = va;
      unlimitedVa[at] = va;
      uncertainVa[at] = reported.uncertainVa[at] ?? 0;
      copyVector(vectors, reported.vectors, begin);
      lostFeeds[at] = lostFeed;
      raised.push(at);
    }
    return raised;
  };
  const keepUnlimited = (raised: readonly number[], flow: LoadFlow): void => {
    for (const at of raised) {
      const node = network.nodes[at];
      if (node === undefined) continue;
      unlimitedVa[at] = busiestMagnitude(reportedFlow(node.element, flow).vectors, at * VECTOR_LENGTH);
    }
  };
  const of = (at: number): WorstLoad | null => {
    const node = network.nodes[at];
    const lostFeed = lostFeeds[at];
    if (node === undefined || lostFeed === undefined) return null;
    const { phases, voltageV } = node;
    return {
      lostFeed,
      load: lineLoad({ vectors, at: at * VECTOR_LENGTH, phases, voltageV, uncertainVa: uncertainVa[at] ?? 0 }),
      unlimitedCurrentA: voltageV === null ? null : (unlimitedVa[at] ?? 0) / voltageV,
    };
  };
  return { keep, keepUnlimited, of };
}

function listService(
  services: ServiceAfterLoss[],
  {
    load,
    service,
    lostFeed,
  }: { readonly load: PowerLoad; readonly service: LoadService; readonly lostFeed: string | null },
): void {
  if (service.state === 'full') return;
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
