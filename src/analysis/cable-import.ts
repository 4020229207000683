import { applyChanges, type Change } from '../domain/site/changes.js';
import type { Defect, LocatedDefect } from '../domain/defect.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { scheduleChanges, type ReadSchedule } from '../exchange/cabling/schedule-changes.js';
import type { CableAnalysis } from './cable-analysis.js';
import { scheduleOfAnalysis } from './cable-schedule.js';

export type CableImport =
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      readonly after: SiteSnapshot;
      /** Cables that have no row any more and stay. */
      readonly withheld: readonly string[];
    }
  | { readonly ok: false; readonly defects: readonly (Defect | LocatedDefect)[] };

/** What a site becomes by an edited schedule; every defect with its line, as far as one row is to blame. */
export function cableImportOf(
  snapshot: SiteSnapshot,
  {
    analysis,
    read,
    deletes,
  }: { readonly analysis: CableAnalysis; readonly read: ReadSchedule; readonly deletes: boolean },
): CableImport {
  const result = scheduleChanges(read, {
    index: analysis.index,
    schedule: scheduleOfAnalysis(analysis),
    stated: new Set(snapshot.cables.map(({ name }) => name)),
    deletes,
  });
  if (!result.ok) return result;
  const { changes, lines, withheld } = result;
  const applied = applyChanges(snapshot, changes);
  if (applied.ok) return { ok: true, changes, after: applied.snapshot, withheld };
  return {
    ok: false,
    defects: applied.defects.map((defect) => {
      const [list, at] = defect.path;
      const line = list === 'changes' && typeof at === 'number' ? (lines[at] ?? null) : null;
      return line === null ? defect : { ...defect, path: defect.path.slice(2), line, column: 1 };
    }),
  };
}
