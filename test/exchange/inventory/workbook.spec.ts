import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../../../src/exchange/inventory/cell.js';
import { importInventory } from '../../../src/exchange/inventory/import-inventory.js';
import { readWorkbook } from '../../../src/exchange/xlsx/read-workbook.js';
import { sheetXml, workbookFiles, zipArchive } from '../../support/zip-archive.js';
import { HALL } from './hall.js';

async function cellsOf(
  rows: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly (readonly Cell[])[]> {
  const reading = await readWorkbook(zipArchive(workbookFiles(sheetXml(rows), others)));
  expect(reading.defects).toEqual([]);
  return reading.tables[0]?.rows.map(({ cells }) => cells) ?? [];
}

async function refusal(bytes: Buffer, unpackedBytes?: number): Promise<string> {
  const { tables, defects } = await readWorkbook(bytes, unpackedBytes);
  expect([tables.length, defects.length]).toEqual([0, 1]);
  expect(defects[0]?.allowed).toContain('.xlsx');
  return defects[0]?.found ?? '';
}

const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>serial</t></is></c></row>';

const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

describe('a workbook', () => {
  it('gives text however it is held: shared, inline, rich, of formulas, with escapes', async () => {
    const rows = `${HEADER}<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="s"><v>2</v></c></row>
      <row><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>`;
    expect(await cellsOf(rows)).toEqual([
      ['rich text', 'a\rb_x0041_'],
      ['ab', 'inline'],
    ]);
  });

  it('gives numbers, booleans, results of formulas and errors as they are', async () => {
    const rows = `${HEADER}<row r="2"><c r="A2"><v>12.5</v></c><c r="B2" t="b"><v>1</v></c></row>
      <row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="e"><v>#REF!</v></c></row>
      <row r="4"><c r="A4"><f>NOW()</f></c><c r="B4" s="3"><v>7</v></c></row>`;
    expect(await cellsOf(rows)).toEqual([
      [12.5, true],
      [2, { odd: 'error', text: '#REF!' }],
      [
        { odd: 'formula', text: 'NOW()' },
        { odd: 'formatted', number: 7, format: '"day "000' },
      ],
    ]);
  });

  it('gives days by the format of the cell, in both systems of counting', async () => {
    // 46357 days after 1899-12-30 is 2026-12-01; half a day more is noon.
    const rows = `${HEADER}<row r="2"><c r="A2" s="1"><v>46357</v></c><c r="B2" s="2"><v>46357.5</v></c></row>
      <row r="3"><c r="A3" t="d"><v>2027-03-01T00:00:00Z</v></c><c r="B3" s="4"><v>0.05</v></c></row>
      <row r="4"><c r="A4" s="1"><v>60</v></c></row>`;
    const expected = [
      [
        { odd: 'date', day: '2026-12-01', time: null },
        { odd: 'date', day: '2026-12-01', time: '12:00:00' },
      ],
      [
        { odd: 'date', day: '2027-03-01', time: null },
        { odd: 'formatted', number: 0.05, format: '0%' },
      ],
      [{ odd: 'formatted', number: 60, format: 'a date' }],
    ];
    expect(await cellsOf(rows)).toEqual(expected);
    const book = workbookFiles('')['xl/workbook.xml'] ?? '';
    const from1904 = book.replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    // The 1904 system counts from 1904-01-01, 1,462 days later: 44895 = 46357 − 1462.
    const [first] = await cellsOf(`${HEADER}<row r="2"><c r="A2" s="1"><v>44895</v></c></row>`, {
      'xl/workbook.xml': from1904,
    });
    expect(first).toEqual([{ odd: 'date', day: '2026-12-01', time: null }]);
  });

  it('may begin its header in any row, leave rows and addresses out, hide rows and use prefixes', async () => {
    const prefixed = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
      <x:row r="3"><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row r="9" hidden="1"><x:c r="A9" t="str"><x:v>A01</x:v></x:c></x:row>
      <x:row r="12"/></x:sheetData></x:worksheet>`;
    const { tables } = await readWorkbook(zipArchive(workbookFiles(prefixed)));
    expect(tables).toEqual([{ name: 'racks', headerRow: 3, header: ['key'], rows: [{ row: 9, cells: ['A01'] }] }]);
  });

  it('is refused where cells are merged, and told of with everything else', async () => {
    const merged = sheetXml(
      `${HEADER}<row r="2"><c r="A2" t="str"><v>A01</v></c><c r="B2" t="e"><v>#N/A</v></c></row>`,
      '<mergeCells count="1"><mergeCell ref="B3:B4"/></mergeCells>',
    );
    const reading = await readWorkbook(zipArchive(workbookFiles(merged)));
    const result = importInventory({ before: HALL, reading, deletes: false });
    expect(result.ok ? [] : result.defects.map(({ code, found, at }) => [code, found, at?.row, at?.column])).toEqual([
      ['type', 'the error #N/A', 2, 2],
      ['format', 'the merged cells B3:B4', 3, 2],
    ]);
  });

  it('may have hyperlinks: a cell is the text that is shown, and where the link leads is not followed', async () => {
    const linked = sheetXml(
      `${HEADER}<row r="2"><c r="A2" t="str"><v>A01</v></c></row>`,
      '<hyperlinks><hyperlink ref="A2" r:id="rId1" display="elsewhere"/></hyperlinks>',
    );
    const formula = sheetXml(
      `${HEADER}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://127.0.0.1:9/","A01")</f><v>A01</v></c></row>`,
    );
    const rels = {
      'xl/worksheets/_rels/sheet1.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>',
    };
    for (const sheet of [linked.replace('<worksheet ', `<worksheet ${RELATIONS} `), formula]) {
      const reading = await readWorkbook(zipArchive(workbookFiles(sheet, rels)));
      expect(reading.defects).toEqual([]);
      expect(reading.tables[0]?.rows).toEqual([{ row: 2, cells: ['A01'] }]);
    }
  });

  it('may have 100,000 rows: each is read, and every one with a defect is counted', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, i) => `<row r="${String(i + 2)}"><c r="A${String(i + 2)}" t="str"><v>rack ${String(i)}</v></c></row>`,
    );
    const reading = await readWorkbook(zipArchive(workbookFiles(sheetXml(`${HEADER}${rows.join('')}`))));
    const [table] = reading.tables;
    expect(table?.rows).toHaveLength(100_000);
    expect(table?.rows.at(-1)).toEqual({ row: 100_001, cells: ['rack 99999'] });
    const result = importInventory({ before: HALL, reading, deletes: false });
    // None of them says what an inventory wants of a rack: not one row is dropped in silence.
    const counted = result.ok ? 0 : result.defects.length + result.unlisted;
    expect(counted).toBeGreaterThanOrEqual(100_000);
  });

  it('keeps nothing of cells far to the right of its header, and names the first', async () => {
    const wide = `${HEADER}<row r="2"><c r="A2" t="str"><v>A01</v></c><c r="C2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>`;
    const reading = await readWorkbook(zipArchive(workbookFiles(sheetXml(wide))));
    expect(reading.tables[0]?.rows).toEqual([{ row: 2, cells: ['A01', null, 1] }]);
    const result = importInventory({ before: HALL, reading, deletes: false });
    expect(result).toMatchObject({ defects: [{ code: 'unknown-key', at: { sheet: 'racks', row: 2, column: 3 } }] });
  });
});

