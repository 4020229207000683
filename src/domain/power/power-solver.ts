import { totalOf, type Assumption, type TotalItem } from '../finding.js';
import { sampleOf } from '../name-sample.js';
import { upsWithoutMode } from './ups-mode.js';
import type { Device } from '../site/kinds/device.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { elementLimits } from './allowed-load.js';
import type { DeviceDraw } from './device-draw.js';
import { deratingFactor } from './derating.js';
import { siteDraws } from './site-draws.js';
import { solveFeedLosses } from './feed-loss.js';
import { lineLoad } from './line-load.js';
import { VECTOR_LENGTH } from './line-vector.js';
import { undisturbed } from './chain-state.js';
import { loadFlow, reportedFlow, UPS_INPUT_POWER_FACTOR } from './load-flow.js';
import type { ElementLoad, LoadCase, PowerFigures, RackPower, UnknownDraw } from './power-figures.js';
import { pduParts, partFigures } from './pdu-parts.js';
import { powerLoads, type PowerLoads } from './power-loads.js';
import { powerNetwork, type PowerNetwork } from './power-network.js';
import { singleFedDevices } from './single-fed.js';
import { normalPower } from './tap-power.js';
import { conductorAssumptions, voltageDropFigures } from './voltage-drop.js';

/**
 * What every rack draws, what every power element carries line by line at maximum draw, and what the loss of each feed
 * makes of it.
 *
 * Draws that are unknown count with the least that is known of them, and widen the upper bounds; no figure takes an
 * unknown draw for 0 without saying so in its coverage.
 */
