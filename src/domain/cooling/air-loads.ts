import { totalOf, type Total, type TotalItem } from '../finding.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Amount } from './cooling-figures.js';
import { heatAndAir, itemOf, liquidHeat, type HeatAndAir } from './device-heat.js';
import type { FanPoint } from './fan-curve.js';
import { behindDoors, rearDoor, type RearDoor } from './rear-door.js';

/** Which statement of the draw is taken for heat. */
export type AirLoadCase = 'typical' | 'maximum' | 'nameplate';
export const AIR_LOAD_CASES: readonly AirLoadCase[] = ['typical', 'maximum', 'nameplate'];

/** Draw of every device in one load case, W, by its name; one that is left out is not known. */
export type Draws = ReadonlyMap<string, TotalItem>;

/** Air of the devices of a rack that follow the inlet alike. */
export interface FanGroup {
  readonly airflowM3PerH: number;
  readonly curve: readonly FanPoint[];
}

/** Heat and air of one rack. */
export interface RackLoad {
  readonly rack: Rack;
  readonly devices: readonly DeviceLoad[];
  /** Heat into the room, what liquid and rear doors take left out. */
  readonly heatW: Total;
  /** Heat into the air behind its devices, before rear doors take their part. */
  readonly rackHeatW: Total;
  /** Rear doors on it, in the order in which they count. */
  readonly doors: readonly RearDoor[];
  /** Heat that its devices give to liquid. */
  readonly liquidW: Total;
  /** Devices of it whose types state which share of their heat liquid takes. */
  readonly liquidStated: number;
  readonly airflowM3PerH: Total;
  /** Part of the air whose fans follow the inlet. */
  readonly fans: readonly FanGroup[];
  readonly openUnitsU: number;
  readonly heightU: number;
  /** Tightest inlet limit of its devices; null where none states one. */
  readonly warmest: { readonly inletC: number; readonly deviceType: string } | null;
  /** Classes of its devices, with the types that state them. */
  readonly classes: ReadonlyMap<NonNullable<DeviceType['ashraeClass']>, string>;
}

/** Where loads come from beside the index. */
export interface LoadSource {
  readonly loadCase: AirLoadCase;
  readonly draws: Draws;
  readonly densityKgPerM3: number;
  /** Loss of the rack PDUs of each rack, W, by rack. */
  readonly rackLossW: ReadonlyMap<string, readonly TotalItem[]>;
}

/** Heat and air of every rack in one load case. Devices of one type and one draw are calculated once. */
export function rackLoads(index: SiteIndex, source: LoadSource): readonly RackLoad[] {
  const doors = new Map<string, CoolingUnit[]>();
  for (const unit of index.snapshot.coolingUnits) {
    const kind = index.coolingUnitTypes.get(unit.type)?.kind;
    if (unit.rack === undefined || kind !== 'rear-door-exchanger') continue;
    const list = doors.get(unit.rack) ?? [];
    if (list.length === 0) doors.set(unit.rack, list);
    list.push(unit);
  }
  const loadOf = deviceLoads(index, source);
  return index.snapshot.racks.map((rack) => {
    const devices = loadsOf(index.devicesByRack.get(rack.name) ?? [], loadOf);
    const heat = totalOf([...devices.map(({ load }) => load.items.heatW), ...(source.rackLossW.get(rack.name) ?? [])]);
    const ownDoors = (doors.get(rack.name) ?? []).map((unit) => rearDoor(index, unit));
    const heightU = index.rackTypes.get(rack.type)?.heightU ?? 0;
    const closedU = devices.reduce(
      (sum, { device, type }) => sum + (device.face === 'rear' && type.fullDepth === false ? 0 : type.heightU),
      0,
    );
    const freeU = Math.max(0, heightU - closedU);
    return {
      rack,
      devices,
      heatW: behindDoors(heat, ownDoors),
      rackHeatW: heat,
      doors: ownDoors,
      liquidW: totalOf(devices.map(({ load }) => load.items.liquidW)),
      liquidStated: devices.filter(({ type }) => type.liquidHeatFraction !== undefined).length,
      airflowM3PerH: totalOf(devices.map(({ load }) => load.items.airflowM3PerH)),
      fans: devices.flatMap(({ load, type }) =>
        type.fanCurve !== undefined && type.fanCurve.length > 0 && load.airflowM3PerH.value !== null
          ? [{ airflowM3PerH: load.airflowM3PerH.value, curve: type.fanCurve }]
          : [],
      ),
      openUnitsU: freeU * (1 - (rack.blankedFraction ?? 1)),
      heightU,
      warmest: tightestLimit(devices),
      classes: new Map(
        devices.flatMap(({ type }) => (type.ashraeClass === undefined ? [] : [[type.ashraeClass, type.slug] as const])),
      ),
    };
  });
}

