import { totalOf, type Assumption, type TotalItem } from '../finding.js';
import type { Device } from '../site/kinds/device.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { elementLimits } from './allowed-load.js';
import { deviceDraw, type DeviceDraw } from './device-draw.js';
import { solveFeedLosses } from './feed-loss.js';
import { lineLoad } from './line-load.js';
import { VECTOR_LENGTH } from './line-vector.js';
import { loadFlow, undisturbed, UPS_INPUT_POWER_FACTOR } from './load-flow.js';
import type { ElementLoad, LoadCase, PowerFigures, RackPower } from './power-figures.js';
import { pduParts, partFigures } from './pdu-parts.js';
import { powerLoads, type PowerLoads } from './power-loads.js';
import { powerNetwork, type PowerNetwork } from './power-network.js';
import { singleFedDevices } from './single-fed.js';
import { normalTapPower } from './tap-power.js';

/**
 * What every rack draws, what every power element carries line by line at maximum draw, and what the loss of each feed
 * makes of it.
 *
 * Draws that are unknown count with the least that is known of them, and widen the upper bounds; no figure takes an
 * unknown draw for 0 without saying so in its coverage.
 */
export function solvePower(index: SiteIndex, policy: SitePolicy): PowerFigures {
  const draws = drawsOf(index);
  const network = powerNetwork(index);
  const loads = powerLoads({ index, network, policy, draws });

  const normal = normalTapPower(loads);
  const supply = undisturbed(network);
  const flow = loadFlow({ network, loads, tapPower: normal.tapPower, supply });
  const parts = pduParts({ index, network, loads, policy, tapPower: normal.tapPower });
  const losses = solveFeedLosses({ network, loads, normal, flow, parts });

  const coverage = coverageOf(network, loads);
  const elements = network.nodes.map((node, at): ElementLoad => {
    const { element, pduType, phases, voltageV } = node;
    const isPdu = element.kind === 'rack-pdu';
    const uncertainVa = (isPdu ? flow.uncertainInputVa[at] : flow.uncertainOutputVa[at]) ?? 0;
    const vectors = isPdu ? flow.input : flow.output;
    return {
      ...elementLimits({ element, pduType, policy, phases, voltageV }),
      element: node.name,
      kind: element.kind,
      rack: element.rack ?? null,
      feed: node.feed,
      phases,
      voltageV,
      normal: node.inCycle ? null : lineLoad({ vectors, at: at * VECTOR_LENGTH, phases, voltageV, uncertainVa }),
      worst: losses.worst[at]?.load ?? null,
      worstLostFeed: losses.worst[at]?.lostFeed ?? null,
      worstUnlimitedCurrentA: losses.worst[at]?.unlimitedCurrentA ?? null,
      coverage: { known: coverage.known[at] ?? 0, total: coverage.total[at] ?? 0 },
    };
  });

  return {
    racks: index.snapshot.racks.map((rack) => rackPower({ index, network, elements, draws, rack: rack.name })),
    elements,
    ...partFigures(parts, { network, loads }),
    afterLoss: losses.services,
    losses: losses.summaries,
    singleFed: singleFedDevices({ network, loads }),
    cycles: network.cycles,
    gaps: network.gaps,
    unfedRacks: loads.unfedRacks,
    site: totalsOf(index.snapshot.devices, draws),
    assumptions: assumptionsOf({ network, loads, policy }),
  };
}

function drawsOf(index: SiteIndex): ReadonlyMap<string, DeviceDraw> {
  const draws = new Map<string, DeviceDraw>();
  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) continue;
    const supplies = index.expandedDeviceTypes.get(type.slug)?.supplies ?? [];
    const corded = index.cordsByDevice.has(device.name);
    draws.set(device.name, deviceDraw({ device, type, supplies, corded }));
  }
  return draws;
}

function totalsOf(devices: readonly Device[], draws: ReadonlyMap<string, DeviceDraw>): RackPower['drawW'] {
  const total = (loadCase: LoadCase) =>
    totalOf(devices.map(({ name }): TotalItem => draws.get(name)?.[loadCase] ?? { value: null }));
  return { typical: total('typical'), maximum: total('maximum'), nameplate: total('nameplate') };
}

function rackPower({
  index,
  network,
  elements,
  draws,
  rack,
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly elements: readonly ElementLoad[];
  readonly draws: ReadonlyMap<string, DeviceDraw>;
  readonly rack: string;
}): RackPower {
  const pdus = (index.pdusByRack.get(rack) ?? []).map(({ name }) => name);
  const names = pdus.length > 0 ? pdus : (index.racks.get(rack)?.feeds ?? []).map(({ element }) => element);
  const feeding = names.flatMap((name) => elements[network.byName.get(name) ?? -1] ?? []);
  let worst: { fraction: number; lostFeed: string | null } | null = null;
  for (const load of feeding) {
    const fraction = load.worst === null ? null : fractionOf(load, load.worst);
    if (fraction !== null && (worst === null || fraction > worst.fraction)) {
      worst = { fraction, lostFeed: load.worstLostFeed };
    }
  }
  return {
    rack,
    drawW: totalsOf(index.devicesByRack.get(rack) ?? [], draws),
    normalLoadFraction: highest(feeding.map((load) => (load.normal === null ? null : fractionOf(load, load.normal)))),
    worstLoadFraction: worst?.fraction ?? null,
    worstLostFeed: worst?.lostFeed ?? null,
  };
}

