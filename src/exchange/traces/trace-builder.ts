import type { DefectCode, LocatedDefect } from '../../domain/defect.js';
import type { Trace } from '../../domain/capacity/trace.js';
import { LISTED_DEFECTS } from '../document/placed-defect.js';
import type { Instant } from './trace-instant.js';

/** Requests kept in one block; a column grows by blocks, so that it is never copied while it grows. */
const BLOCK = 1 << 18;
/** Longest trace: above ten years a time is in the wrong unit. */
const LONGEST_S = 10 * 366 * 86_400;
/** Most tokens of one prompt or output. */
export const MOST_TOKENS = 100_000_000;

/** Collects requests and defects, both in the order of the file. */
export interface TraceBuilder {
  /** Adds a request; its time is compared with that of the line before. */
  readonly add: (instant: Instant, promptTokens: number, outputTokens: number, line: number) => void;
  readonly refuse: (defect: LocatedDefect) => void;
  /** Refuses times that are bare numbers of a unit that nobody has stated, at the first line that has one. */
  readonly refuseUnit: (defect: LocatedDefect) => void;
  readonly defects: readonly LocatedDefect[];
  readonly counts: ReadonlyMap<DefectCode, number>;
  readonly requests: () => number;
  /** The trace; call once, when there are no defects. */
  readonly build: () => Trace;
}

/** @param mostRequests - beyond it the trace is refused; each request takes 16 bytes */
export function traceBuilder(mostRequests: number): TraceBuilder {
  const arrivals: Float64Array[] = [];
  const prompts: Uint32Array[] = [];
  const outputs: Uint32Array[] = [];
  const defects: LocatedDefect[] = [];
  const counts = new Map<DefectCode, number>();
  const first: Instant = { second: 0, fraction: 0 };
  let size = 0;
  let previousS = 0;
  let previousLine = 0;
  let isUnitRefused = false;

  const refuse = (defect: LocatedDefect): void => {
    counts.set(defect.code, (counts.get(defect.code) ?? 0) + 1);
    if (defects.length < LISTED_DEFECTS) defects.push(defect);
  };

  return {
    refuse,
    refuseUnit(defect) {
      if (!isUnitRefused) refuse(defect);
      isUnitRefused = true;
    },
    defects,
    counts,
    requests: () => size,
    add(instant, promptTokens, outputTokens, line) {
      if (previousLine === 0) {
        first.second = instant.second;
        first.fraction = instant.fraction;
      }
      const atS = instant.second - first.second + (instant.fraction - first.fraction);
      if (atS < previousS && previousLine > 0) {
        const found = `a time ${secondsText(previousS - atS)} before line ${String(previousLine)}`;
        refuse({
          code: 'range',
          path: ['timestamp'],
          found,
          allowed: 'times that never fall: sort the file by time',
          line,
          column: 1,
        });
      } else if (atS > LONGEST_S) {
        const found = `a time ${secondsText(atS)} after the first`;
        refuse({
          code: 'range',
          path: ['timestamp'],
          found,
          allowed: 'at most ten years; the unit of times can be given',
          line,
          column: 1,
        });
      }
      previousS = atS;
      previousLine = line;
      if (size === mostRequests && !counts.has('size-limit')) {
        refuse({
          code: 'size-limit',
          path: [],
          found: 'one request more',
          allowed: `${String(mostRequests)} requests`,
          line,
          column: 1,
        });
      }
      if (size >= mostRequests || defects.length > 0) return;
      const at = size % BLOCK;
      if (at === 0) {
        arrivals.push(new Float64Array(BLOCK));
        prompts.push(new Uint32Array(BLOCK));
        outputs.push(new Uint32Array(BLOCK));
      }
      const block = arrivals.length - 1;
      (arrivals[block] as Float64Array)[at] = atS;
      (prompts[block] as Uint32Array)[at] = promptTokens;
      (outputs[block] as Uint32Array)[at] = outputTokens;
      size += 1;
    },
    build: () => ({
      arrivalS: joined(arrivals, new Float64Array(size)),
      promptTokens: joined(prompts, new Uint32Array(size)),
      outputTokens: joined(outputs, new Uint32Array(size)),
    }),
  };
}

/** Moves blocks into one array; each block is let go once it is copied. */
function joined<Column extends Float64Array | Uint32Array>(blocks: Column[], whole: Column): Column {
  for (let at = 0, block = blocks.shift(); block !== undefined; at += BLOCK, block = blocks.shift()) {
    whole.set(block.length > whole.length - at ? block.subarray(0, whole.length - at) : block, at);
  }
  return whole;
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toPrecision(6)).toString()} s`;
}
