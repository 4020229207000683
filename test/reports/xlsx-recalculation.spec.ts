import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type ExcelJS from 'exceljs';
import type { Bom } from '../../src/domain/bom/bom.js';
import { describeWith } from '../support/tools.js';
import { billOf, goldenBom, goldenBomWith } from './xlsx-bills.js';
import { formulasOf, readWorkbook, workbookBytes } from './xlsx-read.js';

/** LibreOffice keeps results as it finds them, unless it is told to work out every formula of a file from Excel. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** Every sheet in a file of its own, cells as they are shown, bars between them and no quotes. */
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):124,0,76,1,,0,false,true,false,false,false,-1';

describeWith(['soffice'], 'the workbook in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-xlsx-'));
  const bills: Readonly<Record<string, Bom>> = {
    golden: goldenBom(),
    gpu: billOf('examples/gpu-hall.yaml'),
    stale: goldenBomWith({ lines: goldenBom().lines.map((line) => ({ ...line, quantityToBuy: 999 })) }),
  };
  const written = new Map<string, ExcelJS.Workbook>();
  const recalculated = new Map<string, ExcelJS.Workbook>();

  beforeAll(async () => {
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
    for (const [name, bill] of Object.entries(bills)) {
      const bytes = await workbookBytes(bill);
      writeFileSync(join(folder, `${name}.xlsx`), bytes);
      written.set(name, await readWorkbook(bytes));
    }
    const convert = (to: string, names: readonly string[]) => {
      const files = names.map((name) => join(folder, `${name}.xlsx`));
      const flags = [`-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--convert-to', to];
      const run = spawnSync('soffice', [...flags, '--outdir', join(folder, 'out'), ...files], { encoding: 'utf8' });
      if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`);
    };
    convert('xlsx', Object.keys(bills));
    convert(AS_SHOWN, ['golden']);
    for (const name of Object.keys(bills)) {
      recalculated.set(name, await readWorkbook(readFileSync(join(folder, 'out', `${name}.xlsx`))));
    }
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const inLibreOffice = (name: string) => {
    const workbook = recalculated.get(name);
    if (workbook === undefined) throw new Error(`LibreOffice wrote no ${name}`);
    return workbook;
  };
  const resultsOf = (workbook: ExcelJS.Workbook | undefined) =>
    Object.fromEntries(
      [...(workbook === undefined ? [] : formulasOf(workbook))].map(([address, { result }]) => [address, result]),
    );

  it.each(['golden', 'gpu'])('recalculates to the results that it carries: %s', (name) => {
    const results = resultsOf(written.get(name));
    expect(Object.keys(results).length).toBeGreaterThan(40);
    expect(resultsOf(inLibreOffice(name))).toEqual(results);
  });

  it('is really recalculated: a result that is wrong in the file comes out right', () => {
    const toBuy = 'Lines!S2';
    expect(resultsOf(written.get('stale'))[toBuy]).toBe(999);
    expect(resultsOf(inLibreOffice('stale'))[toBuy]).toBe(1); // 3 required − 1 installed − 1 on order
  });

  it('shows text that looks like a formula, or like an escape of the format, as it was written', () => {
    const shown = (sheet: string) => readFileSync(join(folder, 'out', `golden-${sheet}.csv`), 'utf8').split('\n');
    expect(shown('Lines')[2]?.split('|').slice(2, 4)).toEqual([
      '=HYPERLINK("http://example.invalid")',
      '@Node _x0041_ <&>',
    ]);
    expect(shown('Cable schedule')[1]?.split('|')[1]).toBe('+R1');
  });
});
