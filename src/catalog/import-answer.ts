import { groupNotes, type ImportNote, type NoteGroup } from '../exchange/netbox/import-report.js';
import { LIBRARY_COLLECTIONS, type LibraryCatalog, type LibraryCollection } from '../exchange/netbox/read-library.js';
import type { EntryChange, ImportChanges } from './import-changes.js';

export interface EntryCounts {
  readonly create: number;
  readonly update: number;
  readonly same: number;
}

/** What an import did or would do, the same from the command line and over HTTP. */
export interface ImportAnswer {
  readonly files: number;
  /** Nothing was written. */
  readonly dryRun: boolean;
  readonly counts: Readonly<Record<LibraryCollection, EntryCounts>>;
  /** Entries that change, those that sites use first, and then new ones; the first 1,000. */
  readonly changes: readonly EntryChange[];
  /** Notes with one meaning together, with the first place of each. */
  readonly groups: readonly NoteGroup[];
  /** Every note, where asked for. */
  readonly notes?: readonly ImportNote[];
}

const TOLD = 1000;

export function importAnswer(
  { files, notes }: LibraryCatalog,
  { entries }: ImportChanges,
  { dryRun, allNotes }: { readonly dryRun: boolean; readonly allNotes: boolean },
): ImportAnswer {
  return {
    files,
    dryRun,
    counts: countsOf(entries),
    changes: entries
      .filter(({ op }) => op !== 'same')
      .toSorted((a, b) => urgency(a) - urgency(b))
      .slice(0, TOLD),
    groups: groupNotes(notes),
    ...(allNotes ? { notes } : {}),
  };
}

/** What changes under a site is told first, so that no number of new entries hides it. */
function urgency({ op, sites = [] }: EntryChange): number {
  if (op === 'create') return 2;
  return sites.length > 0 ? 0 : 1;
}

function countsOf(entries: readonly EntryChange[]): Readonly<Record<LibraryCollection, EntryCounts>> {
  const counts = Object.fromEntries(
    LIBRARY_COLLECTIONS.map((name) => [name, { create: 0, update: 0, same: 0 }]),
  ) as Record<LibraryCollection, Record<EntryChange['op'], number>>;
  for (const { collection, op } of entries) counts[collection][op] += 1;
  return counts;
}
