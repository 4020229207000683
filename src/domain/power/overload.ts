import { magnitudes, VECTOR_LENGTH } from './line-vector.js';
import { passesThrough, powerW, reactiveVar, reportedFlow, type LoadFlow } from './load-flow.js';
import type { PowerModel } from './power-model.js';

/** What of an element comes nearest to a limit. `line` is the one line of a single-phase element. */
export type LimitedBy = 'L1' | 'L2' | 'L3' | 'line' | 'apparent-power' | 'real-power';

/** A load against one limit of an element. */
export interface LimitRatio {
  readonly limitedBy: LimitedBy;
  readonly measured: number;
  readonly limit: number;
  readonly rated: number;
  readonly unit: 'A' | 'VA' | 'W';
  /** Measured over limit. */
  readonly ratio: number;
}

/** Share of a limit that is rounding. */
export const LIMIT_ROUNDING = 1e-9;

const LINE_NAMES = ['L1', 'L2', 'L3'] as const;

/** Limits of every element as columns: VA of a line at its voltage, VA, W; infinite where none is stated. */
export interface LimitColumns {
  readonly lineVa: Float64Array;
  readonly va: Float64Array;
  readonly w: Float64Array;
}

/** What elements may carry for hours. */
export function allowedColumns({ network, limits }: PowerModel): LimitColumns {
  return columnsOf(network.nodes.length, (at) => {
    const limit = limits[at];
    if (limit === undefined) return [null, null, null];
    const fraction = limit.continuousLoadFraction * limit.deratingFactor;
    const perAmpere = network.nodes[at]?.voltageV ?? null;
    return [
      limit.allowedCurrentA === null || perAmpere === null ? null : limit.allowedCurrentA * perAmpere,
      limit.ratedApparentPowerVa === null ? null : limit.ratedApparentPowerVa * fraction,
      limit.allowedPowerW,
    ];
  });
}

/** What opens elements: a multiple of their derated ratings. */
export function tripColumns({ network, limits, trips }: PowerModel): LimitColumns {
  return columnsOf(network.nodes.length, (at) => {
    const limit = limits[at];
    const trip = trips[at];
    if (limit === undefined || trip === undefined || trip === null) return [null, null, null];
    const factor = trip.multiple * limit.deratingFactor;
    const { voltageV = null } = network.nodes[at] ?? {};
    const times = (rated: number | null, by: number | null) => (rated === null || by === null ? null : rated * by);
    return [
      times(times(limit.ratedCurrentA, voltageV), factor),
      times(limit.ratedApparentPowerVa, factor),
      times(limit.ratedPowerW, factor),
    ];
  });
}

function columnsOf(
  count: number,
  of: (at: number) => readonly [number | null, number | null, number | null],
): LimitColumns {
  const columns = { lineVa: new Float64Array(count), va: new Float64Array(count), w: new Float64Array(count) };
  for (let at = 0; at < count; at++) {
    const [lineVa, va, w] = of(at);
    columns.lineVa[at] = lineVa ?? Infinity;
    columns.va[at] = va ?? Infinity;
    columns.w[at] = w ?? Infinity;
  }
  return columns;
}

/** The highest ratio of what an element carries to its limits; 0 where it has none. For the inner loop of a sweep. */
export function highestRatio(model: PowerModel, columns: LimitColumns, flow: LoadFlow, at: number): number {
  const node = model.network.nodes[at];
  if (node === undefined) return 0;
  const { vectors } = reportedFlow(node.element, flow);
  const begin = at * VECTOR_LENGTH;
  const [l1, l2, l3] = magnitudes(vectors, begin).lines;
  const realW = powerW(vectors, begin, node.phases);
  const reactive = reactiveVar(vectors, begin, node.phases);
  return Math.max(
    Math.max(l1, node.phases === 1 ? 0 : Math.max(l2, l3)) / (columns.lineVa[at] ?? Infinity),
    Math.sqrt(realW * realW + reactive * reactive) / (columns.va[at] ?? Infinity),
    realW / (columns.w[at] ?? Infinity),
  );
}