export function solvePower(index: SiteIndex, policy: SitePolicy): PowerFigures {
  const draws = siteDraws(index);
  const network = powerNetwork(index);
  const loads = powerLoads({ index, network, policy, draws });

  const normal = normalPower(loads);
  const supply = undisturbed(network);
  const flow = loadFlow({ network, loads, tapPower: normal.tapPower, supply });
  const parts = pduParts({ index, network, loads, policy, tapPower: normal.tapPower });
  const losses = solveFeedLosses({ network, loads, normal, flow, parts });

  const coverage = coverageOf(network, loads);
  const elements = network.nodes.map((node, at): ElementLoad => {
    const { element, pduType, phases, voltageV } = node;
    const { vectors, uncertainVa } = reportedFlow(element, flow);
    const load = () =>
      lineLoad({ vectors, at: at * VECTOR_LENGTH, phases, voltageV, uncertainVa: uncertainVa[at] ?? 0 });
    const worst = losses.worstOf(at);
    const derated = deratingFactor(element, policy.altitudeM);
    const limits = elementLimits({ element, pduType, policy, phases, voltageV, deratingFactor: derated });
    // Written out, since an object of this many fields made by spreading takes several times the room.
    return {
      element: node.name,
      kind: element.kind,
      rack: element.rack ?? null,
      feed: node.feed,
      phases,
      voltageV,
      ratedCurrentA: limits.ratedCurrentA,
      ratedApparentPowerVa: limits.ratedApparentPowerVa,
      ratedPowerW: limits.ratedPowerW,
      continuousLoadFraction: limits.continuousLoadFraction,
      deratingFactor: limits.deratingFactor,
      allowedCurrentA: limits.allowedCurrentA,
      allowedApparentPowerVa: limits.allowedApparentPowerVa,
      allowedPowerW: limits.allowedPowerW,
      normal: node.inCycle ? null : load(),
      worst: worst?.load ?? null,
      worstLostFeed: worst?.lostFeed ?? null,
      worstUnlimitedCurrentA: worst?.unlimitedCurrentA ?? null,
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
    voltageDrop: voltageDropFigures({ network, loads, normal, flow }),
    cycles: network.cycles,
    gaps: network.gaps,
    unfedRacks: loads.unfedRacks,
    unknownDraws: unknownDrawsOf(index.snapshot.devices, draws),
    site: totalsOf(index.snapshot.devices, draws),
    assumptions: assumptionsOf({ network, loads, policy }),
  };
}

/** A maximum that is not stated is listed before a typical draw that is not; the latter only where the maximum is. */
function unknownDrawsOf(devices: readonly Device[], draws: ReadonlyMap<string, DeviceDraw>): readonly UnknownDraw[] {
  const groups = new Map<
    string,
    { type: string; loadCase: UnknownDraw['loadCase']; names: string[]; items: TotalItem[] }
  >();
  for (const { name, type } of devices) {
    const draw = draws.get(name);
    if (draw === undefined || (draw.maximum.value !== null && draw.typical.value !== null)) continue;
    const loadCase = draw.maximum.value === null ? 'maximum' : 'typical';
    const key = `${loadCase} ${type}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { type, loadCase, names: [], items: [] }));
    group.names.push(name);
    group.items.push(draw[loadCase]);
  }
  return [...groups.values()].map(({ type, loadCase, names, items }) => {
    const { lower, upper } = totalOf(items);
    return { deviceType: type, loadCase, devices: sampleOf(names), lowerW: lower, upperW: upper };
  });
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
 * to counts once. What leads into a cycle is not known from there on, since nobody can say what comes through.
 */
function coverageOf(network: PowerNetwork, loads: PowerLoads): { known: Uint32Array; total: Uint32Array } {
  const count = network.nodes.length;
  const known = new Uint32Array(count);
  const total = new Uint32Array(count);
  const seenBy = new Int32Array(count).fill(-1);
  const ways: number[] = [];
  loads.loads.forEach((load, at) => {
    const isKnown = load.terms.draw.value !== null;
    for (let i = 0; i < load.terms.tapCount; i++) ways.push(loads.taps.node[load.firstTap + i] ?? 0);
    let throughCycle = false;
    for (let here = ways.pop(); here !== undefined; here = ways.pop()) {
      const node = network.nodes[here];
      if (node === undefined || seenBy[here] === at) continue;
      seenBy[here] = at;
      total[here] = (total[here] ?? 0) + 1;
      throughCycle ||= node.inCycle;
      if (isKnown && !throughCycle) known[here] = (known[here] ?? 0) + 1;
      if (node.inCycle || node.parallelWeights !== null) ways.push(...node.parents);
      else if (node.parents[0] !== undefined) ways.push(node.parents[0]);
    }
  });
  return { known, total };
}

/** What nobody stated and the engine took, with how many things left it out. */
/** Conversion always loses something; a switch or a breaker hardly does. */
function losesWithoutSaying({ kind, fixedLossW, proportionalLossFraction }: PowerElement): boolean {
  return (
    (kind === 'ups' || kind === 'transformer') && fixedLossW === undefined && proportionalLossFraction === undefined
  );
}

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
  const isOnUnknownLine = ({ phases, parents, element }: (typeof nodes)[number]) =>
    phases === 1 && element.legs === undefined && network.nodes[parents[0] ?? -1]?.phases === 3;
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
      parameter: 'powerElement.proportionalLossFraction',
      value: 0,
      unit: '1',
      source: 'UPS and transformers of which no loss is stated: the best case for everything above them',
      count: nodes.filter(({ element }) => losesWithoutSaying(element)).length,
    },
    {
      parameter: 'coolingUnit.poweredBy',
      value: 'no element of the power chain',
      unit: null,
      source: 'cooling units, pumps, chillers and coolers of which nothing states what powers them',
      count: loads.assumed.plantWithoutSource,
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
      count: nodes.filter(({ element }) => element.kind === 'ups' && element.inputPowerFactor === undefined).length,
    },
    {
      parameter: 'powerElement.winding',
      value: 'delta-wye',
      unit: null,
      source: 'usual winding of distribution transformers',
      count: nodes.filter(
        ({ element, phases }) => element.kind === 'transformer' && phases === 3 && element.winding === undefined,
      ).length,
    },
    ...conductorAssumptions(network),
    upsWithoutMode(network),
  ];
  return all.filter(({ count }) => count > 0);
}
