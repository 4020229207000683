import type { AssessedSite } from '../assessment/assessment.js';
import type { Severity } from '../finding.js';

/** The worst finding of a rack: its number in the table of findings and how bad it is. */
export interface RackMark {
  readonly number: number;
  readonly severity: 'error' | 'warning';
}

/** Errors and warnings of racks and of what hangs in them, the worst of each rack. Findings are numbered from 1. */
export function rackMarks({ index, assessment }: AssessedSite): ReadonlyMap<string, RackMark> {
  const marks = new Map<string, RackMark>();
  assessment.findings.forEach(({ severity, subject }, position) => {
    if (!isMarked(severity)) return;
    const rack = rackOf(subject.kind, subject.name);
    if (rack !== undefined && !marks.has(rack)) marks.set(rack, { number: position + 1, severity });
  });
  return marks;

  function rackOf(kind: string, name: string): string | undefined {
    if (kind === 'rack') return name;
    if (kind === 'device') return index.devices.get(name)?.rack;
    return kind === 'powerElement' ? index.powerElements.get(name)?.rack : undefined;
  }
}

function isMarked(severity: Severity): severity is RackMark['severity'] {
  return severity === 'error' || severity === 'warning';
}
