import { compareText, keyText } from '../../site/key.js';
import type { SiteSnapshot } from '../../site/document.js';
import type { Cord } from '../../site/kinds/cord.js';
import type { PowerElement } from '../../site/kinds/power-element.js';
import type { PowerSupply } from '../../site/kinds/device-type.js';
import { devicePartsOf, type PduOutlet, type SiteIndex } from '../../site/site-index.js';
import { isCombined, outletFits } from '../connectors.js';
import type { DeviceDraw } from '../device-draw.js';
import type { PowerNetwork } from '../power-network.js';
import { isFree, type Asked, type Unplaced, type UnplacedReason } from './unplaced.js';

/** A cord that is to be put on an outlet of a rack PDU. */
export interface WantedCord {
  readonly device: string;
  readonly supply: PowerSupply;
  readonly pdu: string;
  /** An outlet that fits it, in use or not: what it carries is the same on any. */
  readonly sample: string;
  /** Where it is now, with no other cord on that outlet; null where it is nowhere. */
  readonly outlet: string | null;
  /** Whether the document has it. */
  readonly isStated: boolean;
  /** Connector of the outlet that its stated cord type needs; null for a plain cord of either size. */
  readonly connector: string | null;
}

export interface Wanted {
  readonly cords: readonly WantedCord[];
  readonly unplaced: readonly Unplaced[];
  /** Outlets that stay taken, by rack PDU. */
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Every supply that needs a cord, and the rack PDU that it takes: the supplies of a device go to the feeds of its rack in
 * turn, so that no feed has two more of them than another; of the rack PDUs of a feed the one with the least load takes
 * it, by name among equals. A cord that is there stays on its rack PDU, so that redundancy remains as it was designed; its
 * outlet may change where it is only planned, or where `moveInstalled` says so.
 */
export function wantedCords(
  snapshot: SiteSnapshot,
  {
    index,
    network,
    draws,
    moveInstalled,
  }: {
    readonly index: SiteIndex;
    readonly network: PowerNetwork;
    readonly draws: ReadonlyMap<string, DeviceDraw>;
    readonly moveInstalled: boolean;
  },
): Wanted {
  const search = outletSearch(index, network);
  const statedDevices = new Set(snapshot.devices.map(({ name }) => name));
  const stated = new Map(snapshot.cords.map((cord) => [keyText([cord.device, cord.supply]), cord]));
  const all = new Map([
    ...index.snapshot.cords.map((cord) => [keyText([cord.device, cord.supply]), cord] as const),
    ...stated,
  ]);
  const taken = new Map<string, Set<string>>();
  const usersOf = new Map<string, number>();
  for (const { pdu, outlet } of all.values()) {
    taken.set(pdu, (taken.get(pdu) ?? new Set<string>()).add(outlet));
    const key = keyText([pdu, outlet]);
    usersOf.set(key, (usersOf.get(key) ?? 0) + 1);
  }
  const load = new Map<string, { w: number; cords: number }>();
  const add = (pdu: string, w: number) => {
    const known = load.get(pdu) ?? { w: 0, cords: 0 };
    load.set(pdu, { w: known.w + w, cords: known.cords + 1 });
  };
  const feedOf = (pdu: string) => network.nodes[network.byName.get(pdu) ?? -1]?.feed ?? pdu;
  const cords: WantedCord[] = [];
  const unplaced: Unplaced[] = [];
  const missing: {
    readonly device: (typeof index.snapshot.devices)[number];
    readonly supplies: readonly PowerSupply[];
  }[] = [];
  const perSupplyW = (device: string, count: number) => {
    const { value, upper, lower } = draws.get(device)?.maximum ?? { value: null };
    return (value ?? upper ?? lower ?? 0) / Math.max(1, count);
  };

  for (const device of index.snapshot.devices) {
    const { supplies } = devicePartsOf(index, device);
    const open: PowerSupply[] = [];
    for (const supply of supplies) {
      const key = keyText([device.name, supply.name]);
      const cord = all.get(key);
      if (cord === undefined) {
        open.push(supply);
        continue;
      }
      add(cord.pdu, perSupplyW(device.name, supplies.length));
      if (!stated.has(key) || !mayMove(cord, moveInstalled)) continue;
      const connector = connectorKept(index, cord);
      const outlet = search.outlets(cord.pdu).find(({ name }) => name === cord.outlet);
      const fits = search.fitting(cord.pdu, supply).filter((one) => connector === null || one.connector === connector);
      const [sample] = fits;
      if (sample === undefined) continue;
      const shares = (usersOf.get(keyText([cord.pdu, cord.outlet])) ?? 0) > 1;
      const isGood = outlet !== undefined && fits.some(({ name }) => name === cord.outlet) && !shares;
      // Of cords that share an outlet the last that may move keeps it.
      if (shares)
        usersOf.set(keyText([cord.pdu, cord.outlet]), (usersOf.get(keyText([cord.pdu, cord.outlet])) ?? 0) - 1);
      else taken.get(cord.pdu)?.delete(cord.outlet);
      cords.push({
        device: device.name,
        supply,
        pdu: cord.pdu,
        sample: isGood ? cord.outlet : sample.name,
        outlet: isGood ? cord.outlet : null,
        isStated: true,
        connector,
      });
    }
    if (
      supplies.length === 0 &&
      (draws.get(device.name)?.maximum.value ?? 1) !== 0 &&
      !index.cordsByDevice.has(device.name)
    )
      unplaced.push({ thing: device.name, part: null, reason: 'supplies-unknown', asked: [], binding: null });
    if (open.length > 0) missing.push({ device, supplies: open });
  }

  const claimed = new Map<string, Set<string>>();
  const failed: { readonly one: Omit<Unplaced, 'asked' | 'binding'>; readonly pdus: readonly PowerElement[] }[] = [];
  for (const { device, supplies } of missing) {
    const onFeed = new Map<string, number>();
    for (const { pdu } of index.cordsByDevice.get(device.name) ?? [])
      onFeed.set(feedOf(pdu), (onFeed.get(feedOf(pdu)) ?? 0) + 1);
    const pdus = index.pdusByRack.get(device.rack ?? '') ?? [];
    const w = perSupplyW(device.name, devicePartsOf(index, device).supplies.length);
    for (const supply of supplies) {
      const fail = (reason: UnplacedReason) =>
        void failed.push({ one: { thing: device.name, part: supply.name, reason }, pdus });
      if (!statedDevices.has(device.name)) fail('of-a-pod');
      else if (pdus.length === 0) fail('no-rack-pdu');
      else {
        const least = Math.min(...pdus.map(({ name }) => onFeed.get(feedOf(name)) ?? 0));
        const candidates = pdus
          .filter(({ name }) => (onFeed.get(feedOf(name)) ?? 0) === least)
          .sort(
            (a, b) =>
              (load.get(a.name)?.w ?? 0) - (load.get(b.name)?.w ?? 0) ||
              (load.get(a.name)?.cords ?? 0) - (load.get(b.name)?.cords ?? 0) ||
              compareText(a.name, b.name),
          );
        const found = search.first(candidates, { supply, taken, claimed });
        if (typeof found === 'string') {
          fail(found);
          continue;
        }
        add(found.pdu, w);
        onFeed.set(feedOf(found.pdu), (onFeed.get(feedOf(found.pdu)) ?? 0) + 1);
        cords.push({
          device: device.name,
          supply,
          pdu: found.pdu,
          sample: found.outlet,
          outlet: null,
          isStated: false,
          connector: null,
        });
      }
    }
  }
  // What is free is known when every cord has asked.
  const used = new Map([...taken].map(([pdu, outlets]) => [pdu, new Set(outlets)]));
  const use = (pdu: string, outlet: string) => used.set(pdu, (used.get(pdu) ?? new Set<string>()).add(outlet));
  for (const [pdu, outlets] of claimed) for (const outlet of outlets) use(pdu, outlet);
  for (const { pdu, outlet } of cords) if (outlet !== null) use(pdu, outlet);
  for (const { one, pdus } of failed)
    unplaced.push({ ...one, asked: pdus.map(({ name }) => search.askedOf(name, used.get(name))), binding: null });
  return { cords, unplaced, taken };
}

function mayMove({ status, lengthM }: Cord, moveInstalled: boolean): boolean {
  return moveInstalled || (isFree(status) && lengthM === undefined);
}

/** A cord of a stated type has a plug of one size, which it takes along. */
function connectorKept(index: SiteIndex, { cableType, pdu, outlet }: Cord): string | null {
  if (cableType === undefined) return null;
  const pduType = index.powerElements.get(pdu)?.pduType ?? '';
  return index.expandedPduTypes.get(pduType)?.outlets.get(outlet)?.connector ?? null;
}

/** Whether a supply may hang on an outlet, by connectors and by the lines that it needs. Unknown connectors do not fit. */
export function takes(outlet: PduOutlet, supply: PowerSupply): boolean {
  if ((supply.phases === 3) !== (outlet.legs === 'L1-L2-L3')) return false;
  return outletFits(outlet.connector, supply.connector) === true;
}

/** The outlets of a rack PDU, in the order of its type. */
export function outletsOf(index: SiteIndex, pdu: PowerElement | undefined): readonly PduOutlet[] {
  return [...(index.expandedPduTypes.get(pdu?.pduType ?? '')?.outlets.values() ?? [])];
}

/** What of the outlets of a rack PDU is free. */
export function freeOf(element: string, outlets: readonly PduOutlet[], used: ReadonlySet<string>): Asked {
  const free = outlets.filter(({ name }) => !used.has(name));
  return {
    element,
    free: free.length,
    connectors: [...new Set(free.map(({ connector }) => connector ?? 'not stated'))].sort(compareText),
  };
}

/** Looks for outlets that fit. */
function outletSearch(index: SiteIndex, network: PowerNetwork) {
  const nodeOf = (pdu: string) => network.nodes[network.byName.get(pdu) ?? -1];
  const voltageOf = (pdu: string) => nodeOf(pdu)?.voltageV ?? null;
  const outlets = (pdu: string) => outletsOf(index, index.powerElements.get(pdu));
  const known = (pdu: string) => outlets(pdu).filter(({ legs }) => nodeOf(pdu)?.phases === 1 || legs !== undefined);
  const fitting = (pdu: string, supply: PowerSupply) =>
    voltageOf(pdu) === null
      ? []
      : known(pdu)
          .filter((outlet) => takes(outlet, supply))
          .sort((a, b) => Number(isCombined(a.connector)) - Number(isCombined(b.connector)));
  const askedOf = (pdu: string, used: ReadonlySet<string> = new Set()) => freeOf(pdu, outlets(pdu), used);
  const first = (
    pdus: readonly PowerElement[],
    {
      supply,
      taken,
      claimed,
    }: {
      readonly supply: PowerSupply;
      readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
      readonly claimed: Map<string, Set<string>>;
    },
  ): { readonly pdu: string; readonly outlet: string } | UnplacedReason => {
    let reason: UnplacedReason = 'outlets-unknown';
    for (const { name: pdu } of pdus) {
      if (outlets(pdu).length === 0) continue;
      if (voltageOf(pdu) === null) {
        reason = 'voltage-unknown';
        continue;
      }
      const ofPdu = claimed.get(pdu) ?? new Set<string>();
      claimed.set(pdu, ofPdu);
      const free = fitting(pdu, supply).filter(({ name }) => taken.get(pdu)?.has(name) !== true);
      const outlet = free.find(({ name }) => !ofPdu.has(name));
      if (outlet !== undefined) {
        ofPdu.add(outlet.name);
        return { pdu, outlet: outlet.name };
      }
      if (fitting(pdu, supply).length > 0) reason = 'no-free-outlet';
      else if (known(pdu).length === 0) reason = 'conductors-unknown';
      else if (supply.connector === undefined) reason = 'connector-unknown';
      else if (reason !== 'no-free-outlet') reason = 'no-fitting-connector';
    }
    return reason;
  };
  return { outlets, fitting, askedOf, first };
}
