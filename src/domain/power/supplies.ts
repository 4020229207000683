import { requireCount, requireNotNegative, requirePositive } from '../range.js';

/** One power supply of a device. */
export interface Supply {
  /** W, above 0. */
  readonly ratedPowerW: number;
  /** Whether its feed is energised and it works. */
  readonly live: boolean;
  /** Part of the load that it takes beside the other live supplies, at least 0. Absent: its rating. */
  readonly loadShare?: number;
}

/** A device and its supplies at one moment. */
export interface SuppliedDevice {
  readonly supplies: readonly Supply[];
  /** Live supplies needed for full service, at least 1. */
  readonly neededForFull: number;
  /** Live supplies needed for reduced service, 1 to `neededForFull`. Absent: none is stated, so below full is dark. */
  readonly neededForReduced?: number;
  /** What the device draws in full service, W, at least 0. */
  readonly drawW: number;
  /** What the maker states that it draws in reduced service, W, at least 0. Absent: what the live supplies can give. */
  readonly reducedDrawW?: number;
}

export type ServiceState = 'full' | 'reduced' | 'dark';

export interface SupplyService {
  readonly state: ServiceState;
  readonly liveSupplies: number;
  /** W, the sum of the ratings of the live supplies. */
  readonly liveRatingW: number;
  /** W that the device draws in this state. */
  readonly servedDrawW: number;
  /** W of the draw that is not served: what full service would need beyond it. */
  readonly unservedDrawW: number;
  /** W on each supply, in the order given; 0 on one that is not live. */
  readonly supplySharesW: readonly number[];
}

/**
 * What a device does, and what each of its supplies carries, with the supplies that are live.
 *
 * Full service needs the stated number of live supplies, and ratings that cover the draw; reduced service needs the
 * lower number, and draws the smaller of the draw, the live ratings and the stated reduced draw; below that it is dark.
 * Live supplies share in proportion to their ratings (so equal ones share equally), and none exceeds its rating. Where
 * they share unevenly (stated load shares) the first that reaches its rating bounds what they give together: two supplies
 * of 2 kW that share 3 to 1 give 2 / 0.75 = 2.67 kW. A supply of share 0 stands by until no other is live.
 *
 * A count of cords is not this check. NVIDIA DGX H100 (user guide): six 3.3 kW supplies, 4 + 2, continues at reduced
 * performance on three. So three on each of two feeds is not full-service redundancy: after the loss of a feed a
 * 10.2 kW device has 3 × 3.3 = 9.9 kW. Two on each of three feeds is.
 *
 * @throws RangeError naming the parameter out of range
 */
export function supplyService({
  supplies,
  neededForFull,
  neededForReduced = neededForFull,
  drawW,
  reducedDrawW = drawW,
}: SuppliedDevice): SupplyService {
  requireCount(1, { neededForFull, neededForReduced });
  if (!(neededForReduced <= neededForFull)) {
    throw new RangeError(
      `neededForReduced must be at most neededForFull (${neededForFull}), but is ${neededForReduced}`,
    );
  }
  requireNotNegative({ drawW, reducedDrawW });
  for (const { ratedPowerW } of supplies) requirePositive({ ratedPowerW });

  const live = supplies.filter((supply) => supply.live);
  const liveRatingW = live.reduce((sumW, supply) => sumW + supply.ratedPowerW, 0);
  const shares = loadShares(supplies);
  const isUneven = supplies.some(({ loadShare }) => loadShare !== undefined);
  const givenW = isUneven ? unevenCapacityW(supplies, shares) : liveRatingW;
  const state = serviceState({ live: live.length, neededForFull, neededForReduced, covered: givenW >= drawW });
  const servedDrawW = { full: drawW, reduced: Math.min(drawW, givenW, reducedDrawW), dark: 0 }[state];
  return {
    state,
    liveSupplies: live.length,
    liveRatingW,
    servedDrawW,
    unservedDrawW: drawW - servedDrawW,
    supplySharesW: shares.map((share) => servedDrawW * share),
  };
}

/**
 * The part of the whole that each supply takes, in the order given: 0 for one that is not live, and 1 in sum where any is.
 * By rating, or by stated load shares, of which a supply that states none has 1; live supplies that all stand by share
 * evenly.
 */
export function loadShares(supplies: readonly Supply[]): readonly number[] {
  const isUneven = supplies.some(({ loadShare }) => loadShare !== undefined);
  const weights = supplies.map(({ live, loadShare, ratedPowerW }) =>
    live ? (isUneven ? (loadShare ?? 1) : ratedPowerW) : 0,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum > 0) return weights.map((weight) => weight / sum);
  const liveCount = supplies.filter(({ live }) => live).length;
  return supplies.map(({ live }) => (live ? 1 / liveCount : 0));
}

function unevenCapacityW(supplies: readonly Supply[], shares: readonly number[]): number {
  const capacities = supplies.flatMap(({ ratedPowerW }, i) =>
    (shares[i] ?? 0) > 0 ? ratedPowerW / (shares[i] ?? 1) : [],
  );
  return capacities.length === 0 ? 0 : Math.min(...capacities);
}

function serviceState({
  live,
  neededForFull,
  neededForReduced,
  covered,
}: {
  readonly live: number;
  readonly neededForFull: number;
  readonly neededForReduced: number;
  readonly covered: boolean;
}): ServiceState {
  if (live < neededForReduced) return 'dark';
  return live >= neededForFull && covered ? 'full' : 'reduced';
}
