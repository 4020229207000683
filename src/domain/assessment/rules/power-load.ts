import type { InputValue } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { ElementLoad, LineLoad } from '../../power/power-figures.js';
import type { Rule, RuleContext } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

const CONTINUOUS_BASIS =
  'Rating × continuous fraction: NEC 210.20(A) and 215.3 (125 % of the continuous load), or 1 where the rating is ' +
  'already continuous; currents are phasor sums at nominal voltage, at maximum draw';

/** A limit of an element against what it carries. */
interface Comparison {
  readonly measured: number;
  /** Most that it can be; null where nothing bounds an unknown draw. */
  readonly upper: number | null;
  readonly limit: number;
  readonly rated: number;
  readonly unit: 'A' | 'VA' | 'W';
  readonly limitedBy: string;
}

/** The limits that an element states, against one load of it. */
function comparisonsOf(element: ElementLoad, load: LineLoad): readonly Comparison[] {
  const comparisons: Comparison[] = [];
  if (element.allowedCurrentA !== null && element.ratedCurrentA !== null && load.busiestCurrentA !== null) {
    comparisons.push({
      measured: load.busiestCurrentA,
      upper: load.upperCurrentA,
      limit: element.allowedCurrentA,
      rated: element.ratedCurrentA,
      unit: 'A',
      limitedBy: load.busiestLine === null ? 'current on its line' : `current on ${load.busiestLine}`,
    });
  }
  if (element.ratedApparentPowerVa !== null) {
    comparisons.push({
      measured: load.apparentPowerVa,
      upper: load.upperApparentPowerVa,
      limit: element.ratedApparentPowerVa * element.deratingFactor * element.continuousLoadFraction,
      rated: element.ratedApparentPowerVa,
      unit: 'VA',
      limitedBy: 'apparent power',
    });
  }
  if (element.allowedPowerW !== null && element.ratedPowerW !== null) {
    comparisons.push({
      measured: load.powerW,
      // Real power is at most apparent power.
      upper: load.upperApparentPowerVa === load.apparentPowerVa ? load.powerW : load.upperApparentPowerVa,
      limit: element.allowedPowerW,
      rated: element.ratedPowerW,
      unit: 'W',
      limitedBy: 'real power',
    });
  }
  return comparisons;
}

/** The limit that is exceeded most; null where none is. */
function worstExceeded(element: ElementLoad, load: LineLoad): Comparison | null {
  return comparisonsOf(element, load)
    .filter(({ measured, limit }) => isAbove(measured, limit))
    .reduce<Comparison | null>(
      (worst, next) => (worst === null || next.measured / next.limit > worst.measured / worst.limit ? next : worst),
      null,
    );
}

/** Whether what is unknown may put a load above a limit that what is known keeps. */
function isOpen(element: ElementLoad, load: LineLoad): boolean {
  return comparisonsOf(element, load).some(
    ({ measured, upper, limit }) => !isAbove(measured, limit) && (upper === null || isAbove(upper, limit)),
  );
}

function inputsOf(element: ElementLoad, load: LineLoad, { rated, limitedBy }: Comparison): Record<string, InputValue> {
  const [l1A, l2A, l3A] = load.lineCurrentsA;
  return {
    kind: element.kind,
    limitedBy,
    line: load.busiestLine,
    rated,
    continuousLoadFraction: element.continuousLoadFraction,
    deratingFactor: element.deratingFactor,
    l1A,
    l2A,
    l3A,
    powerW: load.powerW,
    apparentPowerVa: load.apparentPowerVa,
    voltageV: element.voltageV,
    rack: element.rack,
    feed: element.feed,
  };
}

const SENTENCE =
  '{subject} carries {measured} ({limitedBy}) at maximum draw; {limit} are allowed, {continuousLoadFraction} of the ' +
  'rating of {rated} {unit}. Of the draws behind it {coverage}';

function normalLoads({ figures }: RuleContext, rule: Pick<Rule, 'code' | 'basis'>, wanted: (kind: string) => boolean) {
  return figures.power.elements.flatMap((element) => {
    if (element.normal === null || !wanted(element.kind)) return [];
    const exceeded = worstExceeded(element, element.normal);
    if (exceeded === null) return [];
    return [
      found(rule, {
        severity: 'error',
        subject: { kind: 'powerElement', name: element.element },
        measured: exceeded.measured,
        limit: exceeded.limit,
        unit: exceeded.unit,
        inputs: inputsOf(element, element.normal, exceeded),
        coverage: element.coverage,
      }),
    ];
  });
}

/** The busiest line of a rack PDU against its plug and cord. */
export const pduLoad: Rule = {
  code: 'power.pdu-load',
  title: 'Rack PDU overloaded',
  discipline: 'power',
  basis: CONTINUOUS_BASIS,
  sentence: SENTENCE,
  guide: {
    method:
      'The busiest line at the plug of the rack PDU, its losses included, in A, against rated current × ' +
      'derating × continuous fraction. Line currents are phasor sums: an outlet between two lines puts its ' +
      'current on both, √3 times as much when neighbouring pairs are equally loaded. The fraction is that of ' +
      'the element, else 1 where `ratingIsContinuous` says so, else that of the site (0.8 by NEC 210.20(A), 1 ' +
      'in IEC practice).',
    example:
      'Nine nodes of 4 kW at power factor 0.95, three on each line of 415 V: 36 000 / (√3 · 415 · 0.95) = 52.72 ' +
      'A on each line; 0.8 · 60 = 48 A are allowed.',
    remedy:
      'Move cords to a line that carries less, move devices to another rack PDU, or take a larger plug. A ' +
      'rating that is already the continuous one says so with `ratingIsContinuous: true`.',
  },
  evaluate: (context) => normalLoads(context, pduLoad, (kind) => kind === 'rack-pdu'),
};

