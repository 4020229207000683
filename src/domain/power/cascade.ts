import { compareText } from '../site/key.js';
import type { Trip } from './failure-figures.js';
import type { LossSolver, SolvedLoss } from './loss-solver.js';
import { LIMIT_ROUNDING, tripRatio, type LimitColumns } from './overload.js';
import type { PowerModel } from './power-model.js';

/** A failure with all that opens after it. */
export interface Cascade {
  /** Elements that failed or opened, by node. */
  readonly failed: readonly number[];
  readonly bypassed: readonly number[];
  readonly trips: readonly Trip[];
  readonly touched: number;
  /** The state after the last round. It is a view of the solver: read it before the next call of the solver. */
  readonly end: SolvedLoss;
}

/**
 * Loses elements, and then opens what carries more than the multiple of its rating that opens it: one element a round, the
 * one with the highest ratio of load to that multiple, of equal ratios the first by name, until nothing is above. A UPS in
 * double conversion or eco mode goes to bypass before it is opened. Times do not decide the order: what is above its
 * multiple stays above it until something opens.
 *
 * @param always - elements above their multiple with nothing failed
 * @param first - called with the state before anything opens
 */
export function cascade(
  model: PowerModel,
  {
    solver,
    columns,
    failed: lost,
    always,
    first,
  }: {
    readonly solver: LossSolver;
    readonly columns: LimitColumns;
    readonly failed: readonly number[];
    readonly always: readonly number[];
    readonly first: (solved: SolvedLoss) => void;
  },
): Cascade {
  const failed = [...lost];
  const bypassed: number[] = [];
  const trips: Trip[] = [];
  let end = solver.lose(failed);
  let touched = end.changed.length;
  first(end);
  for (
    let next = mostAbove(model, columns, end, always);
    next !== null;
    next = mostAbove(model, columns, end, always)
  ) {
    const { element } = model.network.nodes[next.at] ?? {};
    const trip = model.trips[next.at];
    if (element === undefined || trip === undefined || trip === null) break;
    const isBypass = element.kind === 'ups' && element.upsMode !== 'bypass' && !bypassed.includes(next.at);
    if (isBypass) bypassed.push(next.at);
    else failed.push(next.at);
    const { multiple, afterS, assumed, source } = trip;
    trips.push({
      element: element.name,
      kind: element.kind,
      action: isBypass ? 'bypass' : 'open',
      loadFraction: next.ratio * multiple,
      multiple,
      afterS,
      assumed,
      source,
    });
    end = solver.lose(failed, bypassed);
    touched += end.changed.length;
  }
  return { failed, bypassed, trips, touched, end };
}

function mostAbove(
  model: PowerModel,
  columns: LimitColumns,
  { changed, flow }: SolvedLoss,
  always: readonly number[],
): { readonly at: number; readonly ratio: number } | null {
  let most: { at: number; ratio: number } | null = null;
  const look = (at: number) => {
    if (flow.dead[at] === 1) return;
    const ratio = tripRatio(model, columns, flow, at);
    if (!(ratio > 1 + LIMIT_ROUNDING)) return;
    if (most === null || ratio > most.ratio * (1 + LIMIT_ROUNDING)) most = { at, ratio };
    else if (ratio >= most.ratio * (1 - LIMIT_ROUNDING) && isBefore(model, at, most.at)) most = { at, ratio };
  };
  for (const at of changed) look(at);
  for (const at of always) look(at);
  return most;
}

function isBefore({ network }: PowerModel, at: number, other: number): boolean {
  return compareText(network.nodes[at]?.name ?? '', network.nodes[other]?.name ?? '') < 0;
}

/** Elements above the multiple that opens them with nothing failed. */
export function aboveAlways(model: PowerModel, columns: LimitColumns): readonly number[] {
  return model.network.upwards.filter((at) => tripRatio(model, columns, model.flow, at) > 1 + LIMIT_ROUNDING);
}
