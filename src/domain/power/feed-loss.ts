import { lineLoad } from './line-load.js';
import { busiestMagnitude, VECTOR_LENGTH } from './line-vector.js';
import { loadFlow, supplyAfterLoss, type LoadFlow, type TapPower } from './load-flow.js';
import type { LoadService } from './load-service.js';
import { followLoss, type PduParts } from './pdu-parts.js';
import type { FeedLossSummary, LineLoad, ServiceAfterLoss } from './power-figures.js';
import type { PowerLoad, PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import { tapPowerAfterLoss } from './tap-power.js';

/** The worst that a loss makes of one element. */
export interface WorstLoad {
  readonly lostFeed: string;
  readonly load: LineLoad;
  readonly unlimitedCurrentA: number | null;
}

export interface FeedLosses {
  /** By node; undefined where no loss that it survives changes its load. */
  readonly worst: readonly (WorstLoad | undefined)[];
  readonly services: readonly ServiceAfterLoss[];
  readonly summaries: readonly FeedLossSummary[];
}

interface Normal {
  readonly tapPower: TapPower;
  readonly services: readonly LoadService[];
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
  readonly normal: Normal;
  readonly flow: LoadFlow;
  readonly parts: PduParts;
}): FeedLosses {
  const worst = new Array<WorstLoad | undefined>(network.nodes.length);
  const services = shortOfCords(loads, normal);
  const summaries: FeedLossSummary[] = [];
  for (const lostFeed of network.feeds) {
    const failed = network.nodes.flatMap(({ feed }, at) => (feed === lostFeed ? [at] : []));
    const supply = supplyAfterLoss(network, failed);
    const touchedLoads = loadsOn(loads, supply.dead);
    const after = tapPowerAfterLoss({ loads, normal, touched: touchedLoads, dead: supply.dead });
    const touched = nodesOf(loads, touchedLoads);
    const solved = loadFlow({ network, loads, tapPower: after.tapPower, supply, before: flow, touched });
    const unlimited =
      after.unlimited === null
        ? null
        : loadFlow({ network, loads, tapPower: after.unlimited, supply, before: flow, touched });
    keepWorst({ worst, network, flow: solved, unlimited, lostFeed });
    followLoss(parts, { nodes: touched, network, loads, tapPower: after.tapPower, lostFeed });

    const devices = { full: 0, reduced: 0, dark: 0, unknown: 0 };
    for (const [at, load] of loads.loads.entries()) {
      if (!load.isDevice) continue;
      const service = after.services.get(at) ?? normal.services[at];
      if (service === undefined) continue;
      devices[service.state] += 1;
      if (after.services.has(at)) services.push(...serviceFigure(load, service, lostFeed));
    }
    summaries.push({ lostFeed, deadElements: supply.dead.reduce((sum, dead) => sum + dead, 0), devices });
  }
  return { worst, services, summaries };
}

function shortOfCords(loads: PowerLoads, { services }: Normal): ServiceAfterLoss[] {
  return loads.loads.flatMap((load, at) => {
    const service = services[at];
    return service === undefined || !load.isDevice ? [] : serviceFigure(load, service, null);
  });
}

function serviceFigure(load: PowerLoad, service: LoadService, lostFeed: string | null): readonly ServiceAfterLoss[] {
  if (service.state === 'full') return [];
  return [
    {
      device: load.name,
      rack: load.rack,
      lostFeed,
      liveSupplies: service.liveSupplies,
      supplies: load.supplyCount,
      neededForFull: load.neededForFull,
      state: service.state,
      demandW: load.draw.value,
      servedW: service.uncertainW === 0 ? service.servedW : null,
    },
  ];
}

function loadsOn(loads: PowerLoads, dead: Uint8Array): ReadonlySet<number> {
  const touched = new Set<number>();
  dead.forEach((isDead, node) => {
    if (isDead === 0) return;
    for (const tap of loads.tapsOfNode[node] ?? []) touched.add(loads.taps[tap]?.load ?? 0);
  });
  return touched;
}

function nodesOf(loads: PowerLoads, touched: ReadonlySet<number>): ReadonlySet<number> {
  const nodes = new Set<number>();
  for (const at of touched) {
    const load = loads.loads[at];
    if (load === undefined) continue;
    for (let tap = load.firstTap; tap < load.firstTap + load.tapCount; tap++) nodes.add(loads.taps[tap]?.node ?? 0);
  }
  return nodes;
}

/** Keeps for each live element that changed the loss that puts most on its busiest line; the first of equals. */
function keepWorst({
  worst,
  network,
  flow,
  unlimited,
  lostFeed,
}: {
  readonly worst: (WorstLoad | undefined)[];
  readonly network: PowerNetwork;
  readonly flow: LoadFlow & { readonly changed: Uint8Array };
  readonly unlimited: LoadFlow | null;
  readonly lostFeed: string;
}): void {
  network.nodes.forEach(({ element, inCycle, phases, voltageV }, at) => {
    if (flow.changed[at] === 0 || flow.dead[at] === 1 || inCycle) return;
    const isPdu = element.kind === 'rack-pdu';
    const begin = at * VECTOR_LENGTH;
    const vectors = isPdu ? flow.input : flow.output;
    const uncertainVa = (isPdu ? flow.uncertainInputVa[at] : flow.uncertainOutputVa[at]) ?? 0;
    const load = lineLoad({ vectors, at: begin, phases, voltageV, uncertainVa });
    const known = worst[at];
    if (known !== undefined && severityOf(load) <= severityOf(known.load)) return;
    const unlimitedVectors = unlimited === null ? vectors : isPdu ? unlimited.input : unlimited.output;
    const unlimitedCurrentA = voltageV === null ? null : busiestMagnitude(unlimitedVectors, begin) / voltageV;
    worst[at] = { lostFeed, load, unlimitedCurrentA };
  });
}

function severityOf({ busiestCurrentA, apparentPowerVa }: LineLoad): number {
  return busiestCurrentA ?? apparentPowerVa;
}
