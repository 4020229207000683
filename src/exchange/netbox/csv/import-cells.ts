import type { Row } from '../../../domain/site/key.js';
import { plainText, stated } from '../entry-facts.js';
import { cell, tagsIn, wordIn, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';
import { netboxSlug, netboxStatus, plenumStatus, type StatusTable } from './words.js';

const STATUS_WORDS: Readonly<Record<StatusTable, readonly string[]>> = {
  rack: ['reserved', 'available', 'planned', 'active', 'deprecated'],
  device: ['offline', 'active', 'planned', 'staged', 'failed', 'inventory', 'decommissioning'],
  feed: ['offline', 'active', 'planned', 'failed'],
  cable: ['connected', 'planned', 'decommissioning'],
};

/** A thing with the status that its row says; a word that Plenum does not tell apart is kept beside it. */
export function withStatus(
  context: ImportContext,
  row: ReadRow,
  { table, kept }: { table: StatusTable; kept: Row },
): Row {
  const read = (word: string) => (STATUS_WORDS[table].includes(word) ? plenumStatus(table, word) : null);
  const status = wordIn(context, row, { column: 'status', read, words: STATUS_WORDS[table] });
  if (status === undefined) return kept;
  const word = cell(row, 'status') ?? '';
  if (netboxStatus(table, status) === word) return { status, ...kept };
  const fields = (kept['customFields'] ?? {}) as Row;
  return { status, ...kept, customFields: { ...fields, 'netbox.status': word } };
}

/** Cells that follow from others are kept only where they say something else. */
export function unlike(row: ReadRow, derived: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(derived).filter((column) => row.cells[column] === derived[column]);
}

/** What the rows of rack types and device types say alike. */
export function typeCells(row: ReadRow): Row {
  return {
    slug: cell(row, 'slug') ?? netboxSlug(`${cell(row, 'manufacturer') ?? ''} ${cell(row, 'model') ?? ''}`),
    manufacturer: cell(row, 'manufacturer') ?? '',
    model: cell(row, 'model') ?? '',
    ...stated({
      partNumber: cell(row, 'part_number'),
      description: plainText(cell(row, 'description')),
      source: plainText(cell(row, 'comments')),
    }),
    ...tagsIn(row),
  };
}

export function weightUnitIn(context: ImportContext, row: ReadRow) {
  return unitIn(context, row, { column: 'weight_unit', units: ['kg', 'g', 'lb', 'oz'] });
}

/** A unit of a column; one that NetBox does not have is a defect, not another unit. */
export function unitIn<T extends string>(
  context: ImportContext,
  row: ReadRow,
  { column, units }: { readonly column: string; readonly units: readonly T[] },
): T | undefined {
  return wordIn(context, row, { column, read: (word) => units.find((unit) => unit === word) ?? null, words: units });
}
