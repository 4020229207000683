import { solveCabling } from '../cabling/cabling-solver.js';
import { solveHallCapacity } from '../capacity/hall-capacity.js';
import { airHall, solveAir } from '../cooling/air-solver.js';
import { solveCooling } from '../cooling/cooling-solver.js';
import { SEVERITIES, type Assumption, type Finding, type Severity } from '../finding.js';
import { solveFloor } from '../floor/floor-solver.js';
import { solveSpace } from '../floor/space.js';
import { solvePower } from '../power/power-solver.js';
import { solveSequence } from '../sequencing/sequence-solver.js';
import type { SiteSnapshot } from '../site/document.js';
import { compareText } from '../site/key.js';
import { sitePolicy } from '../site/policy.js';
import { indexSite } from '../site/site-index.js';
import { airInput } from './air-inputs.js';
import type { AssessedSite, AssessmentOptions, StatedFinding } from './assessment.js';
import { orderFiguresOf } from './order-figures.js';
import { rules } from './rules.js';
import { sentenceOf } from './sentence.js';

/**
 * Judges a site on a day: indexes the snapshot, runs the engines, then every rule.
 *
 * @param snapshot canonical snapshot of the site
 * @param options day and content hash; the result depends on nothing else
 */
export function assess(snapshot: SiteSnapshot, options: AssessmentOptions): AssessedSite {
  const { asOf, contentHash } = options;
  const index = indexSite(snapshot, asOf);
  const { policy, assumptions: assumedPolicy } = sitePolicy(snapshot.site);
  const power = solvePower(index, policy);
  const floor = solveFloor(index);
  const hall = airHall(index, airInput(index, { policy, floor, power, loadCase: 'maximum' }));
  const air = solveAir(hall);
  const cooling = solveCooling(hall, air);
  const { assumptions: assumedCabling, ...cabling } = solveCabling(index, floor.placements);
  const sequence = solveSequence(snapshot, asOf);
  const figures = {
    power,
    cooling,
    air,
    floor,
    space: solveSpace(index),
    cabling,
    sequence,
    orders: orderFiguresOf(snapshot, asOf),
    capacity: solveHallCapacity(index),
  };
  const findings = rules
    .flatMap((rule) =>
      rule.evaluate({ index, policy, figures }).map((finding): StatedFinding => ({
        ...finding,
        title: rule.title,
        discipline: rule.discipline,
        message: sentenceOf(rule.sentence, finding),
      })),
    )
    .sort(worstFirst);
  return {
    snapshot,
    index,
    assessment: {
      site: snapshot.site.name,
      asOf,
      contentHash,
      counts: countBySeverity(findings),
      findings,
      figures,
      policy,
      assumptions: [
        ...(options.asOfAssumed ? [asOfAssumption(asOf)] : []),
        ...assumedPolicy,
        ...power.assumptions,
        ...cooling.assumptions,
        ...air.assumptions,
        ...floor.assumptions,
        ...sequence.assumptions,
        ...assumedCabling,
      ],
      openAssumptions: snapshot.assumptions.filter(({ validatedOn }) => validatedOn === undefined),
    },
  };
}

function asOfAssumption(asOf: string): Assumption {
  return {
    parameter: 'site.asOf',
    value: asOf,
    unit: null,
    source: 'today; neither asked for nor in the document',
    count: 1,
  };
}

function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, unknown: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** Total order: severity, how far beyond the limit, code, subject. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    excess(b) - excess(a) ||
    compareText(a.code, b.code) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.name, b.subject.name) ||
    compareText(JSON.stringify(a.inputs), JSON.stringify(b.inputs))
  );
}

/** How many times the measured value is beyond its limit, whichever side is the wrong one; 0 where it cannot be said. */
function excess({ measured, limit }: Finding): number {
  if (measured === null || limit === null || measured <= 0 || limit <= 0) return 0;
  return Math.max(measured / limit, limit / measured);
}
