import type { Assumption, TotalItem } from '../finding.js';
import { sampleOf } from '../name-sample.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { Device } from '../site/kinds/device.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SitePolicy } from '../site/policy.js';
import { rowKey, type SiteIndex } from '../site/site-index.js';
import { airDensityKgPerM3 } from './air.js';
import { airDirections } from './air-direction.js';
import type { CoolingFigures, DeviceAir } from './cooling-figures.js';
import { heatAndAir, type HeatAndAir } from './device-heat.js';
import { airSupply, rackAir, type AirSupply } from './rack-air.js';
import { leakageOf, roomsAir } from './room-air.js';

/** Draw of each device at maximum, W, by its name. */
export type MaximumDraws = ReadonlyMap<string, TotalItem>;

const NOT_KNOWN: TotalItem = { value: null };

interface AirOfDevice {
  readonly device: Device;
  readonly air: HeatAndAir;
}

/** Devices that are alike in what air does to them. */
interface Alike extends HeatAndAir, Pick<DeviceAir, 'deviceType' | 'room' | 'inletC'> {
  readonly devices: string[];
  readonly racks: Set<string>;
}

/**
 * Heat and air of every rack and room at maximum draw, against the cooling units of the rooms.
 *
 * Flows are volumes at the inlet: at the supply temperature and humidity of the site and the pressure at its altitude.
 *
 * @param maximumDraws - draw of each device at maximum, W; one that is left out is not known
 */
export function solveCooling(index: SiteIndex, policy: SitePolicy, maximumDraws: MaximumDraws): CoolingFigures {
  const densityKgPerM3 = airDensityKgPerM3({
    tempC: policy.supplyC,
    relativeHumidity: policy.relativeHumidity,
    altitudeM: policy.altitudeM,
  });
  const supply = airSupply(index);
  const airFor = heatAndAirOnce(index, { maximumDraws, densityKgPerM3 });
  const airOf = (devices: readonly Device[]): readonly AirOfDevice[] =>
    devices.flatMap((device) => {
      const air = airFor(device);
      return air === undefined ? [] : [{ device, air }];
    });
  const devicesAlike = new Map<HeatAndAir, Alike[]>();
  const racks = index.snapshot.racks.map((rack) => {
    const inRack = airOf(index.devicesByRack.get(rack.name) ?? []);
    const devices = inRack.map(({ air }) => air);
    const lossW = pduLossW(index, rack, maximumDraws);
    const air = rackAir({ rack, devices, lossW, supply, policy, densityKgPerM3 });
    for (const each of inRack) collect(devicesAlike, each, { rack, inletC: air.inletC });
    return air;
  });
  const outside = index.snapshot.devices.filter(({ rack }) => rack === undefined);
  for (const each of airOf(outside)) collect(devicesAlike, each, { rack: null, inletC: policy.supplyC });
  return {
    airDensityKgPerM3: densityKgPerM3,
    racks,
    rooms: roomsAir(index, racks),
    devices: [...devicesAlike.values()].flat().map(({ devices, racks: theirRacks, ...rest }) => {
      const { count, names } = sampleOf(devices);
      return { ...rest, count, devices: names, racks: sampleOf(theirRacks).names };
    }),
    directions: airDirections(index),
    assumptions: assumptionsOf(index, supply),
  };
}

/**
 * Heat and air of devices, one object for all that are alike: of one type, with one draw and without overrides. So a hall
 * of thousands of equal nodes is calculated and grouped by a handful of them.
 */
function heatAndAirOnce(
  index: SiteIndex,
  { maximumDraws, densityKgPerM3 }: { readonly maximumDraws: MaximumDraws; readonly densityKgPerM3: number },
): (device: Device) => HeatAndAir | undefined {
  const known = new Map<string, Map<number | string, HeatAndAir>>();
  return (device) => {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) return undefined;
    const maximumDrawW = maximumDraws.get(device.name) ?? NOT_KNOWN;
    const ofType = known.get(device.type) ?? new Map<number | string, HeatAndAir>();
    if (ofType.size === 0) known.set(device.type, ofType);
    const key = alikeKey(device, maximumDrawW);
    const found = ofType.get(key);
    if (found !== undefined) return found;
    const air = heatAndAir({ device, type, maximumDrawW, densityKgPerM3 });
    ofType.set(key, air);
    return air;
  };
}

/** The draw where that is all that tells devices of one type apart, else everything that does. */
function alikeKey({ overrides }: Device, { value, lower, upper }: TotalItem): number | string {
  if (value !== null && overrides === undefined) return value;
  const { maximumPowerW, maximumAirflowM3PerH } = overrides ?? {};
  return [value, lower, upper, maximumPowerW, maximumAirflowM3PerH].join();
}

