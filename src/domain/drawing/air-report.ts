import { airHallOf, studyAir } from '../assessment/air-study.js';
import type { AssessedSite } from '../assessment/assessment.js';
import { studyCoolingLosses, type CoolingLossStudy } from '../assessment/cooling-loss-study.js';
import { solveAir } from '../cooling/air-solver.js';
import { aisleBalanceScene } from './aisle-balance.js';
import { worstUnitLoss } from './cooling-loss-choice.js';
import { heatMapScene } from './heat-map.js';
import type { Scene } from './scene.js';

/** What a report shows of air and water. */
export interface AirReport {
  /** Inlets of every room with racks, and, where it has units, after its worst loss of one. */
  readonly heatMaps: readonly Scene[];
  /** Air of the aisles of every room with racks. */
  readonly balances: readonly Scene[];
  readonly losses: CoolingLossStudy;
}

/** Air at maximum draw, drawn, and every loss of cooling; null where no rack stands. */
export function airReport(assessed: AssessedSite): AirReport | null {
  const study = studyAir(assessed, { loadCase: 'maximum' });
  if (study.figures.rooms.length === 0) return null;
  const losses = studyCoolingLosses(assessed, 'maximum');
  const hall = airHallOf(assessed, 'maximum');
  const { envelope } = study;
  const heatMaps = study.figures.rooms.flatMap((inlets): readonly Scene[] => {
    const room = assessed.index.rooms.get(inlets.room);
    if (room === undefined) return [];
    const normal = heatMapScene(assessed, room, { inlets, words: 'maximum draw', dead: new Set(), envelope });
    const worst = worstUnitLoss(losses.losses, inlets.room);
    if (worst === undefined) return [normal];
    const dead = new Set(worst.lostUnits);
    const after = solveAir(hall, { dead }).rooms.find((one) => one.room === inlets.room);
    if (after === undefined) return [normal];
    const words = `without ${worst.lostUnits.join(', ')} (worst loss of a unit)`;
    return [normal, heatMapScene(assessed, room, { inlets: after, words, dead, envelope })];
  });
  return { heatMaps, balances: study.figures.rooms.map((inlets) => aisleBalanceScene(inlets, 'maximum draw')), losses };
}
