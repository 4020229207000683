import { sampleOf } from '../../name-sample.js';
import { ambientIsMissing } from '../../power/derating.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

/** Elements that cannot interrupt, or withstand, the fault current that the study gives for their place. */
export const interruptingRating: Rule = {
  code: 'power.interrupting-rating',
  title: 'Fault current above the interrupting rating',
  discipline: 'power',
  basis:
    'NEC 110.9 and 110.10, IEC 60364-4-43 434.5.1: what opens at fault level must be able to interrupt the fault current at its place',
  sentence: '{subject} ({kind}) interrupts {limit}; the fault current at its terminals is {measured}',
  guide: {
    method:
      'The prospective fault current that the short-circuit study gives at the terminals of an element against its interrupting ' +
      '(withstand) rating, both in A. Where only the fault current is stated the rating is asked for; nothing is calculated.',
    example: 'A breaker of 10 kA on a panel with 14.2 kA: 14 200 A > 10 000 A.',
    remedy: 'Choose a higher rating, a tested series combination, or limit the fault current.',
  },
  evaluate: ({ index }) =>
    index.snapshot.powerElements.flatMap(({ name, kind, interruptingRatingA, prospectiveFaultCurrentA: faultA }) => {
      if (faultA === undefined) return [];
      if (interruptingRatingA !== undefined && !isAbove(faultA, interruptingRatingA)) return [];
      return [
        found(interruptingRating, {
          severity: interruptingRatingA === undefined ? 'unknown' : 'error',
          subject: { kind: 'powerElement', name },
          measured: faultA,
          limit: interruptingRatingA ?? null,
          unit: 'A',
          inputs: { kind },
        }),
      ];
    }),
};

/** That breakers in series need a study, which no load flow replaces. */
export const coordinationStudy: Rule = {
  code: 'power.coordination-study',
  title: 'Selective coordination to be studied',
  discipline: 'power',
  basis:
    'The breaker nearest to a fault must open alone (NEC 645.27 for critical operations data systems, 700.32 for emergency ' +
    'systems, IEC 60364-5-53 535); curves and settings decide it, which are not stated here',
  sentence:
    'Up to {measured} breakers stand in series, for example {chain}; whether only the nearest opens is a study of its own',
  guide: {
    method:
      'Breakers, banks of rack PDUs included, are counted along the preferred way from the outlets up to the source.',
    example: 'Bank breaker, branch breaker and main breaker of a panel: three in series.',
    remedy:
      'Have the coordination study made for both sources, mains and generator; this note stays as a reminder of it.',
  },
  evaluate: ({ index }) => {
    const longest = longestSeries(index);
    if (longest.length < 2) return [];
    return [
      found(coordinationStudy, {
        severity: 'info',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: longest.length,
        inputs: { chain: longest.join(' under ') },
      }),
    ];
  },
};

/** The longest run of breakers from a rack PDU up, the lowest first; of equals the first by order of the document. */
function longestSeries(index: SiteIndex): readonly string[] {
  let longest: readonly string[] = [];
  for (const start of index.snapshot.powerElements) {
    if (start.kind !== 'rack-pdu' && start.kind !== 'breaker') continue;
    const banks = start.pduType === undefined ? undefined : index.expandedPduTypes.get(start.pduType)?.banks;
    const series = banks === undefined || banks.size === 0 ? [] : [`a bank of ${start.name}`];
    const seen = new Set<string>();
    for (
      let here: typeof start | undefined = start;
      here !== undefined && !seen.has(here.name);
      here = index.powerElements.get(here.parents?.[0] ?? '')
    ) {
      seen.add(here.name);
      if (here.kind === 'breaker') series.push(here.name);
    }
    if (series.length > longest.length) longest = series;
  }
  return longest;
}

