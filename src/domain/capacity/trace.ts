/** Requests as they arrived, in order of time. The arrays are equally long and never written to. */
export interface Trace {
  /** s since the first request, never falling. */
  readonly arrivalS: Float64Array;
  readonly promptTokens: Uint32Array;
  readonly outputTokens: Uint32Array;
}

/** A trace from plain numbers, for callers that have few. @throws RangeError where times fall or lengths differ */
export function traceOf(
  requests: readonly { readonly atS: number; readonly promptTokens: number; readonly outputTokens: number }[],
): Trace {
  const first = requests[0]?.atS ?? 0;
  const arrivalS = Float64Array.from(requests, ({ atS }) => atS - first);
  for (let i = 1; i < arrivalS.length; i += 1) {
    if (!((arrivalS[i] ?? NaN) >= (arrivalS[i - 1] ?? NaN)))
      throw new RangeError(`request ${i} is before the one ahead`);
  }
  return {
    arrivalS,
    promptTokens: Uint32Array.from(requests, ({ promptTokens }) => promptTokens),
    outputTokens: Uint32Array.from(requests, ({ outputTokens }) => outputTokens),
  };
}
