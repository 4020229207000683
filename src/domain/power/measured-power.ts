import type { SiteIndex } from '../site/site-index.js';
import { dealOut, undisturbed } from './chain-state.js';
import type { DeviceDraw } from './device-draw.js';
import { loadFlow, lossesOf } from './load-flow.js';
import type { LoadService } from './load-service.js';
import { deviceMeteredPower, meteredPower, type MeteredPower, type MetersAt } from './meter-values.js';
import type { PowerLoad, PowerLoads, ServiceTerms } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';
import { normalPower, type NormalPower } from './tap-power.js';

/** One metered element: what it reads, and what everything below it explains. */
export interface MeterBalance extends MeteredPower {
  readonly element: string;
  /** Sum of the nearest meters below it, of elements and devices, W. */
  readonly metersBelowW: number;
  /** Losses between them and it, by the model, W. */
  readonly lossesW: number;
  /** What it reads beyond both, W: loads without a meter, or, below 0, meters that disagree. */
  readonly residualW: number;
  /** Elements in parallel whose meters were added up for it; empty where it has a meter of its own. */
  readonly addedFrom: readonly string[];
  /** Cords and feeds of loads below it that no nearer meter covers. */
  readonly openTaps: number;
  /**
   * By what the draw of those loads is multiplied so that they add up to the residual: 1 where they draw what the model
   * expects of them. Null where there are none, or only a part of them passes it.
   */
  readonly factor: number | null;
}

/**
 * The draw of one load that a meter above it was parted over. An estimate: the meter pins the sum, not the parts. The parts lie
 * between the bounds as long as no load draws more than its maximum and the meter is right.
 */
export interface FittedDraw {
  readonly load: string;
  readonly estimateW: number;
  readonly leastW: number;
  /** Null where nothing bounds it. */
  readonly mostW: number | null;
}

/** How the draws of loads in the measured case are known. */
export interface MeasuredCoverage {
  /** By a meter of the device itself. */
  readonly measured: number;
  /** By a meter above, of which they are given their part: estimates, see {@link FittedDraw}. */
  readonly scaled: number;
  /** On some of their cords. */
  readonly partly: number;
  /** Not at all: between nothing and the maximum. Plant counts with what it states. */
  readonly open: number;
}

export interface MeasuredPower {
  readonly loads: PowerLoads;
  readonly normal: NormalPower;
  readonly balances: readonly MeterBalance[];
  readonly coverage: MeasuredCoverage;
  /** Loads whose draw is an estimate; one alone below its meter is known. */
  readonly fitted: readonly FittedDraw[];
  /** Instant for which the meters speak; null without readings. */
  readonly at: string | null;
  readonly stale: readonly string[];
}

const [OPEN, MEASURED, SCALED] = [0, 1, 2] as const;
/** Share of a value that is rounding. */
const ROUNDING = 1e-9;

/**
 * What every load draws by the meters, cord by cord.
 *
 * 1. A meter of a device, else its `measuredPowerW`, is what the device draws, parted over its cords as its supplies
 *    share; a meter of a device at one element is what its cords there draw.
 * 2. Every other load has the nearest metered element above it. From what that meter reads, what meters below it read and
 *    the losses in between are taken off; the rest is parted over the loads that no nearer meter covers, in proportion
 *    to what the model expects of them (typical draw, else maximum, else the mean of the others): one factor for each
 *    meter, so that the loads below it and the losses add up to it. Element for element from the loads up, a tree of
 *    losses `P_in = P_out · (1 + proportional) + fixed` is linear in the loads, so the factor is exact.
 * 3. A load that no meter covers is between nothing and its maximum. Plant draws what it states.
 *
 * What a load is given so is an estimate. It draws at least what the meter reads less the most that the others can draw, and
 * at most its own maximum and what the meter reads; where the meter reads more than all of them can draw, nothing but the
 * meter bounds them. Up to the meter these bounds widen what elements carry; at the meter and above the sum is known.
 *
 * Only real power is fitted: what remains on a line is the error of the model there. Meters of elements in parallel speak
 * together, where each element that feeds one below has a meter and feeds nothing else; one alone carries only a part of
 * every load, fits nothing and is only compared.
 *
 * Example: a rack PDU reads 3 kW; one device of 1 kW has a meter of its own, two others are typically 600 W and 1,200 W.
 * They are left 2 kW, so the factor is 2,000 / 1,800 = 1.111, and they draw 667 W and 1,333 W.
 *
 * @param loads - of the measured case: draws of devices that state what was measured, and bounds of all others
 */
