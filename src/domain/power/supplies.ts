import { requireCount, requireNotNegative, requirePositive } from '../range.js';

/** One power supply of a device. */
export interface Supply {
  /** W, above 0. */
  readonly ratedPowerW: number;
  /** Whether its feed is energised and it works. */
  readonly live: boolean;
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
 * Live supplies share in proportion to their ratings (so equal ones share equally), and none exceeds its rating.
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
  const state = serviceState({ live: live.length, neededForFull, neededForReduced, covered: liveRatingW >= drawW });
  const servedDrawW = { full: drawW, reduced: Math.min(drawW, liveRatingW, reducedDrawW), dark: 0 }[state];
  return {
    state,
    liveSupplies: live.length,
    liveRatingW,
    servedDrawW,
    unservedDrawW: drawW - servedDrawW,
    supplySharesW: supplies.map(({ ratedPowerW, live: isLive }) =>
      isLive ? (servedDrawW * ratedPowerW) / liveRatingW : 0,
    ),
  };
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
