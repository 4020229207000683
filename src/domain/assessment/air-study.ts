import { airHall, solveAir, sumOf, type AirHall } from '../cooling/air-solver.js';
import type { AirFigures, RackInlet } from '../cooling/air-figures.js';
import { AIR_LOAD_CASES, type AirLoadCase } from '../cooling/air-loads.js';
import { thermalEnvelope, type ThermalEnvelope } from '../cooling/ashrae.js';
import { solveLiquid, type LiquidFigures } from '../cooling/liquid-figures.js';
import { inletErrors, type InletError, type InletReading } from '../cooling/model-error.js';
import { exactly, totalOf, type Assumption, type Total } from '../finding.js';
import { grouped } from '../site/grouping.js';
import type { Reading } from '../site/kinds/reading.js';
import { compareText } from '../site/key.js';
import { airInput, otherHeatOf } from './air-inputs.js';
import type { AssessedSite, StatedFinding } from './assessment.js';
import type { StudyRule } from './rule.js';
import { airRules } from './rules/air-rules.js';
import { sentenceOf } from './sentence.js';
import { SEVERITIES } from '../finding.js';

/** Heat of one room by load case: racks, and everything else that dissipates in it. */
export interface RoomHeat {
  readonly room: string;
  readonly racksW: Readonly<Record<AirLoadCase, Total>>;
  readonly otherW: Readonly<Record<AirLoadCase, Total>>;
  readonly sources: readonly { readonly source: string; readonly heatW: number | null; readonly leastW: number }[];
}

/** Heat of one zone by load case. */
export interface ZoneHeat {
  readonly room: string;
  readonly zone: string | null;
  readonly heatW: Readonly<Record<AirLoadCase, Total>>;
}

/** A rack among the hottest of the site. */
export interface HotSpot extends RackInlet {
  readonly room: string;
}

/** The air of a site: what every rack breathes, with what is wrong about it. */
export interface AirStudy {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly figures: AirFigures;
  /** Heat that goes into liquid, with what takes it. */
  readonly liquid: LiquidFigures;
  readonly heat: readonly RoomHeat[];
  readonly zoneHeat: readonly ZoneHeat[];
  /** Every rack with an inlet, nearest to or farthest above its limit first. */
  readonly hotSpots: readonly HotSpot[];
  readonly envelope: ThermalEnvelope | null;
  /** Model against sensors; empty where there are none. */
  readonly errors: readonly InletError[];
  readonly findings: readonly StatedFinding[];
  readonly assumptions: readonly Assumption[];
}

/** What rules about air read. */
export interface AirContext extends Omit<AirStudy, 'findings'> {
  readonly assessed: AssessedSite;
  readonly hall: AirHall;
  readonly readings: readonly InletReading[];
}

export interface AirRequest {
  readonly loadCase: AirLoadCase;
  /** Measured inlets beside those of the document. */
  readonly readings?: readonly InletReading[];
}

/** The hall as the air model takes it, in one load case. */
export function airHallOf({ index, assessment }: AssessedSite, loadCase: AirLoadCase): AirHall {
  const { figures, policy } = assessment;
  return airHall(index, airInput(index, { policy, floor: figures.floor, power: figures.power, loadCase }));
}

/** Studies the air of an assessed site in one load case. */
export function studyAir(assessed: AssessedSite, { loadCase, readings = [] }: AirRequest): AirStudy {
  const { index, assessment } = assessed;
  const halls = new Map(AIR_LOAD_CASES.map((each) => [each, airHallOf(assessed, each)]));
  const hall = halls.get(loadCase) ?? airHallOf(assessed, loadCase);
  const figures = loadCase === 'maximum' ? assessment.figures.air : solveAir(hall);
  const measured = [...inletsOf(assessed.index.snapshot.readings), ...readings];
  const { policy } = assessment;
  const context: AirContext = {
    assessed,
    hall,
    readings: measured,
    site: assessment.site,
    asOf: assessment.asOf,
    contentHash: assessment.contentHash,
    figures,
    liquid: solveLiquid(hall),
    heat: roomHeats(assessed, halls),
    zoneHeat: zoneHeats(halls),
    hotSpots: hotSpotsOf(figures),
    envelope: thermalEnvelope({ ashraeClass: policy.ashraeClass, altitudeM: policy.altitudeM }) ?? null,
    errors: inletErrors(
      figures.rooms.flatMap(({ racks }) => racks),
      measured.filter(({ rack }) => index.racks.has(rack)),
    ),
    assumptions: [...siteAssumptions(assessed), ...figures.assumptions, ...liquidAssumptions(assessed)],
  };
  const { assessed: _assessed, hall: _hall, readings: _readings, ...study } = context;
  return { ...study, findings: judged(airRules, context) };
}

