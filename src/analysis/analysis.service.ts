import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { SiteSnapshot } from '../domain/site/document.js';
import {
  assessmentParameters,
  compareParameters,
  elevationParameters,
  fileParameters,
  floorPlanParameters,
  PDF_TYPE,
  SVG_TYPE,
  XLSX_TYPE,
} from '../openapi/analysis-operations.js';
import { airReport } from '../domain/drawing/air-report.js';
import { readParameters, type Parameter, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { writeReport } from '../reports/pdf/report.js';
import { writeBomWorkbook } from '../reports/xlsx/bom-workbook.js';
import { writeComparisonWorkbook } from '../reports/xlsx/comparison-workbook.js';
import { DocumentService } from '../sites/document.service.js';
import { RowsService } from '../sites/rows.service.js';
import { assessmentView, type AssessmentView } from './assessment-view.js';
import { compareSites, type Comparison } from './comparison.js';
import { comparisonView, type ComparisonView } from './comparison-view.js';
import { drawingOf, ganttOf, type Drawing, type DrawingRequest } from './drawing.js';
import { fileNameOf } from '../exchange/file-name.js';
import { sequenceView, type SequenceView } from './sequence-view.js';
import { powerDiagramsOf } from './power-analysis.js';
import { analyseSite, bomOf, revisionLabelOf } from './site-analysis.js';
import { capacitySheetsOf } from './site-sizing.js';
import { today } from './today.js';

/** A file for an answer. */
export interface AnsweredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

type Values = Readonly<Partial<Record<string, string>>>;

/** What a site amounts to: the same functions as the command line, on a stored snapshot. */
@Injectable()
export class AnalysisService {
  constructor(
    private readonly documents: DocumentService,
    private readonly rows: RowsService,
  ) {}

  async assessment(site: string, query: RawQuery): Promise<AssessmentView> {
    const { asOf = null } = valuesOf(assessmentParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return assessmentView(analyseSite(snapshot, { asOf, today: today() }).assessment);
  }

  async bom(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { asOf = null, revision = null } = valuesOf(fileParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const bom = bomOf(snapshot, { asOf, revisionLabel: revision, today: today() });
    const bytes = await written((target) => writeBomWorkbook(bom, target));
    return { name: fileNameOf(snapshot.site.name, 'bom.xlsx'), type: XLSX_TYPE, bytes };
  }

  async report(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { asOf = null, revision = null } = valuesOf(fileParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const assessed = analyseSite(snapshot, { asOf, today: today() });
    const revisionLabel = revisionLabelOf(snapshot, revision);
    const diagrams = powerDiagramsOf(assessed);
    const capacity = capacitySheetsOf(snapshot, assessed.assessment.asOf);
    const bytes = await written((target) =>
      writeReport(assessed, { revisionLabel, diagrams, capacity, air: airReport(assessed) }, target),
    );
    return { name: fileNameOf(snapshot.site.name, 'floor-plan.pdf'), type: PDF_TYPE, bytes };
  }

  async floorPlan(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { asOf = null, room = null } = valuesOf(floorPlanParameters, query);
    return this.#drawing(site, { asOf, room, rack: null, face: 'front', what: 'floor-plan.svg' });
  }

  async sequence(site: string, query: RawQuery): Promise<SequenceView> {
    const { asOf = null } = valuesOf(assessmentParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return sequenceView(analyseSite(snapshot, { asOf, today: today() }).assessment);
  }

  async gantt(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { asOf = null } = valuesOf(assessmentParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const drawing = ganttOf(analyseSite(snapshot, { asOf, today: today() }));
    return svgFile(drawing, fileNameOf(snapshot.site.name, 'sequence.svg'));
  }

  async compare(site: string, query: RawQuery): Promise<ComparisonView> {
    return comparisonView(await this.#comparison(site, query));
  }

  async comparisonWorkbook(site: string, query: RawQuery): Promise<AnsweredFile> {
    const comparison = await this.#comparison(site, query);
    const bytes = await written((target) => writeComparisonWorkbook(comparison, target));
    return { name: fileNameOf(comparison.after.site, 'comparison.xlsx'), type: XLSX_TYPE, bytes };
  }

  async elevation(rackId: string, query: RawQuery): Promise<AnsweredFile> {
    const { asOf = null, face } = valuesOf(elevationParameters, query);
    const { siteId, row } = await this.rows.stored('rack', rackId);
    const rack = String(row['name']);
    const what = fileNameOf(rack, 'elevation.svg');
    return this.#drawing(siteId ?? '', { asOf, room: null, rack, face: face === 'rear' ? 'rear' : 'front', what });
  }

  /** From what `with` and `withRevision` name, which is the same site where only a revision is given, to the site. */
  async #comparison(site: string, query: RawQuery): Promise<Comparison> {
    const { asOf = null, with: other, revision, withRevision } = valuesOf(compareParameters, query);
    if (other === undefined && withRevision === undefined) {
      throw invalidQuery([
        {
          code: 'missing',
          path: ['with'],
          found: 'nothing',
          allowed: 'the name or id of a site; or withRevision, an earlier revision of this one',
        },
      ]);
    }
    const before = await this.#snapshot(other ?? site, withRevision);
    const after = await this.#snapshot(site, revision);
    return compareSites({ before, after }, { asOf, today: today() });
  }

  async #snapshot(site: string, revision: string | undefined): Promise<SiteSnapshot> {
    if (revision !== undefined) return this.documents.revisionOf(site, Number(revision));
    return (await this.documents.snapshotOf(site)).snapshot;
  }

  async #drawing(
    site: string,
    request: DrawingRequest & { readonly asOf: string | null; readonly what: string },
  ): Promise<AnsweredFile> {
    const { snapshot } = await this.documents.snapshotOf(site);
    const assessed = analyseSite(snapshot, { asOf: request.asOf, today: today() });
    return svgFile(drawingOf(assessed, request), fileNameOf(snapshot.site.name, request.what));
  }
}

/** @throws Problem (404) where there is nothing to draw */
function svgFile(drawing: Drawing, name: string): AnsweredFile {
  if (!drawing.ok) throw new Problem({ status: 404, code: 'nothing-to-draw', detail: drawing.reason });
  return { name, type: SVG_TYPE, bytes: Buffer.from(drawing.svg) };
}

/** The text of each parameter that was given. @throws Problem (400) with everything that is wrong */
function valuesOf(parameters: readonly Parameter[], query: RawQuery): Values {
  const reading = readParameters(parameters, query);
  if (!reading.ok) throw invalidQuery(reading.defects);
  return Object.fromEntries([...reading.values].map(([name, [value]]) => [name, String(value)]));
}

/** Everything that is written to a stream, so that a failure is still a clean refusal. */
async function written(write: (target: Writable) => Promise<void>): Promise<Buffer> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), write(stream)]);
  return bytes;
}
