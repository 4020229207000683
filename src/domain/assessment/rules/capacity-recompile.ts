import type { Artifact } from '../../site/kinds/artifact.js';
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
      '`shapesChangedOn` of an artifact against `compiledOn` and `validatedOn`: what was compiled or validated before that day was so for other shapes. A task whose `compiles` names the artifact closes it, unless it ends after the day from which a deployment of the artifact serves or cannot be dated for it. Severity unknown where a day of compilation or validation is not stated and no task is planned.',
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
      const planned = tasks.filter(({ compiles }) => compiles === name).map((task) => task.name);
      // ISO days sort as text.
      const serves = index.deploymentsToCome
        .flatMap(({ artifact: ofIt, availableFrom }) =>
          ofIt === name && availableFrom !== undefined ? [availableFrom] : [],
        )
        .sort()[0];
      const late = sequence.tasks.filter(({ task, earliestFinish: { day, bound } }) => {
        if (serves === undefined || !planned.includes(task)) return false;
        return (day ?? bound ?? '') >= serves;
      });
      if (planned.length > 0 && late.length < planned.length) return [];
      const isStale = open.some(({ day }) => day !== null);
      return [
        found(shapesNotCompiled, {
          severity: isStale || planned.length > 0 ? 'error' : 'unknown',
          subject: { kind: 'artifact', name },
          inputs: {
            changedOn,
            what: open
              .map(({ step, day }) => (day === null ? `when it was ${step} is not stated` : `it was ${step} on ${day}`))
              .join(', '),
            plan:
              planned.length === 0
                ? 'and no task compiles it'
                : `and ${late.map(({ task }) => task).join(', ')} ends no sooner than it serves, ${serves ?? ''}`,
          },
        }),
      ];
    });
  },
};

/** What was not done for the shapes of that day, and the day on which it was last done; null where nobody has said. */
function openSteps({ compiledOn, validatedOn }: Artifact, changedOn: string) {
  return [
    { step: 'compiled', day: compiledOn ?? null },
    { step: 'validated', day: validatedOn ?? null },
  ].filter(({ day }) => day === null || day < changedOn);
}
