import { sampleOf } from '../name-sample.js';
import { SEVERITIES, type Finding, type Severity } from '../finding.js';
import type { FailureOutcome, PowerFailures } from '../power/failure-figures.js';
import type { Site } from '../site/kinds/site.js';
import { compareText } from '../site/key.js';
import type { StatedFinding } from './assessment.js';
import type { RuleText } from './rule.js';
import { found } from './rules/found.js';
import { isAbove } from './rules/verdict.js';
import { sentenceOf } from './sentence.js';

/** A rule on what failures do. It reads the figures of failures, which are an analysis of their own. */
export interface FailureRule extends RuleText {
  readonly evaluate: (failures: PowerFailures, site: Site) => readonly Finding[];
}

/** What the site says that a loss may not take down decides how bad it is; silence is taken for less than n+1. */
function severityOf({ redundancy }: Site, isDark: boolean): Severity {
  if (redundancy === 'n') return 'info';
  return isDark && redundancy !== undefined ? 'error' : 'warning';
}

const failureOverload: FailureRule = {
  code: 'power.failure-overload',
  title: 'Overloaded after a failure',
  discipline: 'power',
  basis:
    'Every failure is solved on its own, before anything opens: phasor sums at nominal voltage, devices on the supplies that ' +
    'are left; limit is rating × derating × continuous fraction (NEC 210.20(A), or as stated)',
  sentence:
    'After the failure of {scenario}, {subject} carries {measured} ({limitedBy}; {normal} {unit} before); {limit} are ' +
    'allowed of a rating of {rated} {unit}',
  guide: {
    method:
      'For every single element, every redundancy group and every feed the part of the chain that the loss touches is ' +
      'solved again. An element that its failure loads more than before, above rating × derating × continuous fraction on its ' +
      'busiest line (A), in apparent power (VA) or in real power (W), is listed with the failure that brings it highest. Of each ' +
      'rack PDU the outlet that comes nearest to its rating is judged too, without a continuous fraction.',
    example:
      'Nine nodes of 4 kW share two feeds of 415 V. With panel B lost, breaker A carries 36 000 / (√3 · 415 · 0.95) = 52.7 A, ' +
      'of 0.8 · 60 = 48 A.',
    remedy:
      'Spread the load over more feeds, raise the rating, or lower what the devices draw when a feed is lost; a rating that is ' +
      'already continuous says so with ratingIsContinuous.',
  },
  evaluate: ({ worst, outlets, coverage }, site) =>
    [...worst, ...outlets].flatMap((item) => {
      if (item.scenario === null || !isAbove(item.measured, item.limit)) return [];
      return [
        found(failureOverload, {
          severity: site.redundancy === 'n' ? 'warning' : 'error',
          subject: { kind: 'powerElement', name: item.element },
          measured: item.measured,
          limit: item.limit,
          unit: item.unit,
          inputs: {
            scenario: item.scenario,
            limitedBy: item.limitedBy,
            normal: item.normal,
            rated: item.rated,
            kind: item.kind,
          },
          coverage,
        }),
      ];
    }),
};

const failureDark: FailureRule = {
  code: 'power.failure-dark',
  title: 'Dark after a failure',
  discipline: 'power',
  basis:
    'A device is dark when fewer supplies are live than reduced service needs; failures that darken the same devices are one finding',
  sentence: 'The failure of {failures} leaves devices dark: {measured} ({devices}); without cooling: {plant}',
  guide: {
    method:
      'After every transfer, start and trip: live supplies of a device against what reduced service (else full service) needs. ' +
      'Failures of one element are listed together where they darken the same devices.',
    example:
      'Both supplies of a disk enclosure hang on rack PDU A. The failure of that PDU, its breaker, the panel or the UPS of A ' +
      'leaves it dark; on A and B none of them would.',
    remedy: 'Put the supplies on different feeds, or state by `redundancy: n` that the site accepts the loss.',
  },
  evaluate: ({ outcomes }, site) => {
    const alike = new Map<string, FailureOutcome[]>();
    for (const outcome of outcomes) {
      if (outcome.dark.count + outcome.plantDark.count === 0 || outcome.scenario.kind === 'group') continue;
      const { dark, plantDark } = outcome;
      const key = JSON.stringify([dark.count, dark.names, plantDark.count, plantDark.names]);
      alike.set(key, [...(alike.get(key) ?? []), outcome]);
    }
    return [...alike.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const names = group.map(({ scenario: { kind, name } }) => (kind === 'feed' ? `feed ${name}` : name));
      return [
        found(failureDark, {
          severity: severityOf(site, first.dark.count > 0),
          subject: { kind: 'site', name: site.name },
          measured: first.dark.count,
          inputs: {
            failures: sampleOf(names).names,
            failureCount: group.length,
            devices: first.dark.names.length === 0 ? 'none' : first.dark.names,
            plant: first.plantDark.names.length === 0 ? 'none' : first.plantDark.names,
          },
        }),
      ];
    });
  },
};

