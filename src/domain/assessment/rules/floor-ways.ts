import { sampleOf } from '../../name-sample.js';
import { TOUCH_TOLERANCE_M } from '../../floor/geometry.js';
import type { Finding, Severity } from '../../finding.js';
import type { Rule, RuleContext } from '../rule.js';
import { found } from './found.js';

/** m. Less is no passage at all: the row stands against what ends it. */
const CLOSED_M = 0.05;

function stated(
  { index }: RuleContext,
  field: 'rowEndMinimumM' | 'routeMinimumM' | 'longestRow' | 'longestDeadEnd',
): boolean {
  return index.snapshot.site[field] !== undefined;
}

/** Passages beside the ends of rows. */
export const rowEnd: Rule = {
  code: 'floor.row-end',
  title: 'Too little width beside the end of a row',
  discipline: 'floor',
  basis: 'BICSI-style practice: 1.2 m between racks and walls; circulation routes 1.2 m wide (RISA)',
  sentence: 'Beside {subject}, the last of {rackCount} racks, {measured} are clear up to {endsAt}; {limitKind} {limit}',
  guide: {
    method:
      'The strip beside the side of the first and last rack of every unbroken run is swept outward to the next thing or wall. An end that stands against a wall is no passage and is judged as a dead end.',
    example: 'A row of 9 racks of 0.8 m from x = 3.0 m ends at 10.2 m; a CRAH stands at 12.31 m: 2.11 m are clear.',
    remedy: 'Leave out the last slot, or move what stands there.',
  },
  evaluate: (context) =>
    context.figures.floor.rowEnds.flatMap(({ racks, leftM, leftEndsAt, rightM, rightEndsAt }) =>
      [
        { rack: racks[0] ?? '', clearM: leftM, endsAt: leftEndsAt },
        { rack: racks.at(-1) ?? '', clearM: rightM, endsAt: rightEndsAt },
      ].flatMap(({ rack, clearM, endsAt }): readonly Finding[] => {
        const limitM = context.policy.rowEndMinimumM;
        if (clearM <= CLOSED_M || clearM >= limitM - TOUCH_TOLERANCE_M) return [];
        const isStated = stated(context, 'rowEndMinimumM');
        return [
          found(rowEnd, {
            severity: isStated ? 'error' : 'warning',
            subject: { kind: 'rack', name: rack },
            measured: clearM,
            limit: limitM,
            unit: 'm',
            inputs: { endsAt, rackCount: racks.length, limitKind: isStated ? 'the site asks for' : 'good practice is' },
          }),
        ];
      }),
    ),
};

/** Runs without a passage for longer than is allowed. */
export const rowLength: Rule = {
  code: 'floor.row-length',
  title: 'Row is too long without a passage',
  discipline: 'floor',
  basis: 'RISA directive: at most 20 racks in a row',
  sentence: '{measured} racks stand side by side from {subject} to {last}; at most {limit}',
  guide: {
    method:
      'Racks of one line that face one way with gaps of less than 0.6 m are one run; their number against `longestRow` of the site, 20 where left out.',
    example: '24 racks without a gap: 24 > 20.',
    remedy: 'Leave a passage of 1.2 m after at most 20 racks.',
  },
  evaluate: (context) =>
    context.figures.floor.rowEnds
      .filter(({ racks }) => racks.length > context.policy.longestRow)
      .map(({ racks }) =>
        found(rowLength, {
          severity: stated(context, 'longestRow') ? 'error' : 'warning',
          subject: { kind: 'rack', name: racks[0] ?? '' },
          measured: racks.length,
          limit: context.policy.longestRow,
          inputs: { last: racks.at(-1) ?? null },
        }),
      ),
};

