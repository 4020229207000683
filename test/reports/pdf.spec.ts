import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssessedSite } from '../../src/domain/assessment/assessment.js';
import { boxOfText, textsOf, type TextItem } from '../../src/reports/look/sheet.js';
import { AREA, FRAME } from '../../src/reports/pdf/page.js';
import { reportPages, writeReport } from '../../src/reports/pdf/report.js';
import { estimatedFace } from '../../src/reports/svg/estimated-face.js';
import { describeWith } from '../support/tools.js';
import { assessedDocument, assessedHall, HALLS } from './assessed-halls.js';
import { hostileHall } from './hostile-halls.js';

const folder = mkdtempSync(join(tmpdir(), 'plenum-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function pdfOf(assessed: AssessedSite, revisionLabel: string | null = 'rev C'): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const target = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeReport(assessed, { revisionLabel }, target);
  return Buffer.concat(chunks);
}

/** mm. Two texts whose boxes share no more than this touch. */
const TOUCH = 0.05;

/** Pairs of texts of a page that lie in one another. */
function overlapsOf(texts: readonly TextItem[]): readonly string[] {
  const boxes = texts.map((text) => ({ text: text.text, ...boxOfText(text) })).sort((a, b) => a.x - b.x);
  const found: string[] = [];
  boxes.forEach((a, k) => {
    for (let m = k + 1; m < boxes.length; m += 1) {
      const b = boxes[m];
      if (b === undefined || b.x > a.x + a.width - TOUCH) break;
      const meet = a.y + TOUCH < b.y + b.height && b.y + TOUCH < a.y + a.height;
      if (meet) found.push(`"${a.text}" and "${b.text}"`);
    }
  });
  return found;
}

describe.each(HALLS)('the report of %s', (hall) => {
  const assessed = assessedHall(hall);
  const pages = reportPages(assessed, estimatedFace);

  it('lays no text on another and none outside the frame', () => {
    for (const page of pages) {
      const texts = [...textsOf(page.items())];
      expect({ page: page.title, overlaps: overlapsOf(texts) }).toEqual({ page: page.title, overlaps: [] });
      for (const text of texts) {
        const { x, y, width, height } = boxOfText(text);
        const isInside =
          x >= FRAME.x && y >= FRAME.y && x + width <= FRAME.x + FRAME.width && y + height <= AREA.y + AREA.height + 4;
        expect({ text: text.text, isInside }).toEqual({ text: text.text, isInside: true });
      }
    }
  });

  it('has a page for the summary, the key plan, every room, elevations, findings and assumptions', () => {
    const titles = pages.map(({ title }) => title);
    expect(titles[0]).toBe('Summary');
    expect(titles).toContain('Key plan');
    for (const { name } of assessed.index.snapshot.rooms) expect(titles).toContain(`Floor plan: ${name}`);
    for (const part of [
      'Rack elevations',
      'Findings',
      'Values that were assumed',
      'Register: assumptions not yet validated',
    ]) {
      expect(titles.some((title) => title.startsWith(part))).toBe(true);
    }
  });

  it('is the same bytes each time, in every time zone', async () => {
    const before = process.env['TZ'];
    const first = await pdfOf(assessed);
    process.env['TZ'] = 'Pacific/Auckland';
    try {
      expect((await pdfOf(assessedHall(hall))).equals(first)).toBe(true);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('says another revision in other bytes', async () => {
    expect((await pdfOf(assessed, 'rev D')).equals(await pdfOf(assessed, 'rev C'))).toBe(false);
  });
});

describeWith(['pdftotext'], 'the text of a report', () => {
  it.each(HALLS)('of %s holds every code, every rack and the number of every page', async (hall) => {
    const assessed = assessedHall(hall);
    const file = join(folder, `${hall}.pdf`);
    writeFileSync(file, await pdfOf(assessed));
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout;
    const pageCount = text.split('\f').length - 1;
    expect(pageCount).toBe(reportPages(assessed, estimatedFace).length);
    for (let page = 1; page <= pageCount; page += 1) expect(text).toContain(`${String(page)} of ${String(pageCount)}`);
    for (const { code } of assessed.assessment.findings) expect(text).toContain(code);
    for (const rack of assessed.index.racks.keys()) expect(text).toContain(rack);
    expect(text).toContain(assessed.assessment.contentHash.slice(0, 16));
    expect(text).toContain('rev C');
    // 16 or 8 racks that look alike are drawn once, and named.
    expect(text).toMatch(/Stands for (16|8) racks/);
  });
});

it('writes halls with hostile names, no text on another', async () => {
  await fc.assert(
    fc.asyncProperty(hostileHall, async (document) => {
      const assessed = assessedDocument(document);
      for (const page of reportPages(assessed, estimatedFace)) {
        expect(overlapsOf([...textsOf(page.items())])).toEqual([]);
      }
      expect((await pdfOf(assessed)).subarray(0, 5).toString()).toBe('%PDF-');
    }),
    { seed: 20261116, numRuns: 25 },
  );
}, 120_000);

it('ends with the error of its target', async () => {
  const target = new Writable({
    write(_chunk, _encoding, done) {
      done(new Error('disk full'));
    },
  });
  await expect(writeReport(assessedHall('gpu-hall'), { revisionLabel: null }, target)).rejects.toThrow('disk full');
});