export function measuredPower({
  index,
  network,
  loads,
  draws,
  meters,
  powerFactor,
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly draws: ReadonlyMap<string, DeviceDraw>;
  readonly meters: MetersAt;
  readonly powerFactor: number;
}): MeasuredPower {
  const stated = normalPower(loads);
  const taps = directTaps({ index, network, loads, meters, services: stated.services, powerFactor });
  const weights = expectedTaps({ loads, draws, services: stated.services });
  const flow = loadFlow({
    network,
    loads,
    tapPower: { servedW: weights, uncertainVa: new Float64Array(weights.length) },
    supply: undisturbed(network),
  });
  const metered = network.nodes.map((node, at): MeteredPower | null => {
    const place = meters.elements.get(node.name);
    return place === undefined ? null : meteredPower(place, { node, at, flow, powerFactor });
  });
  const addedFrom = addParallelMeters(network, metered);
  const { balances, pinned } = fitMeters({ network, loads, weights, metered, addedFrom, taps });
  return { ...withDraws({ loads, stated, taps, pinned }), balances, at: meters.at, stale: meters.stale };
}

/** What is known of each tap. */
interface MeasuredTaps {
  readonly powerW: Float64Array;
  readonly basis: Uint8Array;
  /** Bounds of what was fitted. */
  readonly leastW: Float64Array;
  readonly mostW: Float64Array;
}

/**
 * Adds the meters of elements in parallel up at what they feed together, where each of them has one and feeds nothing else, and
 * it has none of its own. Real power adds whatever the phases.
 *
 * @returns of each element that got a sum the elements whose meters it is
 */
function addParallelMeters(
  network: PowerNetwork,
  metered: (MeteredPower | null)[],
): ReadonlyMap<number, readonly string[]> {
  const added = new Map<number, readonly string[]>();
  network.nodes.forEach((node, at) => {
    const { element, parents, parallelWeights } = node;
    if (parallelWeights === null || metered[at] !== null) return;
    const read = parents.flatMap((parent) => {
      const meter = metered[parent];
      return network.nodes[parent]?.children.length === 1 && meter !== null && meter !== undefined ? [meter] : [];
    });
    const [first] = read;
    if (first === undefined || read.length < parents.length) return;
    const inputW = read.reduce((sum, { powerW }) => sum + powerW, 0);
    const { fixedW, fraction } = lossesOf(node, false);
    const powerW = element.kind === 'rack-pdu' ? inputW : (inputW - fixedW) / (1 + fraction);
    metered[at] = { ...first, powerW };
    added.set(
      at,
      parents.map((parent) => network.nodes[parent]?.name ?? ''),
    );
  });
  return added;
}

function tapsOf({ firstTap, terms }: PowerLoad): readonly number[] {
  return Array.from({ length: terms.tapCount }, (_, i) => firstTap + i);
}

function directTaps({
  index,
  network,
  loads,
  meters,
  services,
  powerFactor,
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly meters: MetersAt;
  readonly services: readonly LoadService[];
  readonly powerFactor: number;
}): MeasuredTaps {
  const powerW = new Float64Array(loads.taps.count);
  const basis = new Uint8Array(loads.taps.count);
  const [leastW, mostW] = [new Float64Array(loads.taps.count), new Float64Array(loads.taps.count)];
  const types = new Map(index.snapshot.devices.map(({ name, type }) => [name, index.deviceTypes.get(type)]));
  loads.loads.forEach((load, at) => {
    if (!load.isDevice) return;
    const shares = services[at]?.shares ?? [];
    const factor = types.get(load.name)?.powerFactor ?? powerFactor;
    const give = (open: readonly number[], totalW: number) => {
      const shareOf = (tap: number) => shares[tap - load.firstTap] ?? 0;
      const whole = open.reduce((sum, tap) => sum + shareOf(tap), 0);
      for (const tap of open) {
        powerW[tap] = totalW * (whole > 0 ? shareOf(tap) / whole : 1 / open.length);
        basis[tap] = MEASURED;
      }
    };
    for (const [element, place] of meters.devicesAt.get(load.name) ?? []) {
      const metered = deviceMeteredPower(place, factor);
      const own = tapsOf(load).filter((tap) => isAt(network, loads.taps.node[tap] ?? -1, element));
      if (metered !== null) give(own, metered.powerW);
    }
    const drawnW = deviceMeteredPower(meters.devices.get(load.name), factor)?.powerW ?? load.terms.draw.value;
    if (drawnW === null) return;
    const open = tapsOf(load).filter((tap) => basis[tap] === OPEN);
    const elsewhereW = tapsOf(load).reduce((sum, tap) => sum + (powerW[tap] ?? 0), 0);
    give(open, Math.max(0, drawnW - elsewhereW));
  });
  return { powerW, basis, leastW, mostW };
}