/** Aisles that can be left at one end only, or at none. */
export const deadEnd: Rule = {
  code: 'floor.dead-end',
  title: 'Aisle is a dead end',
  discipline: 'floor',
  basis: 'RISA directive: dead ends along at most 10 racks; every aisle must be left somewhere',
  sentence: '{measured} racks from {subject} to {last} can be passed {way}; a dead end may have {limit}',
  guide: {
    method:
      'An end of a run is a passage where at least `rowEndMinimumM` are clear beside it. A run with one passage is a dead end along all of its racks, against `longestDeadEnd` (10 where left out); one with none shuts off what is behind it.',
    example: '12 racks against a wall at one end: 12 > 10.',
    remedy: 'Open the other end, or shorten the row.',
  },
  evaluate: (context) =>
    context.figures.floor.rowEnds.flatMap(({ racks, leftM, rightM }): readonly Finding[] => {
      const isPassage = (clearM: number) => clearM >= context.policy.rowEndMinimumM - TOUCH_TOLERANCE_M;
      const passages = [leftM, rightM].filter(isPassage).length;
      const limit = context.policy.longestDeadEnd;
      if (passages === 2 || (passages === 1 && racks.length <= limit)) return [];
      const severity: Severity = stated(context, 'longestDeadEnd') ? 'error' : 'warning';
      return [
        found(deadEnd, {
          severity,
          subject: { kind: 'rack', name: racks[0] ?? '' },
          measured: racks.length,
          limit: passages === 0 ? 0 : limit,
          inputs: { last: racks.at(-1) ?? null, way: passages === 0 ? 'at neither end' : 'at one end only' },
        }),
      ];
    }),
};

/** Doors that swing into things. */
export const doorSwing: Rule = {
  code: 'floor.door-swing',
  title: 'Something stands where a door swings',
  discipline: 'floor',
  basis: 'exact intersection of the footprint with the area that the leaf sweeps',
  sentence: '{subject} stands with {measured} in the swing of {door}',
  guide: {
    method:
      'The footprint of every rack, cooling unit and power element is intersected with the `swingOutline` of every door; what only touches (0.5 mm) is free.',
    example: 'A leaf of 1 m sweeps [0, 0] to [1, 1]; a rack from x = 0.8 m on stands with 0.2 m² in it.',
    remedy: 'Move the rack, or hang the door the other way.',
  },
  evaluate: ({ figures }) =>
    figures.floor.doorSwings.map(({ thing, door, overlapM2 }) =>
      found(doorSwing, {
        severity: 'error',
        subject: thing,
        measured: overlapM2,
        limit: 0,
        unit: 'm2',
        inputs: { door },
      }),
    ),
};

/** Staging areas that do not hold what they should. */
export const staging: Rule = {
  code: 'floor.staging',
  title: 'Staging area does not hold what it should',
  discipline: 'floor',
  basis: 'racks of the largest footprint with 0.6 m around each; m·g over the area when it is full of the heaviest',
  sentence: '{subject}: {what} {measured}, limit {limit}{by}',
  guide: {
    method:
      'Stated capacity against the racks that fit with 0.6 m around each; things that stand in the area; and the distributed load when it is full of the heaviest rack against its limit or that of its room.',
    example:
      '1.8 · 1.8 m for racks of 0.8 · 1.2 m: along one side ⌊2.4/1.4⌋ = 1, along the other ⌊2.4/1.8⌋ = 1: one rack.',
    remedy: 'A larger area, fewer racks at once, or a stronger floor.',
  },
  evaluate: ({ figures }) =>
    figures.floor.staging.flatMap(({ area, statedRacks, fittingRacks, blockedBy, fullLoadKPa, limitKPa }) => {
      const subject = { kind: 'stagingArea', name: area };
      const findings: Finding[] = [];
      const add = (severity: Severity, what: string, measured: number, limit: number, unit: string, by = '') =>
        findings.push(found(staging, { severity, subject, measured, limit, unit, inputs: { what, by } }));
      if (statedRacks !== null && fittingRacks !== null && statedRacks > fittingRacks) {
        add('warning', 'racks that are to wait there', statedRacks, fittingRacks, '1');
      }
      if (blockedBy.length > 0)
        add('error', 'things that stand in it', blockedBy.length, 0, '1', `: ${sampleOf(blockedBy).names.join(', ')}`);
      if (fullLoadKPa !== null && limitKPa !== null && fullLoadKPa > limitKPa * (1 + 1e-9))
        add('error', 'its load when full', fullLoadKPa, limitKPa, 'kPa');
      return findings;
    }),
};