/** Everything above the rack PDUs: breakers, panels and busways by line, UPS and transformers by VA and W. */
export const breakerLoad: Rule = {
  code: 'power.breaker-load',
  title: 'Power element overloaded',
  discipline: 'power',
  basis: CONTINUOUS_BASIS,
  sentence: SENTENCE,
  guide: {
    method:
      'Everything above the rack PDUs at maximum draw: the busiest line in A, apparent power in VA and real ' +
      'power in W, each against its rating × derating × continuous fraction. UPS, transformers, generators and ' +
      'utilities are rated for continuous load, so their fraction is 1 unless they state one. The limit that is ' +
      'exceeded most is named.',
    example:
      '36 kW at power factor 0.95 on a UPS of 37 kVA and 30 kW: 36 000 / 0.95 = 37 895 VA is 1.02 of its VA, 36 ' +
      '000 W is 1.2 of its W; real power is named.',
    remedy:
      'Spread the load, or raise the rating of the element named. What it carries on each line stands in the ' +
      'inputs.',
  },
  evaluate: (context) => normalLoads(context, breakerLoad, (kind) => kind !== 'rack-pdu'),
};

/** What the loss of a feed puts on the elements that are left. */
export const feedLoss: Rule = {
  code: 'power.feed-loss',
  title: 'Overloaded after the loss of a feed',
  discipline: 'power',
  basis: `Every device then draws min(draw, ratings of the supplies still live) or its stated reduced draw. ${CONTINUOUS_BASIS}`,
  sentence:
    'After the loss of feed {lostFeed}, {subject} carries {measured} ({limitedBy}; {normal} {unit} before); {limit} are ' +
    'allowed, {continuousLoadFraction} of the rating of {rated} {unit}. Of the draws behind it {coverage}',
  guide: {
    method:
      'Everything that belongs to one feed is dead, with all that only it feeds. Every device then draws ' +
      'min(draw, ratings of the supplies still live), or its stated reduced draw, through what is left; each ' +
      'element is judged as in power.pdu-load and power.breaker-load. Of all feeds the loss that puts most on ' +
      'the element is named.',
    example:
      'Four systems of 10.2 kW with six supplies of 3.3 kW on feeds A and B: with B lost each draws min(10 200, ' +
      '3 · 3 300) = 9 900 W. 39 600 / (√3 · 415 · 0.95) = 57.99 A on A; 48 A are allowed. Without the limit of ' +
      'the supplies it would be 59.75 A.',
    remedy:
      'Load each of two feeds to at most half of what it may carry (40 % of a breaker under the 80 % rule), add ' +
      'a third feed, or state the draw that devices fall back to (`reducedPowerW`).',
  },
  evaluate: ({ figures }) =>
    figures.power.elements.flatMap((element) => {
      const { normal, worst } = element;
      if (normal === null || worst === null) return [];
      const exceeded = worstExceeded(element, worst);
      if (exceeded === null) return [];
      const before = comparisonsOf(element, normal).find(({ unit }) => unit === exceeded.unit)?.measured ?? 0;
      if (!isAbove(exceeded.measured, before)) return [];
      return [
        found(feedLoss, {
          severity: 'error',
          subject: { kind: 'powerElement', name: element.element },
          measured: exceeded.measured,
          limit: exceeded.limit,
          unit: exceeded.unit,
          inputs: {
            lostFeed: element.worstLostFeed,
            normal: before,
            ...inputsOf(element, worst, exceeded),
            // What it would carry if no device were limited by the supplies that it has left.
            currentWithoutSupplyLimitA: element.worstUnlimitedCurrentA,
          },
          coverage: element.coverage,
        }),
      ];
    }),
};

/** Elements that what is known does not overload, and that what is unknown may. One finding: the cause lies elsewhere. */
export const openLoad: Rule = {
  code: 'power.load-open',
  title: 'Load not known well enough to judge',
  discipline: 'power',
  basis: `Bounds of unknown draws: at most the nameplate, else what the supplies can give. ${CONTINUOUS_BASIS}`,
  sentence:
    'What is known keeps these within their limits, and what is not known may put them above; power elements that stay ' +
    'open: {measured} ({elements})',
  guide: {
    method:
      'Unknown draws count with the least that is known of them, and widen an upper bound: the nameplate, else ' +
      'what the supplies can give; at worst all of it on one line. An element is open where its known load is ' +
      'within every limit and its upper bound is not.',
    example:
      'A node whose maximum is not stated, with a label of 4.4 kW: at most 4 400 / (0.95 · 239.6) = 19.3 A on ' +
      'one line, within 48 A: not open. Without the label and without ratings of its supplies nothing bounds ' +
      'it, and all above it are open.',
    remedy:
      'State the maximum draw of the types that power.unknown-draw names; a label or the ratings of the ' +
      'supplies already bound it.',
  },
  evaluate: ({ index, figures }) => {
    const open = figures.power.elements.filter(
      (element) =>
        (element.normal !== null && isOpen(element, element.normal)) ||
        (element.worst !== null && isOpen(element, element.worst)),
    );
    if (open.length === 0) return [];
    const { count, names } = sampleOf(open.map(({ element }) => element));
    const rated = figures.power.elements.filter(({ normal }) => normal !== null).length;
    return [
      found(openLoad, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: count,
        inputs: { elements: names, rackPdus: open.filter(({ kind }) => kind === 'rack-pdu').length },
        coverage: { known: rated - count, total: rated },
      }),
    ];
  },
};
