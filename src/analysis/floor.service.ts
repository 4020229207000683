import { Injectable } from '@nestjs/common';
import type { DensityDecision } from '../domain/assessment/density.js';
import { densityParameters, floorParameters } from '../openapi/floor-operations.js';
import { readParameters, type Parameter, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { DocumentService } from '../sites/document.service.js';
import { densityOf } from './density-analysis.js';
import { floorCheckOf, type FloorCheck } from './floor-check.js';
import { analyseSite } from './site-analysis.js';
import { today } from './today.js';

/** The floor of a stored site: the same functions as the command line. */
@Injectable()
export class FloorService {
  constructor(private readonly documents: DocumentService) {}

  async check(site: string, query: RawQuery): Promise<FloorCheck> {
    return floorCheckOf((await this.#question(site, floorParameters, query)).assessed);
  }

  async density(site: string, query: RawQuery): Promise<DensityDecision> {
    const { assessed, text } = await this.#question(site, densityParameters, query);
    const deviceType = text('deviceType');
    if (deviceType === null) {
      throw invalidQuery([
        { code: 'missing', path: ['deviceType'], found: 'nothing', allowed: 'the slug of a device type' },
      ]);
    }
    const answer = densityOf(assessed, {
      deviceType,
      room: text('room'),
      artifact: text('artifact'),
    });
    if (!answer.ok) throw new Problem({ status: 404, code: 'nothing-to-decide', detail: answer.reason });
    return answer.decision;
  }

  async #question(site: string, parameters: readonly Parameter[], query: RawQuery) {
    const reading = readParameters(parameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const { snapshot } = await this.documents.snapshotOf(site);
    const text = (name: string): string | null => {
      const value = reading.values.get(name)?.[0];
      return value === undefined ? null : String(value);
    };
    return { assessed: analyseSite(snapshot, { asOf: text('asOf'), today: today() }), text };
  }
}