function collect(
  groups: Map<HeatAndAir, Alike[]>,
  { device, air }: AirOfDevice,
  { rack, inletC }: { readonly rack: Rack | null; readonly inletC: number | null },
): void {
  const room = rack?.room ?? null;
  const alike = groups.get(air) ?? [];
  if (alike.length === 0) groups.set(air, alike);
  let group = alike.find((other) => other.room === room && other.inletC === inletC);
  if (group === undefined) {
    group = { deviceType: device.type, room, inletC, ...air, devices: [], racks: new Set() };
    alike.push(group);
  }
  group.devices.push(device.name);
  if (rack !== null) group.racks.add(rack.name);
}

/**
 * Heat of the rack PDUs of a rack: what they lose without load, and their loss fraction of what the devices of the rack
 * draw. Where the fractions differ, that loss lies between those of the best and of the worst.
 */
export function pduLossW(index: SiteIndex, rack: Rack, maximumDraws: MaximumDraws): readonly TotalItem[] {
  const pdus = index.pdusByRack.get(rack.name) ?? [];
  const fixedW = pdus.reduce((sumW, { fixedLossW = 0 }) => sumW + fixedLossW, 0);
  const fixed = fixedW === 0 ? [] : [{ value: fixedW }];
  const fractions = pdus.map((pdu) => lossFractionOf(index, pdu) ?? 0);
  const most = Math.max(0, ...fractions);
  if (most === 0) return fixed;
  const least = Math.min(...fractions);
  let [lowerW, upperW, isKnown] = [0, 0 as number | undefined, true];
  for (const device of index.devicesByRack.get(rack.name) ?? []) {
    const { value, lower, upper } = maximumDraws.get(device.name) ?? NOT_KNOWN;
    if (value === null) isKnown = false;
    lowerW += value ?? lower ?? 0;
    const mostW = value ?? upper;
    upperW = upperW === undefined || mostW === undefined ? undefined : upperW + mostW;
  }
  if (isKnown && least === most) return [...fixed, { value: lowerW * most }];
  return [...fixed, { value: null, lower: lowerW * least, ...(upperW === undefined ? {} : { upper: upperW * most }) }];
}

/** Loss per unit of load that a rack PDU or its type states. */
function lossFractionOf(index: SiteIndex, { proportionalLossFraction, pduType }: PowerElement): number | undefined {
  return proportionalLossFraction ?? (pduType === undefined ? undefined : index.pduTypes.get(pduType)?.lossFraction);
}

function assumptionsOf(index: SiteIndex, supply: AirSupply): readonly Assumption[] {
  const assumptions: Assumption[] = [];
  const assume = (assumption: Assumption) => {
    if (assumption.count > 0) assumptions.push(assumption);
  };
  assume({
    parameter: 'deviceType.liquidHeatFraction',
    value: 0,
    unit: '1',
    source: 'air takes all heat of a type that states no liquid cooling',
    count: index.snapshot.deviceTypes.filter((type) => type.liquidHeatFraction === undefined).length,
  });
  assume({
    parameter: 'coolingZone.recirculationFraction',
    value: 0,
    unit: '1',
    source: 'nothing recirculates to racks of which no zone states how much does: the best case for their inlets',
    count: index.snapshot.racks.length - recirculationStated(index, supply),
  });
  assume({
    parameter: 'coolingZone.leakageFraction',
    value: 0,
    unit: '1',
    source: 'all air of units of which no zone states a leakage reaches the inlets: the best case',
    count: index.snapshot.coolingUnits.filter((unit) => isAirMover(index, unit) && leakageOf(index, unit) === undefined)
      .length,
  });
  assume({
    parameter: 'pduType.lossFraction',
    value: 0,
    unit: '1',
    source: 'rack PDUs of which neither the unit nor its type states a loss give no heat',
    count: [...index.pdusByRack.values()].flat().filter((pdu) => lossFractionOf(index, pdu) === undefined).length,
  });
  assume({
    parameter: 'coolingUnitType.sensibleCapacityW',
    value: 'as rated',
    unit: null,
    source: 'not corrected for the actual return, water temperature and altitude',
    count: index.snapshot.coolingUnitTypes.filter((type) => type.sensibleCapacityW !== undefined).length,
  });
  return assumptions;
}

/** Whether a unit blows air into its room by itself. */
function isAirMover(index: SiteIndex, unit: CoolingUnit): boolean {
  const kind = index.coolingUnitTypes.get(unit.type)?.kind;
  return kind !== undefined && kind !== 'cdu' && kind !== 'rear-door-exchanger';
}

/** Racks in whose row a zone states what it recirculates. */
function recirculationStated(index: SiteIndex, { zonesByRow }: AirSupply): number {
  const isStated = ({ room, row }: Rack) =>
    row !== undefined &&
    (zonesByRow.get(rowKey({ room, row })) ?? []).some((zone) => zone.recirculationFraction !== undefined);
  return index.snapshot.racks.filter(isStated).length;
}
