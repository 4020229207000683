import { keyLabel } from '../site/key.js';
import type { Cord } from '../site/kinds/cord.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CablingPolicy } from './cabling-policy.js';
import { portPositions, type RackPlace } from './port-position.js';

/** The way of a power cord from a supply to its outlet. */
export interface CordRoute {
  /** `device / supply`. */
  readonly cord: string;
  readonly rack: string | null;
  /** m along the way with slack, nothing added for a margin; null where it is unknown. */
  readonly neededM: number | null;
  readonly lengthM: number | null;
  /** Whether the cord reaches; null where either length is unknown. */
  readonly reaches: boolean | null;
  readonly unknown: string | null;
}

/** m. What drawings round. */
const TOLERANCE_M = 0.005;

/**
 * Ways of the power cords: |Δz| from supply to outlet, one lateral, half the depth of the rack where the supply is on its
 * front, and slack. Rack PDUs hang upright on the rear; their outlets are spread evenly over their length, the first of
 * the type at the bottom, and a unit whose length is not stated is as long as the units of its rack are high.
 */
export function cordRoutes(
  index: SiteIndex,
  { places, policy }: { readonly places: ReadonlyMap<string, RackPlace>; readonly policy: CablingPolicy },
): readonly CordRoute[] {
  const positions = portPositions(index, places);
  const placesOfOutlets = new Map<string, ReadonlyMap<string, number>>();
  return index.snapshot.cords.map((cord) => {
    const lengthM = cord.lengthM ?? null;
    const way = wayOf(cord);
    const neededM = typeof way === 'number' ? way + policy.slackM['power-cord'] : null;
    return {
      cord: keyLabel([cord.device, cord.supply]),
      rack: index.devices.get(cord.device)?.rack ?? null,
      neededM,
      lengthM,
      reaches: neededM === null || lengthM === null ? null : lengthM >= neededM - TOLERANCE_M,
      unknown: typeof way === 'string' ? way : null,
    };
  });

  function outletPlaces(pduType: string): ReadonlyMap<string, number> {
    const known = placesOfOutlets.get(pduType);
    if (known !== undefined) return known;
    const outlets = [...(index.expandedPduTypes.get(pduType)?.outlets.keys() ?? [])];
    const found = new Map(outlets.map((outlet, i) => [outlet, i]));
    placesOfOutlets.set(pduType, found);
    return found;
  }

  function wayOf(cord: Cord): number | string {
    const supply = positions.supplyAt(cord.device);
    if (typeof supply === 'string') return supply;
    const pdu = index.powerElements.get(cord.pdu);
    if (pdu?.rack !== supply.rack) return 'rack PDU in another rack';
    const type = index.pduTypes.get(pdu.pduType ?? '');
    const places = outletPlaces(pdu.pduType ?? '');
    const place = places.get(cord.outlet);
    if (place === undefined) return 'outlet not stated';
    const bottomM = positions.firstUnitM(supply.rack);
    const unitsM = positions.topM(supply.rack) - 2 * bottomM;
    const spreadM = Math.min(unitsM, type?.lengthMm === undefined ? unitsM : type.lengthMm / 1000);
    const outletM = bottomM + (unitsM - spreadM) / 2 + ((place + 0.5) / places.size) * spreadM;
    const acrossM = supply.side === 'rear' ? 0 : positions.depthM(supply.rack) / 2;
    return policy.lateralM + Math.abs(supply.heightM - outletM) + acrossM;
  }
}
