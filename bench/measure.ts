/** One claim: what was measured, against what is promised. */
export interface Measurement {
  readonly claim: string;
  readonly measured: number;
  readonly limit: number;
  readonly unit: string;
  /** What it was measured from. */
  readonly details: Readonly<Record<string, number>>;
}

/** Median duration of a call in ms, after one call that is not counted. */
export function medianMs(runs: number, call: () => unknown): number {
  call();
  const durations = Array.from({ length: runs }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return durations[Math.floor(durations.length / 2)] ?? NaN;
}

/**
 * Median processor time of a call in ms, after one call that is not counted; collecting garbage on other threads counts too. For
 * pure calculation on a machine that others share: it does not count the time in which they run.
 */
export function medianCpuMs(runs: number, call: () => unknown): number {
  call();
  const durations = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return durations[Math.floor(durations.length / 2)] ?? NaN;
}

/** Duration of one asynchronous call in ms. */
export async function onceMs(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** A table for people: one line a claim. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ claim, measured, limit, unit, details }) => [
    measured <= limit ? 'met' : 'MISSED',
    claim,
    `${measured.toPrecision(3)} ${unit}`,
    `≤ ${String(limit)} ${unit}`,
    Object.entries(details)
      .map(([name, value]) => `${name} ${String(Math.round(value))}`)
      .join(', '),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n');
}
