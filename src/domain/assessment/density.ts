import { heatAndAir } from '../cooling/device-heat.js';
import { exactly, type Assumption } from '../finding.js';
import { footprintInRow } from '../floor/placement.js';
import { orientedRectangle } from '../floor/geometry.js';
import { overlapAreaM2 } from '../floor/overlap.js';
import { STANDARD_GRAVITY_M_PER_S2 } from '../units.js';
import type { Artifact } from '../site/kinds/artifact.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import type { Room } from '../site/kinds/room.js';
import { outletFits } from '../power/connectors.js';
import { rowKey } from '../site/site-index.js';
import type { AssessedSite } from './assessment.js';
import { elementsAbove } from './dead-elements.js';

/** What can end a density. */
export type DensityLimit =
  | 'units'
  | 'rack-weight'
  | 'point-load'
  | 'rack-feed'
  | 'pdu-outlets'
  | 'port-map'
  | 'positions'
  | 'power-chain'
  | 'cooling-capacity'
  | 'cooling-air';

/** How many racks one limit lets stand at a number of nodes in each. */
export interface LimitAt {
  readonly limit: DensityLimit;
  /** Racks that it allows; 0 where it ends the density, null where it is not known. */
  readonly racks: number | null;
  /** What binds, in words: a power element, a unit that is lost, a number of positions. */
  readonly by: string;
}

/** A hall with one number of nodes in each of its racks. */
export interface DensityOption {
  readonly nodesPerRack: number;
  /** Least that any known limit allows. */
  readonly racks: number;
  readonly nodes: number;
  /** Null where no artifact says what a replica occupies. */
  readonly replicas: number | null;
  readonly binding: LimitAt;
  readonly limits: readonly LimitAt[];
}

/** The density decision of one room for one device type. */
export interface DensityDecision {
  readonly room: string;
  readonly deviceType: string;
  readonly artifact: string | null;
  readonly options: readonly DensityOption[];
  /** Most replicas, else most nodes; of equals the fewest racks. Null where nothing fits. */
  readonly best: DensityOption | null;
  /** Limits that are not known at any density. */
  readonly unknown: readonly string[];
  readonly assumptions: readonly Assumption[];
}

/** Densities that are compared. */
const MOST_NODES = 64;

/**
 * Nodes per rack against racks per room: what the rack itself allows (units, weight, one feed after the loss of the other,
 * outlets for the supplies, ports that link every two nodes), and how many such racks the room allows (positions, every element of the power chain
 * with all of its load after the loss of a feed, cooling capacity and air after the loss of the worst unit). Counted in replicas.
 */
export function densityDecision(
  assessed: AssessedSite,
  {
    room,
    deviceType: slug,
    artifact,
  }: { readonly room: Room; readonly deviceType: string; readonly artifact: Artifact | null },
): DensityDecision | null {
  const { index, assessment } = assessed;
  const type = index.deviceTypes.get(slug);
  if (type === undefined) return null;
  const hall = hallFacts(assessed, room, type);
  const options: DensityOption[] = [];
  for (let nodesPerRack = 1; nodesPerRack <= MOST_NODES; nodesPerRack += 1) {
    const limits = limitsAt(hall, type, nodesPerRack);
    const known = limits.filter((limit): limit is LimitAt & { readonly racks: number } => limit.racks !== null);
    const binding = known.reduce<(LimitAt & { readonly racks: number }) | null>(
      (least, next) => (least === null || next.racks < least.racks ? next : least),
      null,
    );
    if (binding === null) break;
    if (limits.some(({ limit, racks }) => limit === 'units' && racks === 0)) break;
    const nodes = binding.racks * nodesPerRack;
    options.push({
      nodesPerRack,
      racks: binding.racks,
      nodes,
      replicas: replicasOf(artifact, { racks: binding.racks, nodesPerRack }),
      binding,
      limits,
    });
  }
  const worth = ({ replicas, nodes }: DensityOption) => (replicas ?? 0) * 1e9 + nodes;
  const best = options.reduce<DensityOption | null>(
    (most, next) =>
      most === null || worth(next) > worth(most) || (worth(next) === worth(most) && next.racks < most.racks)
        ? next
        : most,
    null,
  );
  return {
    room: room.name,
    deviceType: slug,
    artifact: artifact?.name ?? null,
    options,
    best: best === null || best.nodes === 0 ? null : best,
    unknown: [
      ...new Set(
        options.flatMap(({ limits }) =>
          limits.filter(({ racks }) => racks === null).map(({ limit, by }) => `${limit}: ${by}`),
        ),
      ),
    ],
    assumptions: [
      {
        parameter: 'rack of the room',
        value: hall.rackType?.slug ?? 'none',
        unit: null,
        source: 'the most frequent rack type of the room',
        count: 1,
      },
      {
        parameter: 'site.powerFactor',
        value: assessment.policy.powerFactor,
        unit: '1',
        source: assessment.policy.sources['powerFactor'] ?? '',
        count: type.powerFactor === undefined ? 1 : 0,
      },
    ].filter(({ count }) => count > 0),
  };
}

