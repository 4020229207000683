import type { Assessment, StatedFinding } from '../../domain/assessment/assessment.js';
import { formatNumber } from '../../domain/assessment/sentence.js';
import { SEVERITIES, type Severity } from '../../domain/finding.js';
import { SEVERITY_COLOURS } from '../look/look.js';
import type { Face } from '../look/scene-items.js';
import { listPages } from './list-pages.js';
import type { ReportPage } from './page.js';
import type { Cell, Column } from './table.js';

/** Most findings that are printed; the worst come first. */
export const MOST_FINDINGS = 2000;

const COLUMNS: readonly Column[] = [
  { title: 'No.', widthMm: 12, align: 'end' },
  { title: 'Severity', widthMm: 19 },
  { title: 'Code', widthMm: 40 },
  { title: 'Subject', widthMm: 46 },
  { title: 'Finding', widthMm: 118 },
  { title: 'Measured', widthMm: 27, align: 'end' },
  { title: 'Limit', widthMm: 27, align: 'end' },
  { title: 'Basis', widthMm: 93 },
];

/** Every finding, worst first, numbered as on the plans. */
export function findingsPages({ findings, counts }: Assessment, face: Face): readonly ReportPage[] {
  const printed = findings.slice(0, MOST_FINDINGS);
  const left = findings.slice(MOST_FINDINGS);
  return listPages(
    {
      title: 'Findings',
      chapter: 'Findings',
      entry: null,
      remark: `${countWords(counts)}. Worst first; the numbers are those of the marks on the plans.`,
      table: { columns: COLUMNS, rows: rowsOf(printed) },
      ...(left.length === 0 ? {} : { ending: leftWords(left) }),
    },
    face,
  );
}

function* rowsOf(findings: readonly StatedFinding[]): Generator<readonly Cell[]> {
  const stated = new Map<string, number>();
  for (const [k, { severity, code, subject, message, measured, limit, unit, basis, coverage }] of findings.entries()) {
    const partial =
      coverage === null || coverage.known === coverage.total
        ? ''
        : ` (${String(coverage.known)} of ${String(coverage.total)} known)`;
    const first = stated.get(`${code} ${basis}`);
    if (first === undefined) stated.set(`${code} ${basis}`, k + 1);
    yield [
      { text: String(k + 1), bold: true },
      { text: severity, bold: true, colour: SEVERITY_COLOURS[severity] },
      { text: code },
      { text: `${subjectWord(subject.kind)} ${subject.name}` },
      { text: `${message}${partial}` },
      { text: withUnit(measured, unit) },
      { text: withUnit(limit, unit) },
      { text: first === undefined ? basis : `as No. ${String(first)}` },
    ];
  }
}

/** `coolingUnit` as people write it. */
export function subjectWord(kind: string): string {
  return kind.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

function withUnit(value: number | null, unit: string | null): string {
  if (value === null) return '–';
  return unit === null || unit === '1' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** `16 errors, 3 warnings, 2 unknown, 1 info`. */
export function countWords(counts: Readonly<Record<Severity, number>>): string {
  const plural = (count: number, word: string) => `${String(count)} ${word}${count === 1 ? '' : 's'}`;
  return `${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${String(counts.unknown)} unknown, ${String(counts.info)} info`;
}

function leftWords(left: readonly StatedFinding[]): string {
  const counts = { error: 0, warning: 0, unknown: 0, info: 0 };
  for (const { severity } of left) counts[severity] += 1;
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => `${String(counts[severity])} ${severity}`,
  );
  return `The first ${String(MOST_FINDINGS)} findings are printed; ${String(left.length)} more are not (${parts.join(', ')}).`;
}
