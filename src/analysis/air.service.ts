import { Injectable } from '@nestjs/common';
import { studyAir, type AirStudy } from '../domain/assessment/air-study.js';
import { studyCoolingLosses, type CoolingLossStudy } from '../domain/assessment/cooling-loss-study.js';
import type { AirLoadCase } from '../domain/cooling/air-loads.js';
import { airParameters, CSV_TYPE, heatMapParameters } from '../openapi/air-operations.js';
import { SVG_TYPE } from '../openapi/analysis-operations.js';
import { readParameters, type Parameter, type ParameterValue, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { DocumentService } from '../sites/document.service.js';
import { heatMapOf } from './air-drawing.js';
import type { AnsweredFile } from './analysis.service.js';
import { cfdExport } from './cfd-export.js';
import { fileNameOf } from '../exchange/file-name.js';
import { analyseSite } from './site-analysis.js';
import { today } from './today.js';

export type AirBalanceView = AirStudy;
export type CoolingLossesView = CoolingLossStudy;

/** The air of a stored site: the same functions as the command line. */
@Injectable()
export class AirService {
  constructor(private readonly documents: DocumentService) {}

  async balance(site: string, query: RawQuery): Promise<AirBalanceView> {
    const { assessed, loadCase } = await this.#question(site, airParameters, query);
    return studyAir(assessed, { loadCase });
  }

  async losses(site: string, query: RawQuery): Promise<CoolingLossesView> {
    const { assessed, loadCase } = await this.#question(site, airParameters, query);
    return studyCoolingLosses(assessed, loadCase);
  }

  async heatMap(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { assessed, loadCase, values } = await this.#question(site, heatMapParameters, query);
    const room = values.get('room')?.[0];
    const drawing = heatMapOf(assessed, studyAir(assessed, { loadCase }), {
      room: room === undefined ? null : String(room),
      without: (values.get('without') ?? []).map(String),
    });
    if (!drawing.ok) throw new Problem({ status: 404, code: 'nothing-to-draw', detail: drawing.reason });
    return {
      name: fileNameOf(assessed.snapshot.site.name, 'heat-map.svg'),
      type: SVG_TYPE,
      bytes: Buffer.from(drawing.svg),
    };
  }

  async cfd(site: string, query: RawQuery): Promise<AnsweredFile> {
    const { assessed, loadCase } = await this.#question(site, airParameters, query);
    const bytes = Buffer.from(cfdExport(assessed, studyAir(assessed, { loadCase })));
    return { name: fileNameOf(assessed.snapshot.site.name, 'cfd.csv'), type: CSV_TYPE, bytes };
  }

  async #question(site: string, parameters: readonly Parameter[], query: RawQuery) {
    const reading = readParameters(parameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const values: ReadonlyMap<string, readonly ParameterValue[]> = reading.values;
    const { snapshot } = await this.documents.snapshotOf(site);
    const [asOf] = values.get('asOf') ?? [];
    return {
      assessed: analyseSite(snapshot, { asOf: asOf === undefined ? null : String(asOf), today: today() }),
      loadCase: (values.get('case')?.[0] ?? 'maximum') as AirLoadCase,
      values,
    };
  }
}
