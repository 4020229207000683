import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { inflateRawSync } from 'node:zlib';
import { buildPlenum } from '../support/process.js';
import { writeBomWorkbook } from '../../src/reports/xlsx/bom-workbook.js';
import { goldenBom, goldenBomWith } from './xlsx-bills.js';
import { sheetNamed, workbookBytes, workbookOf } from './xlsx-read.js';

/** ZIP files count time in steps of two seconds. */
const ZIP_STEP_MS = 2_100;

describe('the bytes of the workbook', () => {
  beforeAll(() => buildPlenum(), 120_000);

  const bytesIn = async (timeZone: string) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'bom', 'examples/gpu-hall.yaml', '--output', '-'], {
      env: { PATH: process.env['PATH'], TZ: timeZone },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [bytes, said] = await Promise.all([buffer(child.stdout), text(child.stderr)]);
    if (bytes.length === 0) throw new Error(said);
    return createHash('sha256').update(bytes).digest('hex');
  };

  it('are the same in another time zone and later', async () => {
    const first = await bytesIn('Pacific/Auckland');
    await after(ZIP_STEP_MS);
    expect(await bytesIn('America/Los_Angeles')).toBe(first);
  }, 60_000);

  it('are the same for a target that takes its time', async () => {
    const chunks: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        setImmediate(done);
      },
    });
    await writeBomWorkbook(goldenBom(), slow);
    expect(Buffer.concat(chunks).equals(await workbookBytes(goldenBom()))).toBe(true);
  });

  it('change with the day of the bill, which dates every entry', async () => {
    const bytes = await workbookBytes(goldenBomWith({ asOf: '2027-03-02' }));
    expect(bytes.equals(await workbookBytes(goldenBom()))).toBe(false);
    const entries = entriesOf(bytes);
    // MS-DOS date: (2027 − 1980) · 512 + 3 · 32 + 2
    expect(new Set(entries.map(({ date }) => date))).toEqual(new Set([47 * 512 + 3 * 32 + 2]));
    expect(contentOf(entries, 'docProps/core.xml')).toContain('2027-03-02T00:00:00Z');
  });
});

describe('a target that fails', () => {
  it('fails the writing with its own reason', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
    await expect(writeBomWorkbook(goldenBom(), full)).rejects.toThrow('no space left');
  });

  it('fails the writing when it is closed early', async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done() });
    const writing = writeBomWorkbook(goldenBom(), gone);
    gone.destroy();
    await expect(writing).rejects.toThrow('Premature close');
  });
});

describe('hostile text', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\u0007=1',
    '\ufffe',
    'lone \ud83d',
    '_x0041_',
    ']]>',
    '<c>&',
  ];

  it('is stored as text in cells that stay text when they are edited', async () => {
    const [line] = goldenBom().lines;
    const bom = goldenBomWith({
      omissions: hostile.map((name) => ({ kind: 'spare', name, reason: 'names no catalog entry' })),
      lines: line === undefined ? [] : [line],
    });
    const sheet = sheetNamed(await workbookOf(bom), 'Not in the bill');
    const stored = hostile.map((_, i) => sheet.getCell(`B${String(i + 2)}`).text);
    expect(stored).toEqual(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '�=1', '�', 'lone �', '_x0041_', ']]>', '<c>&']);
    expect(quotedRowsOf(entriesOf(await workbookBytes(bom)), 'xl/worksheets/sheet8.xml')).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('in the name of a site reaches neither the commands nor the length limit of headers', async () => {
    const workbook = await workbookOf(goldenBomWith({ site: '&P 9'.repeat(50) }));
    const header = sheetNamed(workbook, 'Lines').headerFooter.oddHeader ?? '';
    expect(header).toContain('&L&9&&P 9&&P 9');
    expect(header.length).toBeLessThan(255);
  });
});

describe('a bill of nothing', () => {
  it('says none on every sheet', async () => {
    const nothing = { lines: [], totals: [], missingPrices: [], omissions: [], cableSchedule: [], openAssumptions: [] };
    const workbook = await workbookOf(goldenBomWith(nothing));
    for (const sheet of workbook.worksheets.slice(1)) expect(sheet.getCell('A2').value).toBe('none');
    expect(sheetNamed(workbook, 'Summary').getCell('A12').value).toBe('none');
  });
});

interface ZipEntry {
  readonly name: string;
  /** As MS-DOS wrote it. */
  readonly date: number;
  readonly content: () => string;
}

/** Entries of a ZIP file by its central directory (APPNOTE 4.3.12). */
function entriesOf(bytes: Buffer): readonly ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const entries: ZipEntry[] = [];
  for (let at = bytes.readUInt32LE(end + 16), i = 0; i < bytes.readUInt16LE(end + 10); i += 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const size = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      date: bytes.readUInt16LE(at + 14),
      content: () => inflateRawSync(bytes.subarray(data, data + size)).toString('utf8'),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(entries: readonly ZipEntry[], name: string): string {
  return entries.find((entry) => entry.name === name)?.content() ?? '';
}

/** Rows of a sheet with a cell in whose style whatever is typed stays text. */
function quotedRowsOf(entries: readonly ZipEntry[], sheet: string): readonly number[] {
  const cellStyles = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(contentOf(entries, 'xl/styles.xml'))?.[1] ?? '';
  const quoted = [...cellStyles.matchAll(/<xf [^>]*>/g)].map(([xf]) => xf.includes('quotePrefix="1"'));
  const cells = [...contentOf(entries, sheet).matchAll(/<c r="[A-Z]+(\d+)" s="(\d+)"/g)];
  return cells.filter(([, , style]) => quoted[Number(style)] === true).map(([, row]) => Number(row));
}
