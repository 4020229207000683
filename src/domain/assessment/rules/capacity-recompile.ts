import type { Artifact } from '../../site/kinds/artifact.js';
import type { DayFigure } from '../../sequencing/sequence-figures.js';
import { compareText } from '../../site/key.js';
import type { Deployment } from '../../site/kinds/deployment.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Shapes that are newer than what was compiled or validated. */
export const shapesNotCompiled: Rule = {
  code: 'capacity.shapes-not-compiled',
  title: 'Shapes change without compiling and validating them before they serve',
  discipline: 'capacity',
  basis: '"just increase max sequence length" changes shape, schedule and service time (tier 02, 3.2 and 3.3)',
  sentence: '{subject}: shapes change on {changedOn}, {what}, {plan}',
  guide: {
    method:
      '`shapesChangedOn` of an artifact against `compiledOn` and `validatedOn`: what was compiled or validated before that day was so for other shapes. A task whose `compiles` names the artifact closes it where it ends before the day from which the new shapes serve: the day of the change where a deployment serves already, else the first day of a deployment to come. Severity unknown where a task has no date, and where a day of compilation or validation is not stated and no task is planned.',
    example:
      'Shapes changed on 2026-11-02, compiled on 2026-09-15 and validated on 2026-09-20, no task with `compiles`: an error.',
    remedy:
      'Plan a task that compiles and validates the artifact before it serves, and state `compiledOn` and `validatedOn` when it is done.',
  },
  evaluate: ({ index, figures: { sequence } }) => {
    const { artifacts, tasks } = index.snapshot;
    return artifacts.flatMap((artifact) => {
      const { name, shapesChangedOn: changedOn } = artifact;
      if (changedOn === undefined) return [];
      const open = openSteps(artifact, changedOn);
      if (open.length === 0) return [];
      const serves = servesFrom(index, artifact.name, changedOn);
      const names = new Set(tasks.filter(({ compiles }) => compiles === name).map((task) => task.name));
      const planned = sequence.tasks.filter(({ task }) => names.has(task));
      const closes = ({ day }: DayFigure) => serves === null || (day !== null && day < serves);
      if (planned.some(({ earliestFinish }) => closes(earliestFinish))) return [];
      const [undated, late] = [true, false].map((isUndated) =>
        planned.flatMap(({ task, earliestFinish: { day, bound } }) =>
          isUndated === (day === null && (bound ?? '') < (serves ?? '')) ? [task] : [],
        ),
      ) as [string[], string[]];
      const isStale = open.some(({ day }) => day !== null);
      const isCertain = planned.length === 0 ? isStale : undated.length === 0;
      const plans = [
        ...(late.length === 0 ? [] : [`${late.join(', ')} ends no sooner than it serves, ${serves ?? ''}`]),
        ...(undated.length === 0 ? [] : [`nobody can date ${undated.join(', ')}; it serves from ${serves ?? ''}`]),
      ];
      return [
        found(shapesNotCompiled, {
          severity: isCertain ? 'error' : 'unknown',
          subject: { kind: 'artifact', name },
          inputs: {
            changedOn,
            what: open
              .map(({ step, day }) => (day === null ? `when it was ${step} is not stated` : `it was ${step} on ${day}`))
              .join(', '),
            plan: planned.length === 0 ? 'and no task compiles it' : `and ${plans.join(', and ')}`,
          },
        }),
      ];
    });
  },
};

/**
 * First day on which the new shapes serve: the day of the change where a deployment serves already, else the first day of
 * a deployment to come; null where none is planned. ISO days sort as text.
 */
function servesFrom(index: SiteIndex, artifact: string, changedOn: string): string | null {
  const isOfIt = (deployment: Deployment) => deployment.artifact === artifact;
  if (index.snapshot.deployments.some(isOfIt)) return changedOn;
  const days = index.deploymentsToCome.filter(isOfIt).flatMap(({ availableFrom }) => availableFrom ?? []);
  return days.sort(compareText)[0] ?? null;
}

/** What was not done for the shapes of that day, and the day on which it was last done; null where nobody has said. */
function openSteps({ compiledOn, validatedOn }: Artifact, changedOn: string) {
  return [
    { step: 'compiled', day: compiledOn ?? null },
    { step: 'validated', day: validatedOn ?? null },
  ].filter(({ day }) => day === null || day < changedOn);
}
