import type { Cable } from '../site/kinds/cable.js';
import type { CableType } from '../site/kinds/cable-type.js';
import { devicePartsOf, type SiteIndex } from '../site/site-index.js';
import type { TraceStep } from './trace.js';

/** A cable of a link, with its pins at the end where the light comes in and where it goes out. */
export interface PathCable {
  readonly cable: Cable;
  readonly type: CableType | undefined;
  readonly pinnedIn: boolean | undefined;
  readonly pinnedOut: boolean | undefined;
}

/** A link from transceiver to transceiver: its cables, and between every two of them the adapter of a panel. */
export interface FibrePath {
  readonly cables: readonly PathCable[];
  /** Adapters by their keys, one fewer than cables; undefined where the panel does not state them. */
  readonly adapters: readonly ('A' | 'B' | undefined)[];
}

/** What a traced way is made of. */
export function fibrePath(
  index: SiteIndex,
  steps: readonly TraceStep[],
  cableOf: ReadonlyMap<string, Cable>,
): FibrePath {
  const cables: PathCable[] = [];
  const adapters: FibrePath['adapters'][number][] = [];
  for (const step of steps) {
    if (step.kind === 'panel') {
      const device = index.devices.get(step.device);
      const ports = device === undefined ? undefined : devicePartsOf(index, device).ports;
      adapters.push(ports?.get(step.from.port)?.adapter ?? ports?.get(step.to.port)?.adapter);
      continue;
    }
    const cable = cableOf.get(step.cable);
    if (cable === undefined) continue;
    const type = index.cableTypes.get(cable.type);
    const [first] = cable.ends;
    const isForward = first?.device === step.from.device && first.port === step.from.port;
    const [pinnedIn, pinnedOut] = isForward ? [type?.pinnedA, type?.pinnedB] : [type?.pinnedB, type?.pinnedA];
    cables.push({ cable, type, pinnedIn, pinnedOut });
  }
  // A panel at which the way ends joins nothing.
  return { cables, adapters: adapters.slice(0, Math.max(0, cables.length - 1)) };
}

/**
 * What is wrong with the fibres of a parallel link (MPO). Each cable of polarity B and each adapter with aligned keys
 * turns the row of fibres around, and an odd number of turns brings senders to receivers. Cables of polarity C cross pairs,
 * which parallel optics cannot use. Transceivers have guide pins, so that the plugs in them have none; of two plugs that
 * meet in an adapter one has.
 *
 * Source: TIA-568.3-D, polarity methods A to C; adapters of type A have opposed keys and pass fibre 1 to 1, those of type B
 * aligned keys and pass 1 to 12. IEC 61754-7, pinned and unpinned plugs.
 *
 * Example: two cables B and an adapter B turn 3 times and link; with an adapter A they turn twice and do not.
 */
export function parallelProblems({ cables, adapters }: FibrePath): readonly {
  readonly problem: 'polarity' | 'polarity unknown' | 'pins' | 'pins unknown';
  readonly what: string;
}[] {
  return [...polarityProblems(cables, adapters), ...pinProblems(cables)];
}

function polarityProblems(cables: readonly PathCable[], adapters: FibrePath['adapters']) {
  const polarities = cables.map(({ type }) => type?.polarity);
  const chain = polarities
    .map((polarity, i) => `${i === 0 ? '' : ` – adapter ${adapters[i - 1] ?? '?'} – `}cable ${polarity ?? '?'}`)
    .join('');
  if (polarities.includes('C')) return [{ problem: 'polarity' as const, what: chain }];
  const parts = [...polarities, ...adapters];
  if (parts.includes(undefined)) return [{ problem: 'polarity unknown' as const, what: chain }];
  const turns = parts.filter((part) => part === 'B').length;
  return turns % 2 === 1 ? [] : [{ problem: 'polarity' as const, what: chain }];
}

function pinProblems(cables: readonly PathCable[]) {
  const first = cables[0]?.pinnedIn;
  const last = cables.at(-1)?.pinnedOut;
  const atEnds =
    first === true || last === true ? [{ problem: 'pins' as const, what: 'a plug with pins in a transceiver' }] : [];
  const joints = cables.slice(1).map(({ pinnedIn }, i) => [cables[i]?.pinnedOut, pinnedIn] as const);
  const isSame = joints.some(([a, b]) => a !== undefined && a === b);
  const isOpen = joints.some(([a, b]) => a === undefined || b === undefined);
  if (isSame)
    return [...atEnds, { problem: 'pins' as const, what: 'two plugs that meet both have pins, or neither has' }];
  return isOpen
    ? [...atEnds, { problem: 'pins unknown' as const, what: 'pins of plugs that meet in a panel' }]
    : atEnds;
}
