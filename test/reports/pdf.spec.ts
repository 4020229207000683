import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssessedSite } from '../../src/domain/assessment/assessment.js';
import { cornersOfText, textsOf, type Spot, type TextItem } from '../../src/reports/look/sheet.js';
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
  const boxes = texts
    .map((text) => ({
      text: text.text,
      corners: cornersOfText(text),
      left: Math.min(...cornersOfText(text).map(([x]) => x)),
    }))
    .sort((a, b) => a.left - b.left);
  const found: string[] = [];
  boxes.forEach((a, k) => {
    const right = Math.max(...a.corners.map(([x]) => x));
    for (const b of boxes.slice(k + 1)) {
      if (b.left > right) break;
      if (!areApart(a.corners, b.corners) && !areApart(b.corners, a.corners)) found.push(`"${a.text}" and "${b.text}"`);
    }
  });
  return found;
}

/** Whether a side of one rectangle separates it from the other. */
function areApart(a: readonly Spot[], b: readonly Spot[]): boolean {
  return a.some((from, k) => {
    const to = a[(k + 1) % a.length] ?? from;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [nx, ny] = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
    const along = (points: readonly Spot[]) => points.map(([x, y]) => x * nx + y * ny);
    return (
      Math.min(...along(b)) > Math.max(...along(a)) - TOUCH || Math.max(...along(b)) < Math.min(...along(a)) + TOUCH
    );
  });
}

describe.each(HALLS)('the report of %s', (hall) => {
  const assessed = assessedHall(hall);
  const pages = reportPages(assessed, estimatedFace);

  it('lays no text on another and none outside the frame', () => {
    for (const page of pages) {
      const texts = [...textsOf(page.items())];
      expect({ page: page.title, overlaps: overlapsOf(texts) }).toEqual({ page: page.title, overlaps: [] });
      for (const text of texts) {
        const isInside = cornersOfText(text).every(
          ([x, y]) => x >= FRAME.x && y >= FRAME.y && x <= FRAME.x + FRAME.width && y <= AREA.y + AREA.height + 4,
        );
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
    expect(pageCount).toBeGreaterThanOrEqual(9);
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
    { seed: 20261116, numRuns: 25, endOnFailure: true },
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
