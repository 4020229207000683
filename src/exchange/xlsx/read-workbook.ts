import { posix } from 'node:path';
import type { Cell, Table } from '../inventory/cell.js';
import { GUIDE_SHEET, type InventoryDefect, type InventoryReading } from '../inventory/read-tables.js';
import { formatsReader } from './number-formats.js';
import { sharedStringsReader } from './shared-strings.js';
import { columnIn, sheetReader } from './sheet-reader.js';
import { attributeOf, readXml, type XmlHandlers } from './xml-events.js';
import { zipEntries, ZipFault, type Allowance, type ZipEntry } from './zip.js';

/** What a workbook may unpack to, whatever it claims: some 100,000 rows of 40 filled cells take half of it. */
export const UNPACKED_BYTES = 512 * 1024 * 1024;

const ALLOWED = 'a workbook of a spreadsheet as .xlsx (Office Open XML), without a password';

/**
 * Reads the sheets of a workbook as tables whose header is the first row with content. Hidden sheets and rows are read
 * as all others; formulas give their stored results.
 *
 * @param unpackedBytes what its files may unpack to
 */
export async function readWorkbook(bytes: Uint8Array, unpackedBytes = UNPACKED_BYTES): Promise<InventoryReading> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = otherFormat(buffer);
  if (found !== null) return refused(found);
  try {
    return await readParts(buffer, unpackedBytes);
  } catch (error) {
    if (error instanceof ZipFault) return refused(error.message);
    throw error;
  }
}

function refused(found: string): InventoryReading {
  return { tables: [], defects: [{ code: 'syntax', path: [], found, allowed: ALLOWED, at: null }] };
}

/** What a file is that is no ZIP archive. */
function otherFormat(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'an empty file';
  if (bytes.readUInt16BE(0) === 0x504b && bytes.length > 22) return null;
  if (bytes.length >= 8 && bytes.readBigUInt64BE(0) === 0xd0cf11e0a1b11ae1n)
    return 'a workbook with a password, or one of Excel 97 to 2003 (.xls)';
  return 'a file that is no workbook';
}

interface Parts {
  readonly bytes: Buffer;
  readonly allowance: Allowance;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

async function readParts(bytes: Buffer, unpackedBytes: number): Promise<InventoryReading> {
  const entries = new Map(zipEntries(bytes).map((entry) => [entry.name.replace(/^\//, ''), entry]));
  const parts = { bytes, allowance: { bytes: unpackedBytes }, entries };
  const book = await workbookPath(parts);
  const { sheets, is1904 } = await sheetList(parts, book);
  const links = await relationships(parts, book);
  const pathOf = (type: string) => links.find((link) => link.type.endsWith(`/${type}`))?.path;
  const strings = sharedStringsReader();
  await readPart(parts, pathOf('sharedStrings'), strings.handlers);
  const formats = formatsReader();
  await readPart(parts, pathOf('styles'), formats.handlers);
  const setting = { strings: strings.strings, forms: formats.forms, is1904 };
  const tables: Table[] = [];
  const defects: InventoryDefect[] = [];
  for (const { name, id } of sheets) {
    const link = links.find((one) => one.id === id);
    if (link?.type.endsWith('/worksheet') !== true || name === GUIDE_SHEET) continue;
    const reader = sheetReader(setting);
    await readPart(parts, link.path, reader.handlers);
    tables.push(tableOf(name, reader.rows));
    if (name.startsWith('(') && name.endsWith(')')) continue;
    for (const range of reader.merged) defects.push(mergedCells(name, range));
  }
  return { tables, defects };
}

function tableOf(name: string, rows: ReturnType<typeof sheetReader>['rows']): Table {
  const [first, ...others] = rows;
  const header = (first?.cells ?? []).map(headerText);
  return { name, headerRow: first?.row ?? 1, header, rows: others };
}

function headerText(cell: Cell): string {
  if (typeof cell === 'string') return cell.trim();
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return cell.odd === 'date' ? cell.day : cell.odd === 'formatted' ? String(cell.number) : cell.text;
}

function mergedCells(sheet: string, range: string): InventoryDefect {
  const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)/.exec(range) ?? [];
  const column = columnIn(letters);
  const allowed = 'cells that are not merged: of merged cells only the first has a value';
  return {
    code: 'format',
    path: [],
    found: `the merged cells ${range}`,
    allowed,
    at: { sheet, row: Number(row), column },
  };
}

async function readPart(
  { bytes, allowance, entries }: Parts,
  path: string | undefined,
  handlers: XmlHandlers,
): Promise<void> {
  const entry = path === undefined ? undefined : entries.get(path);
  if (entry !== undefined) await readXml({ bytes, entry, allowance }, handlers);
}

const NOTHING = () => undefined;

async function workbookPath(parts: Parts): Promise<string> {
  if (parts.entries.has('EncryptedPackage')) throw new ZipFault('a workbook with a password');
  const links = await relationships(parts, '');
  const path = links.find(({ type }) => type.endsWith('/officeDocument'))?.path;
  if (path?.endsWith('.bin') === true) throw new ZipFault('a binary workbook (.xlsb)');
  if (path === undefined || !parts.entries.has(path) || !path.startsWith('xl/')) {
    throw new ZipFault(
      parts.entries.has('content.xml') ? 'an OpenDocument file (.ods)' : 'a ZIP file that is no workbook',
    );
  }
  return path;
}

async function sheetList(parts: Parts, path: string) {
  const sheets: { readonly name: string; readonly id: string }[] = [];
  let is1904 = false;
  await readPart(parts, path, {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', id: attributeOf(attributes, 'id') ?? '' });
      else if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
    text: NOTHING,
    close: NOTHING,
  });
  return { sheets, is1904 };
}

/** What a part refers to (ECMA-376 part 2, 6.5); of the package itself where the path is empty. */
async function relationships(parts: Parts, path: string) {
  const links: { readonly id: string; readonly type: string; readonly path: string }[] = [];
  const folder = posix.dirname(path);
  await readPart(parts, posix.join(folder, '_rels', `${posix.basename(path)}.rels`), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      links.push({ id: Id, type: Type, path: posix.normalize(target) });
    },
    text: NOTHING,
    close: NOTHING,
  });
  return links;
}
