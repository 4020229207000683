import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from './hall.js';

type Entry<Name extends keyof HallParts> = NonNullable<HallParts[Name]> extends readonly (infer Item)[] ? Item : never;

/** What differs from the plain hall. */
export interface CooledHall {
  readonly site?: Partial<NonNullable<HallParts['site']>>;
  readonly type?: Partial<Entry<'deviceTypes'>>;
  /** Of each device. */
  readonly device?: Partial<Entry<'devices'>>;
  /** Devices n1, n2 … of type `node`, 4 U each. */
  readonly deviceCount?: number;
  /** Of each cooling unit of type `crah`. */
  readonly unitType?: Partial<Entry<'coolingUnitTypes'>>;
  /** Units u1, u2 …; none where left out. */
  readonly unitCount?: number;
}

/** One rack in the middle of a room, with devices of one type, and cooling units of one type. */
export function cooledHall({ site, type, device, deviceCount = 1, unitType, unitCount = 0 }: CooledHall): HallParts {
  return {
    site: { name: 'hall', ...site },
    rackTypes: [RACK_42U],
    deviceTypes: [{ ...catalogued('node'), heightU: 4, ...type }],
    coolingUnitTypes: [{ ...catalogued('crah'), kind: 'crah', ...unitType }],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'r1', type: 'rack-42u', room: 'R1', position: [5, 6] }],
    devices: Array.from({ length: deviceCount }, (_, i) => ({
      name: `n${String(i + 1)}`,
      type: 'node',
      rack: 'r1',
      unit: 1 + 4 * i,
      ...device,
    })),
    coolingUnits: Array.from({ length: unitCount }, (_, i) => ({
      name: `u${String(i + 1)}`,
      type: 'crah',
      room: 'R1',
    })),
  };
}
