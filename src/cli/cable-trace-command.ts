import { cableAnalysisOf } from '../analysis/cable-analysis.js';
import { lossView, traceView, type LossOf } from '../analysis/cable-trace.js';
import { today } from '../analysis/today.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeText } from './output.js';

export interface TraceFlags {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
  readonly loseCable?: string;
  readonly loseDevice?: string;
  readonly loseTray?: string;
}

/** `plenum cable trace`: the way from a port to its far end, or what the loss of a cable, device or tray takes down. */
export async function traceCableCommand(file: string, port: string | undefined, flags: TraceFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const analysis = cableAnalysisOf(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const losses: readonly LossOf[] = [
    ...(flags.loseCable === undefined ? [] : [{ kind: 'cable' as const, name: flags.loseCable }]),
    ...(flags.loseDevice === undefined ? [] : [{ kind: 'device' as const, name: flags.loseDevice }]),
    ...(flags.loseTray === undefined ? [] : [{ kind: 'tray' as const, name: flags.loseTray }]),
  ];
  if ((port === undefined) === (losses.length === 0)) {
    throw new Refused([
      'Give a port to trace as device:port, or what is lost by --lose-cable, --lose-device or --lose-tray.',
    ]);
  }
  const result = port === undefined ? lossView(analysis, losses) : traceView(analysis, port);
  if (!result.ok) throw new Refused(result.reasons.map((reason) => `${file}: ${reason}`));
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(result.view, null, 2)}\n` : result.text);
  return EXIT_DONE;
}
