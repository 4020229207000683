import { exactly, totalOf, type Total, type TotalItem } from '../finding.js';
import { grouped } from '../site/grouping.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { CoolingZone } from '../site/kinds/cooling-zone.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SitePolicy } from '../site/policy.js';
import { rowKey, type SiteIndex } from '../site/site-index.js';
import { airDeltaTK } from './air.js';
import type { RackAir } from './cooling-figures.js';
import { itemOf, type HeatAndAir } from './device-heat.js';
import { mixedInletTempC } from './mixing.js';

/** Units and zones by what they serve. */
export interface AirSupply {
  readonly unitsByRoom: ReadonlyMap<string, readonly CoolingUnit[]>;
  readonly unitsByZone: ReadonlyMap<string, readonly CoolingUnit[]>;
  /** By `rowKey(room, row)`. */
  readonly zonesByRow: ReadonlyMap<string, readonly CoolingZone[]>;
}

/** What supplies air to the rooms of a site; coolant distribution units and rear doors do not. */
export function airSupply(index: SiteIndex): AirSupply {
  const units = index.snapshot.coolingUnits.filter((unit) => {
    const kind = index.coolingUnitTypes.get(unit.type)?.kind;
    return kind !== 'cdu' && kind !== 'rear-door-exchanger';
  });
  const unitsByZone = new Map<string, CoolingUnit[]>();
  for (const unit of units) for (const zone of unit.zones ?? []) append(unitsByZone, zone, unit);
  const zonesByRow = new Map<string, CoolingZone[]>();
  for (const zone of index.snapshot.coolingZones) {
    for (const row of zone.rows ?? []) append(zonesByRow, rowKey({ room: zone.room, row }), zone);
  }
  return { unitsByRoom: grouped(units, ({ room }) => room), unitsByZone, zonesByRow };
}

function append<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/**
 * Heat, air and inlet of one rack.
 *
 * The supply is the warmest set point of the units that serve the zones of its row, else of those of its room; a unit
 * without a set point supplies at the temperature of the site. What the zone recirculates warms the inlet by the rise of
 * {@link mixedInletTempC}.
 *
 * @param devices - heat and air of the devices of the rack
 * @param lossW - heat of its rack PDUs
 * @param densityKgPerM3 - of the air at the inlet, above 0
 */
export function rackAir({
  rack,
  devices,
  lossW,
  supply,
  policy,
  densityKgPerM3,
}: {
  readonly rack: Rack;
  readonly devices: readonly HeatAndAir[];
  readonly lossW: readonly TotalItem[];
  readonly supply: AirSupply;
  readonly policy: SitePolicy;
  readonly densityKgPerM3: number;
}): RackAir {
  const heatW = totalOf([...devices.map((device) => itemOf(device.heatW)), ...lossW]);
  const airflowM3PerH = totalOf(devices.map((device) => itemOf(device.airflowM3PerH)));
  const deltaTK = meanRiseK({ heatW, airflowM3PerH, densityKgPerM3 });
  const zones = rack.row === undefined ? [] : (supply.zonesByRow.get(rowKey({ room: rack.room, row: rack.row })) ?? []);
  const serving = zones.flatMap(({ name }) => supply.unitsByZone.get(name) ?? []);
  const units = serving.length > 0 ? serving : (supply.unitsByRoom.get(rack.room) ?? []);
  const supplyC = warmestC(units, policy.supplyC);
  const recirculatedFraction = Math.max(0, ...zones.map((zone) => zone.recirculationFraction ?? 0));
  return {
    rack: rack.name,
    heatW,
    airflowM3PerH,
    deltaTK,
    supplyC,
    inletC: inletC({ supplyC, recirculatedFraction, deltaTK }),
  };
}

function meanRiseK({
  heatW,
  airflowM3PerH,
  densityKgPerM3,
}: {
  readonly heatW: Total;
  readonly airflowM3PerH: Total;
  readonly densityKgPerM3: number;
}): number | null {
  const watt = exactly(heatW);
  const flow = exactly(airflowM3PerH);
  if (watt === null || flow === null || flow === 0) return null;
  return airDeltaTK({ heatW: watt, airflowM3PerH: flow, densityKgPerM3 });
}

function warmestC(units: readonly CoolingUnit[], siteC: number): number {
  if (units.length === 0) return siteC;
  return Math.max(...units.map((unit) => unit.supplyC ?? siteC));
}

/** At a recirculated share of 1 the inlet has no limit. */
function inletC({
  supplyC,
  recirculatedFraction,
  deltaTK,
}: {
  readonly supplyC: number;
  readonly recirculatedFraction: number;
  readonly deltaTK: number | null;
}): number | null {
  if (recirculatedFraction === 0 || deltaTK === 0) return supplyC;
  if (deltaTK === null || recirculatedFraction >= 1) return null;
  return mixedInletTempC({ supplyTempC: supplyC, recirculatedFraction, deltaTK });
}
