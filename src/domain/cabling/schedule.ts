import type { Status } from '../site/fields.js';
import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { PlannedCable } from './cable-plan.js';
import { phaseOfCable, phasesInOrder } from './cable-phase.js';
import { cableLabels } from './labels.js';

export interface ScheduleEnd {
  readonly device: string;
  readonly rack: string | null;
  readonly unit: number | null;
  readonly port: string;
  readonly subPort: string | null;
  readonly transceiver: string | null;
  readonly label: string;
}

/** One cable as it is ordered, labelled, pulled and tested. */
export interface ScheduleRow {
  readonly cable: string;
  readonly type: string;
  readonly medium: string | null;
  readonly bundle: string | null;
  readonly status: Status;
  readonly phase: string | null;
  /** Template or port map from which it follows; null where the document states it. */
  readonly origin: string | null;
  readonly ends: readonly ScheduleEnd[];
  /** Tray segments in order, and where it runs otherwise. */
  readonly segments: readonly string[];
  readonly way: string;
  /** m, bare way. */
  readonly routeM: number | null;
  /** m, way with slack and margin. */
  readonly neededM: number | null;
  /** m as the document plans it. */
  readonly statedM: number | null;
  readonly asBuiltM: number | null;
  /** m of the piece that is ordered. */
  readonly orderLengthM: number | null;
  readonly troubles: readonly string[];
  /** Place in the order of installation, from 1. */
  readonly pull: number;
  /** What is tested before it goes into service. */
  readonly test: string;
}

/** The schedule of a site. Rows are made when they are read, so that a hall of any size can be written out. */
export interface Schedule {
  readonly count: number;
  /** In the order of the names of the cables. */
  readonly rows: () => Iterable<ScheduleRow>;
  /** In the order of installation. */
  readonly pullList: () => Iterable<ScheduleRow>;
}

/**
 * The schedule of all cables, each with its place in the order of installation: phase by phase, tray by tray, bundle by
 * bundle, the longest first.
 */
export function scheduleOf(
  index: SiteIndex,
  cables: readonly PlannedCable[],
  { labelPattern }: { readonly labelPattern: string },
): Schedule {
  const order = pullOrder(index, cables);
  const places = new Int32Array(cables.length);
  order.forEach((cable, place) => (places[cable] = place + 1));
  const rowAt = (i: number): ScheduleRow[] => {
    const planned = cables[i];
    return planned === undefined ? [] : [rowOf(index, planned, { labelPattern, pull: places[i] ?? 0 })];
  };
  return {
    count: cables.length,
    rows: function* () {
      for (let i = 0; i < cables.length; i += 1) yield* rowAt(i);
    },
    pullList: function* () {
      for (const i of order) yield* rowAt(i);
    },
  };
}

/** Places of the cables in the order in which they are installed. */
function pullOrder(index: SiteIndex, cables: readonly PlannedCable[]): Int32Array {
  const phases = new Map(phasesInOrder(index.snapshot.phases).map((phase, i) => [phase, i]));
  const phaseAt = Float64Array.from(cables, ({ cable }) => phases.get(phaseOfCable(index, cable) ?? '') ?? Infinity);
  const place = (i: number) => phaseAt[i] ?? 0;
  return Int32Array.from(cables.keys()).sort((i, j) => {
    const [a, b] = [cables[i], cables[j]];
    if (a === undefined || b === undefined) return 0;
    const [first, second] = [place(i), place(j)];
    if (first !== second) return first < second ? -1 : 1;
    return (
      compareText(a.route.segments[0] ?? '', b.route.segments[0] ?? '') ||
      compareText(a.cable.bundle ?? '', b.cable.bundle ?? '') ||
      (b.lengthM ?? 0) - (a.lengthM ?? 0) ||
      i - j
    );
  });
}

function rowOf(
  index: SiteIndex,
  { cable, route, orderLengthM, troubles }: PlannedCable,
  { labelPattern, pull }: { labelPattern: string; pull: number },
): ScheduleRow {
  const { labels } = cableLabels(index, cable, labelPattern);
  return {
    cable: cable.name,
    type: cable.type,
    medium: index.cableTypes.get(cable.type)?.medium ?? null,
    bundle: cable.bundle ?? null,
    status: cable.status ?? 'planned',
    phase: phaseOfCable(index, cable) ?? null,
    origin: index.origin.cables.get(cable.name) ?? null,
    ends: cable.ends.map((end, k): ScheduleEnd => {
      const device = index.devices.get(end.device);
      return {
        device: end.device,
        rack: device?.rack ?? null,
        unit: device?.unit ?? null,
        port: end.port,
        subPort: end.subPort ?? null,
        transceiver: end.transceiver ?? null,
        label: labels[k] ?? '',
      };
    }),
    segments: route.segments,
    way: route.failure ?? route.way,
    routeM: route.routeM,
    neededM: route.neededM,
    statedM: cable.lengthM ?? null,
    asBuiltM: cable.asBuiltLengthM ?? null,
    orderLengthM,
    troubles,
    pull,
    test: testOf(index.cableTypes.get(cable.type)?.medium ?? null),
  };
}

/** What is to be tested on a cable of a medium, before it goes into service. */
function testOf(medium: string | null): string {
  switch (medium) {
    case 'multimode':
    case 'single-mode':
      return 'Inspect end faces (IEC 61300-3-35); polarity; insertion loss';
    case 'copper':
      return 'Wire map, length, NEXT, return loss (ANSI/TIA-1152-A)';
    case 'power-cord':
      return 'Seating and locking; phase and feed';
    default:
      return 'Link up at full rate; bit errors over an hour';
  }
}
