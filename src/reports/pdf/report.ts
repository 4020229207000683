import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { AssessedSite } from '../../domain/assessment/assessment.js';
import type { AirReport } from '../../domain/drawing/air-report.js';
import type { Scene } from '../../domain/drawing/scene.js';
import type { CapacitySheet } from '../../domain/drawing/sizing-charts.js';
import { plainText } from '../look/plain-text.js';
import type { Face } from '../look/scene-items.js';
import { airPages } from './air-pages.js';
import { assumptionsPages } from './assumptions-pages.js';
import { capacityPages } from './capacity-pages.js';
import { diagramPages } from './diagram-pages.js';
import { itemDrawer } from './draw-items.js';
import { elevationPages } from './elevation-pages.js';
import { findingsPages } from './findings-pages.js';
import { registerFonts } from './fonts.js';
import { PAGE, type ReportPage } from './page.js';
import { planPages } from './plan-pages.js';
import { sequencePages } from './sequence-pages.js';
import { summaryPage } from './summary-page.js';
import { titleBlockItems } from './title-block.js';

const POINTS_PER_MM = 72 / 25.4;

export interface ReportOptions {
  readonly revisionLabel: string | null;
  /** Drawings beside the plans, such as the single-line diagram. */
  readonly diagrams?: readonly Scene[];
  /** What workloads need, pool by pool. */
  readonly capacity?: readonly CapacitySheet[];
  /** Air and water; left out where there is nothing to show. */
  readonly air?: AirReport | null;
}

/**
 * Writes the floor-plan report as PDF and ends the target. The same assessment and revision label give the same bytes.
 *
 * @throws what the target throws
 */
export async function writeReport(
  assessed: AssessedSite,
  { revisionLabel, diagrams = [], capacity = [], air = null }: ReportOptions,
  target: Writable,
): Promise<void> {
  const { site, asOf, contentHash } = assessed.assessment;
  const day = new Date(`${asOf}T00:00:00Z`);
  const document = new PDFDocument({
    autoFirstPage: false,
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: plainText(`${site}: floor-plan report`),
      Subject: plainText(`As of ${asOf}, content ${contentHash}`),
      Creator: 'Plenum',
      Producer: 'Plenum',
      CreationDate: day,
      ModDate: day,
    },
  });
  const written = pipeline(document, target);
  const stopped = written.then(
    () => true,
    () => true,
  );
  const isStopped = () => Promise.race([stopped, setImmediate(false)]);
  const face = registerFonts(document);
  const draw = itemDrawer(document, face);
  const mark = outlineOf(document);
  const pages = reportPages(assessed, face, { diagrams, capacity, air });
  for (const [k, page] of pages.entries()) {
    if (await isStopped()) break;
    if (target.writableNeedDrain) await Promise.race([once(target, 'drain'), stopped]);
    document.addPage({ size: [PAGE.widthMm * POINTS_PER_MM, PAGE.heightMm * POINTS_PER_MM], margin: 0 });
    document.scale(POINTS_PER_MM);
    mark(page);
    draw(page.items());
    const { title, scale } = page;
    draw(
      titleBlockItems(
        { site, title, scale, revisionLabel, asOf, contentHash, page: k + 1, pageCount: pages.length },
        face,
      ),
    );
  }
  document.end();
  await written;
}

/** Every page of the report, in order. */
export function reportPages(
  assessed: AssessedSite,
  face: Face,
  { diagrams = [], capacity = [], air = null }: Omit<ReportOptions, 'revisionLabel'> = {},
): readonly ReportPage[] {
  const { assessment } = assessed;
  const after = [
    ...planPages(assessed, face),
    ...elevationPages(assessed, face),
    ...diagramPages(diagrams, face),
    ...capacityPages(capacity, face),
    ...(air === null ? [] : airPages(air, face)),
    ...sequencePages(assessed, face),
    ...findingsPages(assessment, face),
    ...assumptionsPages(assessment, face),
  ];
  return [summaryPage(assessed, after, face), ...after];
}

/** Puts pages into the outline: chapters, and their entries below them. */
function outlineOf(document: PDFKit.PDFDocument): (page: ReportPage) => void {
  const chapters = new Map<string, PDFKit.PDFOutline>();
  return ({ bookmark }) => {
    if (bookmark === null) return;
    const { chapter, entry } = bookmark;
    let item = chapters.get(chapter);
    if (item === undefined) {
      item = document.outline.addItem(chapter, { expanded: true });
      chapters.set(chapter, item);
    }
    if (entry !== null) item.addItem(plainText(entry));
  };
}
