import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { goldenBom } from './xlsx-bills.js';
import { formulasOf, sheetNamed, workbookOf, workbookText } from './xlsx-read.js';

const GOLDEN = new URL('../golden/bom/hall.txt', import.meta.url);

describe('the workbook of a small bill', () => {
  it('has the cells of the golden file, text, values and formulas with their results', async () => {
    const text = `${workbookText(await workbookOf(goldenBom()))}\n`;
    if (process.env['UPDATE_GOLDEN'] === 'true') writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('keeps the header in sight, filters below it, and repeats it on every page, landscape and one page wide', async () => {
    const workbook = await workbookOf(goldenBom());
    const sheet = sheetNamed(workbook, 'Lines');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1, xSplit: 4 });
    expect(sheet.autoFilter).toBe('A1:AC8'); // 7 lines below the header, 29 columns
    expect(sheet.pageSetup).toMatchObject({
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    });
  });

  it('gives every formula a result, so that a protected view shows it', async () => {
    const formulas = formulasOf(await workbookOf(goldenBom()));
    expect(formulas.size).toBeGreaterThan(40);
    expect([...formulas].filter(([, { result }]) => result === undefined || result === null)).toEqual([]);
  });

  it('shows money with the decimals of its currency and an expired quote as expired', async () => {
    const sheet = sheetNamed(await workbookOf(goldenBom()), 'Lines');
    const formatOf = (address: string) => sheet.getCell(address).numFmt;
    expect([formatOf('T2'), formatOf('T3'), formatOf('T4')]).toEqual(['#,##0.00', '#,##0', '#,##0.000']); // USD, JPY, BHD
    expect(sheet.getCell('J2').value).toEqual(new Date('2027-02-28T00:00:00Z'));
    expect(formatOf('J2')).toBe('yyyy-mm-dd" expired"');
  });
});
