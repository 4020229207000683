import { requireCount, requirePositive, requireWithin } from '../range.js';

/** Cables of one outer diameter in a tray. */
export interface TrayCables {
  /** At least 0. */
  readonly count: number;
  /** mm, above 0. */
  readonly outerDiameterMm: number;
}

/** Usable inside of a tray. */
export interface TraySection {
  /** mm, above 0. */
  readonly widthMm: number;
  /** mm of usable height, above 0. */
  readonly heightMm: number;
}

/** The cross-section of cables, mm²: Σ n·(π/4)·d². */
export function cableSectionMm2(cables: readonly TrayCables[]): number {
  return cables.reduce((sumMm2, { count, outerDiameterMm }) => {
    requireCount(0, { count });
    requirePositive({ outerDiameterMm });
    return sumMm2 + count * (Math.PI / 4) * outerDiameterMm ** 2;
  }, 0);
}

/**
 * How full a tray is: Σ n·(π/4)·d² / (W·H). About 0.5 already looks full, for round cables leave gaps.
 *
 * Source: Leviton tray fill guide; TIA-569 recommends at most 0.25 in design, and 0.40 to 0.50 at most.
 *
 * @returns at least 0, above 1 when the cables cannot fit
 * @throws RangeError naming the parameter out of range
 */
export function trayFillFraction({
  cables,
  tray: { widthMm, heightMm },
}: {
  readonly cables: readonly TrayCables[];
  readonly tray: TraySection;
}): number {
  requirePositive({ widthMm, heightMm });
  return cableSectionMm2(cables) / (widthMm * heightMm);
}

/**
 * How many cables of one diameter a tray takes at a fill limit.
 *
 * @param fillLimit - above 0 up to 1
 * @throws RangeError naming the parameter out of range
 */
export function cablesInTray({
  outerDiameterMm,
  tray: { widthMm, heightMm },
  fillLimit,
}: {
  readonly outerDiameterMm: number;
  readonly tray: TraySection;
  readonly fillLimit: number;
}): number {
  requirePositive({ outerDiameterMm, widthMm, heightMm, fillLimit });
  requireWithin({ min: 0, max: 1 }, { fillLimit });
  return Math.floor((fillLimit * widthMm * heightMm) / ((Math.PI / 4) * outerDiameterMm ** 2) + 1e-9);
}
