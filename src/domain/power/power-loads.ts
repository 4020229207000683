import type { Cord } from '../site/kinds/cord.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType, PowerSupply } from '../site/kinds/device-type.js';
import type { SitePolicy } from '../site/policy.js';
import type { PduOutlet, SiteIndex } from '../site/site-index.js';
import { boundedDraw, type BoundedDraw, type DeviceDraw } from './device-draw.js';
import type { Legs } from './line-currents.js';
import { unitVector, VECTOR_LENGTH, type LineVectors } from './line-vector.js';
import type { PowerNetwork } from './power-network.js';
import type { UnfedRack } from './power-figures.js';

/**
 * How a load hangs on its taps.
 * - `cords`: one tap for each cord, that is for each supply that is plugged in.
 * - `shared`: no cords are stated; one tap for each PDU (or feed) of its rack.
 * - `transferred`: plant, which draws from the first of its sources that is live.
 */
export type LoadWiring = 'cords' | 'shared' | 'transferred';

/** Something that draws power, at maximum draw. */
export interface PowerLoad {
  readonly name: string;
  readonly rack: string | null;
  readonly isDevice: boolean;
  readonly wiring: LoadWiring;
  readonly draw: BoundedDraw;
  /** Its taps are this one and those that follow. */
  readonly firstTap: number;
  readonly tapCount: number;
  /** Ratings, W, of the supplies on the taps in order (`cords`), or of all its supplies; null where one is unknown. */
  readonly ratingsW: readonly number[] | null;
  /** Supplies of its type; cords where the type states none. */
  readonly supplyCount: number;
  readonly neededForFull: number | null;
  readonly neededForReduced: number | null;
  readonly reducedDrawW: number | null;
}

/** Where a load takes power from an element. */
export interface PowerTap {
  readonly load: number;
  readonly node: number;
  /** Outlet of the rack PDU, where the PDU type states it. */
  readonly outlet: PduOutlet | null;
  /** The conductors on which its current is counted. */
  readonly legs: Legs | 'single';
  /** Whether those conductors are not stated, and the load is taken as balanced. */
  readonly legsAssumed: boolean;
  /** Begin of its vector per watt in {@link PowerLoads.units}. */
  readonly unit: number;
  readonly powerFactor: number;
}

export interface PowerLoads {
  readonly loads: readonly PowerLoad[];
  readonly taps: readonly PowerTap[];
  readonly units: LineVectors;
  /** Taps of each node. */
  readonly tapsOfNode: readonly (readonly number[])[];
  readonly unfedRacks: readonly UnfedRack[];
  readonly assumed: {
    readonly devicePowerFactors: number;
    readonly plantPowerFactors: number;
    readonly devicesWithoutCords: number;
    readonly cordsWithoutLegs: number;
    readonly neededSupplies: number;
  };
}

/**
 * Everything that draws power, and the taps by which it hangs on the chain. A device without cords is shared evenly by
 * the rack PDUs of its rack, or failing these by the feeds of the rack; with neither, nothing can be said of where it
 * draws from. Things that are known to draw nothing are left out.
 *
 * @param draws - draw of each device, by its name
 */
export function powerLoads({
  index,
  network,
  policy,
  draws,
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly policy: Pick<SitePolicy, 'powerFactor'>;
  readonly draws: ReadonlyMap<string, DeviceDraw>;
}): PowerLoads {
  const loads: PowerLoad[] = [];
  const taps: PowerTap[] = [];
  const tapsOfNode: number[][] = network.nodes.map(() => []);
  const units: number[] = [];
  const unitAt = new Map<string, number>();
  const unfed = new Map<string | null, string[]>();
  const assumed = {
    devicePowerFactors: 0,
    plantPowerFactors: 0,
    devicesWithoutCords: 0,
    cordsWithoutLegs: 0,
    neededSupplies: 0,
  };

  const unitOf = (legs: Legs | 'single', powerFactor: number): number => {
    const key = `${legs} ${powerFactor}`;
    const known = unitAt.get(key);
    if (known !== undefined) return known;
    const at = units.length;
    units.push(...unitVector(legs, powerFactor));
    unitAt.set(key, at);
    return at;
  };
  const addTap = (node: number, outlet: PduOutlet | null, powerFactor: number) => {
    const single = network.nodes[node]?.phases === 1;
    const legs = single ? 'single' : (outlet?.legs ?? 'L1-L2-L3');
    const legsAssumed = !single && outlet?.legs === undefined;
    tapsOfNode[node]?.push(taps.length);
    taps.push({ load: loads.length, node, outlet, legs, legsAssumed, unit: unitOf(legs, powerFactor), powerFactor });
    return legsAssumed;
  };

  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    const draw = draws.get(device.name);
    if (type === undefined || draw === undefined || draw.maximum.value === 0) continue;
    const supplies = index.expandedDeviceTypes.get(type.slug)?.supplies ?? [];
    const cords = index.cordsByDevice.get(device.name) ?? [];
    const firstTap = taps.length;
    const powerFactor = type.powerFactor ?? policy.powerFactor;
    if (cords.length > 0) {
      for (const cord of cords) {
        const node = network.byName.get(cord.pdu);
        if (node !== undefined && addTap(node, outletOf(index, network, node, cord), powerFactor)) {
          assumed.cordsWithoutLegs += 1;
        }
      }
    } else {
      const places = placesOf(index, network, device);
      if (places.length === 0) {
        const rack = device.rack ?? null;
        const names = unfed.get(rack);
        if (names === undefined) unfed.set(rack, [device.name]);
        else names.push(device.name);
        continue;
      }
      for (const node of places) addTap(node, null, powerFactor);
      assumed.devicesWithoutCords += 1;
    }
    if (type.powerFactor === undefined) assumed.devicePowerFactors += 1;
    const service = serviceTerms({ type, supplies, cords, draw: boundedDraw(draw.maximum) });
    if (service.assumed) assumed.neededSupplies += 1;
    loads.push({
      name: device.name,
      rack: device.rack ?? null,
      isDevice: true,
      wiring: cords.length > 0 ? 'cords' : 'shared',
      draw: boundedDraw(draw.maximum),
      firstTap,
      tapCount: taps.length - firstTap,
      ratingsW: service.ratingsW,
      supplyCount: supplies.length === 0 ? cords.length : supplies.length,
      neededForFull: service.neededForFull,
      neededForReduced: type.suppliesForReducedService ?? null,
      reducedDrawW: type.reducedPowerW ?? null,
    });
  }

  for (const plant of plantOf(index)) {
    const sources = (plant.poweredBy ?? []).flatMap((name) => network.byName.get(name) ?? []);
    if (sources.length === 0) continue;
    const firstTap = taps.length;
    for (const node of sources) addTap(node, null, policy.powerFactor);
    assumed.plantPowerFactors += 1;
    loads.push({
      name: plant.name,
      rack: null,
      isDevice: false,
      wiring: 'transferred',
      draw: boundedDraw({ value: plant.powerW ?? null }),
      firstTap,
      tapCount: sources.length,
      ratingsW: null,
      supplyCount: 0,
      neededForFull: null,
      neededForReduced: null,
      reducedDrawW: null,
    });
  }

  return {
    loads,
    taps,
    units: Float64Array.from(units.length === 0 ? new Array<number>(VECTOR_LENGTH).fill(0) : units),
    tapsOfNode,
    unfedRacks: [...unfed].map(([rack, devices]) => ({ rack, devices })),
    assumed,
  };
}