/** Findings of a study, worst first, with their sentences. */
export function judged<Context>(rules: readonly StudyRule<Context>[], context: Context): readonly StatedFinding[] {
  return rules
    .flatMap((rule) =>
      rule.evaluate(context).map((finding): StatedFinding => ({
        ...finding,
        title: rule.title,
        discipline: rule.discipline,
        message: sentenceOf(rule.sentence, finding),
      })),
    )
    .map((finding, at) => ({ finding, at }))
    .sort((a, b) => SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) || a.at - b.at)
    .map(({ finding }) => finding);
}

/** What the air model reads of a site. */
const SITE_PARAMETERS: ReadonlySet<string> = new Set(
  ['asOf', 'altitudeM', 'supplyC', 'relativeHumidity', 'ashraeClass'].map((field) => `site.${field}`),
);

/** Defaults of the site that the air model, and what fails when cooling fails, rest on. */
export function siteAssumptions({ assessment }: AssessedSite): readonly Assumption[] {
  return assessment.assumptions.filter(({ parameter }) => SITE_PARAMETERS.has(parameter));
}

function liquidAssumptions({ index }: AssessedSite): readonly Assumption[] {
  const { coolingUnits, deviceTypes } = index.snapshot;
  const kindOf = (slug: string) => index.coolingUnitTypes.get(slug)?.kind;
  const intoLiquid = coolingUnits.filter(({ type }) => ['cdu', 'rear-door-exchanger'].includes(kindOf(type) ?? ''));
  if (intoLiquid.length === 0) return [];
  const all: readonly Assumption[] = [
    {
      parameter: 'deviceType.liquidHeatFraction',
      value: 0,
      unit: '1',
      source: 'air takes all heat of a type that states no liquid cooling',
      count: deviceTypes.filter(({ liquidHeatFraction }) => liquidHeatFraction === undefined).length,
    },
    {
      parameter: 'coolingUnitType.sensibleCapacityW',
      value: 'as rated',
      unit: null,
      source: 'doors and distribution units are not corrected for the actual water and air temperature',
      count: intoLiquid.filter(({ type }) => index.coolingUnitTypes.get(type)?.sensibleCapacityW !== undefined).length,
    },
  ];
  return all.filter(({ count }) => count > 0);
}

function hotSpotsOf({ rooms }: AirFigures): readonly HotSpot[] {
  const heatOf = ({ aboveLimitK, inletC }: HotSpot) => aboveLimitK ?? (inletC ?? 0) - 1000;
  return rooms
    .flatMap(({ room, racks }) => racks.map((rack): HotSpot => ({ ...rack, room })))
    .filter(({ inletC, airflowM3PerH }) => inletC !== null && airflowM3PerH.knownSum > 0)
    .sort((a, b) => heatOf(b) - heatOf(a) || compareText(a.rack, b.rack));
}

function roomHeats({ index, assessment }: AssessedSite, halls: ReadonlyMap<AirLoadCase, AirHall>): readonly RoomHeat[] {
  const byCase = <Of>(of: (loadCase: AirLoadCase) => Of): Readonly<Record<AirLoadCase, Of>> => ({
    typical: of('typical'),
    maximum: of('maximum'),
    nameplate: of('nameplate'),
  });
  const other = byCase((loadCase) =>
    grouped(otherHeatOf(index, assessment.figures.power, loadCase), ({ room }) => room),
  );
  return index.snapshot.rooms.map(({ name }) => ({
    room: name,
    racksW: byCase((loadCase) =>
      sumOf((halls.get(loadCase)?.rooms.find(({ room }) => room === name)?.racks ?? []).map(({ load }) => load.heatW)),
    ),
    otherW: byCase((loadCase) => totalOf((other[loadCase].get(name) ?? []).map(({ heatW }) => heatW))),
    sources: (other.maximum.get(name) ?? []).map(({ source, heatW }) => ({
      source,
      heatW: heatW.value,
      leastW: heatW.value ?? heatW.lower ?? 0,
    })),
  }));
}

function zoneHeats(halls: ReadonlyMap<AirLoadCase, AirHall>): readonly ZoneHeat[] {
  const rooms = halls.get('maximum')?.rooms ?? [];
  return rooms.flatMap(({ room, zones }, r) =>
    zones.map(({ zone }, k) => {
      const of = (loadCase: AirLoadCase) =>
        sumOf(
          (halls.get(loadCase)?.rooms[r]?.racks ?? []).filter((rack) => rack.zone === k).map(({ load }) => load.heatW),
        );
      return {
        room,
        zone: zone?.name ?? null,
        heatW: { typical: of('typical'), maximum: of('maximum'), nameplate: of('nameplate') },
      };
    }),
  );
}

/** The measured inlets of racks among readings. */
export function inletsOf(readings: readonly Reading[]): readonly InletReading[] {
  return readings.flatMap(({ quantity, rack, channel, at, value }) =>
    quantity === 'inlet-c' && rack !== undefined ? [{ rack, channel, at, inletC: value }] : [],
  );
}

/** The heat of a room in a load case where all of it is known, W. */
export function knownHeatW({ racksW, otherW }: RoomHeat, loadCase: AirLoadCase): number | null {
  return exactly(sumOf([racksW[loadCase], otherW[loadCase]]));
}
