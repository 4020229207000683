import { sampleOf } from '../name-sample.js';
import { compareText } from '../site/key.js';
import type { OpticsFinding } from './optics.js';

export type ReportProblem = (
  cable: string,
  found: Pick<OpticsFinding, 'problem' | 'what'> & Partial<Pick<OpticsFinding, 'measured' | 'limit' | 'unit'>>,
) => void;

/** Gathers problems of cables, one for all cables of which the same is to be said, with the worst of what is measured. */
export function groupedProblems(): { readonly report: ReportProblem; readonly found: () => readonly OpticsFinding[] } {
  const groups = new Map<string, { found: Omit<OpticsFinding, 'cables'>; cables: string[] }>();
  return {
    report: (cable, { problem, what, measured = null, limit = null, unit = null }) => {
      const key = `${problem}\u0000${what}`;
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { found: { problem, what, measured, limit, unit }, cables: [cable] });
        return;
      }
      group.cables.push(cable);
      if (measured !== null && measured > (group.found.measured ?? -Infinity))
        group.found = { ...group.found, measured, limit };
    },
    found: () =>
      [...groups.entries()]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, { found, cables }]) => ({ ...found, cables: sampleOf(cables) })),
  };
}
