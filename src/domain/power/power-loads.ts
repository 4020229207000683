import type { TotalItem } from '../finding.js';
import type { Cord } from '../site/kinds/cord.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType, PowerSupply } from '../site/kinds/device-type.js';
import type { SitePolicy } from '../site/policy.js';
import { devicePartsOf, type PduOutlet, type SiteIndex } from '../site/site-index.js';
import { boundedDraw, type BoundedDraw, type DeviceDraw } from './device-draw.js';
import type { Legs } from './line-currents.js';
import { unitVector, type LineVectors } from './line-vector.js';
import type { FlowCase, UnfedRack } from './power-figures.js';
import type { PowerNetwork } from './power-network.js';

/**
 * How a load hangs on its taps.
 * - `cords`: one tap for each cord, that is for each supply that is plugged in.
 * - `shared`: no cords are stated; one tap for each PDU (or feed) of its rack.
 * - `transferred`: plant, which draws from the first of its sources that is live.
 */
export type LoadWiring = 'cords' | 'shared' | 'transferred';

/** All by which the service of a load is judged. Loads that are alike in it share one. */
export interface ServiceTerms {
  readonly wiring: LoadWiring;
  readonly tapCount: number;
  /** In the load case that is solved. */
  readonly draw: BoundedDraw;
  /** Ratings, W, of the supplies on the taps in order (`cords`), or of all its supplies; null where one is unknown. */
  readonly ratingsW: readonly number[] | null;
  /** Supplies of its type; cords where the type states none. */
  /** Parts of the load that the supplies on the taps take (`cords`), where their type states them. */
  readonly loadShares: readonly number[] | null;
  readonly supplyCount: number;
  readonly neededForFull: number | null;
  /** Whether nobody states how many full service needs, and the ratings answer it. */
  readonly neededAssumed: boolean;
  readonly neededForReduced: number | null;
  readonly reducedDrawW: number | null;
}

/** Something that draws power. */
export interface PowerLoad {
  readonly name: string;
  readonly rack: string | null;
  readonly isDevice: boolean;
  readonly terms: ServiceTerms;
  /** Its taps are this one and the `terms.tapCount - 1` that follow. */
  readonly firstTap: number;
}

/** How a load hangs on conductors: what one watt of it puts on them is the vector of the same position. */
export interface TapUnit {
  readonly legs: Legs | 'single';
  readonly powerFactor: number;
  /** Whether the conductors are not stated, and the load is taken as balanced. */
  readonly legsAssumed: boolean;
}

/** Where loads take power from elements, one column for each property. */
export interface PowerTaps {
  readonly count: number;
  readonly load: readonly number[];
  readonly node: readonly number[];
  /** Position in {@link PowerLoads.units}. */
  readonly unit: readonly number[];
  /** Outlet of the rack PDU, where the PDU type states it. */
  readonly outlet: readonly (PduOutlet | null)[];
}

