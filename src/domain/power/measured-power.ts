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
  /** Cords and feeds of loads below it that no nearer meter covers. */
  readonly openTaps: number;
  /**
   * By what the draw of those loads is multiplied so that they add up to the residual: 1 where they draw what the model
   * expects of them. Null where there are none, or only a part of them passes it.
   */
  readonly factor: number | null;
}

/** How the draws of loads in the measured case are known. */
export interface MeasuredCoverage {
  /** By a meter of the device itself. */
  readonly measured: number;
  /** By a meter above, of which they are given their part. */
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
 * Only real power is fitted: what remains on a line is the error of the model there. A meter that carries only a part of
 * a load (elements in parallel) fits nothing and is only compared.
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
  const balances = fitMeters({ network, loads, weights, metered, taps });
  return { ...withDraws({ loads, stated, taps }), balances, at: meters.at, stale: meters.stale };
}

/** What is known of each tap. */
interface MeasuredTaps {
  readonly powerW: Float64Array;
  readonly basis: Uint8Array;
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
  return { powerW, basis };
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
  taps,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly weights: Float64Array;
  readonly metered: readonly (MeteredPower | null)[];
  readonly taps: MeasuredTaps;
}): readonly MeterBalance[] {
  const supply = undisturbed(network);
  const count = network.nodes.length;
  // At the output of each element: W that is known, of it what meters read, and W of loads that are open, for a factor of 1.
  const knownW = new Float64Array(count);
  const readW = new Float64Array(count);
  const openW = new Float64Array(count);
  const openTaps: Map<number, number>[] = network.nodes.map(() => new Map<number, number>());
  const balances: MeterBalance[] = [];
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
        for (const tap of open.keys()) {
          taps.powerW[tap] = factor * (weights[tap] ?? 0);
          taps.basis[tap] = SCALED;
        }
      }
      const metersBelowW = readW[at] ?? 0;
      const lossesW = expectedW - metersBelowW;
      balances.push({ element: node.name, ...meter, metersBelowW, lossesW, residualW, openTaps: open.size, factor });
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
    dealOut(node, at, supply, (parent, share) => {
      knownW[parent] = (knownW[parent] ?? 0) + share * inputKnownW;
      readW[parent] = (readW[parent] ?? 0) + share * inputReadW;
      openW[parent] = (openW[parent] ?? 0) + share * inputOpenW;
      for (const [tap, part] of open) {
        openTaps[parent]?.set(tap, (openTaps[parent].get(tap) ?? 0) + share * part);
      }
    });
  }
  return balances.toReversed();
}

/** The loads with what is known of their draw, and what their taps take. */
function withDraws({
  loads,
  stated,
  taps,
}: {
  readonly loads: PowerLoads;
  readonly stated: NormalPower;
  readonly taps: MeasuredTaps;
}): Pick<MeasuredPower, 'loads' | 'normal' | 'coverage'> {
  const tapPower = { servedW: stated.tapPower.servedW.slice(), uncertainVa: stated.tapPower.uncertainVa.slice() };
  const services = [...stated.services];
  const coverage = { measured: 0, scaled: 0, partly: 0, open: 0 };
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
    const upperW = open.length === 0 ? lowerW : Math.max(lowerW, load.terms.draw.upperW);
    for (const tap of tapsOf(load)) {
      const isOpen = open.includes(tap);
      tapPower.servedW[tap] = isOpen ? 0 : (taps.powerW[tap] ?? 0);
      const factor = loads.units[loads.taps.unit[tap] ?? 0]?.powerFactor ?? 1;
      tapPower.uncertainVa[tap] = isOpen && upperW > lowerW ? (upperW - lowerW) / open.length / factor : 0;
    }
    const draw = { value: open.length === 0 ? lowerW : null, lowerW, upperW };
    const terms: ServiceTerms = { ...load.terms, draw };
    const service = services[at];
    if (service !== undefined) services[at] = { ...service, servedW: lowerW, uncertainW: upperW - lowerW };
    return { ...load, terms };
  });
  return { loads: { ...loads, loads: measured }, normal: { ...stated, services, tapPower }, coverage };
}

/** A tap that takes nothing of what is drawn, such as the second source of plant: no meter has to say so. */
function isIdle(service: LoadService | undefined, i: number): boolean {
  return (service?.shares[i] ?? 0) === 0;
}
