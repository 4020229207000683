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
}

/**
 * The schedule of all cables, in the order of their names, each with its place in the order of installation: phase by
 * phase, tray by tray, bundle by bundle, the longest first.
 */
export function scheduleOf(
  index: SiteIndex,
  cables: readonly PlannedCable[],
  { labelPattern }: { readonly labelPattern: string },
): readonly ScheduleRow[] {
  const order = new Map(phasesInOrder(index.snapshot.phases).map((phase, i) => [phase, i]));
  const rows = cables.map(({ cable, route, lengthM, orderLengthM, troubles }, i) => {
    const labels = cableLabels(index, cable, labelPattern).labels;
    return {
      i,
      lengthM,
      row: {
        cable: cable.name,
        type: cable.type,
        medium: index.cableTypes.get(cable.type)?.medium ?? null,
        bundle: cable.bundle ?? null,
        status: cable.status ?? ('planned' as const),
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
      },
    };
  });
  const pulls = new Int32Array(rows.length);
  [...rows]
    .sort(
      (a, b) =>
        (order.get(a.row.phase ?? '') ?? Infinity) - (order.get(b.row.phase ?? '') ?? Infinity) ||
        compareText(a.row.segments[0] ?? '', b.row.segments[0] ?? '') ||
        compareText(a.row.bundle ?? '', b.row.bundle ?? '') ||
        (b.lengthM ?? 0) - (a.lengthM ?? 0) ||
        compareText(a.row.cable, b.row.cable),
    )
    .forEach(({ i }, place) => (pulls[i] = place + 1));
  return rows.map(({ row, i }) => ({ ...row, pull: pulls[i] ?? 0 }));
}

/** Rows in the order of installation. */
export function pullListOf(rows: readonly ScheduleRow[]): readonly ScheduleRow[] {
  return [...rows].sort((a, b) => a.pull - b.pull);
}

/** What is to be tested on a cable of a medium, before it goes into service. */
export function testOf(medium: string | null): string {
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