interface HallFacts {
  readonly assessed: AssessedSite;
  readonly room: Room;
  readonly rackType: AssessedSite['index']['snapshot']['rackTypes'][number] | undefined;
  /** Positions: racks that hold the type, and free slots in which nothing stands. */
  readonly positions: number;
  /** In such a rack beside the nodes: U, kg, W. */
  readonly otherU: number;
  readonly otherKg: number;
  readonly otherW: number;
  /** Feeds of such a rack: W that each may carry alone; null where one is not known. */
  readonly feedW: { readonly watt: number; readonly element: string } | null;
  /** Outlets of its rack PDUs into which supplies of the type fit and no other device is corded; null where not known. */
  readonly freeOutlets: number | null;
  /** Elements above those racks: W left for them. Null where one states no rating. */
  readonly chain: ReadonlyMap<string, number | null>;
  /** For each rack that holds the type, the elements above it that it can come to hang on alone. */
  readonly rackChains: readonly (readonly string[])[];
  readonly capacityW: { readonly watt: number | null; readonly lost: string | null };
  readonly airM3PerH: { readonly flow: number | null; readonly lost: string | null };
}

function hallFacts(assessed: AssessedSite, room: Room, type: DeviceType): HallFacts {
  const { index, assessment } = assessed;
  const { figures, policy } = assessment;
  const inRoom = index.racksByRoom.get(room.name) ?? [];
  const counts = new Map<string, number>();
  for (const rack of inRoom) counts.set(rack.type, (counts.get(rack.type) ?? 0) + 1);
  const holding = inRoom.filter((rack) =>
    (index.devicesByRack.get(rack.name) ?? []).some((device) => device.type === type.slug),
  );
  const example = holding[0];
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const rackType = index.rackTypes.get(example?.type ?? usual ?? '');
  const others = (example === undefined ? [] : (index.devicesByRack.get(example.name) ?? [])).filter(
    (device) => device.type !== type.slug,
  );
  const sumOf = (of: (type: DeviceType) => number | undefined) =>
    others.reduce((sum, device) => sum + (of(index.deviceTypes.get(device.type) ?? type) ?? 0), 0);
  const pdus = example === undefined ? [] : (index.pdusByRack.get(example.name) ?? []);
  const elements = new Map(figures.power.elements.map((load) => [load.element, load]));
  const pf = type.powerFactor ?? policy.powerFactor;
  const allowedW = (name: string): number | null => {
    const load = elements.get(name);
    if (load === undefined) return null;
    if (load.allowedPowerW !== null)
      return load.allowedApparentPowerVa === null
        ? load.allowedPowerW
        : Math.min(load.allowedPowerW, load.allowedApparentPowerVa * pf);
    return load.allowedApparentPowerVa === null ? null : load.allowedApparentPowerVa * pf;
  };
  const feeds = (example?.feeds ?? []).flatMap(({ element }) => {
    const watt = allowedW(element);
    return watt === null ? [] : [{ watt, element }];
  });
  const weakest = feeds.reduce<HallFacts['feedW']>(
    (least, next) => (least === null || next.watt < least.watt ? next : least),
    null,
  );
  const rackChains = holding.map(({ feeds: own = [] }) => {
    const fed = own.map(({ element }) => element);
    return [...elementsAbove(index, fed)]
      .filter((name) => !fed.includes(name) && elements.get(name)?.kind !== 'utility')
      .sort();
  });
  const heldNames = new Set(holding.map(({ name }) => name));
  const drawNow = new Map(figures.power.racks.map(({ rack, drawW }) => [rack, drawW.maximum.lower]));
  const ownNowW = new Map<string, number>();
  holding.forEach(({ name }, k) => {
    for (const element of rackChains[k] ?? [])
      ownNowW.set(element, (ownNowW.get(element) ?? 0) + (drawNow.get(name) ?? 0));
  });
  // What an element carries after its worst loss beyond these racks stays on it.
  const chain = new Map(
    [...ownNowW].map(([element, nowW]) => {
      const most = allowedW(element);
      const load = elements.get(element);
      const carriesW = load?.worst?.powerW ?? load?.normal?.powerW ?? 0;
      return [element, most === null ? null : most - Math.max(0, carriesW - nowW)] as const;
    }),
  );
  const air = figures.cooling.rooms.find((one) => one.room === room.name);
  const restHeat = figures.cooling.racks.filter(
    ({ rack }) => index.racks.get(rack)?.room === room.name && !heldNames.has(rack),
  );
  const restW = restHeat.reduce((sum, { heatW }) => sum + heatW.lower, 0);
  const restM3PerH = restHeat.reduce((sum, { airflowM3PerH }) => sum + airflowM3PerH.lower, 0);
  const weakestUnit = <Value>(
    of: (loss: {
      readonly unit: string;
      readonly capacityW: Parameters<typeof exactly>[0];
      readonly unitAirflowM3PerH: Parameters<typeof exactly>[0];
    }) => number | null,
    wrap: (value: number | null, lost: string | null) => Value,
  ): Value => {
    const losses = air?.unitLosses ?? [];
    const all = losses.map((loss) => ({ value: of(loss), lost: loss.unit }));
    if (all.length === 0 || all.some(({ value }) => value === null)) return wrap(null, null);
    const least = all.reduce((most, next) => ((next.value ?? 0) < (most.value ?? 0) ? next : most));
    return wrap(least.value, least.lost);
  };
  return {
    assessed,
    room,
    rackType,
    positions: holding.length + freeSlots(assessed, room),
    otherU: sumOf(({ heightU }) => heightU),
    otherKg:
      sumOf(({ weightKg }) => weightKg) +
      pdus.reduce(
        (sum, { weightKg, pduType }) => sum + (weightKg ?? index.pduTypes.get(pduType ?? '')?.weightKg ?? 0),
        0,
      ),
    otherW: sumOf(({ maximumPowerW }) => maximumPowerW),
    feedW: feeds.length < (example?.feeds ?? []).length ? null : weakest,
    freeOutlets: freeOutlets(assessed, pdus, type),
    chain,
    rackChains,
    capacityW: weakestUnit(
      ({ capacityW }) => exactly(capacityW),
      (value, lost) => ({ watt: value === null ? null : value - restW, lost }),
    ),
    airM3PerH: weakestUnit(
      ({ unitAirflowM3PerH }) => exactly(unitAirflowM3PerH),
      (value, lost) => ({ flow: value === null ? null : value - restM3PerH, lost }),
    ),
  };
}

