import { exactly, totalOf, type TotalItem } from '../finding.js';
import { grouped } from '../site/grouping.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SiteIndex } from '../site/site-index.js';
import type { RackClearance, RackPlacement, RackWeight } from './floor-figures.js';
import { distributedLoadKpa, pointLoadKn, tributaryAreaM2 } from './load.js';

/** Feet or casters of a rack type that states none. */
export const DEFAULT_CASTER_COUNT = 4;
/** m. Of an open floor no more than a usual aisle, two tiles, helps to carry a rack. */
const WIDEST_SHARED_AISLE_M = 1.2;

/**
 * Weight of every rack with what is mounted in it, and what it puts on the floor.
 *
 * The distributed load spreads over the footprint and half of the aisles in front and behind; of each aisle at most
 * 1.2 m count. The point load takes all feet as carrying alike.
 *
 * @param placements - of the racks that have a place
 * @param clearances - free depth of the same racks
 */
export function rackWeights(
  index: SiteIndex,
  {
    placements,
    clearances,
  }: {
    readonly placements: ReadonlyMap<string, RackPlacement>;
    readonly clearances: ReadonlyMap<string, RackClearance>;
  },
): readonly RackWeight[] {
  const rearDoors = grouped(index.snapshot.coolingUnits, ({ rack }) => rack);
  return index.snapshot.racks.map((rack) => {
    const type = index.rackTypes.get(rack.type);
    const mounted = [...mountedWeights(index, rack)];
    for (const unit of rearDoors.get(rack.name) ?? []) {
      mounted.push(itemOf(index.coolingUnitTypes.get(unit.type)?.weightKg));
    }
    const weightKg = totalOf([itemOf(type?.emptyWeightKg), ...mounted]);
    const massKg = exactly(weightKg);
    const areaM2 = sharedAreaM2(placements.get(rack.name), clearances.get(rack.name));
    const casterCount = type?.casterCount ?? DEFAULT_CASTER_COUNT;
    return {
      rack: rack.name,
      weightKg,
      loadKg: totalOf(mounted),
      tributaryAreaM2: areaM2,
      distributedLoadKPa: massKg === null || areaM2 === null ? null : distributedLoadKpa({ massKg, areaM2 }),
      casterCount,
      pointLoadKN: massKg === null ? null : pointLoadKn({ massKg, supportCount: casterCount }),
    };
  });
}

function* mountedWeights(index: SiteIndex, rack: Rack): Generator<TotalItem> {
  for (const device of index.devicesByRack.get(rack.name) ?? []) {
    const stated = device.overrides?.weightKg;
    yield itemOf(stated ?? index.deviceTypes.get(device.type)?.weightKg);
    if (stated !== undefined) continue;
    for (const module of device.modules ?? []) yield itemOf(index.moduleTypes.get(module.type)?.weightKg);
  }
  for (const pdu of index.pdusByRack.get(rack.name) ?? []) {
    yield itemOf(pdu.weightKg ?? (pdu.pduType === undefined ? undefined : index.pduTypes.get(pdu.pduType)?.weightKg));
  }
}

function itemOf(value: number | undefined): TotalItem {
  return { value: value ?? null };
}

function sharedAreaM2(placement: RackPlacement | undefined, clearance: RackClearance | undefined): number | null {
  const [frontM, rearM] = [clearance?.frontM ?? null, clearance?.rearM ?? null];
  if (placement === undefined || frontM === null || rearM === null) return null;
  return tributaryAreaM2({
    widthM: placement.widthM,
    depthM: placement.depthM,
    frontAisleM: Math.min(frontM, WIDEST_SHARED_AISLE_M),
    rearAisleM: Math.min(rearM, WIDEST_SHARED_AISLE_M),
  });
}