const failureCascade: FailureRule = {
  code: 'power.failure-cascade',
  title: 'Failure cascades',
  discipline: 'power',
  basis:
    'What carries more than a multiple of its rating for a time opens: as stated, else UL 489 (100 %), IEC 60947-2 (105 %), ' +
    'ISO 8528-1 (110 % of a generator), a UPS to bypass first; the highest ratio opens first, equal ones by name',
  sentence:
    'After the failure of {scenario}, {measured} elements open, the first {firstElement} at {firstLoad} of its rating (opens above {multiple}, ' +
    'within {afterS} s): {elements}. Devices dark in the end: {dark}',
  guide: {
    method:
      'After a failure the element with the highest ratio of load to the multiple of its rating that opens it is opened, a UPS ' +
      'goes to bypass first, and the chain is solved again, until nothing is above. The multiple and the time are fields of the ' +
      'element (tripMultiple, tripAfterS), else those of the electrical practice of the site, each with its source.',
    example:
      'Two breakers of 40 A carry 26.4 A each. With one feed lost the other carries 52.7 A = 1.32 of its rating, above 1 (UL 489): ' +
      'it opens, and the rack is dark although only one feed had failed.',
    remedy: 'Keep every element below its rating after the failure; then nothing opens.',
  },
  evaluate: ({ outcomes }, site) =>
    outcomes.flatMap(({ scenario, trips, dark }) => {
      const [first] = trips;
      if (first === undefined) return [];
      return [
        found(failureCascade, {
          severity: dark.count > 0 ? 'error' : severityOf(site, false),
          subject: { kind: 'site', name: site.name },
          measured: trips.length,
          inputs: {
            scenario: scenario.kind === 'feed' ? `feed ${scenario.name}` : scenario.name,
            firstElement: first.element,
            firstLoad: first.loadFraction,
            multiple: first.multiple,
            afterS: first.afterS,
            assumed: first.assumed,
            elements: trips.map(({ element, action }) => (action === 'bypass' ? `${element} (to bypass)` : element)),
            dark: dark.count,
          },
        }),
      ];
    }),
};

const failureInterruption: FailureRule = {
  code: 'power.failure-interruption',
  title: 'Interrupted until a source takes over',
  discipline: 'power',
  basis:
    'Supplies hold up 20 ms (ITI/CBEMA curve); a generator starts in its stated time, a UPS bridges its stated autonomy, a ' +
    'static switch transfers in 8 ms unless it says otherwise',
  sentence:
    'After the failure of {scenario}, {measured} devices and {plantCount} units of plant are without power {when}: {names}',
  guide: {
    method:
      'From the failure on, each load is without power while every way to it is: ways that are fed as before are not; ways that ' +
      'change to another source wait for its transfer and its start; a UPS takes its autonomy off.',
    example:
      'The mains fail; the generator carries after 12 s. Racks behind a UPS of 300 s notice nothing; pumps on the switchboard stand ' +
      'still for 12 s, plus the time of the transfer switch.',
    remedy: 'Put what may not stop behind a UPS, or accept the pause; state start and autonomy where they are unknown.',
  },
  evaluate: ({ outcomes }) =>
    outcomes.flatMap(({ scenario, interruptions, darkLater }) => [
      ...interruptions.map(({ fromS, toS, devices, plant }) =>
        found(failureInterruption, {
          severity: devices.count > 0 ? 'warning' : 'info',
          subject: { kind: 'powerElement', name: scenario.name },
          measured: devices.count,
          inputs: {
            scenario: scenario.name,
            plantCount: plant.count,
            when: `from ${String(Math.round(fromS * 1000) / 1000)} s to ${String(Math.round(toS * 1000) / 1000)} s`,
            names: [...devices.names, ...plant.names],
          },
        }),
      ),
      ...darkLater.map(({ fromS, devices }) =>
        found(failureInterruption, {
          severity: 'warning',
          subject: { kind: 'powerElement', name: scenario.name },
          measured: devices.count,
          inputs: {
            scenario: scenario.name,
            plantCount: 0,
            when: `from ${String(fromS)} s on, when the battery is empty`,
            names: devices.names,
          },
        }),
      ),
    ]),
};

/** Rules on what failures do, worst first. */
export const failureRules: readonly FailureRule[] = [failureDark, failureCascade, failureOverload, failureInterruption];

/** What failures do, as findings, worst first. */
export function failureFindings(failures: PowerFailures, site: Site): readonly StatedFinding[] {
  return failureRules
    .flatMap((rule) =>
      rule.evaluate(failures, site).map((finding): StatedFinding => ({
        ...finding,
        title: rule.title,
        discipline: rule.discipline,
        message: sentenceOf(rule.sentence, finding),
      })),
    )
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareText(a.code, b.code) ||
        compareText(a.subject.name, b.subject.name) ||
        compareText(a.message, b.message),
    );
}