/**
 * Outlets of the rack PDUs of a rack that take the supplies of a type, without those to which other devices are corded: a
 * bound that holds however cords are laid. Null where outlets or inlets are not stated.
 */
function freeOutlets(
  { index }: AssessedSite,
  pdus: readonly { readonly name: string; readonly pduType?: string | undefined }[],
  type: DeviceType,
): number | null {
  const supplies = index.expandedDeviceTypes.get(type.slug)?.supplies ?? [];
  if (pdus.length === 0 || supplies.length === 0) return null;
  let free = 0;
  for (const { name, pduType } of pdus) {
    const outlets = index.expandedPduTypes.get(pduType ?? '')?.outlets;
    if (outlets === undefined || outlets.size === 0) return null;
    const taken = new Set(
      (index.cordsByPdu.get(name) ?? []).flatMap(({ device, outlet }) =>
        index.devices.get(device)?.type === type.slug ? [] : [outlet],
      ),
    );
    for (const outlet of outlets.values()) {
      if (taken.has(outlet.name)) continue;
      const fits = supplies.map(({ connector }) => outletFits(outlet.connector, connector));
      if (fits.includes(null)) return null;
      if (fits.includes(true)) free += 1;
    }
  }
  return free;
}

/** Free slots of the rows of a room in which a rack of its usual footprint would stand in no obstacle. */
function freeSlots({ index }: AssessedSite, room: Room): number {
  const taken = new Set(
    (index.racksByRoom.get(room.name) ?? []).map(({ row, slot }) => `${row ?? ''}\u0000${String(slot ?? 0)}`),
  );
  const obstacles = index.snapshot.obstacles.filter((one) => one.room === room.name && one.kind !== 'door');
  let free = 0;
  for (const row of index.snapshot.rows.filter((one) => one.room === room.name)) {
    const sample = (index.racksByRoom.get(room.name) ?? []).find((rack) => rack.row === row.name);
    const type = index.rackTypes.get(sample?.type ?? '');
    if (type === undefined || index.rows.get(rowKey({ room: room.name, row: row.name })) === undefined) continue;
    const size = { widthM: type.outerWidthMm / 1000, depthM: type.outerDepthMm / 1000 };
    for (let slot = 1; slot <= row.slots; slot += 1) {
      if (taken.has(`${row.name}\u0000${String(slot)}`)) continue;
      const rectangle = orientedRectangle(footprintInRow(row, { slot, ...size }));
      if (obstacles.every(({ outline }) => overlapAreaM2({ convex: rectangle, polygon: outline }) === 0)) free += 1;
    }
  }
  return free;
}

