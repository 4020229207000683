import type { ReplayedSize, ReplayedState } from '../capacity/replayed-size.js';

/** What is recommended, and why where model and replay disagree: one sentence for every reader. */
export function recommendationText({
  traffic,
  replications,
  seed,
  modelReplicas,
  recommendedReplicas,
  recommendedFrom,
  states,
}: ReplayedSize): string {
  const replay =
    traffic === 'trace'
      ? 'the trace as it was'
      : `${String(replications)} replayed histories of Poisson arrivals (seed ${String(seed)})`;
  const recommended = `${String(recommendedReplicas)} replicas`;
  if (recommendedFrom === 'model-and-replay') {
    return states.every(({ isBorneOut }) => isBorneOut)
      ? `Recommended: ${recommended}. Model and replay agree: in ${replay} every promise is kept.`
      : `Recommended: ${recommended} by the model. In ${replay} a promise breaks, and no number that could be tried keeps it.`;
  }
  if (modelReplicas === null) return `Recommended: ${recommended}, from ${replay}; the model finds no number.`;
  const isBroken = states.some(({ of, isBorneOut }) => of === 'model' && !isBorneOut);
  const against = isBroken
    ? `the promise breaks with the ${String(modelReplicas)} that the model alone would build`
    : `fewer suffice than the ${String(modelReplicas)} that the model alone would build`;
  return `Recommended: ${recommended}, from the replay. Model and replay disagree: in ${replay} ${against}.`;
}

/** Which replicas a state is of, for a reader. */
export function stateName({ of, state, replicas }: ReplayedState, failureDomain: string | null): string {
  const where = state === 'normal' ? 'all there' : `left after the loss of one ${failureDomain ?? 'domain'}`;
  return `${of === 'model' ? 'by the model alone' : 'recommended'}: ${String(replicas)} replicas, ${where}`;
}
