import type { TapPower } from './load-flow.js';
import { loadService, type LoadService } from './load-service.js';
import type { PowerLoad, PowerLoads } from './power-loads.js';

/** Whether a load cannot be served in full even with every feed live, because supplies have no cord. */
export function isShortOfCords(normal: LoadService | undefined): boolean {
  return normal !== undefined && normal.state !== 'full';
}

/**
 * Service of every load with every feed live, and what its taps take then. A device that lacks cords for its service
 * still takes its whole draw: the document is more likely to lack a cord than the device to run without it.
 */
export function normalTapPower(loads: PowerLoads): { tapPower: TapPower; services: readonly LoadService[] } {
  const tapPower = noPower(loads);
  const services = loads.loads.map((load) => {
    const service = loadService(load, new Array<boolean>(load.tapCount).fill(true));
    setTaps(tapPower, loads, load, isShortOfCords(service) ? withWholeDraw(load, service) : service);
    return service;
  });
  return { tapPower, services };
}

/** Taps of the touched loads set anew, for the taps that are live; `unlimited` also without regard to ratings. */
export function tapPowerAfterLoss({
  loads,
  normal,
  touched,
  dead,
}: {
  readonly loads: PowerLoads;
  readonly normal: { readonly tapPower: TapPower; readonly services: readonly LoadService[] };
  readonly touched: ReadonlySet<number>;
  readonly dead: Uint8Array;
}): {
  readonly tapPower: TapPower;
  /** Null where no device is limited by its supplies that are left. */
  readonly unlimited: TapPower | null;
  readonly services: ReadonlyMap<number, LoadService>;
} {
  const tapPower = copyOf(normal.tapPower);
  const unlimited = copyOf(normal.tapPower);
  const services = new Map<number, LoadService>();
  let limits = false;
  for (const at of touched) {
    const load = loads.loads[at];
    if (load === undefined) continue;
    const live = Array.from({ length: load.tapCount }, (_, i) => dead[loads.taps[load.firstTap + i]?.node ?? 0] === 0);
    const service = loadService(load, live);
    services.set(at, service);
    const whole = withWholeDraw(load, service);
    const taken = service.liveSupplies !== 0 && isShortOfCords(normal.services[at]) ? whole : service;
    setTaps(tapPower, loads, load, taken);
    setTaps(unlimited, loads, load, service.state === 'dark' ? taken : whole);
    if (service.state !== 'dark' && service.servedW < load.draw.lowerW) limits = true;
  }
  return { tapPower, unlimited: limits ? unlimited : null, services };
}

function withWholeDraw({ draw }: PowerLoad, service: LoadService): LoadService {
  return { ...service, servedW: draw.lowerW, uncertainW: draw.upperW - draw.lowerW };
}

function setTaps({ servedW, uncertainVa }: TapPower, loads: PowerLoads, load: PowerLoad, service: LoadService): void {
  service.shares.forEach((share, i) => {
    const tap = load.firstTap + i;
    servedW[tap] = service.servedW * share;
    // Infinity times a share of 0 is not a number.
    uncertainVa[tap] = share === 0 ? 0 : (service.uncertainW * share) / (loads.taps[tap]?.powerFactor ?? 1);
  });
}

function noPower({ taps }: PowerLoads): TapPower {
  return { servedW: new Float64Array(taps.length), uncertainVa: new Float64Array(taps.length) };
}

function copyOf({ servedW, uncertainVa }: TapPower): TapPower {
  return { servedW: servedW.slice(), uncertainVa: uncertainVa.slice() };
}
