import { createGunzip } from 'node:zlib';
import { pipeline, Readable } from 'node:stream';
import type { LocatedDefect } from '../../domain/defect.js';
import type { Trace } from '../../domain/capacity/trace.js';
import type { DefectCounts } from '../document/read-document.js';
import { lineSplitter, LONGEST_LINE_BYTES, type OnLine } from './line-splitter.js';
import { traceBuilder } from './trace-builder.js';
import type { ColumnMapping } from './trace-columns.js';
import { csvLines } from './trace-csv.js';
import { jsonLines } from './trace-jsonl.js';

export interface TraceOptions extends ColumnMapping {
  /** Longest trace that is taken; 100 million where left out, which take 1.6 GB. */
  readonly mostRequests?: number;
}

export type TraceReading =
  | { readonly ok: true; readonly trace: Trace }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[]; readonly counts: DefectCounts };

const MOST_REQUESTS = 100_000_000;
const BRACE = 0x7b;

/**
 * Reads a trace from a stream of bytes: CSV with a header, or JSON lines, either of them packed with gzip or not. Only the
 * three numbers of each request are kept, 16 bytes. Every defect has its line; the first thousand are listed, all are counted.
 */
export async function readTrace(bytes: AsyncIterable<Uint8Array>, options: TraceOptions = {}): Promise<TraceReading> {
  const builder = traceBuilder(options.mostRequests ?? MOST_REQUESTS);
  let onLine: OnLine | null = null;
  const splitter = lineSplitter((line, start, end, number) => {
    const from = number === 1 ? afterByteOrderMark(line, start, end) : start;
    onLine ??= lineReader(line, from, end, builder, options);
    onLine?.(line, from, end, number);
  });
  try {
    for await (const chunk of unpacked(bytes)) {
      const tooLong = splitter.push(chunk);
      if (tooLong === null) continue;
      const allowed = `${String(LONGEST_LINE_BYTES)} bytes on a line`;
      builder.refuse({ code: 'size-limit', path: [], found: 'a longer line', allowed, line: tooLong, column: 1 });
      return refused(builder);
    }
  } catch (error) {
    if (!isPackedWrongly(error)) throw error;
    builder.refuse({
      code: 'encoding',
      path: [],
      found: error.message,
      allowed: 'a whole gzip file',
      line: 1,
      column: 1,
    });
    return refused(builder);
  }
  splitter.end();
  if (builder.requests() === 0 && builder.defects.length === 0) {
    const allowed = 'a header and at least one request, or one JSON object on each line';
    builder.refuse({ code: 'missing', path: [], found: 'no request', allowed, line: 1, column: 1 });
  }
  return builder.defects.length > 0 ? refused(builder) : { ok: true, trace: builder.build() };
}

/** JSON lines by their first sign; null while only blank lines were seen. */
function lineReader(
  bytes: Uint8Array,
  start: number,
  end: number,
  builder: ReturnType<typeof traceBuilder>,
  options: TraceOptions,
): OnLine | null {
  let first = start;
  while (first < end && (bytes[first] === 0x20 || bytes[first] === 0x09)) first += 1;
  if (first === end) return null;
  return bytes[first] === BRACE ? jsonLines(builder, options) : csvLines(builder, options);
}

function afterByteOrderMark(bytes: Uint8Array, start: number, end: number): number {
  const isMark = end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return isMark ? start + 3 : start;
}

function refused({ defects, counts }: ReturnType<typeof traceBuilder>): TraceReading {
  return { ok: false, defects, counts: Object.fromEntries(counts) };
}

/** The bytes themselves, unpacked where they begin as gzip does (RFC 1952, 2.3.1). */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  for (let seen = 0; seen < 2;) {
    const next = await chunks.next();
    if (next.done === true) break;
    head.push(next.value);
    seen += next.value.length;
  }
  const [first, second] = Buffer.concat(head);
  const whole = chain(head, { [Symbol.asyncIterator]: () => chunks });
  if (first !== 0x1f || second !== 0x8b) yield* whole;
  else yield* pipeline(Readable.from(whole), createGunzip(), () => undefined) as AsyncIterable<Uint8Array>;
}

async function* chain(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}

/** Errors of zlib have codes of their own; those of the source pass through. */
function isPackedWrongly(error: unknown): error is Error {
  return String((error as NodeJS.ErrnoException | null)?.code).startsWith('Z_');
}
