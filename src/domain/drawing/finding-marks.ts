import type { AssessedSite } from '../assessment/assessment.js';
import type { Finding, InputValue, Severity } from '../finding.js';
import { keyLabel } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';

/** The worst finding of a rack: its number in the table of findings and how bad it is. */
export interface RackMark {
  readonly number: number;
  readonly severity: 'error' | 'warning';
}

/**
 * Errors and warnings of racks, of what hangs in them and of rows, the worst of each rack. Findings are numbered from 1.
 * A finding of a row that names racks is of those; one that names none is of the whole row.
 */
export function rackMarks({ index, assessment }: AssessedSite): ReadonlyMap<string, RackMark> {
  const racksOfRow = rackNamesByRow(index);
  const rackFedBy = racksByFeedElement(index);
  const marks = new Map<string, RackMark>();
  assessment.findings.forEach((finding, position) => {
    const { severity } = finding;
    if (!isMarked(severity)) return;
    for (const rack of racksOf(finding, { index, racksOfRow, rackFedBy })) {
      if (!marks.has(rack)) marks.set(rack, { number: position + 1, severity });
    }
  });
  return marks;
}

function isMarked(severity: Severity): severity is RackMark['severity'] {
  return severity === 'error' || severity === 'warning';
}

function racksOf(
  { subject, inputs }: Finding,
  {
    index,
    racksOfRow,
    rackFedBy,
  }: {
    readonly index: SiteIndex;
    readonly racksOfRow: ReadonlyMap<string, readonly string[]>;
    readonly rackFedBy: ReadonlyMap<string, string>;
  },
): Iterable<string> {
  const racks = new Set<string>();
  const add = (rack: string | undefined): void => {
    if (rack !== undefined && index.racks.has(rack)) racks.add(rack);
  };
  const addOfElement = (element: string): void => add(index.powerElements.get(element)?.rack ?? rackFedBy.get(element));
  if (subject.kind === 'rack') add(subject.name);
  if (subject.kind === 'device') add(index.devices.get(subject.name)?.rack);
  if (subject.kind === 'powerElement') addOfElement(subject.name);
  for (const rack of [...namesOf(inputs['rack']), ...namesOf(inputs['racks'])]) add(rack);
  for (const device of [...namesOf(inputs['device']), ...namesOf(inputs['devices'])])
    add(index.devices.get(device)?.rack);
  for (const element of [...namesOf(inputs['element']), ...namesOf(inputs['elements'])]) {
    addOfElement(element);
  }
  return subject.kind === 'row' && racks.size === 0 ? (racksOfRow.get(subject.name) ?? []) : racks;
}

function namesOf(value: InputValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? value : [];
}

function rackNamesByRow(index: SiteIndex): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const { name, room, row } of index.snapshot.racks) {
    if (row === undefined) continue;
    const key = keyLabel([room, row]);
    const racks = rows.get(key);
    if (racks === undefined) rows.set(key, [name]);
    else racks.push(name);
  }
  return rows;
}

/** Racks by the elements that feed them and nothing else: a breaker speaks for its rack, a panel for none. */
function racksByFeedElement(index: SiteIndex): ReadonlyMap<string, string> {
  const racks = new Map<string, string | null>();
  for (const { name, feeds } of index.snapshot.racks) {
    for (const { element } of feeds ?? []) {
      const other = racks.get(element);
      racks.set(element, other === undefined || other === name ? name : null);
    }
  }
  return new Map([...racks].flatMap(([element, rack]) => (rack === null ? [] : [[element, rack] as const])));
}
