import type { Coverage } from '../finding.js';
import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { TraySegment } from '../site/kinds/tray-segment.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CableRoute } from './cable-route.js';
import { phaseOfCable, phasesInOrder } from './cable-phase.js';
import { cablesInTray, trayFillFraction, type TrayCables } from './tray-fill.js';
import type { TrayKind } from './cabling-policy.js';

const WIDTH_STEP_MM = 50;

/** How full a segment is at one time. */
export interface TrayFill {
  /** Null for what is there now; else the phase after which it is so. */
  readonly phase: string | null;
  readonly cables: number;
  /** Share of the section; of the cables whose diameter is known. */
  readonly fill: number;
  /** kg/m of the cables whose mass is known. */
  readonly massKgPerM: number;
}

/** What lies in one tray segment, and when. */
export interface TrayLoad {
  readonly segment: string;
  readonly kind: TrayKind;
  readonly room: string | null;
  readonly lengthM: number;
  /** Share of the section that cables may fill. */
  readonly limit: number;
  readonly maximumLoadKgPerM: number | null;
  /** Now, then after each phase; the last with everything that is planned. */
  readonly fills: readonly TrayFill[];
  /** The last of the fills. */
  readonly final: TrayFill;
  /** How many of its cables state a diameter, and how many a mass. */
  readonly diameters: Coverage;
  readonly masses: Coverage;
  /** First width in steps of 50 mm at which everything would fit; null where it fits as it is. */
  readonly widenToMm: number | null;
  /** More cables of its commonest type that it takes. */
  readonly roomForMore: { readonly cableType: string; readonly count: number } | null;
}

const INSTALLED: ReadonlySet<string> = new Set(['installed', 'active', 'decommissioning']);

/**
 * Loads of the trays of a site: fill Σ n·(π/4)·d²/(W·H) and mass per metre, now and after each phase. What is installed is
 * there now; what is not comes with its phase, and what has none comes last. Power trays without cables are left out: the
 * whips in them have no diameter, and an empty tray would be a false zero.
 */
export function trayLoads(
  index: SiteIndex,
  {
    cables,
    routes,
    trayFillLimit,
  }: { readonly cables: readonly Cable[]; readonly routes: readonly CableRoute[]; readonly trayFillLimit: number },
): readonly TrayLoad[] {
  const phases = phasesInOrder(index.snapshot.phases);
  const steps: readonly (string | null)[] = [null, ...phases, UNPHASED];
  const countsBySegment = new Map<string, Map<string, number>[]>();
  cables.forEach((cable, i) => {
    const route = routes[i];
    if (route === undefined || route.segments.length === 0) return;
    const step = INSTALLED.has(cable.status ?? 'planned') ? 0 : steps.indexOf(phaseOfCable(index, cable) ?? UNPHASED);
    for (const segment of route.segments) {
      const counts = countsBySegment.get(segment) ?? steps.map(() => new Map<string, number>());
      countsBySegment.set(segment, counts);
      const ofStep = counts[step];
      ofStep?.set(cable.type, (ofStep.get(cable.type) ?? 0) + 1);
    }
  });
  const hasUnphased = [...countsBySegment.values()].some((counts) => (counts.at(-1)?.size ?? 0) > 0);
  const shown = hasUnphased || phases.length === 0 ? steps : steps.slice(0, -1);
  return index.snapshot.traySegments
    .filter(({ name, kind }) => kind !== 'power' || countsBySegment.has(name))
    .sort((a, b) => compareText(a.name, b.name))
    .map((segment) =>
      loadOf(index, segment, { counts: countsBySegment.get(segment.name), steps: shown, trayFillLimit }),
    );
}

/** Name of the last step, for what belongs to no phase. */
export const UNPHASED = 'without a phase';

function loadOf(
  index: SiteIndex,
  segment: TraySegment,
  {
    counts,
    steps,
    trayFillLimit,
  }: {
    counts: readonly ReadonlyMap<string, number>[] | undefined;
    steps: readonly (string | null)[];
    trayFillLimit: number;
  },
): TrayLoad {
  const total = new Map<string, number>();
  const fills = steps.map((phase, step): TrayFill => {
    for (const [type, count] of counts?.[step] ?? []) total.set(type, (total.get(type) ?? 0) + count);
    return { phase, ...contentOf(index, segment, total) };
  });
  const final = fills.at(-1) ?? { phase: null, ...contentOf(index, segment, total) };
  const limit = segment.fillLimit ?? trayFillLimit;
  const known = (has: (type: string) => boolean): Coverage => {
    let sum = 0;
    for (const [type, count] of total) if (has(type)) sum += count;
    return { known: sum, total: final.cables };
  };
  const { from, to } = segment;
  return {
    segment: segment.name,
    kind: segment.kind,
    room: segment.room ?? null,
    lengthM: Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]),
    limit,
    maximumLoadKgPerM: segment.maximumLoadKgPerM ?? null,
    fills,
    final,
    diameters: known((type) => index.cableTypes.get(type)?.outerDiameterMm !== undefined),
    masses: known((type) => index.cableTypes.get(type)?.massKgPerM !== undefined),
    widenToMm: final.fill <= limit + 1e-9 || limit === 0 ? null : widerMm(segment.widthMm * (final.fill / limit)),
    roomForMore: roomForMore(index, segment, { total, fill: final.fill, limit }),
  };
}

function contentOf(index: SiteIndex, tray: TraySegment, total: ReadonlyMap<string, number>): Omit<TrayFill, 'phase'> {
  const sections: TrayCables[] = [];
  let cables = 0;
  let massKgPerM = 0;
  for (const [slug, count] of total) {
    const type = index.cableTypes.get(slug);
    cables += count;
    massKgPerM += count * (type?.massKgPerM ?? 0);
    if (type?.outerDiameterMm !== undefined) sections.push({ count, outerDiameterMm: type.outerDiameterMm });
  }
  return { cables, fill: trayFillFraction({ cables: sections, tray }), massKgPerM };
}

function widerMm(widthMm: number): number {
  return Math.ceil(widthMm / WIDTH_STEP_MM - 1e-9) * WIDTH_STEP_MM;
}

function roomForMore(
  index: SiteIndex,
  tray: TraySegment,
  { total, fill, limit }: { total: ReadonlyMap<string, number>; fill: number; limit: number },
): TrayLoad['roomForMore'] {
  const [commonest] = [...total].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  const outerDiameterMm = commonest === undefined ? undefined : index.cableTypes.get(commonest[0])?.outerDiameterMm;
  if (commonest === undefined || outerDiameterMm === undefined) return null;
  const left = limit - fill;
  return { cableType: commonest[0], count: left <= 0 ? 0 : cablesInTray({ outerDiameterMm, tray, fillLimit: left }) };
}
