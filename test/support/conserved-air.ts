import { expect } from '@jest/globals';
import { airHallOf } from '../../src/domain/assessment/air-study.js';
import type { AssessedSite } from '../../src/domain/assessment/assessment.js';
import { AIR_LOAD_CASES } from '../../src/domain/cooling/air-loads.js';
import { HOT_EXCHANGE_SHARE, planWithout, type RoomPlan } from '../../src/domain/cooling/air-plan.js';
import type { AirHall } from '../../src/domain/cooling/air-solver.js';
import type { CoolingLosses } from '../../src/domain/cooling/cooling-loss.js';
import { solveRoom, type RoomState } from '../../src/domain/cooling/room-model.js';

/** Share of a balance that may be rounding. */
const ROUNDING = 1e-8;

/**
 * Every balance of a solved room, from its temperatures alone: mass and energy of each aisle, of each rack with its hot side,
 * of the return, and of the units together. Call it on every case, not only on those about conservation.
 */
export function expectConserved(plan: RoomPlan, state: RoomState): void {
  if (state.state === 'warms-without-limit') return;
  const moving = state.racks.map(({ flowWPerK }) => flowWPerK > 0);
  const scaleW = Math.max(1, state.heatW);
  const close = (what: string, inW: number, outW: number): void => {
    const error = Math.abs(inW - outW) / Math.max(scaleW, Math.abs(inW));
    expect({ what, inW, outW, error: error <= ROUNDING }).toEqual({ what, inW, outW, error: true });
  };

  const exchanged = state.racks.map(() => 0);
  for (const { a, b } of plan.exchanges) {
    const [one, other] = [state.racks[a], state.racks[b]];
    if (one === undefined || other === undefined || moving[a] !== true || moving[b] !== true) continue;
    const flow = HOT_EXCHANGE_SHARE * Math.min(one.flowWPerK, other.flowWPerK);
    const gainW = flow * ((other.hotSideC ?? NaN) - (one.hotSideC ?? NaN));
    exchanged[a] = (exchanged[a] ?? 0) + gainW;
    exchanged[b] = (exchanged[b] ?? 0) - gainW;
  }
  close(
    'exchange between hot sides',
    exchanged.reduce((sum, value) => sum + value, 0),
    0,
  );

  let [returned, returnedFlow] = [state.otherHeatW, 0];
  state.racks.forEach((rack, i) => {
    if (moving[i] !== true) {
      returned += rack.heatW;
      return;
    }
    const { flowWPerK: flow, recirculatedFraction: r, supplyC, heatW } = rack;
    const [inletC, hotC] = [rack.inletC ?? NaN, rack.hotSideC ?? NaN];
    close(`inlet ${String(i)}`, flow * ((1 - r) * supplyC + r * hotC), flow * inletC);
    close(`hot side ${String(i)}`, flow * inletC + heatW + (exchanged[i] ?? 0), flow * hotC);
    returned += flow * (1 - r) * hotC;
    returnedFlow += flow * (1 - r);
    // The second law: an inlet lies between the coldest supply and its hot side.
    expect(inletC).toBeGreaterThanOrEqual(Math.min(...state.racks.map((other) => other.supplyC)) - 1e-9);
  });

  const isSupplied = state.zones.every(({ supplyWPerK }) => supplyWPerK !== null);
  if (!isSupplied || state.returnC === null) return;
  plan.zones.forEach(({ racks }, k) => {
    const zone = state.zones[k];
    if (zone === undefined) throw new Error('a zone without a state');
    const fresh = racks.reduce((sum, i) => {
      const rack = state.racks[i];
      return sum + (rack === undefined ? 0 : rack.flowWPerK * (1 - rack.recirculatedFraction));
    }, 0);
    const unused = (zone.bypassWPerK ?? NaN) + (zone.leakageWPerK ?? NaN);
    close(`air of aisle ${String(k)}`, zone.supplyWPerK ?? NaN, fresh + unused);
    returned += unused * zone.supplyC;
    returnedFlow += unused;
  });
  const units = state.units.filter((unit) => unit !== null);
  const unitFlow = units.reduce((sum, { flowWPerK }) => sum + flowWPerK, 0);
  close('air of units', unitFlow, returnedFlow);
  close('return', returned, unitFlow * state.returnC);
  close(
    'heat that units take',
    units.reduce((sum, { dutyW }) => sum + (dutyW ?? NaN), 0),
    state.heatW,
  );
}

/** Every room of a hall conserves mass and energy, all units running or some out. */
export function expectHallConserved(hall: AirHall, dead: ReadonlySet<string> = new Set()): void {
  for (const plan of hall.rooms) {
    const after = planWithout(plan, dead);
    expectConserved(after, solveRoom(after, { dead }));
  }
}

/** Every room of a site conserves mass and energy in every load case, and after every loss where losses are given. */
export function expectSiteConserved(assessed: AssessedSite, losses?: Pick<CoolingLosses, 'losses'>): void {
  for (const loadCase of AIR_LOAD_CASES) {
    const hall = airHallOf(assessed, loadCase);
    expectHallConserved(hall);
    for (const { lostUnits } of losses?.losses ?? []) expectHallConserved(hall, new Set(lostUnits));
  }
}