function outletOf(index: SiteIndex, network: PowerNetwork, node: number, cord: Cord): PduOutlet | null {
  const slug = network.nodes[node]?.pduType?.slug;
  return (slug === undefined ? undefined : index.expandedPduTypes.get(slug)?.outlets.get(cord.outlet)) ?? null;
}

/** The rack PDUs of a device's rack, or failing these what the feeds of the rack name. */
function placesOf(index: SiteIndex, network: PowerNetwork, device: Device): readonly number[] {
  if (device.rack === undefined) return [];
  const pdus = (index.pdusByRack.get(device.rack) ?? []).map(({ name }) => name);
  const named = pdus.length > 0 ? pdus : (index.racks.get(device.rack)?.feeds ?? []).map(({ element }) => element);
  return [...new Set(named)].flatMap((name) => network.byName.get(name) ?? []);
}

interface ServiceTerms {
  readonly ratingsW: readonly number[] | null;
  readonly neededForFull: number | null;
  readonly assumed: boolean;
}

/**
 * Ratings of the supplies, and how many of them full service needs: as the type states it; else the fewest, smallest
 * first, whose ratings cover the draw, which is an assumption; one of one.
 */
function serviceTerms({
  type,
  supplies,
  cords,
  draw,
}: {
  readonly type: DeviceType;
  readonly supplies: readonly PowerSupply[];
  readonly cords: readonly Cord[];
  readonly draw: BoundedDraw;
}): ServiceTerms {
  const ratings = new Map(supplies.map(({ name, maximumPowerW }) => [name, maximumPowerW]));
  const plugged =
    cords.length > 0
      ? cords.map(({ supply }) => ratings.get(supply))
      : supplies.map(({ maximumPowerW }) => maximumPowerW);
  const ratingsW = plugged.length > 0 && plugged.every((rating) => rating !== undefined) ? plugged : null;
  if (type.suppliesForFullService !== undefined) {
    return { ratingsW, neededForFull: type.suppliesForFullService, assumed: false };
  }
  const count = supplies.length === 0 ? cords.length : supplies.length;
  if (count === 1) return { ratingsW, neededForFull: 1, assumed: false };
  const all = [...ratings.values()].map((rating) => rating ?? NaN).sort((a, b) => a - b);
  if (all.length === 0 || all.some(Number.isNaN) || draw.upperW === Infinity) {
    return { ratingsW, neededForFull: null, assumed: false };
  }
  let sumW = 0;
  const fewest = all.findIndex((rating) => (sumW += rating) >= draw.upperW);
  return { ratingsW, neededForFull: fewest === -1 ? all.length : fewest + 1, assumed: true };
}

interface Plant {
  readonly name: string;
  readonly powerW: number | undefined;
  readonly poweredBy: readonly string[] | undefined;
}

/** What keeps the hall cool and hangs on its power. */
function plantOf(index: SiteIndex): readonly Plant[] {
  const { coolingUnits, heatRejections } = index.snapshot;
  return [
    ...coolingUnits.map(({ name, type, poweredBy }) => ({
      name,
      powerW: index.coolingUnitTypes.get(type)?.powerW,
      poweredBy,
    })),
    ...heatRejections.map(({ name, powerW, poweredBy }) => ({ name, powerW, poweredBy })),
  ];
}
