import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { PDF_TYPE, SVG_TYPE, XLSX_TYPE } from '../openapi/analysis-operations.js';
import {
  cableFileParameters,
  cableLabelParameters,
  cableParameters,
  cablePictureParameters,
  cableTraceParameters,
  CSV_TYPE,
  portMatrixParameters,
} from '../openapi/cable-operations.js';
import { readParameters, type Parameter, type ParameterValue, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { writeLabelSheet } from '../reports/pdf/label-sheet.js';
import { writeCableWorkbook } from '../reports/xlsx/cable-workbook.js';
import { DocumentService } from '../sites/document.service.js';
import { cableAnalysisOf, cableExpansionOf, type CableAnalysis, type CableExpansion } from './cable-analysis.js';
import { cableCheckOf, type CableCheck } from './cable-check.js';
import { cablePictureOf, portMatrixOf } from './cable-drawing.js';
import { cableLabelsOf, labelsCsv, printedLabels, type LabelResult } from './cable-labels.js';
import { cableWorkbookOf, scheduleCsv } from './cable-schedule.js';
import { lossView, unknownSegments, traceView, type LossOf, type TraceView } from './cable-trace.js';
import { cableRoutesView, type CableRoutesView } from './cable-views.js';
import type { AnsweredFile } from './analysis.service.js';
import type { Loss } from '../domain/cabling/trace.js';
import { fileNameOf } from '../exchange/file-name.js';
import { today } from './today.js';

type Values = ReadonlyMap<string, readonly ParameterValue[]>;

/** The cable plant of a stored site: the same functions as the command line. */
@Injectable()
export class CableService {
  constructor(private readonly documents: DocumentService) {}

  async expansion(site: string, query: RawQuery): Promise<CableExpansion> {
    const values = valuesOf(cableParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return cableExpansionOf(snapshot, { asOf: textOf(values, 'asOf'), today: today() });
  }

  async routes(site: string, query: RawQuery): Promise<CableRoutesView> {
    return cableRoutesView(await this.#analysis(site, valuesOf(cableParameters, query)));
  }

  async check(site: string, query: RawQuery): Promise<CableCheck> {
    const values = valuesOf(cableParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return cableCheckOf(snapshot, { asOf: textOf(values, 'asOf'), today: today(), asBuilt: null });
  }

  async trace(site: string, query: RawQuery): Promise<TraceView | Loss> {
    const values = valuesOf(cableTraceParameters, query);
    const analysis = await this.#analysis(site, values);
    const port = textOf(values, 'port');
    const losses = (['cable', 'device', 'tray'] as const).flatMap((kind): readonly LossOf[] => {
      const name = textOf(values, LOSS_PARAMETERS[kind]);
      return name === null ? [] : [{ kind, name }];
    });
    if ((port === null) === (losses.length === 0)) {
      const allowed = 'a port to trace, or what is lost';
      throw invalidQuery([{ code: 'missing', path: ['port'], found: port === null ? 'nothing' : 'both', allowed }]);
    }
    const answer = port === null ? lossView(analysis, losses) : traceView(analysis, port);
    if (!answer.ok) throw new Problem({ status: 404, code: 'unknown-name', detail: answer.reasons.join(' ') });
    return answer.view;
  }

  async workbook(site: string, query: RawQuery): Promise<AnsweredFile> {
    const analysis = await this.#analysis(site, valuesOf(cableFileParameters, query));
    const bytes = await written((target) => writeCableWorkbook(cableWorkbookOf(analysis), target));
    return { name: fileNameOf(analysis.site, 'cables.xlsx'), type: XLSX_TYPE, bytes };
  }

  async schedule(site: string, query: RawQuery): Promise<AnsweredFile> {
    const analysis = await this.#analysis(site, valuesOf(cableFileParameters, query));
    return { name: fileNameOf(analysis.site, 'cables.csv'), type: CSV_TYPE, bytes: Buffer.from(scheduleCsv(analysis)) };
  }

  async labelSheet(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { analysis, labels } = await this.#labels(site, query);
    const bytes = await written((target) => writeLabelSheet({ ...analysis, labels: printedLabels(labels) }, target));
    return { name: fileNameOf(analysis.site, 'labels.pdf'), type: PDF_TYPE, bytes };
  }

  async labelTable(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { analysis, labels } = await this.#labels(site, query);
    return {
      name: fileNameOf(analysis.site, 'labels.csv'),
      type: CSV_TYPE,
      bytes: Buffer.from(labelsCsv(analysis, labels)),
    };
  }

  async picture(site: string, query: RawQuery): Promise<AnsweredFile> {
    const values = valuesOf(cablePictureParameters, query);
    const analysis = await this.#analysis(site, values);
    const drawing = cablePictureOf(analysis, { room: textOf(values, 'room'), cable: textOf(values, 'cable') });
    if (!drawing.ok) throw new Problem({ status: 404, code: 'nothing-to-draw', detail: drawing.reason });
    return { name: fileNameOf(analysis.site, 'cable-routes.svg'), type: SVG_TYPE, bytes: Buffer.from(drawing.svg) };
  }

  async matrix(site: string, query: RawQuery): Promise<AnsweredFile> {
    const values = valuesOf(portMatrixParameters, query);
    const analysis = await this.#analysis(site, values);
    const by = textOf(values, 'by') === 'device' ? 'device' : 'rack';
    const drawing = portMatrixOf(analysis, { by, bundle: textOf(values, 'bundle') });
    if (!drawing.ok) throw new Problem({ status: 404, code: 'nothing-to-draw', detail: drawing.reason });
    return { name: fileNameOf(analysis.site, 'port-matrix.svg'), type: SVG_TYPE, bytes: Buffer.from(drawing.svg) };
  }

  async #labels(site: string, query: RawQuery) {
    const values = valuesOf(cableLabelParameters, query);
    const analysis = await this.#analysis(site, values);
    const result: LabelResult = cableLabelsOf(analysis, textOf(values, 'pattern'));
    if (result.ok) return { analysis, labels: result.labels };
    throw invalidQuery([
      { code: 'format', path: ['pattern'], found: textOf(values, 'pattern') ?? '', allowed: result.reason },
    ]);
  }

  async #analysis(site: string, values: Values): Promise<CableAnalysis> {
    const { snapshot } = await this.documents.snapshotOf(site);
    const closed = (values.get('without') ?? []).map(String);
    const unknown = unknownSegments(snapshot, closed);
    if (unknown.length > 0) throw new Problem({ status: 404, code: 'unknown-name', detail: unknown.join(' ') });
    return cableAnalysisOf(snapshot, {
      asOf: textOf(values, 'asOf'),
      today: today(),
      revision: textOf(values, 'revision'),
      closed,
    });
  }
}

const LOSS_PARAMETERS = { cable: 'loseCable', device: 'loseDevice', tray: 'loseTray' } as const;

function valuesOf(parameters: readonly Parameter[], query: RawQuery): Values {
  const reading = readParameters(parameters, query);
  if (!reading.ok) throw invalidQuery(reading.defects);
  return reading.values;
}

function textOf(values: Values, name: string): string | null {
  const value = values.get(name)?.[0];
  return value === undefined ? null : String(value);
}

/** Everything that is written to a stream, so that a failure is still a clean refusal. */
async function written(write: (target: Writable) => Promise<void>): Promise<Buffer> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), write(stream)]);
  return bytes;
}
