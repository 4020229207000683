import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';

/**
 * exceljs writes a sheet of any length in constant memory, with four gaps that are closed here and nowhere else:
 * its ZIP entries carry the clock, its sheets ignore back-pressure, its sheets keep every formula, and its styles do
 * not know `quotePrefix`.
 */

type Chunk = string | { toBuffer(): Buffer };

/** A style with this protection is written with `quotePrefix`: what is typed into its cells stays text. */
export const QUOTED: Partial<ExcelJS.Protection> = { locked: true };

const BATCH_LENGTH = 64 * 1024;

/** Where a sheet writes its XML: batches of rows into one entry of the ZIP file. */
class SheetEntry {
  #batch = '';
  readonly #entry: PassThrough;

  constructor(entry: PassThrough) {
    this.#entry = entry;
  }

  write(chunk: Chunk): void {
    this.#batch += typeof chunk === 'string' ? chunk : chunk.toBuffer().toString('utf8');
    if (this.#batch.length >= BATCH_LENGTH) this.#flush();
  }

  end(): void {
    this.#flush();
    this.#entry.end();
  }

  /** exceljs holds back its own streams; this one flows when the ZIP file takes it. */
  pause(): void {
    return;
  }

  get isFull(): boolean {
    return this.#entry.writableNeedDrain;
  }

  async drained(): Promise<void> {
    await once(this.#entry, 'drain');
  }

  #flush(): void {
    if (this.#batch !== '') this.#entry.write(this.#batch);
    this.#batch = '';
  }
}

/** What exceljs has and does not declare. */
interface SheetParts {
  readonly stream: SheetEntry;
  _formulae: Record<string, unknown>;
}

class ReproducibleWriter extends ExcelJS.stream.xlsx.WorkbookWriter {
  declare readonly zip: {
    append(source: unknown, entry: { name: string; date?: Date }): unknown;
    abort(): unknown;
  };

  /** The first thing that the constructor of exceljs calls, before any entry is written. */
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip);
    const date = this.created;
    this.zip.append = (source, entry) =>
      append(entry.name === 'xl/styles.xml' ? withQuotePrefix(String(source)) : source, { ...entry, date });
    return super.addThemes();
  }

  _openStream(path: string): SheetEntry {
    const entry = new PassThrough({ highWaterMark: BATCH_LENGTH });
    this.zip.append(entry, { name: path });
    return new SheetEntry(entry);
  }
}

/** exceljs leaves out the element of a protection that is the default, and keeps the mark that it applies. */
function withQuotePrefix(styles: string): string {
  return styles.replaceAll(' applyProtection="1"', ' quotePrefix="1"');
}

export type Workbook = ExcelJS.stream.xlsx.WorkbookWriter;

/**
 * Writes a workbook whose bytes depend on what is written and on `day` alone.
 *
 * @param day date of the file, `YYYY-MM-DD`
 * @param fill adds the sheets in their order and commits each
 * @throws what the target reports, or a premature close
 */
export async function writeWorkbook(
  { target, day, title, creator }: { target: Writable; day: string; title: string; creator: string },
  fill: (workbook: Workbook) => Promise<void>,
): Promise<void> {
  const created = new Date(`${day}T00:00:00Z`);
  const arrived = finished(target, { readable: false });
  const options = { stream: target, useStyles: true, useSharedStrings: false, created, modified: created, creator };
  const workbook = new ReproducibleWriter(options);
  workbook.lastModifiedBy = creator;
  workbook.title = title;
  const written = fill(workbook).then(() => workbook.commit());
  try {
    await Promise.all([written, arrived]);
  } catch (error) {
    workbook.zip.abort();
    target.destroy();
    throw error;
  }
}

const PLAIN_ROW = {};

/** Adds a row; exceljs remembers the style of each for ever, so that all share one. */
export function addRow(sheet: ExcelJS.Worksheet): ExcelJS.Row {
  return Object.assign(sheet.addRow([]), { style: PLAIN_ROW });
}

/** Lets a sheet wait until the target has taken what it wrote, and forget the formulas of rows that are gone. */
export async function settle(sheet: ExcelJS.Worksheet): Promise<void> {
  const parts = sheet as unknown as SheetParts;
  parts._formulae = {};
  if (parts.stream.isFull) await parts.stream.drained();
}
