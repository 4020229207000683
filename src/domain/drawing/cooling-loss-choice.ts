import type { CoolingLoss } from '../cooling/cooling-loss.js';

/**
 * The loss that a report draws beside the normal state of a room: of single cooling units the one after which its racks are
 * nearest to, or farthest above, their limits. Undefined where the room has no unit.
 */
export function worstUnitLoss(losses: readonly CoolingLoss[], room: string): CoolingLoss | undefined {
  const margin = (loss: CoolingLoss): number => {
    const after = loss.rooms.find((one) => one.room === room);
    if (after === undefined) return -Infinity;
    if (after.state === 'warms-without-limit') return Infinity;
    return (after.worstInletC ?? 0) - (after.worstLimitC ?? Infinity);
  };
  return losses
    .filter(
      ({ causes, rooms }) =>
        causes.some(({ kind }) => kind === 'coolingUnit') && rooms.some((one) => one.room === room),
    )
    .reduce<CoolingLoss | undefined>(
      (worst, next) => (worst === undefined || margin(next) > margin(worst) ? next : worst),
      undefined,
    );
}
