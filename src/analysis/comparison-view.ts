import type { Comparison } from './comparison.js';

/** A comparison as JSON: lines of the bill without their uses. */
export function comparisonView({ bom, ...rest }: Comparison) {
  return {
    ...rest,
    bom: bom.map(({ change, before, after }) => ({ change, before: brief(before), after: brief(after) })),
  };
}

export type ComparisonView = ReturnType<typeof comparisonView>;

function brief(line: Comparison['bom'][number]['before']) {
  if (line === null) return null;
  const { uses: _uses, ...rest } = line;
  return rest;
}
