import type { ExpansionProblem } from '../../site/expansion/expansion.js';
import type { Finding, Severity, Subject } from '../../finding.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const PROBLEMS: Readonly<
  Record<ExpansionProblem['problem'], { readonly severity: Severity; readonly meaning: string }>
> = {
  'rack-missing': { severity: 'warning', meaning: 'the pod has no such rack' },
  'rack-twice': { severity: 'error', meaning: 'another rack of the pod has the same place in the template' },
  'rack-unnamed': {
    severity: 'warning',
    meaning: 'the rack says no place in the template, so nothing was put into it',
  },
  'feed-missing': { severity: 'error', meaning: 'the rack has no such feed' },
  'outlets-short': { severity: 'error', meaning: 'too few outlets, so no cord of the entry was placed' },
  'ports-short': { severity: 'error', meaning: 'too few ports, so no cable of the entry was placed' },
  'port-missing': { severity: 'error', meaning: 'the device has no such port, so no cable of the entry was placed' },
  'port-taken': { severity: 'error', meaning: 'has the port, so no cable of the entry was placed' },
  'port-reserved': { severity: 'error', meaning: 'keeps the port for growth, so no cable of the entry was placed' },
  'device-missing': { severity: 'error', meaning: 'there is no such device, so no cable of the entry was placed' },
  'self-link': {
    severity: 'error',
    meaning: 'the pattern runs in a circle: it comes back to a port that it has used, so no cable of it was placed',
  },
  'lists-uneven': {
    severity: 'error',
    meaning: 'the two sides have not equally many lists, so no cable of the entry was placed',
  },
  'no-links': {
    severity: 'warning',
    meaning: 'the pattern stands for no cable: a mesh needs two members, and one between groups the groups',
  },
  'too-many': { severity: 'error', meaning: 'it stands for more than any hall has, so nothing of it was placed' },
};

/** What a pod template asks for and its pod does not give. */
export const templateProblem: Rule = {
  code: 'site.template-problem',
  title: 'Pod does not give what its template asks for',
  discipline: 'site',
  basis: 'expansion of the pod template',
  sentence: '{subject}, template {template}, at {at}: {meaning}{shortage}',
  guide: {
    method:
      'A pod template is written out for every rack of every pod that names it. Where the pod gives less than an entry needs (racks, feeds, outlets, ports), nothing of that entry is placed, and the shortage is named; no entry is placed in part.',
    example:
      'An entry puts 9 cords on the outlets C13-[1-8] of a rack PDU: 8 of the 9 outlets that are needed. No cord of the entry is placed, and the finding says 8 of 9.',
    remedy: 'Correct the template, or the racks and feeds of the pod.',
  },
  evaluate: ({ index }) =>
    index.problems.flatMap((problem) =>
      problem.pod === null ? [] : [problemFound(templateProblem, { kind: 'pod', name: problem.pod }, problem)],
    ),
};

/** What keeps something from being written out, in words. */
export function problemMeaning({ problem, heldBy }: Pick<ExpansionProblem, 'problem' | 'heldBy'>): string {
  const { meaning } = PROBLEMS[problem];
  return problem === 'port-taken' || problem === 'port-reserved' ? `${heldBy ?? 'another line'} ${meaning}` : meaning;
}

/** A finding about something that cannot be written out. */
export function problemFound(
  rule: Pick<Rule, 'code' | 'basis'>,
  subject: Subject,
  expanded: ExpansionProblem,
): Finding {
  const { template, problem, at, name, needed, available } = expanded;
  return found(rule, {
    severity: PROBLEMS[problem].severity,
    subject,
    measured: available,
    limit: needed,
    unit: '1',
    inputs: {
      ...(template === null ? {} : { template }),
      at: name === undefined ? at : `${at} (${name})`,
      problem,
      meaning: problemMeaning(expanded),
      shortage: needed === null ? '' : ` (${String(available ?? 0)} of ${String(needed)})`,
    },
  });
}
