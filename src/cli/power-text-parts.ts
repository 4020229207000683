import type { PowerFlowView } from '../analysis/power-analysis.js';

/** What was calculated, of which document. */
export function titleOf(
  { site, asOf, contentHash }: Pick<PowerFlowView, 'site' | 'asOf' | 'contentHash'>,
  what: string,
): string {
  return `${site} as of ${asOf} (${contentHash.slice(0, 12)}): ${what}`;
}

/** A number with so many digits; ? where it is not known. */
export function fixed(value: number | null, digits: number): string {
  return value === null ? '?' : value.toFixed(digits);
}

/** A table whose first two columns are text and whose others are numbers. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