/** Whether a node is an element or one of its banks. */
function isAt({ nodes, banks, byName }: PowerNetwork, node: number, element: string): boolean {
  const at = byName.get(element);
  if (at === undefined) return false;
  return node === at || [...(banks.get(at)?.values() ?? [])].includes(node) || nodes[node]?.name === element;
}

/** What the model expects each tap to take: the typical draw, else the maximum, else the mean of the others. */
function expectedTaps({
  loads,
  draws,
  services,
}: {
  readonly loads: PowerLoads;
  readonly draws: ReadonlyMap<string, DeviceDraw>;
  readonly services: readonly LoadService[];
}): Float64Array {
  const expected = loads.loads.map(({ name, isDevice, terms }) => {
    if (!isDevice) return terms.draw.value;
    const draw = draws.get(name);
    return draw?.typical.value ?? draw?.maximum.value ?? draw?.nameplate.value ?? null;
  });
  const known = expected.filter((value) => value !== null);
  const meanW = known.length === 0 ? 1 : known.reduce((sum, value) => sum + value, 0) / known.length;
  const weights = new Float64Array(loads.taps.count);
  loads.loads.forEach((load, at) => {
    const shares = services[at]?.shares ?? [];
    for (const tap of tapsOf(load)) weights[tap] = (expected[at] ?? meanW) * (shares[tap - load.firstTap] ?? 0);
  });
  return weights;
}

