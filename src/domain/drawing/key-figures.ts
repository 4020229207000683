import type { AirFigures, RackInlet } from '../cooling/air-figures.js';
import type { AssessedSite } from '../assessment/assessment.js';
import { sumOfTotals } from '../assessment/total-delta.js';
import { formatNumber } from '../assessment/sentence.js';
import { exactly, type Total } from '../finding.js';

/** A figure of the whole site as reports print it. */
export interface KeyFigure {
  readonly name: string;
  readonly value: string;
  /** Coverage, or what the figure counts; empty where nothing needs to be said. */
  readonly remark: string;
}

/** The figures that open a report. A total with unknown items says what is known, never more. */
export function keyFigures({ index, assessment: { figures } }: AssessedSite): readonly KeyFigure[] {
  const { space, power, cooling, air, floor } = figures;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const count = (name: string, value: number, remark = ''): KeyFigure => ({ name, value: String(value), remark });
  return [
    count('Racks', index.racks.size, `in ${plural(index.racksByRoom.size, 'room')}`),
    count('Nodes', sum(space.racks.map(({ nodeCount }) => nodeCount)), 'devices with accelerators'),
    count('Accelerators', sum(space.racks.map(({ acceleratorCount }) => acceleratorCount))),
    count('Devices', index.devices.size),
    totalFigure('Power, typical', power.site.typical, KILOWATT),
    totalFigure('Power, maximum', power.site.maximum, KILOWATT),
    totalFigure('Power, nameplate', power.site.nameplate, KILOWATT),
    totalFigure('Heat into the air at maximum draw', sumOfTotals(cooling.rooms.map(({ heatW }) => heatW)), KILOWATT),
    totalFigure(
      'Air that the devices take',
      sumOfTotals(cooling.rooms.map(({ airflowM3PerH }) => airflowM3PerH)),
      AIRFLOW,
    ),
    totalFigure('Sensible cooling capacity', sumOfTotals(cooling.rooms.map(({ capacityW }) => capacityW)), KILOWATT),
    totalFigure(
      'Air that the cooling units deliver',
      sumOfTotals(cooling.rooms.map(({ unitAirflowM3PerH }) => unitAirflowM3PerH)),
      AIRFLOW,
    ),
    warmestInlet(air),
    totalFigure('Weight of racks and devices', sumOfTotals(floor.weights.map(({ weightKg }) => weightKg)), TONNE),
  ];
}

interface Display {
  readonly perUnit: number;
  readonly unit: string;
}

const KILOWATT: Display = { perUnit: 1000, unit: 'kW' };
const AIRFLOW: Display = { perUnit: 1, unit: 'm³/h' };
const TONNE: Display = { perUnit: 1000, unit: 't' };

function totalFigure(name: string, total: Total, { perUnit, unit }: Display): KeyFigure {
  const { known, total: items } = total.coverage;
  const inUnit = (value: number) => `${formatNumber(value / perUnit)} ${unit}`;
  const exact = exactly(total);
  if (items === 0) return { name, value: '–', remark: 'nothing to count' };
  if (exact !== null) return { name, value: inUnit(exact), remark: `all ${String(items)} known` };
  const remark = `${String(known)} of ${String(items)} known${total.upper === null ? '' : `, at most ${inUnit(total.upper)}`}`;
  if (known === 0 && total.lower === 0) return { name, value: 'unknown', remark };
  return { name, value: `at least ${inUnit(total.lower)}`, remark };
}

function warmestInlet({ rooms }: AirFigures): KeyFigure {
  const name = 'Warmest inlet at maximum draw';
  const racks = rooms.flatMap((room) => room.racks.filter(({ heatW }) => heatW.upper !== 0));
  const warmest = racks.reduce<RackInlet | null>(
    (most, next) => (next.inletC === null || next.inletC <= (most?.inletC ?? -Infinity) ? most : next),
    null,
  );
  if (racks.length === 0) return { name, value: '–', remark: 'nothing gives heat' };
  const known = racks.filter(({ inletC }) => inletC !== null).length;
  const coverage = `${String(known)} of ${plural(racks.length, 'rack')} known`;
  if (warmest === null || warmest.inletC === null) return { name, value: 'unknown', remark: coverage };
  return { name, value: `${formatNumber(warmest.inletC)} °C`, remark: `at ${warmest.rack}; ${coverage}` };
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
