import { cduCircuits } from '../cooling/cdu-circuits.js';
import { circuitTimelines, type CircuitTimeline } from '../cooling/circuit-timeline.js';
import { solveCoolingLosses, type CoolingLosses } from '../cooling/cooling-loss.js';
import { lossTimelines, type BackupPower, type LossTimeline } from '../cooling/loss-timeline.js';
import type { AirHall } from '../cooling/air-solver.js';
import type { AirLoadCase } from '../cooling/air-loads.js';
import type { Assumption } from '../finding.js';
import { isSimplePolygon, polygonAreaM2 } from '../floor/geometry.js';
import { airHallOf, judged, siteAssumptions } from './air-study.js';
import type { AssessedSite, StatedFinding } from './assessment.js';
import { backupPower, deadWith, elementsAbove } from './dead-elements.js';
import { coolingLossRules } from './rules/cooling-loss-rules.js';

/** What every loss of cooling does, and what follows when the mains are lost. */
export interface CoolingLossStudy extends CoolingLosses {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly loadCase: AirLoadCase;
  readonly timelines: readonly LossTimeline[];
  readonly circuitTimelines: readonly CircuitTimeline[];
  readonly findings: readonly StatedFinding[];
  readonly assumptions: readonly Assumption[];
}

/** What rules about losses of cooling read. */
export interface CoolingLossContext extends Omit<CoolingLossStudy, 'findings'> {
  readonly assessed: AssessedSite;
  readonly hall: AirHall;
  readonly backup: BackupPower;
}

/** Studies every single loss of cooling of an assessed site. */
export function studyCoolingLosses(assessed: AssessedSite, loadCase: AirLoadCase): CoolingLossStudy {
  const { index, assessment } = assessed;
  const hall = airHallOf(assessed, loadCase);
  const plant = [...index.snapshot.coolingUnits, ...index.snapshot.heatRejections];
  const feeding = elementsAbove(
    index,
    plant.flatMap(({ poweredBy }) => poweredBy ?? []),
  );
  const losses = solveCoolingLosses(hall, deadWith(index, feeding));
  const backup = backupPower(index);
  const masses = new Map(assessment.figures.floor.weights.map(({ rack, weightKg }) => [rack, weightKg]));
  const context: CoolingLossContext = {
    ...losses,
    assessed,
    hall,
    backup,
    site: assessment.site,
    asOf: assessment.asOf,
    contentHash: assessment.contentHash,
    loadCase,
    circuitTimelines: circuitTimelines(cduCircuits(index, hall.rooms), backup),
    timelines: lossTimelines(hall, { backup, masses, areasM2: roomAreas(assessed) }),
    assumptions: [...siteAssumptions(assessed), ...lossAssumptions(assessed)],
  };
  const { assessed: _assessed, hall: _hall, backup: _backup, ...study } = context;
  return { ...study, findings: judged(coolingLossRules, context) };
}

/** Floor area of every room, m²; null where its outline crosses itself. */
function roomAreas({ index }: AssessedSite): ReadonlyMap<string, number | null> {
  return new Map(
    index.snapshot.rooms.map(({ name, outline }) => [name, isSimplePolygon(outline) ? polygonAreaM2(outline) : null]),
  );
}

function lossAssumptions({ index }: AssessedSite): readonly Assumption[] {
  const { coolingUnits, heatRejections, waterLoops, site } = index.snapshot;
  const all: readonly Assumption[] = [
    {
      parameter: 'site.designAmbientC',
      value: 'ambient of each rating',
      unit: null,
      source: 'no design ambient is stated: plant counts at the ambient of its rating, which is the best case',
      count:
        site.designAmbientC === undefined && heatRejections.some(({ capacityW }) => capacityW !== undefined) ? 1 : 0,
    },
    {
      parameter: 'heatRejection.capacityLossPerK',
      value: 0,
      unit: '1/K',
      source: 'plant that states no loss of capacity with ambient keeps it, which is the best case',
      count: heatRejections.filter((one) => one.capacityW !== undefined && one.capacityLossPerK === undefined).length,
    },
    {
      parameter: 'waterLoop.volumeL',
      value: 0,
      unit: 'L',
      source: 'a loop that states no volume stores nothing, which is on the safe side',
      count: waterLoops.filter(({ volumeL }) => volumeL === undefined).length,
    },
    {
      parameter: 'equipment heat capacity',
      value: 500,
      unit: 'J/(kg·K)',
      source: 'steel 490, electronics 500 to 900; walls and floor are left out, which is on the safe side',
      count: 1,
    },
    {
      parameter: 'coupling of equipment to its air',
      value: 0.7,
      unit: '1',
      source: 'share of the heat capacity rate of the air through it, an effectiveness of 0.5; range 0.3 to 2',
      count: 1,
    },
    {
      parameter: 'coolingUnit.poweredBy',
      value: 'nothing',
      unit: null,
      source:
        'units and plant of which nobody says what powers them survive every loss of power, which is the best case',
      count: [...coolingUnits, ...heatRejections].filter(({ poweredBy }) => (poweredBy ?? []).length === 0).length,
    },
  ];
  return all.filter(({ count }) => count > 0);
}
