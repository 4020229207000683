import type { RackClearance } from '../../floor/floor-figures.js';
import { TOUCH_TOLERANCE_M } from '../../floor/geometry.js';
import type { Severity } from '../../finding.js';
import type { RackType } from '../../site/kinds/rack-type.js';
import type { Site } from '../../site/kinds/site.js';
import type { Rule, RuleContext } from '../rule.js';
import { found } from './found.js';
import { groupedByRow } from './rack-groups.js';

const M_PER_MM = 0.001;

/** What an aisle must be, from the site's practice, from the doors of the racks and at the very least. */
interface AisleNeeds {
  readonly siteM: number;
  readonly siteSource: string;
  /** Whether the site states it, so that less must not be built. */
  readonly isStated: boolean;
  /** Less than this must not be built, whatever the site plans with. */
  readonly leastM: number;
  readonly doorMm: (type: RackType | undefined) => number | undefined;
  readonly depthM: (clearance: RackClearance) => number | null;
  readonly endsAt: (clearance: RackClearance) => string | null;
}

/** Aisle in front of racks, which is the cold one. */
export const frontClearance: Rule = {
  code: 'floor.front-clearance',
  title: 'Too little depth in front of racks',
  discipline: 'floor',
  basis: 'TIA-942-A: 1.2 m recommended in front of racks; TIA-942:2005 5.11.7: 1.0 m at least; the door must open',
  sentence:
    '{rack} has {measured} in front up to {endsAt}, {limitKind} {limit}; racks of {subject} with too little: {rackCount} ({racks})',
  guide: {
    method:
      'Free depth from the front of each rack to the first thing in the strip as wide as the rack: another rack, equipment, a column or a wall. Against `coldAisleMinimumM` of the site where it states one (error), else 1.2 m (warning; below 1.0 m error); and against `frontDoorClearanceMm` of the rack type, so that the door opens.',
    example:
      'Rows front to front 1.1 m apart: 1.1 < 1.2 m is a warning; 0.9 m is an error, because less than 1.0 m is no aisle.',
    remedy: 'Move the row, or state the aisle that the site plans with in `coldAisleMinimumM`.',
  },
  evaluate: (context) =>
    tooNarrow(frontClearance, context, {
      siteM: context.policy.coldAisleMinimumM,
      siteSource: context.policy.sources['coldAisleMinimumM'] ?? '',
      isStated: isStated(context.index.snapshot.site, 'coldAisleMinimumM'),
      leastM: 1,
      doorMm: (type) => type?.frontDoorClearanceMm,
      depthM: ({ frontM }) => frontM,
      endsAt: ({ frontEndsAt }) => frontEndsAt,
    }),
};

/** Aisle behind racks, which is the hot one. */
export const rearClearance: Rule = {
  code: 'floor.rear-clearance',
  title: 'Too little depth behind racks',
  discipline: 'floor',
  basis: 'TIA-942:2005 5.11.7: 0.6 m at least behind racks, 1.0 m preferred; the door must open',
  sentence:
    '{rack} has {measured} behind it up to {endsAt}, {limitKind} {limit}; racks of {subject} with too little: {rackCount} ({racks})',
  guide: {
    method:
      'As `floor.front-clearance`, behind the rack: against `hotAisleMinimumM` of the site where it states one (error), else 0.6 m, and against `rearDoorClearanceMm` of the rack type.',
    example: 'A rack of the LPU hall has 0.9 m behind it and the site asks for 1.0 m: 0.9 < 1.0.',
    remedy: 'Move the row, fit split doors, or state what the site plans with.',
  },
  evaluate: (context) =>
    tooNarrow(rearClearance, context, {
      siteM: context.policy.hotAisleMinimumM,
      siteSource: context.policy.sources['hotAisleMinimumM'] ?? '',
      isStated: isStated(context.index.snapshot.site, 'hotAisleMinimumM'),
      leastM: 0.6,
      doorMm: (type) => type?.rearDoorClearanceMm,
      depthM: ({ rearM }) => rearM,
      endsAt: ({ rearEndsAt }) => rearEndsAt,
    }),
};

function isStated(site: Site, field: 'coldAisleMinimumM' | 'hotAisleMinimumM'): boolean {
  return site[field] !== undefined;
}

interface Narrow {
  readonly depthM: number;
  readonly limitM: number;
  readonly limitKind: string;
  readonly severity: Severity;
  readonly endsAt: string | null;
}

function tooNarrow(rule: Rule, { index, figures }: RuleContext, needs: AisleNeeds) {
  const facts = figures.floor.clearances.flatMap((clearance) => {
    const type = index.rackTypes.get(index.racks.get(clearance.rack)?.type ?? '');
    const fact = narrowOf(clearance, needs, type);
    return fact === null ? [] : [{ rack: clearance.rack, fact }];
  });
  return groupedByRow(
    index,
    facts,
    ({ depthM, limitM, severity }) => (severity === 'error' ? 1e6 : 0) + limitM - depthM,
  ).map(({ subject, worst, rackCount, racks }) =>
    found(rule, {
      severity: worst.fact.severity,
      subject,
      measured: worst.fact.depthM,
      limit: worst.fact.limitM,
      unit: 'm',
      inputs: {
        rack: worst.rack,
        endsAt: worst.fact.endsAt,
        limitKind: worst.fact.limitKind,
        limitSource: needs.siteSource,
        rackCount,
        racks,
      },
    }),
  );
}

function narrowOf(clearance: RackClearance, needs: AisleNeeds, type: RackType | undefined): Narrow | null {
  const depthM = needs.depthM(clearance);
  if (depthM === null) return null;
  const isLess = (limitM: number) => depthM < limitM - TOUCH_TOLERANCE_M;
  const doorM = (needs.doorMm(type) ?? 0) * M_PER_MM;
  const endsAt = needs.endsAt(clearance);
  if (isLess(doorM) && doorM >= needs.siteM) {
    return { depthM, limitM: doorM, limitKind: 'its door needs', severity: 'error', endsAt };
  }
  if (!isLess(needs.siteM)) return null;
  const severity = needs.isStated || isLess(needs.leastM) || isLess(doorM) ? 'error' : 'warning';
  return {
    depthM,
    limitM: needs.siteM,
    limitKind: needs.isStated ? 'the site asks for' : 'good practice is',
    severity,
    endsAt,
  };
}
