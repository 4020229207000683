import type { TapPower } from './load-flow.js';
import { loadService, type LoadService } from './load-service.js';
import type { PowerLoad, PowerLoads, ServiceTerms } from './power-loads.js';

/** Services already judged, by terms and by which taps live: most loads of a hall are alike. */
export type ServiceBook = Map<ServiceTerms, Map<number, LoadService>>;

/** What every load does before anything is lost. */
export interface NormalPower {
  readonly tapPower: TapPower;
  /** By load. */
  readonly services: readonly LoadService[];
  /** By load: 1 where it lacks cords for full service with everything live, and takes its whole draw all the same. */
  readonly shortOfCords: Uint8Array;
  readonly book: ServiceBook;
}

/** A mask has one bit for each tap; with more taps than this there is no book. */
const BITS = 30;

/**
 * Service of every load with every feed live, and what its taps take then. A device that lacks cords for its service
 * still takes its whole draw: the document is more likely to lack a cord than the device to run without it.
 */
export function normalPower(loads: PowerLoads): NormalPower {
  const tapPower = { servedW: new Float64Array(loads.taps.count), uncertainVa: new Float64Array(loads.taps.count) };
  const book: ServiceBook = new Map();
  const nothingDead = new Uint8Array(loads.tapsOfNode.length);
  const shortOfCords = new Uint8Array(loads.loads.length);
  const services = loads.loads.map((load, at) => {
    const service = serviceOf(load, { loads, dead: nothingDead, book });
    shortOfCords[at] = service.state === 'full' ? 0 : 1;
    setTaps(tapPower, { loads, load, service, whole: service.state !== 'full' });
    return service;
  });
  return { tapPower, services, shortOfCords, book };
}

/** Service of a load where some elements are dead; `book` keeps what was judged before. */
export function serviceOf(
  { terms, firstTap }: PowerLoad,
  { loads, dead, book }: { readonly loads: PowerLoads; readonly dead: Uint8Array; readonly book: ServiceBook },
): LoadService {
  const { tapCount } = terms;
  if (tapCount > BITS) return loadService(terms, liveTaps(loads, dead, firstTap, tapCount));
  let mask = 0;
  for (let i = 0; i < tapCount; i++) if (dead[loads.taps.node[firstTap + i] ?? 0] === 0) mask |= 1 << i;
  let ofTerms = book.get(terms);
  if (ofTerms === undefined) book.set(terms, (ofTerms = new Map<number, LoadService>()));
  let service = ofTerms.get(mask);
  if (service === undefined) {
    ofTerms.set(mask, (service = loadService(terms, liveTaps(loads, dead, firstTap, tapCount))));
  }
  return service;
}

function liveTaps(loads: PowerLoads, dead: Uint8Array, firstTap: number, tapCount: number): readonly boolean[] {
  return Array.from({ length: tapCount }, (_, i) => dead[loads.taps.node[firstTap + i] ?? 0] === 0);
}

/** Sets what the taps of one load take. */
export function setTaps(
  { servedW, uncertainVa }: TapPower,
  {
    loads,
    load,
    service,
    whole,
  }: {
    readonly loads: PowerLoads;
    readonly load: PowerLoad;
    readonly service: LoadService;
    /** Whether it takes its whole draw whatever its supplies can give. */
    readonly whole: boolean;
  },
): void {
  const { lowerW, upperW } = load.terms.draw;
  const powerW = whole ? lowerW : service.servedW;
  const uncertainW = whole ? upperW - lowerW : service.uncertainW;
  for (let i = 0; i < load.terms.tapCount; i++) {
    const tap = load.firstTap + i;
    const share = service.shares[i] ?? 0;
    servedW[tap] = powerW * share;
    // Infinity times a share of 0 is not a number.
    const uncertain = share === 0 || uncertainW === 0 ? 0 : uncertainW * share;
    uncertainVa[tap] = uncertain === 0 ? 0 : uncertain / (loads.units[loads.taps.unit[tap] ?? 0]?.powerFactor ?? 1);
  }
}
