import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { Bom } from '../../src/domain/bom/bom.js';
import { writeBomWorkbook } from '../../src/reports/xlsx/bom-workbook.js';

export async function workbookBytes(bom: Bom): Promise<Buffer> {
  const target = new PassThrough();
  const [bytes] = await Promise.all([buffer(target), writeBomWorkbook(bom, target)]);
  return bytes;
}

export async function readWorkbook(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

export async function workbookOf(bom: Bom): Promise<ExcelJS.Workbook> {
  return readWorkbook(await workbookBytes(bom));
}

export function sheetNamed(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`there is no sheet ${name}`);
  return sheet;
}

export interface FormulaCell {
  readonly formula: string;
  readonly result: unknown;
}

export function isFormula(value: unknown): value is FormulaCell {
  return typeof value === 'object' && value !== null && 'formula' in value;
}

/** Every formula of a workbook by its address, for example `Lines!T2`. */
export function formulasOf(workbook: ExcelJS.Workbook): ReadonlyMap<string, FormulaCell> {
  const formulas = new Map<string, FormulaCell>();
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (isFormula(cell.value)) formulas.set(`${sheet.name}!${cell.address}`, cell.value);
      });
    });
  }
  return formulas;
}

/** All cells as text, a row a line: `=formula → result` for formulas, days as days. */
export function workbookText(workbook: ExcelJS.Workbook): string {
  return workbook.worksheets.map((sheet) => `# ${sheet.name}\n${sheetText(sheet)}`).join('\n\n');
}

function sheetText(sheet: ExcelJS.Worksheet): string {
  const lines: string[] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => void cells.push(cellTextOf(cell.value)));
    lines.push(cells.join(' | ').trimEnd());
  });
  return lines.join('\n');
}

function cellTextOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if (isFormula(value)) return `=${value.formula} → ${JSON.stringify(value.result)}`;
  return typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value);
}
