import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SiteDocument } from '../../../src/domain/site/document.js';
import { importInventory } from '../../../src/exchange/inventory/import-inventory.js';
import { readSiteDocument } from '../../../src/exchange/site-document.js';
import { readWorkbook } from '../../../src/exchange/xlsx/read-workbook.js';
import { inventoryBytes } from '../../../src/reports/xlsx/inventory-workbook.js';
import { describeWith } from '../../support/tools.js';
import { putBasicMacro } from '../../support/libreoffice-macro.js';

const HALLS = ['lpu-hall', 'gpu-hall'] as const;

/** What a person does in a spreadsheet: types, fills in a formula, renames, adds, deletes, hides, merges nothing. */
const EDIT = `
Function ColumnOf(sheet, header)
  For i = 0 To 100
    If sheet.getCellByPosition(i, 0).String = header Then
      ColumnOf = i
      Exit Function
    End If
  Next i
End Function

Function RowOf(sheet, key)
  For i = 2 To 5000
    If sheet.getCellByPosition(0, i).String = key Then
      RowOf = i
      Exit Function
    End If
  Next i
End Function

Function CellOf(sheet, key, header)
  CellOf = sheet.getCellByPosition(ColumnOf(sheet, header), RowOf(sheet, key))
End Function

Sub Edit(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  racks = doc.Sheets.getByName("racks")
  CellOf(racks, "GPU1", "serial").String = "S-100"
  CellOf(racks, "GPU2", "name").String = "GPU2 north"
  CellOf(racks, "GPU3", "powerLimitW").Formula = "=40000+800"
  CellOf(racks, "GPU4", "availableFrom").FormulaLocal = "2027-03-01"
  CellOf(racks, "NET1", "status").String = ""
  racks.Rows.getByIndex(RowOf(racks, "GPU1")).IsVisible = False
  devices = doc.Sheets.getByName("devices")
  Dim last As Long
  last = RowOf(devices, "MGMT-1")
  devices.Rows.insertByIndex(last, 1)
  devices.getCellByPosition(ColumnOf(devices, "name"), last).String = "SPARE-1"
  devices.getCellByPosition(ColumnOf(devices, "type"), last).String = CellOf(devices, "MGMT-1", "type").String
  devices.getCellByPosition(ColumnOf(devices, "measuredPowerW"), last).Value = 61.5
  assumptions = doc.Sheets.getByName("assumptions")
  assumptions.Rows.removeByIndex(2, 1)
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(target, filter())
  doc.close(True)
End Sub
`;

function documentOf(name: string): SiteDocument {
  const bytes = readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${name} is not valid`);
  return read.document;
}

describeWith(['soffice'], 'an inventory in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-inventory-'));
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const soffice = (...args: readonly string[]) => {
    const run = spawnSync('soffice', [`-env:UserInstallation=${profile}`, '--headless', ...args], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`);
  };

  beforeAll(async () => {
    mkdirSync(join(folder, 'out'));
    const files = HALLS.map((name) => join(folder, `${name}.xlsx`));
    for (const [i, name] of HALLS.entries()) writeFileSync(files[i] ?? '', await inventoryBytes(documentOf(name)));
    soffice('--convert-to', 'xlsx', '--outdir', join(folder, 'out'), ...files);
    // Not before: when it starts for the first time, LibreOffice puts an empty module there.
    putBasicMacro(join(folder, 'profile'), EDIT);
    const [source, target] = [files[1] ?? '', join(folder, 'edited.xlsx')].map((file) => pathToFileURL(file).href);
    soffice(`macro:///Standard.Module1.Edit("${source ?? ''}","${target ?? ''}")`);
  }, 240_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(HALLS)('that it only saves again changes nothing: %s', async (name) => {
    const document = documentOf(name);
    const reading = await readWorkbook(readFileSync(join(folder, 'out', `${name}.xlsx`)));
    for (const before of [document, null]) {
      const result = importInventory({ before, reading, deletes: true });
      expect(result).toMatchObject({ ok: true, withheld: [] });
      expect(result.ok && result.document).toEqual(document);
    }
  });

  it('that it edits gives exactly the changes that were typed', async () => {
    const document = documentOf('gpu-hall');
    const reading = await readWorkbook(readFileSync(join(folder, 'edited.xlsx')));
    const result = importInventory({ before: document, reading, deletes: false });
    expect(result.ok ? [] : result.defects).toEqual([]);
    if (!result.ok) return;
    const type = document.devices?.find(({ name }) => name === 'MGMT-1')?.type;
    expect(result.changes).toEqual([
      { op: 'update', kind: 'rack', key: ['GPU2'], set: { name: 'GPU2 north' } },
      { op: 'update', kind: 'rack', key: ['GPU1'], set: { serial: 'S-100' } },
      { op: 'update', kind: 'rack', key: ['GPU3'], set: { powerLimitW: 40800 } }, // =40000+800
      { op: 'update', kind: 'rack', key: ['GPU4'], set: { availableFrom: '2027-03-01' } },
      { op: 'update', kind: 'rack', key: ['NET1'], set: { status: null } },
      { op: 'create', kind: 'device', value: { name: 'SPARE-1', type, measuredPowerW: 61.5 } },
    ]);
    expect(result.withheld).toEqual([{ kind: 'assumption', key: document.assumptions?.[0]?.name, list: null }]);
  });
});
