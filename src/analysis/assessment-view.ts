import type { Assessment } from '../domain/assessment/assessment.js';

/** An assessment as JSON: what the service answers and the command line prints. */
export function assessmentView(assessment: Assessment) {
  const { figures, ...rest } = assessment;
  return {
    ...rest,
    figures: {
      ...figures,
      floor: { ...figures.floor, placements: [...figures.floor.placements.values()] },
    },
  };
}

export type AssessmentView = ReturnType<typeof assessmentView>;