/** Fits the loads below every meter to it, from the loads up, and says what remains. */
function fitMeters({
  network,
  loads,
  weights,
  metered,
  addedFrom,
  taps,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly weights: Float64Array;
  readonly metered: readonly (MeteredPower | null)[];
  readonly addedFrom: ReadonlyMap<number, readonly string[]>;
  readonly taps: MeasuredTaps;
}): { readonly balances: readonly MeterBalance[]; readonly pinned: ReadonlySet<number> } {
  const supply = undisturbed(network);
  const count = network.nodes.length;
  // At the output of each element: W that is known, of it what meters read, and W of loads that are open, for a factor of 1.
  const knownW = new Float64Array(count);
  const readW = new Float64Array(count);
  const openW = new Float64Array(count);
  const openTaps: Map<number, number>[] = network.nodes.map(() => new Map<number, number>());
  /** W at the input of the element that was passed last, for one W at a tap. */
  const gain = new Float64Array(loads.taps.count).fill(1);
  const balances: MeterBalance[] = [];
  const pinned = new Set<number>();
  loads.taps.node.forEach((at, tap) => {
    if (taps.basis[tap] === MEASURED) {
      knownW[at] = (knownW[at] ?? 0) + (taps.powerW[tap] ?? 0);
      readW[at] = (readW[at] ?? 0) + (taps.powerW[tap] ?? 0);
    } else if ((weights[tap] ?? 0) > 0) {
      openW[at] = (openW[at] ?? 0) + (weights[tap] ?? 0);
      openTaps[at]?.set(tap, 1);
    }
  });
  for (const at of network.upwards) {
    const node = network.nodes[at];
    const open = openTaps[at];
    if (node === undefined || open === undefined) continue;
    const { fixedW, fraction } = lossesOf(node, false);
    const isAtInput = node.element.kind === 'rack-pdu';
    const toSide = (outputW: number) => (isAtInput ? outputW * (1 + fraction) + fixedW : outputW);
    const meter = metered[at] ?? null;
    let [inputKnownW, inputReadW] = [0, 0];
    let inputOpenW = (openW[at] ?? 0) * (1 + fraction);
    if (meter !== null) {
      const [expectedW, sideOpenW] = [toSide(knownW[at] ?? 0), (openW[at] ?? 0) * (isAtInput ? 1 + fraction : 1)];
      const isWhole = [...open.values()].every((share) => share > 1 - ROUNDING);
      const residualW = meter.powerW - expectedW;
      const factor = open.size === 0 || !isWhole ? null : Math.max(0, residualW / sideOpenW);
      if (factor !== null) {
        const atMeter = isAtInput ? 1 + fraction : 1;
        for (const tap of open.keys()) {
          taps.powerW[tap] = factor * (weights[tap] ?? 0);
          taps.basis[tap] = SCALED;
          gain[tap] = (gain[tap] ?? 1) * atMeter;
        }
        boundFitted({ loads, taps, gain, residualW, open: [...open.keys()] });
        pinned.add(at);
      }
      const metersBelowW = readW[at] ?? 0;
      const lossesW = expectedW - metersBelowW;
      balances.push({
        element: node.name,
        ...meter,
        metersBelowW,
        lossesW,
        residualW,
        addedFrom: addedFrom.get(at) ?? [],
        openTaps: open.size,
        factor,
      });
      if (open.size === 0 || isWhole) {
        inputKnownW = isAtInput ? meter.powerW : meter.powerW * (1 + fraction) + fixedW;
        inputReadW = meter.powerW;
        inputOpenW = 0;
        open.clear();
      } else {
        inputKnownW = (knownW[at] ?? 0) * (1 + fraction) + fixedW;
        inputReadW = readW[at] ?? 0;
      }
    } else {
      inputKnownW = (knownW[at] ?? 0) * (1 + fraction) + fixedW;
      inputReadW = readW[at] ?? 0;
    }
    for (const tap of open.keys()) gain[tap] = (gain[tap] ?? 1) * (1 + fraction);
    dealOut(node, at, supply, (parent, share) => {
      knownW[parent] = (knownW[parent] ?? 0) + share * inputKnownW;
      readW[parent] = (readW[parent] ?? 0) + share * inputReadW;
      openW[parent] = (openW[parent] ?? 0) + share * inputOpenW;
      for (const [tap, part] of open) {
        openTaps[parent]?.set(tap, (openTaps[parent].get(tap) ?? 0) + share * part);
      }
    });
  }
  return { balances: balances.toReversed(), pinned };
}

/**
 * Bounds of the parts of one sum: Σ gain · W = residual, and no load draws more than its maximum. Where the maxima cannot
 * add up to the residual they are wrong, and only the residual bounds the parts; where it is below 0, the meters are.
 */
function boundFitted({
  loads,
  taps,
  gain,
  residualW,
  open,
}: {
  readonly loads: PowerLoads;
  readonly taps: MeasuredTaps;
  readonly gain: Float64Array;
  readonly residualW: number;
  readonly open: readonly number[];
}): void {
  const maximumW = (tap: number) => loads.loads[loads.taps.load[tap] ?? -1]?.terms.draw.upperW ?? Infinity;
  const gainOf = (tap: number) => gain[tap] ?? 1;
  const togetherW = open.reduce((sum, tap) => sum + gainOf(tap) * maximumW(tap), 0);
  const isPlausible = residualW >= 0 && residualW <= togetherW * (1 + ROUNDING);
  for (const tap of open) {
    const estimateW = taps.powerW[tap] ?? 0;
    const ownW = maximumW(tap);
    // Infinity less infinity is not a number.
    const othersW = togetherW === Infinity ? Infinity : togetherW - gainOf(tap) * ownW;
    const leastW = isPlausible && open.length > 1 ? Math.max(0, (residualW - othersW) / gainOf(tap)) : 0;
    const mostW =
      residualW < 0 ? ownW : isPlausible ? Math.min(ownW, residualW / gainOf(tap)) : residualW / gainOf(tap);
    const isAlone = open.length === 1 && residualW >= 0;
    taps.leastW[tap] = isAlone ? estimateW : Math.min(leastW, estimateW);
    taps.mostW[tap] = isAlone ? estimateW : Math.max(mostW, estimateW);
  }
}