/** Elements whose maker says how ambient lowers their rating, where nobody says how warm it is. */
export const deratingOpen: Rule = {
  code: 'power.derating-open',
  title: 'Ambient of a derated element not stated',
  discipline: 'power',
  basis:
    'A rating that falls with ambient (IEC 60947-2, IEC 62040-3, ISO 8528-1: the maker states how) needs the ambient',
  sentence:
    'Makers state that ambient lowers the ratings of {measured} elements ({elements}); how warm it is around them, or up to which ' +
    'ambient they are rated, is not stated, and they count with their full rating',
  guide: {
    method:
      'Elements with derating.ambientFractionPerK are listed where ambientC or derating.ambientAboveC is missing.',
    example: 'A breaker that loses 0.5 % per kelvin above 40 °C, at 50 °C: 1 − 0.005 · 10 = 0.95 of its rating.',
    remedy: 'State ambientC of the element for the design day.',
  },
  evaluate: ({ index }) => {
    const open = index.snapshot.powerElements.filter(ambientIsMissing);
    if (open.length === 0) return [];
    const { count, names } = sampleOf(open.map(({ name }) => name));
    return [
      found(deratingOpen, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: count,
        inputs: { elements: names },
      }),
    ];
  },
};

/** Single-phase elements on conductors that what feeds them does not have. */
export const elementLegs: Rule = {
  code: 'power.element-legs',
  title: 'Element on conductors that are not there',
  discipline: 'power',
  basis:
    'A delta system has no neutral, a single-phase one no second or third line, and a three-phase element takes all lines',
  sentence: '{subject} is said to hang on {legs} of {parent}: {reason}',
  guide: {
    method:
      'The conductors that a single-phase element names (legs) against the wiring and the lines of each of its parents.',
    example: 'A breaker with legs L1-N below a panel whose wiring is delta: there is no N.',
    remedy: 'Correct the legs, or the wiring of what feeds it.',
  },
  evaluate: ({ index, figures }) => {
    const phases = new Map(figures.power.elements.map((load) => [load.element, load.phases]));
    return index.snapshot.powerElements.flatMap(({ name, legs, parents = [] }) => {
      if (legs === undefined) return [];
      const finding = (parent: string, reason: string) =>
        found(elementLegs, {
          severity: 'error',
          subject: { kind: 'powerElement', name },
          inputs: { legs, parent, reason },
        });
      if (phases.get(name) === 3) return [finding(parents[0] ?? 'nothing', 'it has three lines itself')];
      return parents.flatMap((parent) => {
        const above = index.powerElements.get(parent);
        if (above?.wiring === 'delta' && legs.endsWith('-N'))
          return [finding(parent, 'which is wired delta and has no N')];
        if (phases.get(parent) === 1 && above?.legs !== undefined && above.legs !== legs) {
          return [finding(parent, `which has ${above.legs} only`)];
        }
        return [];
      });
    });
  },
};

/** Three-phase supplies on outlets of fewer lines. */
export const cordPhases: Rule = {
  code: 'power.cord-phases',
  title: 'Three-phase cord on a single-phase outlet',
  discipline: 'power',
  basis: 'A supply that needs three lines needs an outlet with three',
  sentence:
    '{measured} supplies that need three lines are plugged into outlets of {subject} that have fewer: {supplies}',
  guide: {
    method:
      'The lines that a supply states (phases) against the conductors of the outlet into which its cord is plugged.',
    example: 'A supply with phases: 3 on an outlet with legs L1-N.',
    remedy: 'Use an outlet with legs L1-L2-L3, or a supply for one line.',
  },
  evaluate: ({ index }) => {
    const needsThree = new Map(
      [...index.expandedDeviceTypes].map(([slug, { supplies }]) => [
        slug,
        new Set(supplies.flatMap(({ name, phases }) => (phases === 3 ? [name] : []))),
      ]),
    );
    if (![...needsThree.values()].some(({ size }) => size > 0)) return [];
    return [...index.cordsByPdu].flatMap(([pdu, cords]) => {
      const pduType = index.powerElements.get(pdu)?.pduType ?? '';
      const outlets = index.expandedPduTypes.get(pduType)?.outlets;
      const isSingle = index.pduTypes.get(pduType)?.phases === 1;
      const wrong = cords.filter(({ device, supply, outlet }) => {
        const type = index.devices.get(device)?.type ?? '';
        if (needsThree.get(type)?.has(supply) !== true) return false;
        const legs = outlets?.get(outlet)?.legs;
        return isSingle || (legs !== undefined && legs !== 'L1-L2-L3');
      });
      if (wrong.length === 0) return [];
      return [
        found(cordPhases, {
          severity: 'error',
          subject: { kind: 'powerElement', name: pdu },
          measured: wrong.length,
          limit: 0,
          inputs: { supplies: sampleOf(wrong.map(({ device, supply }) => `${device} ${supply}`)).names },
        }),
      ];
    });
  },
};
