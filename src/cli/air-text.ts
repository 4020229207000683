import type { AirStudy } from '../domain/assessment/air-study.js';
import type { StatedFinding } from '../domain/assessment/assessment.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import type { Amount } from '../domain/cooling/cooling-figures.js';
import { errorSummary } from '../domain/cooling/model-error.js';
import { exactly, SEVERITIES, type Assumption, type Total } from '../domain/finding.js';

/** Racks that a text lists. */
const LISTED_RACKS = 12;

/** A number with one digit, or `?`. */
function one(value: number | null, unit: string): string {
  return value === null ? `? ${unit}` : `${value.toFixed(1)} ${unit}`;
}

function whole(value: number | null, unit: string): string {
  return value === null ? `? ${unit}` : `${Math.round(value).toLocaleString('en-US')} ${unit}`;
}

/** A total in kW: its sum, or its bounds with coverage. */
function kilowatts(total: Total): string {
  const known = exactly(total);
  if (known !== null) return `${(known / 1000).toFixed(1)} kW`;
  const most = total.upper === null ? '?' : (total.upper / 1000).toFixed(1);
  return `${(total.lower / 1000).toFixed(1)} to ${most} kW (${String(total.coverage.known)} of ${String(total.coverage.total)} known)`;
}

/** The air of a site for people: rooms, aisles, units, hot spots, sensors and findings. */
export function airText(study: AirStudy): string {
  const { figures, heat } = study;
  const rooms = figures.rooms.flatMap((room) => [
    '',
    `${room.room}: ${room.state}, heat ${kilowatts(room.heatW)}, return ${one(room.returnC, '°C')}; inlets known ${String(room.coverage.known)} of ${String(room.coverage.total)}`,
    ...room.aisles.map(
      (aisle) =>
        `  aisle ${aisle.zone ?? '(no zone)'}: ${String(aisle.racks)} racks take ${exactly(aisle.demandM3PerH) === null ? 'at least ' : ''}${whole(aisle.demandM3PerH.lower, 'm³/h')}, get ${whole(aisle.deliveredM3PerH, 'm³/h')} at ${one(aisle.supplyC, '°C')} (leak ${whole(aisle.leakageM3PerH, 'm³/h')}), bypass ${exactly(aisle.demandM3PerH) === null ? 'at most ' : ''}${whole(aisle.bypassM3PerH, 'm³/h')}, recirculated ${whole(aisle.recirculatedM3PerH, 'm³/h')}, mean inlet ${one(aisle.meanInletC, '°C')}`,
    ),
    ...room.units.map(
      (unit) =>
        `  unit ${unit.unit}: ${unit.dutyW === null ? '?' : (unit.dutyW / 1000).toFixed(1)} of ${unit.capacityW === null ? '?' : (unit.capacityW / 1000).toFixed(1)} kW at return ${one(unit.returnC, '°C')}, supply ${one(unit.supplyC, '°C')} (set ${one(unit.setC, '°C')})`,
    ),
    `  RCI high ${percent(room.indices.rciHigh)}, low ${percent(room.indices.rciLow)}; RTI ${percent(room.indices.returnTemperatureIndex)}; SHI ${percent(room.indices.supplyHeatIndex)}; running capacity ${room.indices.coolingCapacityFactor === null ? '?' : room.indices.coolingCapacityFactor.toFixed(2)} × 1.1 of the heat`,
  ]);
  const spots = study.hotSpots
    .slice(0, LISTED_RACKS)
    .map(
      ({ rack, inletC, limitC, limitOf, aboveLimitK, recirculatedFraction }) =>
        `  ${rack}: ${one(inletC, '°C')}, limit ${one(limitC, '°C')} (${limitOf}), ${aboveLimitK === null ? '?' : `${aboveLimitK >= 0 ? '+' : ''}${aboveLimitK.toFixed(1)}`} K, ${percent(recirculatedFraction)} recirculated`,
    );
  const summary = errorSummary(study.errors);
  return [
    `Air of ${study.site} as of ${study.asOf}, load case ${figures.loadCase}, ${figures.densityKgPerM3.toFixed(3)} kg/m³ (${study.contentHash.slice(0, 12)})`,
    ...rooms,
    ...liquidLines(study),
    '',
    'Heat by room: typical / maximum / nameplate',
    ...heat.map(
      ({ room, racksW, otherW }) =>
        `  ${room}: racks ${kilowatts(racksW.typical)} / ${kilowatts(racksW.maximum)} / ${kilowatts(racksW.nameplate)}; everything else ${kilowatts(otherW.typical)} / ${kilowatts(otherW.maximum)} / ${kilowatts(otherW.nameplate)}`,
    ),
    '',
    `Hottest racks (${String(Math.min(LISTED_RACKS, study.hotSpots.length))} of ${String(study.hotSpots.length)})`,
    ...spots,
    ...(summary === null
      ? []
      : [
          '',
          `Model against sensors at ${String(summary.racks)} racks: bias ${one(summary.biasK, 'K')}, root mean square ${one(summary.rmsK, 'K')}, worst ${one(summary.worstK, 'K')} at ${summary.worstRack}`,
        ]),
    '',
    ...findingLines(study.findings),
    ...assumptionLines(study.assumptions),
    countLine(study.findings),
    '',
  ].join('\n');
}

