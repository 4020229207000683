import type { RackReservation } from '../site/kinds/rack-reservation.js';
import type { SiteIndex } from '../site/site-index.js';

/** A device on units that a reservation keeps. */
export interface ReservedUse {
  readonly rack: string;
  readonly device: string;
  readonly reservation: string;
  readonly heldFor: string | null;
  /** Numbers of the kept units of which the device takes a part, upwards. */
  readonly units: readonly number[];
}

/**
 * Devices on units that reservations of their racks keep. A reservation keeps both faces of a unit. A device without a unit
 * or without a height takes none that could be named; a rack that is not there on the day keeps nothing.
 */
export function reservedUses(index: SiteIndex): readonly ReservedUse[] {
  return index.snapshot.rackReservations.flatMap((reservation) =>
    (index.devicesByRack.get(reservation.rack) ?? []).flatMap((device): readonly ReservedUse[] => {
      const heightU = index.deviceTypes.get(device.type)?.heightU ?? 0;
      if (device.unit === undefined || heightU === 0) return [];
      const units = keptUnits(reservation, { from: device.unit, to: device.unit + heightU });
      if (units.length === 0) return [];
      const { name, rack, heldFor } = reservation;
      return [{ rack, device: device.name, reservation: name, heldFor: heldFor ?? null, units }];
    }),
  );
}

/** Unit n is what lies from n up to n + 1; so a device of half a unit takes a part of one. */
function keptUnits(
  { units }: RackReservation,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  return [...new Set(units)].filter((unit) => unit < to && from < unit + 1).sort((a, b) => a - b);
}
