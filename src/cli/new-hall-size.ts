/** What a new hall is asked to be; every value checked. */
export interface NewHall {
  readonly name: string;
  readonly racks: number;
  /** Most that a rack draws, W. */
  readonly rackPowerW: number;
  readonly rows: number;
  readonly nodesPerRack: number;
  readonly feeds: 1 | 2;
  /** At the racks, line to line. */
  readonly voltageV: number;
  readonly altitudeM: number;
  readonly practice: 'nec' | 'iec';
  readonly currency: string;
}

/** What follows from it: sizes that are bought. */
export interface NewHallSizes {
  readonly rowSizes: readonly number[];
  readonly nodePowerW: number;
  readonly nodeHeightU: number;
  /** Power supplies of a node on each feed. */
  readonly suppliesPerFeed: number;
  readonly outletsPerPdu: number;
  readonly wiring: 'wye' | 'delta';
  readonly breakerA: number;
  readonly panelA: number;
  readonly upsVa: number;
  readonly nodeAirM3PerH: number;
  readonly crahCapacityW: number;
  /** What the fans of a unit draw, W. */
  readonly crahPowerW: number;
  readonly crahAirM3PerH: number;
  readonly crahs: number;
  readonly roomWidthM: number;
  readonly roomDepthM: number;
}

export const POWER_FACTOR = 0.95;
export const SUPPLY_W = 3000;
export const PITCH_M = 0.8;
export const RACK_DEPTH_M = 1.2;
export const COLD_AISLE_M = 2.4;
export const HOT_AISLE_M = 1.8;
export const MARGIN_M = 3;
export const CRAH_WIDTH_M = 2.7;
const PDU_LOSS = 0.01;
/** Draw of a unit as a share of its capacity. */
const CRAH_POWER_FRACTION = 0.05;
const LEAKAGE = 0.05;
const WARMING_K = 15;
const BREAKERS_A = [16, 20, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250];
const PANELS_A = [100, 160, 250, 400, 630, 800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000, 6300];
const CRAHS_W = [30_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000];

/** Nodes of a rack where nobody says: as few as supplies of 3 kW carry, evenly on three lines. */
export function defaultNodes(rackPowerW: number): number {
  return Math.max(3, Math.ceil(rackPowerW / SUPPLY_W / 3) * 3);
}

/** Rows of a hall where nobody says: one for a few racks, else pairs around cold aisles of at most 20 racks each. */
export function defaultRows(racks: number): number {
  return racks <= 4 ? 1 : 2 * Math.ceil(racks / 40);
}

/**
 * Sizes of a new hall, all on the safe side: a feed carries a rack alone, a panel its row or all cooling, a UPS the hall, and cooling
 * is N+1 in kilowatts and in air.
 *
 * @returns what does not fit, in words, where no size is large enough
 */
export function sizesOf(hall: NewHall): NewHallSizes | string {
  const { racks, rows, rackPowerW, nodesPerRack, voltageV, practice, altitudeM } = hall;
  const rowSizes = Array.from({ length: rows }, (_, i) => Math.floor(racks / rows) + (i < racks % rows ? 1 : 0));
  const nodePowerW = Math.ceil(rackPowerW / nodesPerRack);
  const suppliesPerFeed = Math.ceil(nodePowerW / SUPPLY_W);
  const outletsPerPdu = nodesPerRack * suppliesPerFeed;
  const wiring = voltageV === 208 ? 'delta' : 'wye';
  const nodeHeightU = Math.min(8, Math.floor(40 / nodesPerRack));
  if (nodeHeightU < 1) return `${String(nodesPerRack)} nodes do not fit into 40 units; give at most 40`;

  const outletV = wiring === 'wye' ? voltageV / Math.sqrt(3) : voltageV;
  const outletA = nodePowerW / suppliesPerFeed / (outletV * POWER_FACTOR);
  const perLine = Math.ceil(outletsPerPdu / 3) * outletA * (wiring === 'wye' ? 1 : Math.sqrt(3));
  const fraction = practice === 'nec' ? 0.8 : 1;
  const rackA = perLine * (1 + PDU_LOSS);
  const breakerA = BREAKERS_A.find((rating) => rating * fraction >= rackA);
  if (breakerA === undefined)
    return `a rack draws ${rackA.toFixed(0)} A per line, more than a breaker of 250 A carries`;
  const rowA = rackA * Math.max(...rowSizes);
  const panelOf = (currentA: number) => PANELS_A.find((rating) => rating * fraction >= currentA);
  if (panelOf(rowA) === undefined) return `a row draws ${rowA.toFixed(0)} A; give more rows`;

  const heatW = racks * rackPowerW * (1 + PDU_LOSS);
  const airDensity = 1.19 * Math.exp(-altitudeM / 8434);
  const airOf = (watts: number) => (watts * 3600) / (airDensity * 1005 * WARMING_K);
  const nodeAirM3PerH = Math.ceil(airOf(nodePowerW) / 10) * 10;
  const airM3PerH = nodeAirM3PerH * nodesPerRack * racks;
  const roomDepthM = Math.ceil(rows / 2) * (2 * RACK_DEPTH_M + COLD_AISLE_M + HOT_AISLE_M) + HOT_AISLE_M;
  const perWall = Math.floor((roomDepthM - 0.6) / CRAH_WIDTH_M);
  for (const capacityW of CRAHS_W) {
    const crahAirM3PerH = Math.ceil(airOf(capacityW) / 100) * 100;
    const needed = Math.max(Math.ceil(heatW / capacityW), Math.ceil(airM3PerH / (crahAirM3PerH * (1 - LEAKAGE))));
    if (needed + 1 > 2 * perWall) continue;
    const crahPowerW = Math.round(capacityW * CRAH_POWER_FRACTION);
    const coolingA = ((needed + 1) * crahPowerW) / (Math.sqrt(3) * voltageV * POWER_FACTOR);
    const panelA = panelOf(Math.max(rowA, coolingA));
    if (panelA === undefined) continue;
    return {
      rowSizes,
      nodePowerW,
      nodeHeightU,
      suppliesPerFeed,
      outletsPerPdu,
      wiring,
      breakerA,
      panelA,
      upsVa: Math.ceil(heatW / POWER_FACTOR / 50_000) * 50_000,
      nodeAirM3PerH,
      crahCapacityW: capacityW,
      crahPowerW,
      crahAirM3PerH,
      crahs: needed + 1,
      roomWidthM: Math.round((2 * MARGIN_M + Math.max(...rowSizes) * PITCH_M) * 10) / 10,
      roomDepthM: Math.round(roomDepthM * 10) / 10,
    };
  }
  return `${(heatW / 1000).toFixed(0)} kW of heat need more cooling units than two walls take; give more rows, or less power`;
}