/** What an element carries against the limit that it comes nearest to; null where it states none. Of equals the first. */
export function nearestLimit(
  model: PowerModel,
  columns: LimitColumns,
  flow: Pick<LoadFlow, 'input' | 'output'>,
  at: number,
): LimitRatio | null {
  return limitRatios(model, columns, flow, at).reduce<LimitRatio | null>(
    (worst, next) => (worst === null || next.ratio > worst.ratio * (1 + LIMIT_ROUNDING) ? next : worst),
    null,
  );
}

/** What an element carries against each limit that it states: its lines, VA, W. */
export function limitRatios(
  model: PowerModel,
  columns: LimitColumns,
  flow: Pick<LoadFlow, 'input' | 'output'>,
  at: number,
): readonly LimitRatio[] {
  const node = model.network.nodes[at];
  const limits = model.limits[at];
  if (node === undefined || limits === undefined) return [];
  const vectors = node.element.kind === 'rack-pdu' ? flow.input : flow.output;
  const begin = at * VECTOR_LENGTH;
  const { voltageV, phases } = node;
  const { lines } = magnitudes(vectors, begin);
  const realW = powerW(vectors, begin, phases);
  const ratios: LimitRatio[] = [];
  const add = (
    limitedBy: LimitedBy,
    measured: number,
    limit: number,
    rated: number | null,
    unit: LimitRatio['unit'],
  ) => {
    if (limit === Infinity || rated === null) return;
    ratios.push({ limitedBy, measured, limit, rated, unit, ratio: limit === 0 ? Infinity : measured / limit });
  };
  if (voltageV !== null) {
    lines.slice(0, phases).forEach((va, k) => {
      const name = phases === 1 ? 'line' : (LINE_NAMES[k] ?? 'L1');
      add(name, va / voltageV, (columns.lineVa[at] ?? Infinity) / voltageV, limits.ratedCurrentA, 'A');
    });
  }
  const apparentVa = Math.hypot(realW, reactiveVar(vectors, begin, phases));
  add('apparent-power', apparentVa, columns.va[at] ?? Infinity, limits.ratedApparentPowerVa, 'VA');
  add('real-power', realW, columns.w[at] ?? Infinity, limits.ratedPowerW, 'W');
  return ratios;
}

/** Whether what is unknown may put an element above what it may carry, while what is known does not. */
export function mayBeAbove(model: PowerModel, columns: LimitColumns, flow: LoadFlow, at: number): boolean {
  const node = model.network.nodes[at];
  if (node === undefined) return false;
  const { vectors, uncertainVa } = reportedFlow(node.element, flow);
  const uncertain = uncertainVa[at] ?? 0;
  if (uncertain === 0) return false;
  const begin = at * VECTOR_LENGTH;
  const [l1, l2, l3] = magnitudes(vectors, begin).lines;
  // At worst all of what is unknown hangs between one line and neutral: S / (V/√3).
  const lineVa = node.phases === 1 ? l1 + uncertain : Math.max(l1, l2, l3) + Math.sqrt(3) * uncertain;
  const apparentVa =
    Math.hypot(powerW(vectors, begin, node.phases), reactiveVar(vectors, begin, node.phases)) + uncertain;
  const above = (value: number, limit: number | undefined) => value > (limit ?? Infinity) * (1 + LIMIT_ROUNDING);
  return above(lineVa, columns.lineVa[at]) || above(apparentVa, columns.va[at]) || above(apparentVa, columns.w[at]);
}

/**
 * The highest ratio of what an element carries to what opens it. A UPS on bypass is opened by the rating of its bypass
 * where one is stated, else by what feeds it.
 */
export function tripRatio(model: PowerModel, columns: LimitColumns, flow: LoadFlow, at: number): number {
  const node = model.network.nodes[at];
  if (node === undefined) return 0;
  const bypassed = flow.bypassed[at] === 1 || node.element.upsMode === 'bypass';
  if (!bypassed || !passesThrough(node.element, true)) return highestRatio(model, columns, flow, at);
  const rated = node.element.bypassRatedCurrentA;
  if (rated === undefined || node.voltageV === null) return 0;
  const multiple = (model.trips[at]?.multiple ?? 1) * (model.limits[at]?.deratingFactor ?? 1);
  const { lines } = magnitudes(flow.output, at * VECTOR_LENGTH);
  return Math.max(...lines) / (rated * node.voltageV * multiple);
}