/** The loads with what is known of their draw, and what their taps take. */
function withDraws({
  loads,
  stated,
  taps,
  pinned,
}: {
  readonly loads: PowerLoads;
  readonly stated: NormalPower;
  readonly taps: MeasuredTaps;
  readonly pinned: ReadonlySet<number>;
}): Pick<MeasuredPower, 'loads' | 'normal' | 'coverage' | 'fitted'> {
  const tapPower = { servedW: stated.tapPower.servedW.slice(), uncertainVa: stated.tapPower.uncertainVa.slice() };
  const services = [...stated.services];
  const coverage = { measured: 0, scaled: 0, partly: 0, open: 0 };
  const fitted: FittedDraw[] = [];
  const measured = loads.loads.map((load, at): PowerLoad => {
    const own = tapsOf(load).filter(
      (tap) => taps.basis[tap] !== OPEN || !isIdle(stated.services[at], tap - load.firstTap),
    );
    const open = own.filter((tap) => taps.basis[tap] === OPEN);
    if (open.length === own.length) {
      coverage.open += 1;
      return load;
    }
    const isScaled = own.some((tap) => taps.basis[tap] === SCALED);
    coverage[open.length > 0 ? 'partly' : isScaled ? 'scaled' : 'measured'] += 1;
    const lowerW = own.reduce((sum, tap) => sum + (taps.powerW[tap] ?? 0), 0);
    const scaled = own.filter((tap) => taps.basis[tap] === SCALED);
    const sumOf = (values: Float64Array) => scaled.reduce((sum, tap) => sum + (values[tap] ?? 0), 0);
    const estimateW = sumOf(taps.powerW);
    const [leastW, mostW] = [lowerW - estimateW + sumOf(taps.leastW), lowerW - estimateW + sumOf(taps.mostW)];
    const isEstimate = mostW - leastW > ROUNDING * Math.max(1, lowerW);
    // A meter that reads more than all can draw stands: what is stated as the most is wrong then.
    const isBeyond = scaled.some((tap) => (taps.mostW[tap] ?? 0) > load.terms.draw.upperW * (1 + ROUNDING));
    const fittedMostW = isEstimate
      ? Math.max(lowerW, isBeyond ? mostW : Math.min(mostW, load.terms.draw.upperW))
      : lowerW;
    const upperW = open.length === 0 ? fittedMostW : Math.max(lowerW, load.terms.draw.upperW);
    if (isEstimate && open.length === 0) {
      fitted.push({ load: load.name, estimateW: lowerW, leastW, mostW: Number.isFinite(upperW) ? upperW : null });
    }
    for (const tap of tapsOf(load)) {
      const isOpen = open.includes(tap);
      const factor = loads.units[loads.taps.unit[tap] ?? 0]?.powerFactor ?? 1;
      tapPower.servedW[tap] = isOpen ? 0 : (taps.powerW[tap] ?? 0);
      const beyondW = isOpen
        ? Math.max(0, upperW - lowerW) / open.length
        : taps.basis[tap] === SCALED
          ? (taps.mostW[tap] ?? 0) - (taps.powerW[tap] ?? 0)
          : 0;
      tapPower.uncertainVa[tap] = beyondW > ROUNDING * Math.max(1, lowerW) ? beyondW / factor : 0;
    }
    const draw = { value: open.length === 0 && !isEstimate ? lowerW : null, lowerW, upperW };
    const terms: ServiceTerms = { ...load.terms, draw };
    const service = services[at];
    if (service !== undefined) services[at] = { ...service, servedW: lowerW, uncertainW: Math.max(0, upperW - lowerW) };
    return { ...load, terms };
  });
  return { loads: { ...loads, loads: measured, pinned }, normal: { ...stated, services, tapPower }, coverage, fitted };
}

/** A tap that takes nothing of what is drawn, such as the second source of plant: no meter has to say so. */
function isIdle(service: LoadService | undefined, i: number): boolean {
  return (service?.shares[i] ?? 0) === 0;
}
