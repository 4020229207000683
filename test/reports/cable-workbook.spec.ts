import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { cableAnalysisOf } from '../../src/analysis/cable-analysis.js';
import { cableWorkbookOf, scheduleOfAnalysis } from '../../src/analysis/cable-schedule.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readCableSchedule } from '../../src/exchange/cabling/read-schedule.js';
import { scheduleChanges } from '../../src/exchange/cabling/schedule-changes.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { writeCableWorkbook } from '../../src/reports/xlsx/cable-workbook.js';
import { describeWith } from '../support/tools.js';
import { formulasOf, readWorkbook, sheetNamed } from './xlsx-read.js';

/** LibreOffice keeps results as it finds them, unless it is told to work out every formula of a file from Excel. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

const HALLS = ['lpu-hall', 'gpu-hall'] as const;

function analysed(hall: string) {
  const bytes = readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${hall} is refused`);
  const snapshot = toSnapshot(read.document);
  return { snapshot, analysis: cableAnalysisOf(snapshot, { asOf: null, today: '2026-11-16' }) };
}

async function bytesOf(hall: string): Promise<Buffer> {
  const target = new PassThrough();
  const workbook = cableWorkbookOf(analysed(hall).analysis);
  const [bytes] = await Promise.all([buffer(target), writeCableWorkbook(workbook, target)]);
  return bytes;
}

describeWith(['soffice'], 'the cable workbook in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-cables-'));
  const fromLibreOffice = new Map<string, { bytes: Buffer; workbook: ExcelJS.Workbook }>();

  beforeAll(async () => {
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
    for (const hall of HALLS) writeFileSync(join(folder, `${hall}.xlsx`), await bytesOf(hall));
    const edited = await readWorkbook(await bytesOf('gpu-hall'));
    const schedule = sheetNamed(edited, 'Cable schedule');
    const typeColumn = (schedule.getRow(1).values as string[]).indexOf('type');
    schedule.getRow(2).getCell(typeColumn).value = 'mpo-12-apc-sm';
    writeFileSync(join(folder, 'edited.xlsx'), Buffer.from(await edited.xlsx.writeBuffer()));
    const names = [...HALLS, 'edited'];
    const files = names.map((name) => join(folder, `${name}.xlsx`));
    const flags = [`-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--convert-to', 'xlsx'];
    const run = spawnSync('soffice', [...flags, '--outdir', join(folder, 'out'), ...files], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`);
    for (const name of names) {
      const bytes = readFileSync(join(folder, 'out', `${name}.xlsx`));
      fromLibreOffice.set(name, { bytes, workbook: await readWorkbook(bytes) });
    }
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const saved = (name: string) => {
    const found = fromLibreOffice.get(name);
    if (found === undefined) throw new Error(`LibreOffice wrote no ${name}`);
    return found;
  };
  /** Rows of the sheet of pieces: type, piece, in map, in schedule, in pull list, check. */
  const piecesOf = (name: string) => {
    const rows: unknown[][] = [];
    sheetNamed(saved(name).workbook, 'Pieces').eachRow((row, at) => {
      const value = (column: number) => {
        const { value: held } = row.getCell(column);
        return typeof held === 'object' && held !== null && 'result' in held ? held.result : held;
      };
      if (at > 1) rows.push([1, 2, 3, 4, 5, 6].map(value));
    });
    return rows;
  };

  it.each(HALLS)('counts every cable of %s in the schedule and in the pull list, by type and piece', (hall) => {
    const { plan } = analysed(hall).analysis;
    const rows = piecesOf(hall);
    for (const [type, piece, inMap, inSchedule, inPullList, check] of rows) {
      const cables = plan.cables.filter(
        ({ cable, orderLengthM }) => cable.type === type && (orderLengthM ?? null) === piece,
      );
      expect([type, piece, inMap, inSchedule, inPullList, check]).toEqual([
        ...[type, piece, cables.length, cables.length, cables.length],
        'agrees',
      ]);
    }
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect([sum(2), sum(3), sum(4)]).toEqual(Array(3).fill(plan.cables.length));
    expect(formulasOf(saved(hall).workbook).size).toBe(3 * rows.length);
  });

  it('shows a row whose type was changed: one cat6a of 10 m fewer than the map has', () => {
    expect(piecesOf('edited').filter((row) => row[5] !== 'agrees')).toEqual([
      ['cat6a', 10, 16, 15, 16, 'differs'],
      ['mpo-12-apc-sm', 10, 139, 140, 139, 'differs'],
    ]);
  });

  it.each(HALLS)('is read back from LibreOffice without a change: %s', async (hall) => {
    const { snapshot, analysis } = analysed(hall);
    const read = await readCableSchedule(saved(hall).bytes);
    if (!read.ok) throw new Error(JSON.stringify(read.defects));
    const changes = scheduleChanges(read.schedule, {
      index: analysis.index,
      schedule: scheduleOfAnalysis(analysis),
      stated: new Set(snapshot.cables.map(({ name }) => name)),
    });
    expect(changes).toEqual({ ok: true, changes: [], lines: [], withheld: [] });
  });
});