/** An amount with bounds. */
function amount({ value, lower, upper }: Amount, shown: (known: number) => string): string {
  return value === null ? `${shown(lower)} to ${upper === null ? '?' : shown(upper)}` : shown(value);
}

/** What goes into liquid; nothing where no device and no unit has to do with it. */
function liquidLines({ liquid }: AirStudy): readonly string[] {
  const { units, doors, circuits, uncooled, dewPointC } = liquid;
  if (units.length + uncooled.length === 0) return [];
  const kw = (watt: number) => (watt / 1000).toFixed(1);
  return [
    '',
    `Liquid: dew point of the rooms ${one(dewPointC, '°C')}`,
    ...doors.map(
      ({ unit, rack, rackHeatW, residualW, capturedFraction }) =>
        `  door ${unit} on ${rack}: ${percent(capturedFraction)} of ${kilowatts(rackHeatW)} captured, ${kilowatts(residualW)} left in the room`,
    ),
    ...circuits.map(
      ({ name, units: own, racks, heatW, normal, losses }) =>
        `  circuit ${name}: ${kilowatts(heatW)} of ${String(racks.length)} racks on ${String(own.length)} units, ${kw(normal.capacityW)} kW${normal.mostW === null ? ' known' : ''}: ${normal.verdict}; without each unit: ${losses.map(({ lost, verdict }) => `${lost.join()} ${verdict}`).join(', ')}`,
    ),
    ...units.map(
      ({ unit, heatW, capacityW, supplyC, aboveDewPointK, neededLPerMin, waterLPerMin, riseK }) =>
        `  ${unit}: ${amount(heatW, kw)} of ${capacityW === null ? '?' : kw(capacityW)} kW, liquid at ${one(supplyC, '°C')} (${one(aboveDewPointK, 'K')} above the dew point), ${neededLPerMin === null ? '?' : amount(neededLPerMin, (flow) => flow.toFixed(1))} of ${waterLPerMin === null ? '?' : waterLPerMin.toFixed(1)} L/min, rise ${one(riseK, 'K')}`,
    ),
    ...uncooled.map(({ rack, heatW }) => `  rack ${rack}: ${kilowatts(heatW)} into liquid that nothing cools`),
  ];
}

function percent(share: number | null): string {
  return share === null ? '?' : `${(share * 100).toFixed(1)} %`;
}

/** Findings one a line. */
export function findingLines(findings: readonly StatedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [...findings.map(({ severity, code, message }) => `${severity.padEnd(7)}  ${code}  ${message}`), ''];
}

/** What was assumed, one a line. */
export function assumptionLines(assumptions: readonly Assumption[]): readonly string[] {
  if (assumptions.length === 0) return [];
  return [
    'Assumed, because nothing was stated:',
    ...assumptions.map(({ parameter, value, unit, source, count }) => {
      const shown = typeof value === 'number' ? formatNumber(value) : String(value);
      return `  ${parameter} = ${shown}${unit === null || unit === '1' ? '' : ` ${unit}`} (${String(count)}×): ${source}`;
    }),
    '',
  ];
}

/** How many findings of each severity. */
export function countLine(findings: readonly StatedFinding[]): string {
  return SEVERITIES.map(
    (severity) => `${String(findings.filter((finding) => finding.severity === severity).length)} ${severity}`,
  ).join(' · ');
}