export interface PowerLoads {
  readonly loads: readonly PowerLoad[];
  readonly taps: PowerTaps;
  readonly units: readonly TapUnit[];
  readonly unitVectors: LineVectors;
  readonly tapsOfNode: readonly (readonly number[])[];
  readonly unfedRacks: readonly UnfedRack[];
  /** Elements of which a meter says what everything below draws together, whatever its parts are; see `measuredPower`. */
  readonly pinned?: ReadonlySet<number>;
  readonly assumed: {
    readonly devicePowerFactors: number;
    readonly plantPowerFactors: number;
    readonly plantWithoutSource: number;
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
 * @param loadCase - which of its draws a device has; plant has one
 */
export function powerLoads({
  index,
  network,
  policy,
  draws,
  loadCase = 'maximum',
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly policy: Pick<SitePolicy, 'powerFactor'>;
  readonly draws: ReadonlyMap<string, DeviceDraw>;
  readonly loadCase?: FlowCase;
}): PowerLoads {
  const loads: PowerLoad[] = [];
  const columns = tapColumns(network);
  const termsSeen = new Map<string, ServiceTerms>();
  const placesSeen = new Map<string, readonly number[]>();
  const unfed = new Map<string | null, string[]>();
  const assumed = {
    devicePowerFactors: 0,
    plantPowerFactors: 0,
    plantWithoutSource: 0,
    devicesWithoutCords: 0,
    cordsWithoutLegs: 0,
    neededSupplies: 0,
  };

  for (const device of index.snapshot.devices) {
    const type = index.deviceTypes.get(device.type);
    const draw = drawIn(loadCase, device, draws.get(device.name));
    if (type === undefined || draw === undefined || draw.value === 0) continue;
    const cords = index.cordsByDevice.get(device.name) ?? [];
    const firstTap = columns.taps.load.length;
    const powerFactor = type.powerFactor ?? policy.powerFactor;
    let plugged = '';
    for (const cord of cords) {
      const node = network.byName.get(cord.pdu);
      if (node === undefined) continue;
      plugged += `${cord.supply}\u0000`;
      const pduType = network.nodes[node]?.pduType?.slug;
      const outlets = pduType === undefined ? undefined : index.expandedPduTypes.get(pduType)?.outlets;
      const outlet = outlets?.get(cord.outlet) ?? null;
      const bank = network.banks.get(node)?.get(outlet?.bank ?? '');
      if (columns.add(loads.length, bank ?? node, { outlet, powerFactor })) assumed.cordsWithoutLegs += 1;
    }
    if (cords.length === 0) {
      const places = placesOf(index, network, placesSeen, device.rack);
      if (places.length === 0) {
        const rack = device.rack ?? null;
        const names = unfed.get(rack);
        if (names === undefined) unfed.set(rack, [device.name]);
        else names.push(device.name);
        continue;
      }
      for (const node of places) columns.add(loads.length, node, { outlet: null, powerFactor });
      assumed.devicesWithoutCords += 1;
    }
    if (type.powerFactor === undefined) assumed.devicePowerFactors += 1;

    const tapCount = columns.taps.load.length - firstTap;
    const bounds = boundedDraw(draw);
    const fitted = device.modules === undefined ? '' : JSON.stringify(device.modules);
    const key = `${type.slug} ${tapCount} ${bounds.lowerW} ${bounds.upperW} ${plugged} ${fitted}`;
    let terms = termsSeen.get(key);
    if (terms === undefined) {
      const { supplies } = devicePartsOf(index, device);
      terms = termsOf({ type, supplies, cords, tapCount, draw: bounds });
      termsSeen.set(key, terms);
    }
    if (terms.neededAssumed) assumed.neededSupplies += 1;
    loads.push({ name: device.name, rack: device.rack ?? null, isDevice: true, terms, firstTap });
  }

  for (const plant of plantOf(index)) {
    const sources = (plant.poweredBy ?? []).flatMap((name) => network.byName.get(name) ?? []);
    if (sources.length === 0) {
      assumed.plantWithoutSource += 1;
      continue;
    }
    const firstTap = columns.taps.load.length;
    for (const node of sources) {
      columns.add(loads.length, node, { outlet: null, powerFactor: policy.powerFactor });
    }
    assumed.plantPowerFactors += 1;
    const draw = boundedDraw({ value: plant.powerW ?? null });
    loads.push({ name: plant.name, rack: null, isDevice: false, terms: plantTerms(draw, sources.length), firstTap });
  }

  return {
    loads,
    taps: { ...columns.taps, count: columns.taps.load.length },
    units: columns.units,
    unitVectors: Float64Array.from(columns.units.flatMap(({ legs, powerFactor }) => unitVector(legs, powerFactor))),
    tapsOfNode: columns.tapsOfNode,
    unfedRacks: [...unfed].map(([rack, devices]) => ({ rack, devices })),
    assumed,
  };
}

/** A draw that nobody measured is at most the maximum. */
function drawIn(loadCase: FlowCase, { measuredPowerW }: Device, draw: DeviceDraw | undefined): TotalItem | undefined {
  if (draw === undefined || loadCase !== 'measured') return draw?.[loadCase === 'measured' ? 'maximum' : loadCase];
  if (measuredPowerW !== undefined) return { value: measuredPowerW };
  if (draw.maximum.value === 0) return draw.maximum;
  const upper = draw.maximum.value ?? draw.maximum.upper;
  return { value: null, ...(upper === undefined ? {} : { upper }) };
}

/** Collects taps; `add` says whether the conductors had to be assumed. */
function tapColumns(network: PowerNetwork) {
  const load: number[] = [];
  const node: number[] = [];
  const unit: number[] = [];
  const outlets: (PduOutlet | null)[] = [];
  const units: TapUnit[] = [];
  const unitAt = new Map<number, Map<Legs | 'single' | 'assumed', number>>();
  const tapsOfNode: number[][] = network.nodes.map(() => []);
  const unitOf = (legs: Legs | 'single' | 'assumed', powerFactor: number): number => {
    let ofPowerFactor = unitAt.get(powerFactor);
    if (ofPowerFactor === undefined)
      unitAt.set(powerFactor, (ofPowerFactor = new Map<Legs | 'single' | 'assumed', number>()));
    const known = ofPowerFactor.get(legs);
    if (known !== undefined) return known;
    ofPowerFactor.set(legs, units.length);
    const legsAssumed = legs === 'assumed';
    return units.push({ legs: legsAssumed ? 'L1-L2-L3' : legs, powerFactor, legsAssumed }) - 1;
  };
  const add = (
    ofLoad: number,
    onNode: number,
    { outlet, powerFactor }: { readonly outlet: PduOutlet | null; readonly powerFactor: number },
  ): boolean => {
    const legs = network.nodes[onNode]?.phases === 1 ? 'single' : (outlet?.legs ?? 'assumed');
    tapsOfNode[onNode]?.push(load.length);
    load.push(ofLoad);
    node.push(onNode);
    unit.push(unitOf(legs, powerFactor));
    outlets.push(outlet);
    return legs === 'assumed';
  };
  return { add, taps: { load, node, unit, outlet: outlets }, units, tapsOfNode };
}

/** The rack PDUs of a rack, or failing these what the feeds of the rack name. */
function placesOf(
  index: SiteIndex,
  network: PowerNetwork,
  seen: Map<string, readonly number[]>,
  rack: string | undefined,
): readonly number[] {
  if (rack === undefined) return [];
  const known = seen.get(rack);
  if (known !== undefined) return known;
  const pdus = (index.pdusByRack.get(rack) ?? []).map(({ name }) => name);
  const named = pdus.length > 0 ? pdus : (index.racks.get(rack)?.feeds ?? []).map(({ element }) => element);
  const places = [...new Set(named)].flatMap((name) => network.byName.get(name) ?? []);
  seen.set(rack, places);
  return places;
}

/**
 * Ratings of the supplies, and how many of them full service needs: as the type states it; else the fewest, smallest
 * first, whose ratings cover the draw, which is an assumption; one of one.
 */
function termsOf({
  type,
  supplies,
  cords,
  tapCount,
  draw,
}: {
  readonly type: DeviceType;
  readonly supplies: readonly PowerSupply[];
  readonly cords: readonly Cord[];
  readonly tapCount: number;
  readonly draw: BoundedDraw;
}): ServiceTerms {
  const ratings = new Map(supplies.map(({ name, maximumPowerW }) => [name, maximumPowerW]));
  const stated = new Map(supplies.map(({ name, loadShare }) => [name, loadShare]));
  const isUneven = cords.length > 0 && supplies.some(({ loadShare }) => loadShare !== undefined);
  const used = cords.length > 0 ? cords.map(({ supply }) => ratings.get(supply)) : [...ratings.values()];
  const supplyCount = supplies.length === 0 ? cords.length : supplies.length;
  const inferred = neededSupplies({ ratings: [...ratings.values()], supplyCount, upperW: draw.upperW });
  return {
    wiring: cords.length > 0 ? 'cords' : 'shared',
    tapCount,
    draw,
    ratingsW: used.length > 0 && used.every((rating) => rating !== undefined) ? used : null,
    loadShares: isUneven ? cords.map(({ supply }) => stated.get(supply) ?? 1) : null,
    supplyCount,
    neededForFull: type.suppliesForFullService ?? inferred,
    neededAssumed: type.suppliesForFullService === undefined && inferred !== null && supplyCount > 1,
    neededForReduced: type.suppliesForReducedService ?? null,
    reducedDrawW: type.reducedPowerW ?? null,
  };
}

function neededSupplies({
  ratings,
  supplyCount,
  upperW,
}: {
  readonly ratings: readonly (number | undefined)[];
  readonly supplyCount: number;
  readonly upperW: number;
}): number | null {
  if (supplyCount === 1) return 1;
  if (ratings.length === 0 || ratings.includes(undefined) || upperW === Infinity) return null;
  const smallestFirst = ratings.map((rating) => rating ?? 0).sort((a, b) => a - b);
  let sumW = 0;
  const fewest = smallestFirst.findIndex((rating) => (sumW += rating) >= upperW);
  return fewest === -1 ? smallestFirst.length : fewest + 1;
}

function plantTerms(draw: BoundedDraw, tapCount: number): ServiceTerms {
  return {
    wiring: 'transferred',
    tapCount,
    draw,
    ratingsW: null,
    loadShares: null,
    supplyCount: 0,
    neededForFull: null,
    neededAssumed: false,
    neededForReduced: null,
    reducedDrawW: null,
  };
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
