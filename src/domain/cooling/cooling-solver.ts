import { exactly, type Assumption } from '../finding.js';
import { sampleOf } from '../name-sample.js';
import { airDeltaTK } from './air.js';
import { airDirections } from './air-direction.js';
import type { AirFigures } from './air-figures.js';
import { deviceLoads, loadsOf, type DeviceLoad } from './air-loads.js';
import type { AirHall } from './air-solver.js';
import type { CoolingFigures, DeviceAir, RackAir } from './cooling-figures.js';
import { lossFractionOf } from './pdu-loss.js';
import { roomsAir } from './room-air.js';

/**
 * Heat and air of every rack and room at maximum draw, against the cooling units of the rooms as rated.
 *
 * @param hall - the site as the air model takes it, at maximum draw
 * @param air - that hall solved: what its racks breathe
 */
export function solveCooling(hall: AirHall, air: AirFigures): CoolingFigures {
  const { index, densityKgPerM3 } = hall;
  const racks = rackAir(hall, air);
  return {
    airDensityKgPerM3: densityKgPerM3,
    racks,
    rooms: roomsAir(index, racks),
    devices: devicesAlike(hall),
    directions: airDirections(index),
    assumptions: assumptionsOf(hall),
  };
}

function rackAir({ loads, densityKgPerM3 }: AirHall, { rooms }: AirFigures): readonly RackAir[] {
  const inlets = new Map(rooms.flatMap(({ racks }) => racks.map((inlet) => [inlet.rack, inlet] as const)));
  return loads.map(({ rack, rackHeatW: heatW, airflowM3PerH: atMaximum }): RackAir => {
    const airflowM3PerH = inlets.get(rack.name)?.airflowM3PerH ?? atMaximum;
    const [watt, flow] = [exactly(heatW), exactly(airflowM3PerH)];
    return {
      rack: rack.name,
      heatW,
      airflowM3PerH,
      deltaTK:
        watt === null || flow === null || flow === 0
          ? null
          : airDeltaTK({ heatW: watt, airflowM3PerH: flow, densityKgPerM3 }),
    };
  });
}

/** Devices that are alike, as they are found. */
interface Alike extends Omit<DeviceAir, 'count' | 'devices' | 'racks'> {
  readonly devices: string[];
  /** Devices in each rack. */
  readonly racks: Map<string, number>;
}

/** Devices in groups of equal heat and air in one room: a hall of thousands of equal nodes makes a handful of them. */
function devicesAlike({ index, input, loads, densityKgPerM3 }: AirHall): readonly DeviceAir[] {
  const groups = new Map<DeviceLoad['load'], Alike[]>();
  const collect = ({ device, load }: DeviceLoad, place: { readonly room: string; readonly rack: string } | null) => {
    const room = place?.room ?? null;
    const alike = groups.get(load) ?? [];
    if (alike.length === 0) groups.set(load, alike);
    let group = alike.find((other) => other.room === room);
    if (group === undefined) {
      const { liquidW: _liquid, items: _items, ...air } = load;
      group = { deviceType: device.type, room, ...air, devices: [], racks: new Map() };
      alike.push(group);
    }
    group.devices.push(device.name);
    if (place !== null) group.racks.set(place.rack, (group.racks.get(place.rack) ?? 0) + 1);
  };
  for (const { rack, devices } of loads)
    for (const device of devices) collect(device, { room: rack.room, rack: rack.name });
  const { loadCase, draws } = input;
  const outside = index.snapshot.devices.filter(({ rack }) => rack === undefined);
  for (const device of loadsOf(outside, deviceLoads(index, { loadCase, draws, densityKgPerM3 }))) collect(device, null);
  return [...groups.values()].flat().map(({ devices, racks, ...rest }) => {
    const { count, names } = sampleOf(devices);
    return {
      ...rest,
      count,
      devices: names,
      racks: [...racks].map(([rack, inRack]) => ({ rack, count: inRack })),
    };
  });
}

function assumptionsOf({ index }: AirHall): readonly Assumption[] {
  const all: readonly Assumption[] = [
    {
      parameter: 'deviceType.liquidHeatFraction',
      value: 0,
      unit: '1',
      source: 'air takes all heat of a type that states no liquid cooling',
      count: index.snapshot.deviceTypes.filter((type) => type.liquidHeatFraction === undefined).length,
    },
    {
      parameter: 'pduType.lossFraction',
      value: 0,
      unit: '1',
      source: 'rack PDUs of which neither the unit nor its type states a loss give no heat',
      count: [...index.pdusByRack.values()].flat().filter((pdu) => lossFractionOf(index, pdu) === undefined).length,
    },
    {
      parameter: 'coolingUnitType.sensibleCapacityW',
      value: 'as rated',
      unit: null,
      source:
        'sums of capacity in a room are as rated; the balance of its air corrects for the actual return, water temperature and altitude',
      count: index.snapshot.coolingUnitTypes.filter((type) => type.sensibleCapacityW !== undefined).length,
    },
  ];
  return all.filter(({ count }) => count > 0);
}
