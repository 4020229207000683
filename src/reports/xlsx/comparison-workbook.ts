import type { Writable } from 'node:stream';
import type { Comparison } from '../../analysis/comparison.js';
import type { StatedFinding } from '../../domain/assessment/assessment.js';
import type { ChangedThing } from '../../domain/site/changed-things.js';
import { STYLES } from './cell-style.js';
import { deltaLinesTable } from './comparison-lines-sheet.js';
import { deltaFiguresTable } from './comparison-figures-sheet.js';
import { writeWorkbook } from './reproducible-workbook.js';
import { kindWords, knownNumber, optionalText, textCell } from './sheet-cell.js';
import { writeTable, type Table } from './table-sheet.js';

/**
 * Writes what changes from one site to another as a workbook: figures, findings, the bill's lines that differ with live
 * differences, and every thing that changed. The bytes follow from the comparison alone.
 *
 * @param target ended when the workbook is whole
 * @throws what the target reports
 */
export async function writeComparisonWorkbook(comparison: Comparison, target: Writable): Promise<void> {
  const { before, after } = comparison;
  const page = {
    site: after.site,
    footer: `${before.site} ${before.contentHash.slice(0, 12)} → ${after.site} ${after.contentHash.slice(0, 12)}`,
  };
  await writeWorkbook({ target, day: after.asOf, title: 'Comparison', creator: 'Plenum' }, async (workbook) => {
    await writeTable(workbook, deltaFiguresTable(comparison), page);
    await writeTable(workbook, findingsTable(comparison), page);
    await writeTable(workbook, deltaLinesTable(comparison), page);
    await writeTable(workbook, changesTable(comparison), page);
  });
}

interface FindingRow {
  readonly what: 'introduced' | 'worsened' | 'improved' | 'resolved';
  readonly before: StatedFinding | null;
  readonly after: StatedFinding | null;
}

function findingsTable({ findings }: Comparison): Table<FindingRow> {
  const either = ({ before, after }: FindingRow) => after ?? before;
  return {
    name: 'Findings',
    columns: [
      { header: 'What became of it', width: 13, cell: ({ what }) => textCell(what, STYLES.strong) },
      { header: 'Severity before', width: 10, cell: ({ before }) => optionalText(before?.severity ?? null) },
      { header: 'Severity after', width: 10, cell: ({ after }) => optionalText(after?.severity ?? null) },
      { header: 'Rule', width: 26, cell: (row) => optionalText(either(row)?.code ?? null) },
      { header: 'Subject', width: 24, cell: (row) => optionalText(either(row)?.subject.name ?? null, STYLES.wrapped) },
      { header: 'Before', width: 60, cell: ({ before }) => optionalText(before?.message ?? null, STYLES.wrapped) },
      { header: 'After', width: 60, cell: ({ after }) => optionalText(after?.message ?? null, STYLES.wrapped) },
    ],
    rows: [
      ...findings.introduced.map((after): FindingRow => ({ what: 'introduced', before: null, after })),
      ...findings.worsened.map((pair): FindingRow => ({ what: 'worsened', ...pair })),
      ...findings.improved.map((pair): FindingRow => ({ what: 'improved', ...pair })),
      ...findings.resolved.map((before): FindingRow => ({ what: 'resolved', before, after: null })),
    ],
    frozenColumns: 1,
    paper: 'A3',
  };
}

interface ChangeRow {
  readonly thing: ChangedThing;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const WORDS = { create: 'created', update: 'changed', delete: 'deleted' } as const;

function changesTable({ changes }: Comparison): Table<ChangeRow> {
  return {
    name: 'Changes',
    columns: [
      { header: 'What', width: 10, cell: ({ thing }) => textCell(WORDS[thing.op]) },
      { header: 'Kind', width: 16, cell: ({ thing }) => textCell(kindWords(thing.kind)) },
      { header: 'Name', width: 34, cell: ({ thing }) => textCell(thing.key, STYLES.wrapped) },
      { header: 'Field', width: 22, cell: ({ field }) => textCell(field) },
      { header: 'Before', width: 50, cell: ({ before }) => valueCell(before) },
      { header: 'After', width: 50, cell: ({ after }) => valueCell(after) },
    ],
    rows: changes.flatMap((thing) => thing.fields.map((field) => ({ thing, ...field }))),
    frozenColumns: 3,
    paper: 'A3',
  };
}

function valueCell(value: unknown) {
  if (value === null || value === undefined) return textCell('');
  if (typeof value === 'number') return knownNumber(value, STYLES.units);
  return textCell(typeof value === 'string' ? value : JSON.stringify(value), STYLES.wrapped);
}