function limitsAt(hall: HallFacts, type: DeviceType, nodes: number): readonly LimitAt[] {
  const { rackType, positions, room } = hall;
  const { policy, figures } = hall.assessed.assessment;
  const racksFrom = (left: number | null, each: number | null): number | null =>
    left === null || each === null || each <= 0 ? null : Math.max(0, Math.floor(left / each + 1e-9));
  const all = (holds: boolean | null): number | null => (holds === null ? null : holds ? positions : 0);
  const drawW = type.maximumPowerW ?? null;
  const rackW = drawW === null ? null : nodes * drawW + hall.otherW;
  const air = heatAndAir({
    device: { name: '', type: type.slug },
    type,
    maximumDrawW: { value: drawW },
    densityKgPerM3: figures.cooling.airDensityKgPerM3,
  });
  const heatW = air.heatW.value === null ? null : nodes * air.heatW.value + hall.otherW;
  const flow = air.airflowM3PerH.value === null ? null : nodes * air.airflowM3PerH.value;
  const loadKg = type.weightKg === undefined ? null : nodes * type.weightKg + hall.otherKg;
  const massKg = loadKg === null || rackType?.emptyWeightKg === undefined ? null : loadKg + rackType.emptyWeightKg;
  const pointKN = massKg === null ? null : (massKg * STANDARD_GRAVITY_M_PER_S2) / (rackType?.casterCount ?? 4) / 1000;
  const chain = rackW === null ? null : chainLimit(hall, rackW);
  const linkPorts = (hall.assessed.index.expandedDeviceTypes.get(type.slug)?.ports.values() ?? []) as Iterable<{
    readonly kind: string;
    readonly connector?: string | undefined;
  }>;
  const supplies = hall.assessed.index.expandedDeviceTypes.get(type.slug)?.supplies.length ?? 0;
  const external = [...linkPorts].filter(({ kind, connector }) => kind === 'c2c' && connector !== 'internal').length;
  return [
    { limit: 'positions', racks: positions, by: `${String(positions)} positions` },
    {
      limit: 'units',
      racks: rackType === undefined ? null : all(nodes * type.heightU + hall.otherU <= rackType.heightU),
      by: `${String(rackType?.heightU ?? '?')} U of the rack`,
    },
    {
      limit: 'rack-weight',
      racks: loadKg === null || rackType?.maximumLoadKg === undefined ? null : all(loadKg <= rackType.maximumLoadKg),
      by: `${String(rackType?.maximumLoadKg ?? '?')} kg that the rack carries`,
    },
    {
      limit: 'point-load',
      racks: pointKN === null || room.pointLoadLimitKN === undefined ? null : all(pointKN <= room.pointLoadLimitKN),
      by: `${String(room.pointLoadLimitKN ?? '?')} kN of a floor panel`,
    },
    {
      limit: 'rack-feed',
      racks: rackW === null || hall.feedW === null ? null : all(rackW <= hall.feedW.watt * (1 + 1e-9)),
      by:
        hall.feedW === null
          ? 'feeds of the rack'
          : `${hall.feedW.element} alone, ${String(Math.round(hall.feedW.watt))} W`,
    },
    {
      limit: 'pdu-outlets',
      racks: hall.freeOutlets === null ? null : all(nodes * supplies <= hall.freeOutlets),
      by:
        hall.freeOutlets === null
          ? 'outlets of the rack PDUs and inlets of the node'
          : `${String(hall.freeOutlets)} outlets for ${String(supplies)} supplies of a node`,
    },
    ...(external === 0
      ? []
      : [
          {
            limit: 'port-map' as const,
            racks: all(nodes - 1 <= external),
            by: `${String(external)} ports of a node that link it to every other`,
          },
        ]),
    { limit: 'power-chain', racks: chain?.racks ?? null, by: chain?.by ?? 'feeds of the racks' },
    {
      limit: 'cooling-capacity',
      racks: racksFrom(hall.capacityW.watt, heatW),
      by: hall.capacityW.lost === null ? 'units of the room' : `without ${hall.capacityW.lost}`,
    },
    {
      limit: 'cooling-air',
      racks: racksFrom(hall.airM3PerH.flow, flow),
      by:
        hall.airM3PerH.lost === null
          ? 'units of the room'
          : `without ${hall.airM3PerH.lost}, at ${String(policy.altitudeM)} m`,
    },
  ];
}