describe('a file that is no workbook', () => {
  const good = zipArchive(workbookFiles(sheetXml(HEADER)));

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'an empty file'],
    ['text', Buffer.from('key,name\r\n'), 'a file that is no workbook'],
    [
      'a password',
      Buffer.from('d0cf11e0a1b11ae1000000000000000000', 'hex'),
      'a workbook with a password, or one of Excel 97 to 2003 (.xls)',
    ],
    ['OpenDocument', zipArchive({ 'content.xml': '<a/>' }), 'an OpenDocument file (.ods)'],
    [
      'a binary workbook',
      zipArchive({
        ...workbookFiles(''),
        '_rels/.rels': (workbookFiles('')['_rels/.rels'] ?? '').replace('workbook.xml', 'workbook.bin'),
        'xl/workbook.bin': Buffer.from([0x83, 0x01, 0x00]),
      }),
      'a binary workbook (.xlsb)',
    ],
    ['another archive', zipArchive({ 'a.txt': 'a' }), 'a ZIP file that is no workbook'],
    ['half a file', good.subarray(0, good.length - 60), 'a damaged or incomplete file'],
    ['a flipped bit', flipped(good), 'a damaged or incomplete file'],
    [
      'declared entities',
      zipArchive(workbookFiles(`<!DOCTYPE a [<!ENTITY b "c">]>${sheetXml(HEADER)}`)),
      'xl/worksheets/sheet1.xml that is no XML',
    ],
    ['broken XML', zipArchive(workbookFiles('<worksheet><sheetData>')), 'xl/worksheets/sheet1.xml that is no XML'],
    [
      'other text than UTF-8',
      zipArchive({ ...workbookFiles(''), 'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0x61, 0xff]) }),
      'xl/worksheets/sheet1.xml that is no XML',
    ],
  ])('is named: %s', async (_, bytes, found) => {
    expect(await refusal(bytes)).toBe(found);
  });

  it('is refused once it has unpacked to more than it may, however small it is', async () => {
    const bomb = zipArchive(workbookFiles(`${sheetXml(HEADER)}${' '.repeat(20_000_000)}`));
    expect(bomb.length).toBeLessThan(30_000);
    expect(await refusal(bomb, 10_000_000)).toBe('more bytes than a workbook may unpack to');
  });
});

/** One bit of the packed sheet is another: the checksum tells. */
function flipped(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  const at = damaged.indexOf('xl/sharedStrings.xml') + 60;
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  return damaged;
}
