import type { PowerElement } from '../site/kinds/power-element.js';
import type { Site } from '../site/kinds/site.js';

/** A code by which an electrical installation is planned. */
export type PracticeName = NonNullable<Site['electricalPractice']>;

/** Load that opens an element, when nobody states it. */
export interface TripPractice {
  /** Multiple of the rating above which it may open. */
  readonly multiple: number;
  /** Time within which it opens at its conventional tripping current, s. */
  readonly afterS: number;
  readonly source: string;
}

/** A named electrical practice: what it says, and where. */
export interface Practice {
  readonly name: PracticeName;
  readonly title: string;
  /** Share of the rating of an overcurrent device that may be carried for hours. */
  readonly continuousLoadFraction: { readonly value: number; readonly source: string };
  /** Guidance on voltage drop from the origin to the load, a share of the nominal voltage. */
  readonly voltageDrop: { readonly value: number; readonly source: string };
  /** The same for the branch, from the last overcurrent device to the load. */
  readonly branchVoltageDrop: { readonly value: number; readonly source: string };
  readonly trip: (kind: PowerElement['kind'], ratedCurrentA: number | null) => TripPractice | null;
}

const UPS_TRIP: TripPractice = {
  multiple: 1,
  afterS: 600,
  source: 'IEC 62040-3 leaves overload to the maker; data sheets state 125 % for 10 min, then bypass',
};

const GENERATOR_TRIP: TripPractice = {
  multiple: 1.1,
  afterS: 3600,
  source: 'ISO 8528-1: 10 % overload of a prime rating for 1 h in 12 h',
};

const OVERCURRENT_KINDS: ReadonlySet<PowerElement['kind']> = new Set([
  'breaker',
  'panel',
  'busway',
  'switchboard',
  'static-switch',
]);

/** Of both codes: up to this rating the conventional time is 1 h, above it 2 h. */
function conventionalTimeS(ratedCurrentA: number | null, oneHourUpToA: number): number {
  return ratedCurrentA !== null && ratedCurrentA <= oneHourUpToA ? 3600 : 7200;
}

const nec: Practice = {
  name: 'nec',
  title: 'National Electrical Code (NFPA 70)',
  continuousLoadFraction: {
    value: 0.8,
    source: 'NEC 210.20(A), 215.3: 125 % of the continuous load, all load taken as continuous',
  },
  voltageDrop: { value: 0.05, source: 'NEC 210.19 and 215.2, informational notes: 5 % for feeder and branch together' },
  branchVoltageDrop: { value: 0.03, source: 'NEC 210.19, informational note: 3 % for the branch circuit' },
  trip: (kind, ratedCurrentA) => {
    if (kind === 'ups') return UPS_TRIP;
    if (kind === 'generator') return GENERATOR_TRIP;
    if (kind === 'transformer') {
      return { multiple: 1.25, afterS: 7200, source: 'NEC 450.3(B): primary protection at 125 % of the rated current' };
    }
    if (!OVERCURRENT_KINDS.has(kind)) return null;
    return {
      multiple: 1,
      afterS: conventionalTimeS(ratedCurrentA, 50),
      source:
        'UL 489: carries 100 %, opens at 135 % within 1 h up to 50 A and 2 h above; buses are protected at their rating',
    };
  },
};

const iec: Practice = {
  name: 'iec',
  title: 'IEC 60364',
  continuousLoadFraction: { value: 1, source: 'IEC 60364-4-43: Ib ≤ In ≤ Iz, no general continuous-load factor' },
  voltageDrop: { value: 0.05, source: 'IEC 60364-5-52 annex G, informative: 5 % for uses other than lighting' },
  branchVoltageDrop: {
    value: 0.05,
    source: 'IEC 60364-5-52 annex G, informative: 5 % in all, and no figure of its own for the last circuit',
  },
  trip: (kind, ratedCurrentA) => {
    if (kind === 'ups') return UPS_TRIP;
    if (kind === 'generator') return GENERATOR_TRIP;
    if (!OVERCURRENT_KINDS.has(kind)) return null;
    return {
      multiple: 1.05,
      afterS: conventionalTimeS(ratedCurrentA, 63),
      source: 'IEC 60947-2: carries 105 %, opens at 130 % within 1 h up to 63 A and 2 h above',
    };
  },
};

/** The practice of a site; NEC where it names none. */
export function practiceOf({ electricalPractice }: Pick<Site, 'electricalPractice'>): Practice {
  return electricalPractice === 'iec' ? iec : nec;
}

/** When an element opens: as it states, else by the practice of the site; null for what has no protection of its own. */
export interface TripLimit extends TripPractice {
  readonly assumed: boolean;
}

/** The trip limit of an element. A stated multiple without a time takes the time of the practice. */
export function tripLimit(
  { kind, tripMultiple, tripAfterS }: Pick<PowerElement, 'kind' | 'tripMultiple' | 'tripAfterS'>,
  ratedCurrentA: number | null,
  practice: Practice,
): TripLimit | null {
  const usual = practice.trip(kind, ratedCurrentA);
  if (tripMultiple === undefined) return usual === null ? null : { ...usual, assumed: true };
  return {
    multiple: tripMultiple,
    afterS: tripAfterS ?? usual?.afterS ?? 0,
    source: 'stated by the element',
    assumed: false,
  };
}