/**
 * Racks that the power chain carries, one after the other in the order of their names: each takes its whole load from every
 * element that it may come to hang on alone, and the first that finds no room says what binds. Slots without feeds do not count.
 */
function chainLimit(
  { chain, rackChains }: HallFacts,
  rackW: number,
): { readonly racks: number; readonly by: string } | null {
  if (rackChains.length === 0 || rackChains.every((own) => own.length === 0)) return null;
  const left = new Map(chain);
  let racks = 0;
  let by = `feeds of ${String(rackChains.length)} racks`;
  for (const own of rackChains) {
    const short = own.find((element) => (left.get(element) ?? Infinity) < rackW * (1 - 1e-9));
    if (short !== undefined) {
      if (by.startsWith('feeds')) by = short;
      continue;
    }
    for (const element of own) {
      const watt = left.get(element);
      if (watt !== null && watt !== undefined) left.set(element, watt - rackW);
    }
    racks += 1;
  }
  return { racks, by };
}

/** Replicas on racks of equal nodes: a replica of nodes stays in one rack where it fits there. */
function replicasOf(
  artifact: Artifact | null,
  { racks, nodesPerRack }: { readonly racks: number; readonly nodesPerRack: number },
): number | null {
  if (artifact?.footprint === undefined) return null;
  const count = artifact.footprintCount ?? 1;
  if (artifact.footprint === 'pod') return null;
  if (artifact.footprint === 'rack') return Math.floor(racks / count);
  return count <= nodesPerRack ? racks * Math.floor(nodesPerRack / count) : Math.floor((racks * nodesPerRack) / count);
}