/** Busiest line against what it may carry; what is only partly known counts where it is already too much. */
function fractionOf(load: ElementLoad, { busiestCurrentA, upperCurrentA }: NonNullable<ElementLoad['normal']>) {
  if (load.allowedCurrentA === null || busiestCurrentA === null) return null;
  const fraction = busiestCurrentA / load.allowedCurrentA;
  return upperCurrentA === busiestCurrentA || fraction > 1 ? fraction : null;
}

/** The highest; null where one is unknown, unless another is already above 1. */
function highest(fractions: readonly (number | null)[]): number | null {
  const known = fractions.filter((fraction) => fraction !== null);
  if (known.length === 0) return null;
  const most = Math.max(...known);
  return known.length === fractions.length || most > 1 ? most : null;
}

/**
 * Of the loads behind each element, how many there are and of how many the draw is known. A load that several ways lead
 * to counts once. Above a cycle nothing counts as known, since nobody can say what comes through.
 */
function coverageOf(network: PowerNetwork, loads: PowerLoads): { known: Uint32Array; total: Uint32Array } {
  const count = network.nodes.length;
  const known = new Uint32Array(count);
  const total = new Uint32Array(count);
  const seenBy = new Int32Array(count).fill(-1);
  for (const [at, load] of loads.loads.entries()) {
    const ways: { node: number; clear: boolean }[] = [];
    for (let tap = load.firstTap; tap < load.firstTap + load.tapCount; tap++) {
      ways.push({ node: loads.taps[tap]?.node ?? 0, clear: load.draw.value !== null });
    }
    for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
      const node = network.nodes[way.node];
      if (node === undefined || seenBy[way.node] === at) continue;
      seenBy[way.node] = at;
      const clear = way.clear && !node.inCycle;
      total[way.node] = (total[way.node] ?? 0) + 1;
      if (clear) known[way.node] = (known[way.node] ?? 0) + 1;
      for (const parent of node.inCycle ? node.parents : node.parents.slice(0, 1)) ways.push({ node: parent, clear });
    }
  }
  return { known, total };
}

/** What nobody stated and the engine took, with how many things left it out. */
function assumptionsOf({
  network,
  loads,
  policy,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly policy: SitePolicy;
}): readonly Assumption[] {
  const powerFactorSource = policy.sources['powerFactor'] ?? 'server supplies above half load';
  const nodes = network.nodes.filter(({ inCycle }) => !inCycle);
  const isOnUnknownLine = ({ phases, parents }: (typeof nodes)[number]) =>
    phases === 1 && network.nodes[parents[0] ?? -1]?.phases === 3;
  const all: readonly Assumption[] = [
    {
      parameter: 'deviceType.powerFactor',
      value: policy.powerFactor,
      unit: '1',
      source: powerFactorSource,
      count: loads.assumed.devicePowerFactors,
    },
    {
      parameter: 'coolingUnitType.powerFactor',
      value: policy.powerFactor,
      unit: '1',
      source: 'plant with speed-controlled drives, taken as servers are',
      count: loads.assumed.plantPowerFactors,
    },
    {
      parameter: 'deviceType.suppliesForFullService',
      value: 'the fewest whose ratings cover the maximum draw',
      unit: null,
      source: 'supplies share load, and none carries more than its rating',
      count: loads.assumed.neededSupplies,
    },
    {
      parameter: 'device.cords',
      value: 'shared evenly by the rack PDUs of the rack, or by its feeds, balanced over the lines',
      unit: null,
      source: 'devices without a cord; planning practice until cords are known',
      count: loads.assumed.devicesWithoutCords,
    },
    {
      parameter: 'pduType.outlets.legs',
      value: 'balanced over the lines',
      unit: null,
      source: 'cords on outlets whose conductors are not stated',
      count: loads.assumed.cordsWithoutLegs,
    },
    {
      parameter: 'powerElement.line',
      value: 'balanced over the lines of what feeds it',
      unit: null,
      source: 'single-phase elements below three-phase ones, of which no line is stated',
      count: nodes.filter(isOnUnknownLine).length,
    },
    {
      parameter: 'powerElement.phases',
      value: 3,
      unit: null,
      source: 'power chains of halls are three-phase unless stated',
      count: nodes.filter(({ phasesAssumed }) => phasesAssumed).length,
    },
    {
      parameter: 'powerElement.inputPowerFactor',
      value: UPS_INPUT_POWER_FACTOR,
      unit: '1',
      source: 'double-conversion UPS with an active rectifier, above half load: balanced input',
      count: nodes.filter(({ element }) => element.kind === 'ups').length,
    },
    {
      parameter: 'powerElement.winding',
      value: 'delta-wye',
      unit: null,
      source: 'usual winding of distribution transformers',
      count: nodes.filter(({ element, phases }) => element.kind === 'transformer' && phases === 3).length,
    },
  ];
  return all.filter(({ count }) => count > 0);
}
