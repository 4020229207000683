import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readFileSync } from 'node:fs';
import { cableAnalysisOf } from '../../analysis/cable-analysis.js';
import { cableWorkbookOf, scheduleCsv, scheduleOfAnalysis } from '../../analysis/cable-schedule.js';
import { applyChanges } from '../../domain/site/changes.js';
import { toSnapshot } from '../../domain/site/snapshot.js';
import { writeCableWorkbook } from '../../reports/xlsx/cable-workbook.js';
import { readSiteDocument } from '../site-document.js';
import { readCableSchedule } from './read-schedule.js';
import { scheduleChanges } from './schedule-changes.js';

function snapshotOf(hall: string) {
  const bytes = readFileSync(new URL(`../../../examples/${hall}.yaml`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${hall} is refused`);
  return toSnapshot(read.document);
}

const snapshot = snapshotOf('gpu-hall');
const analysis = cableAnalysisOf(snapshot, { asOf: null, today: '2026-11-16' });
const csv = scheduleCsv(analysis);

async function changesOf(bytes: Uint8Array, deletes = false) {
  const read = await readCableSchedule(bytes);
  if (!read.ok) return { ok: false as const, defects: read.defects };
  return scheduleChanges(read.schedule, {
    index: analysis.index,
    schedule: scheduleOfAnalysis(analysis),
    stated: new Set(snapshot.cables.map(({ name }) => name)),
    deletes,
  });
}
const edited = (edit: (lines: string[]) => void, deletes = false) => {
  const lines = csv.split('\r\n');
  edit(lines);
  return changesOf(Buffer.from(lines.join('\r\n')), deletes);
};
const header = csv.split('\r\n')[0]?.split(',') ?? [];
const put = (lines: string[], cable: string, column: string, value: string) => {
  const at = lines.findIndex((line) => line.startsWith(`${cable},`));
  const cells = (lines[at] ?? '').split(',');
  cells[header.indexOf(column)] = value;
  lines[at] = cells.join(',');
  return at + 1;
};

describe('a cable schedule', () => {
  it('that comes back as it was changes nothing, from CSV and from the workbook', async () => {
    expect(await changesOf(Buffer.from(csv))).toEqual({ ok: true, changes: [], lines: [], withheld: [] });
    const stream = new PassThrough();
    const [bytes] = await Promise.all([buffer(stream), writeCableWorkbook(cableWorkbookOf(analysis), stream)]);
    expect(await changesOf(bytes)).toEqual({ ok: true, changes: [], lines: [], withheld: [] });
  });

  it('deletes a cable without a row only where that is asked for, and never one of a pattern', async () => {
    const leaveOut = (lines: string[]) => {
      for (const name of ['M-01', 'DGX-17:OSFP1/1'])
        lines.splice(
          lines.findIndex((one) => one.startsWith(`${name},`)),
          1,
        );
    };
    expect(await edited(leaveOut)).toEqual({
      ok: true,
      changes: [],
      lines: [],
      withheld: expect.arrayContaining(['DGX-17:OSFP1/1', 'M-01']),
    });
    expect(await edited(leaveOut, true)).toEqual({
      ok: true,
      changes: [{ op: 'delete', kind: 'cable', key: ['M-01'] }],
      lines: [null],
      withheld: ['DGX-17:OSFP1/1'],
    });
  });

  it('gives a length as built to a stated cable as an update, and writes a cable of a pattern out', async () => {
    const result = await edited((lines) => {
      put(lines, 'M-01', 'as built m', '9.2');
      put(lines, 'DGX-17:OSFP1/1', 'as built m', '12.9');
      put(lines, 'M-02', 'A label', 'new label');
    });
    expect(result).toMatchObject({
      ok: true,
      changes: [
        { op: 'update', kind: 'cable', key: ['M-01'], set: { asBuiltLengthM: 9.2 } },
        { op: 'update', kind: 'cable', key: ['M-02'], set: { label: 'new label' } },
        { op: 'create', kind: 'cable', value: { name: 'DGX-17:OSFP1/1', asBuiltLengthM: 12.9, bundle: 'rails north' } },
      ],
    });
    if (!result.ok) return;
    const applied = applyChanges(snapshot, result.changes);
    expect(applied.ok).toBe(true);
    if (!applied.ok) return;
    const after = cableAnalysisOf(applied.snapshot, { asOf: null, today: '2026-11-16' });
    expect(after.plan.cables).toHaveLength(analysis.plan.cables.length);
    expect(after.plan.cables.find(({ cable }) => cable.name === 'DGX-17:OSFP1/1')).toMatchObject({
      lengthM: 12.9,
      orderLengthM: 20,
    });
  });

  it('names every wrong cell at once, with its line and the nearest name', async () => {
    const places: number[] = [];
    const result = await edited((lines) => {
      places.push(put(lines, 'M-01', 'as built m', 'long'));
      places.push(put(lines, 'M-02', 'type', 'cat6b'));
      places.push(put(lines, 'M-03', 'A rack', 'GPU9'));
      places.push(put(lines, 'M-04', 'B device', 'MGMT-11'));
      lines.push('new,cat6a');
      lines.splice(-1, 1, ['new', ...Array<string>(header.length - 1).fill('')].join(','));
      places.push(lines.length);
    });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.defects.map(({ code, line, nearest }) => [code, line, nearest])).toEqual([
      ['type', places[0], undefined],
      ['unresolved-reference', places[1], 'cat6a'],
      ['conflict', places[2], undefined],
      ['unresolved-reference', places[3], 'MGMT-1'],
      ['unresolved-reference', places[4], undefined],
    ]);
  });

  it('names every port that a device does not have, and every port that another cable has, with its line', async () => {
    const at: Record<string, number> = {};
    const result = await edited((lines) => {
      const cut = lines.findIndex((line) => line.startsWith('M-04,'));
      at['M-04'] = cut + 1;
      at['M-01'] = put(lines, 'M-01', 'B port', 'swp99');
      at['M-02'] = put(lines, 'M-02', 'A port', 'BMC1');
      // The port of M-04, which stays.
      at['M-03'] = put(lines, 'M-03', 'B port', 'swp4');
      at['DGX-17:OSFP1/1'] = put(lines, 'DGX-17:OSFP1/1', 'B port', '3');
      at['new'] = lines.length;
      const cells = Array<string>(header.length).fill('');
      const write = (column: string, value: string) => (cells[header.indexOf(column)] = value);
      write('cable', 'new');
      write('type', 'cat6a');
      write('A device', 'DGX-01');
      write('A port', 'OSFP9');
      write('B device', 'MGMT-99');
      write('B port', 'swp40');
      lines.splice(-1, 0, cells.join(','));
    });
    if (result.ok) throw new Error('accepted');
    const found = result.defects.map((defect) => [defect.line, defect.code, defect.found, defect.nearest]);
    expect(found).toEqual(
      [
        [at['M-01'], 'unresolved-reference', '"swp99"', 'swp9'],
        [at['M-02'], 'unresolved-reference', '"BMC1"', 'BMC'],
        [at['M-03'], 'conflict', '"swp4"', undefined],
        [at['DGX-17:OSFP1/1'], 'conflict', '"3/1"', undefined],
        [at['new'], 'unresolved-reference', '"OSFP9"', 'OSFP1'],
        [at['new'], 'unresolved-reference', '"MGMT-99"', 'MGMT-1'],
      ].sort(([a], [b]) => Number(a) - Number(b)),
    );
    const taken = result.defects.find(({ line, code }) => line === at['M-03'] && code === 'conflict');
    expect(taken?.allowed).toBe(`a free port: M-04, line ${String(at['M-04'])}, has this one`);
  });

  it('whose rows exchange their ports is taken, since no two of them are at one port in the end', async () => {
    const result = await edited((lines) => {
      put(lines, 'M-01', 'B port', 'swp2');
      put(lines, 'M-02', 'B port', 'swp1');
    });
    expect(result).toMatchObject({
      ok: true,
      changes: [
        { key: ['M-01'], set: { ends: [{ device: 'DGX-01' }, { device: 'MGMT-1', port: 'swp2' }] } },
        { key: ['M-02'], set: { ends: [{ device: 'DGX-02' }, { device: 'MGMT-1', port: 'swp1' }] } },
      ],
    });
  });

  it('that has a cable from its other end changes nothing, whether all columns of the ends changed places or some', async () => {
    const turn = (lines: string[], cable: string, parts: readonly string[]) => {
      const at = lines.findIndex((line) => line.startsWith(`${cable},`));
      const cells = (lines[at] ?? '').split(',');
      for (const part of parts) {
        const [a, b] = [header.indexOf(`A ${part}`), header.indexOf(`B ${part}`)];
        [cells[a], cells[b]] = [cells[b] ?? '', cells[a] ?? ''];
      }
      lines[at] = cells.join(',');
    };
    const place = ['device', 'port', 'sub-port'];
    const all = [...place, 'rack', 'unit', 'transceiver', 'label'];
    for (const parts of [all, place, [...place, 'rack', 'unit']]) {
      expect(
        await edited((lines) => {
          for (const cable of ['M-01', 'DGX-17:OSFP1/1', 'DGX-01:OSFP4/2']) turn(lines, cable, parts);
        }),
      ).toEqual({ ok: true, changes: [], lines: [], withheld: [] });
    }
  });

  it('may say of an end that it moves where the new device stands, and of another only what stood there', async () => {
    const at: number[] = [];
    const result = await edited((lines) => {
      put(lines, 'M-01', 'B device', 'MGMT-2');
      put(lines, 'M-01', 'B port', 'swp40');
      put(lines, 'M-02', 'A device', 'DGX-09');
      at.push(put(lines, 'M-02', 'A rack', 'GPU7'));
    });
    if (result.ok) throw new Error('accepted');
    expect(result.defects).toMatchObject([
      // DGX-09 has a cable in its BMC already, and stands in another rack.
      { line: at[0], code: 'conflict', found: '"GPU7"' },
      { line: at[0], code: 'conflict', found: '"BMC"' },
    ]);
  });

  it('of a few columns leaves alone what it has no column for', async () => {
    const result = await changesOf(Buffer.from('cable,B port\r\nM-01,swp40\r\nDGX-17:OSFP1/1,30\r\n'));
    if (!result.ok) throw new Error(JSON.stringify(result.defects));
    expect(result.changes[0]).toMatchObject({ set: { ends: [{ device: 'DGX-01', port: 'BMC' }, { port: 'swp40' }] } });
    expect(result.changes[1]).toMatchObject({
      op: 'create',
      value: {
        ends: [
          { port: 'OSFP1', subPort: '1', transceiver: 'osfp-2x400g-dr4' },
          { port: '30', subPort: '1' },
        ],
      },
    });
  });

  it('with a column that it does not have is refused with the nearest one', async () => {
    const result = await changesOf(Buffer.from('cable,typ\r\nM-01,cat6a\r\n'));
    expect(result).toMatchObject({ ok: false, defects: [{ code: 'unknown-key', nearest: 'type' }] });
  });
});
