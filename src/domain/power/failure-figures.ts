import type { Assumption, Coverage } from '../finding.js';
import type { NameSample } from '../name-sample.js';
import type { LimitRatio } from './overload.js';
import type { FlowCase } from './power-figures.js';

/** What fails together, and why they are one. */
export interface FailureScenario {
  /** `element` one alone, `group` every element of a redundancy group, `feed` everything of a feed, `chosen` what was asked. */
  readonly kind: 'element' | 'group' | 'feed' | 'chosen';
  /** Name of the element, group or feed; the names of what was chosen, joined. */
  readonly name: string;
  readonly failed: readonly string[];
}

/** An element, or an outlet of a rack PDU, above what it may carry. */
export interface Overload extends LimitRatio {
  readonly element: string;
  readonly kind: string;
  /** What it carried against the same limit with nothing failed. */
  readonly normal: number;
}

/** An element that opens because it carries too much. */
export interface Trip {
  readonly element: string;
  readonly kind: string;
  /** A UPS goes to bypass first; then it is opened as everything else. */
  readonly action: 'bypass' | 'open';
  /** Load over rating (derated), and the multiple above which it opens. */
  readonly loadFraction: number;
  readonly multiple: number;
  /** Time for which it carries the multiple, s. */
  readonly afterS: number;
  readonly assumed: boolean;
  readonly source: string;
}

/** Loads without power for some time from the failure on, although they are fed afterwards. */
export interface Interruption {
  readonly fromS: number;
  readonly toS: number;
  readonly devices: NameSample;
  readonly plant: NameSample;
}

/** Loads that live on a battery, and are dark when it is empty. */
export interface DarkLater {
  readonly fromS: number;
  readonly devices: NameSample;
}

/** What one failure does, once every transfer, start and trip has happened. */
export interface FailureOutcome {
  readonly scenario: FailureScenario;
  /** Elements without power beside those that failed or opened. */
  readonly deadElements: NameSample;
  /** Live elements that another parent feeds than before. */
  readonly transferred: NameSample;
  /** Devices that draw, by the service that is left. */
  readonly devices: Readonly<Record<'full' | 'reduced' | 'dark' | 'unknown', number>>;
  /** Devices that this failure puts into a state worse than before. */
  readonly dark: NameSample;
  readonly reduced: NameSample;
  readonly unknown: NameSample;
  /** Cooling units, pumps and the like that stand still. */
  readonly plantDark: NameSample;
  /** Elements above their planning limit before anything opens, worst first, that this failure loads more than before. */
  readonly overloads: readonly Overload[];
  readonly overloadCount: number;
  /** Elements that what is not known may put above it. */
  readonly openElements: number;
  /** What opens, in order. Empty where nothing does. */
  readonly trips: readonly Trip[];
  readonly interruptions: readonly Interruption[];
  readonly darkLater: readonly DarkLater[];
  /** Elements that had to be solved again, over all rounds. */
  readonly touched: number;
}

/** The worst that any of the failures makes of one element, before anything opens. */
export interface WorstCase extends LimitRatio {
  readonly element: string;
  readonly kind: string;
  readonly normal: number;
  readonly normalRatio: number;
  /** The failure that causes it; null where none makes it worse than normal. */
  readonly scenario: string | null;
}

/** What every failure that was asked for does. */
export interface PowerFailures {
  readonly loadCase: FlowCase;
  /** What is out already, for maintenance. */
  readonly out: readonly string[];
  /** Devices before any failure, by service. */
  readonly devices: Readonly<Record<'full' | 'reduced' | 'dark' | 'unknown', number>>;
  readonly failures: number;
  /** Failures after which every device keeps its service, nothing is above its planning limit and nothing opens. */
  readonly survived: number;
  /** The others, worst first: devices dark, trips, devices reduced, overloads. */
  readonly outcomes: readonly FailureOutcome[];
  /** Elements with a limit, highest ratio first. */
  readonly worst: readonly WorstCase[];
  /** Of each rack PDU the outlet that comes nearest to its rating, highest ratio first. */
  readonly outlets: readonly WorstCase[];
  /** Cords on outlets whose rating and current are known, of all on rack PDUs. */
  readonly outletCoverage: Coverage;
  /** Loads whose draw is known, of all. */
  readonly coverage: Coverage;
  readonly assumptions: readonly Assumption[];
}
