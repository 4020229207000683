import { airHallOf } from '../src/domain/assessment/air-study.js';
import { assess } from '../src/domain/assessment/assess.js';
import { studyCoolingLosses } from '../src/domain/assessment/cooling-loss-study.js';
import { solveAir } from '../src/domain/cooling/air-solver.js';
import { solveFloor } from '../src/domain/floor/floor-solver.js';
import type { SiteDocument } from '../src/domain/site/document.js';
import { indexSite } from '../src/domain/site/site-index.js';
import { toSnapshot } from '../src/domain/site/snapshot.js';
import { bigHall } from './big-hall.js';
import { medianMs, type Measurement } from './measure.js';

const AS_OF = '2027-01-01';
/** Racks that one cooling unit serves in this hall. */
const RACKS_PER_UNIT = 20;

/** A hall with a cooling zone for each row and a unit for each zone, all on one plenum. */
function cooledHall(racks: number): SiteDocument {
  const hall = bigHall({ racks, nodesPerRack: 9, cables: 0 });
  const rows = (hall.rows ?? []).map(({ name }) => name);
  const zones = rows.map((row) => `Zone ${row}`);
  return {
    ...hall,
    coolingZones: rows.map((row) => ({ name: `Zone ${row}`, room: 'Hall', rows: [row], leakageFraction: 0.05 })),
    coolingUnitTypes: [
      {
        slug: 'crah',
        manufacturer: 'Bench',
        model: 'CRAH',
        kind: 'crah',
        airflowM3PerH: RACKS_PER_UNIT * 9 * 700 * 1.2,
        sensibleCapacityW: RACKS_PER_UNIT * 9 * 3000 * 1.3,
        ratedReturnC: 38,
        ratedWaterC: 12,
      },
    ],
    waterLoops: [{ name: 'CHW', supplyC: 12, returnC: 18 }],
    coolingUnits: rows.map((row) => ({
      name: `CRAH ${row}`,
      type: 'crah',
      room: 'Hall',
      zones: zones.slice(0, 100),
      loop: 'CHW',
      poweredBy: [`${row} RPP-A`, `${row} RPP-B`],
      redundancyGroup: 'CRAH',
    })),
  };
}

/** Inlets of 1,000 racks, every single loss of their cooling, and the clearances of 10,000 racks, in ms and as growth. */
export function measureAir(): readonly Measurement[] {
  const snapshot = toSnapshot(cooledHall(1000));
  const assessed = assess(snapshot, { asOf: AS_OF, asOfAssumed: false, contentHash: '' });
  const balanceMs = medianMs(5, () => solveAir(airHallOf(assessed, 'maximum')));
  const lossesMs = medianMs(3, () => studyCoolingLosses(assessed, 'maximum'));
  const small = indexSite(toSnapshot(bigHall({ racks: 1000, nodesPerRack: 0, cables: 0 })), AS_OF);
  const large = indexSite(toSnapshot(bigHall({ racks: 10_000, nodesPerRack: 0, cables: 0 })), AS_OF);
  const smallMs = medianMs(5, () => solveFloor(small));
  const largeMs = medianMs(3, () => solveFloor(large));
  /** What n log n allows from 1,000 to 10,000. */
  const allowed = (10_000 * Math.log(10_000)) / (1000 * Math.log(1000));
  return [
    {
      claim: 'air balance with inlets of 1,000 racks',
      measured: balanceMs,
      limit: 100,
      unit: 'ms',
      details: { balanceMs },
    },
    {
      claim: 'every single loss of cooling of 1,000 racks',
      measured: lossesMs,
      limit: 1000,
      unit: 'ms',
      details: { lossesMs },
    },
    {
      claim: 'floor of 10,000 racks with all clearances',
      measured: largeMs,
      limit: 500,
      unit: 'ms',
      details: { smallMs, largeMs },
    },
    {
      claim: 'growth of the floor from 1,000 to 10,000 racks',
      measured: largeMs / smallMs / allowed,
      limit: 1.25,
      unit: '× n log n',
      details: { smallMs, largeMs },
    },
  ];
}