/** Heat and air of one device; one object for all that are alike: of one type, with one draw and without overrides. */
export interface DeviceLoad {
  readonly device: Device;
  readonly type: DeviceType;
  readonly load: AlikeLoad;
}

/** Heat and air of devices that are alike, also as items of the sums of their racks. */
export interface AlikeLoad extends HeatAndAir {
  readonly liquidW: Amount;
  readonly items: Readonly<Record<'heatW' | 'airflowM3PerH' | 'liquidW', TotalItem>>;
}

/** Loads of devices whose type is known. */
export function loadsOf(
  devices: readonly Device[],
  loadOf: (device: Device) => DeviceLoad | undefined,
): readonly DeviceLoad[] {
  const loads: DeviceLoad[] = [];
  for (const device of devices) {
    const load = loadOf(device);
    if (load !== undefined) loads.push(load);
  }
  return loads;
}

/** The load of a device, calculated once for all that are alike; undefined where its type is not known. */
export function deviceLoads(
  index: SiteIndex,
  { loadCase, draws, densityKgPerM3 }: Omit<LoadSource, 'rackLossW'>,
): (device: Device) => DeviceLoad | undefined {
  const known = new Map<string, Map<number | string, DeviceLoad['load']>>();
  return (device) => {
    const type = index.deviceTypes.get(device.type);
    if (type === undefined) return undefined;
    const drawW = draws.get(device.name) ?? { value: null };
    const ofType = known.get(device.type) ?? new Map<number | string, DeviceLoad['load']>();
    if (ofType.size === 0) known.set(device.type, ofType);
    const key = alikeKey(device, drawW);
    let load = ofType.get(key);
    if (load === undefined) {
      const of = { device, type: inCase(type, loadCase), maximumDrawW: drawW };
      const air = heatAndAir({ ...of, densityKgPerM3 });
      const liquidW = liquidHeat(of);
      const items = {
        heatW: itemOf(air.heatW),
        airflowM3PerH: itemOf(air.airflowM3PerH),
        liquidW: itemOf(liquidW),
      };
      load = { ...air, liquidW, items };
      ofType.set(key, load);
    }
    return { device, type, load };
  };
}

/** The draw where that is all that tells devices of one type apart, else everything that does. */
function alikeKey({ overrides }: Device, { value, lower, upper }: TotalItem): number | string {
  if (value !== null && overrides === undefined) return value;
  const { maximumPowerW, maximumAirflowM3PerH } = overrides ?? {};
  return [value, lower, upper, maximumPowerW, maximumAirflowM3PerH].join();
}

/**
 * The type as its heat and air count in a load case: at typical draw the typical airflow where one is stated, and heat that
 * is planned for above the draw only with the maximum.
 */
function inCase(type: DeviceType, loadCase: AirLoadCase): DeviceType {
  if (loadCase !== 'typical') return type;
  const { maximumHeatW: _planned, ...rest } = type;
  return type.typicalAirflowM3PerH === undefined ? rest : { ...rest, maximumAirflowM3PerH: type.typicalAirflowM3PerH };
}

function tightestLimit(devices: readonly DeviceLoad[]): RackLoad['warmest'] {
  let tightest: RackLoad['warmest'] = null;
  for (const { type, load } of devices) {
    if (type.maximumInletC === undefined || load.heatW.value === 0) continue;
    if (tightest === null || type.maximumInletC < tightest.inletC) {
      tightest = { inletC: type.maximumInletC, deviceType: type.slug };
    }
  }
  return tightest;
}
