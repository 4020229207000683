import { cablingPolicy } from '../src/domain/cabling/cabling-policy.js';
import { planCables } from '../src/domain/cabling/cable-plan.js';
import { placeRacks } from '../src/domain/floor/placement.js';
import { indexWantedSite } from '../src/domain/site/site-index.js';
import { toSnapshot } from '../src/domain/site/snapshot.js';
import { cableHall } from './cable-hall.js';
import { medianMs, type Measurement } from './measure.js';

const CABLES = 57_420;

/** Writing out and routing the cables of systems of 145 racks: one of them, and ten against one. */
export function measureCablePlan(): readonly Measurement[] {
  const oneMs = timed(1, 5);
  const tenMs = timed(10, 3);
  const details = { oneMs, tenMs };
  return [
    {
      claim: 'writing out and routing 57,420 cables of 145 racks',
      measured: oneMs / 1000,
      limit: 2,
      unit: 's',
      details,
    },
    { claim: 'ten times as many cables take', measured: tenMs / oneMs, limit: 12, unit: '× the time', details },
  ];
}

function timed(systems: number, runs: number): number {
  const snapshot = toSnapshot(cableHall(systems));
  return medianMs(runs, () => {
    const index = indexWantedSite(snapshot, '2027-01-01');
    const { policy } = cablingPolicy(snapshot.site);
    const plan = planCables({ index, places: placeRacks(index).placements, policy });
    const unrouted = plan.cables.filter(({ route }) => route.failure !== null || route.overfull).length;
    if (plan.cables.length !== systems * CABLES || unrouted > 0) {
      throw new Error(`${String(plan.cables.length)} cables, ${String(unrouted)} without a way`);
    }
    return plan;
  });
}
