import type { DeviceAir } from '../../cooling/cooling-figures.js';
import type { Figures } from '../figures.js';

/** What devices in one rack breathe. */
export interface Breath {
  readonly rack: string;
  readonly room: string;
  /** Null where it is not known. */
  readonly inletC: number | null;
  /** The inlet, or the coldest supply of its room where it is not known: nothing there is colder. */
  readonly leastC: number;
}

/** What every rack breathes, by its name. */
export function breathsOf({ air }: Pick<Figures, 'air'>): ReadonlyMap<string, Breath> {
  return new Map(
    air.rooms.flatMap(({ room, racks }) => {
      const coldestC = racks.reduce((least, { supplyC }) => Math.min(least, supplyC), Infinity);
      return racks.map(({ rack, inletC }) => [rack, { rack, room, inletC, leastC: inletC ?? coldestC }] as const);
    }),
  );
}

/** Devices of a group by the air of their rack. */
export function breathing(
  { racks }: DeviceAir,
  breaths: ReadonlyMap<string, Breath>,
): readonly (Breath & { readonly count: number })[] {
  return racks.flatMap(({ rack, count }) => {
    const breath = breaths.get(rack);
    return breath === undefined ? [] : [{ ...breath, count }];
  });
}
