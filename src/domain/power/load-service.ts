import type { ServiceTerms } from './power-loads.js';
import { loadShares, supplyService, type ServiceState } from './supplies.js';

/** What a load draws, and what service that is, with some of its taps live. */
export interface LoadService {
  readonly state: ServiceState | 'unknown';
  /** Null where no cords are stated. */
  readonly liveSupplies: number | null;
  /** W that it draws at least; all that is known of it where its draw is known. */
  readonly servedW: number;
  /** W that it may draw beyond that; infinite where nothing bounds its draw. */
  readonly uncertainW: number;
  /** Share of what it draws on each tap, in order; the shares of the live ones sum to 1 unless it is dark. */
  readonly shares: readonly number[];
}

/**
 * The service of a load on the taps that are live. A device draws the smaller of its draw and what its live supplies can
 * give, or its stated reduced draw; live supplies share in proportion to their ratings, evenly where one is unknown. Of a
 * device without cords the supplies are taken as spread evenly over its taps, and live taps share evenly. Plant draws
 * from its first live source. Where nobody states how many supplies full service needs, a device that loses one keeps its
 * whole draw, in a state that is unknown.
 *
 * @param live - for each tap whether it is energised
 */
export function loadService(terms: ServiceTerms, live: readonly boolean[]): LoadService {
  const liveCount = live.reduce((count, isLive) => count + (isLive ? 1 : 0), 0);
  const allLive = liveCount === terms.tapCount;
  if (liveCount === 0) {
    return { state: 'dark', liveSupplies: 0, servedW: 0, uncertainW: 0, shares: live.map(() => 0) };
  }
  if (terms.wiring === 'transferred') {
    const carrying = live.indexOf(true);
    return {
      ...wholeDraw(terms),
      state: 'full',
      liveSupplies: liveCount,
      shares: live.map((_, i) => +(i === carrying)),
    };
  }
  if (terms.wiring === 'shared') {
    const shares = live.map((isLive) => (isLive ? 1 / liveCount : 0));
    if (allLive) return { ...wholeDraw(terms), state: 'full', liveSupplies: null, shares };
    const supplies = terms.supplyCount;
    if (terms.neededForFull === null || supplies === 0 || supplies % terms.tapCount !== 0) {
      return { ...wholeDraw(terms), state: 'unknown', liveSupplies: null, shares };
    }
    const liveSupplies = (supplies * liveCount) / terms.tapCount;
    const states = Array.from({ length: supplies }, (_, i) => i < liveSupplies);
    return { ...serviceOnSupplies(terms, states), liveSupplies, shares };
  }
  if (terms.neededForFull === null) {
    const shares = sharesOf(terms, live);
    return { ...wholeDraw(terms), state: allLive ? 'full' : 'unknown', liveSupplies: liveCount, shares };
  }
  return { ...serviceOnSupplies(terms, live), liveSupplies: liveCount, shares: sharesOf(terms, live) };
}

function wholeDraw({ draw }: ServiceTerms): { servedW: number; uncertainW: number } {
  return { servedW: draw.lowerW, uncertainW: draw.upperW - draw.lowerW };
}

function sharesOf({ ratingsW, loadShares: stated }: ServiceTerms, live: readonly boolean[]): readonly number[] {
  return loadShares(
    live.map((isLive, i) => {
      const loadShare = stated?.[i];
      return { live: isLive, ratedPowerW: ratingsW?.[i] ?? 1, ...(loadShare === undefined ? {} : { loadShare }) };
    }),
  );
}

/** Serves the least and the most that the draw can be; where the two give different states, the state is unknown. */
function serviceOnSupplies(
  terms: ServiceTerms,
  live: readonly boolean[],
): { state: ServiceState | 'unknown'; servedW: number; uncertainW: number } {
  const { lowerW, upperW } = terms.draw;
  const least = served(terms, live, lowerW);
  if (lowerW === upperW) return { state: least.state, servedW: least.servedDrawW, uncertainW: 0 };
  if (upperW === Infinity && terms.ratingsW === null) {
    const uncertainW = least.state === 'dark' ? 0 : Infinity;
    return { state: least.state, servedW: least.servedDrawW, uncertainW };
  }
  const most = served(terms, live, Math.min(upperW, Number.MAX_SAFE_INTEGER));
  return {
    state: least.state === most.state ? least.state : 'unknown',
    servedW: Math.min(least.servedDrawW, most.servedDrawW),
    uncertainW: Math.abs(most.servedDrawW - least.servedDrawW),
  };
}

/** A supply without a rating limits nothing. A count needed for reduced service above that for full is read as equal. */
function served(terms: ServiceTerms, live: readonly boolean[], drawW: number) {
  const neededForFull = terms.neededForFull ?? 1;
  return supplyService({
    supplies: live.map((isLive, i) => {
      const loadShare = terms.ratingsW === null ? undefined : terms.loadShares?.[i];
      return {
        ratedPowerW: terms.ratingsW?.[i] ?? Math.max(drawW, 1),
        live: isLive,
        ...(loadShare === undefined ? {} : { loadShare }),
      };
    }),
    neededForFull,
    ...(terms.neededForReduced === null ? {} : { neededForReduced: Math.min(terms.neededForReduced, neededForFull) }),
    drawW,
    ...(terms.reducedDrawW === null ? {} : { reducedDrawW: terms.reducedDrawW }),
  });
}
