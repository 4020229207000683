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
  evaluate: (context) => normalLoads(context, pduLoad, (kind) => kind === 'rack-pdu'),
};

/** Everything above the rack PDUs: breakers, panels and busways by line, UPS and transformers by VA and W. */
export const breakerLoad: Rule = {
  code: 'power.breaker-load',
  title: 'Power element overloaded',
  discipline: 'power',
  basis: CONTINUOUS_BASIS,
  sentence: SENTENCE,
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
