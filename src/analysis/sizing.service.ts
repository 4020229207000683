import { Injectable } from '@nestjs/common';
import type { Sizing } from '../domain/capacity/sizing.js';
import { sizingCharts } from '../domain/drawing/sizing-charts.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { readParameters, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery, notSizable } from '../openapi/refusal.js';
import { sizingParameters } from '../openapi/sizing-operations.js';
import { admissionDocument } from '../reports/markdown/admission-document.js';
import { worksheetsMarkdown } from '../reports/markdown/worksheets.js';
import { renderCharts } from '../reports/svg/charts-svg.js';
import { DocumentService } from '../sites/document.service.js';
import type { AnsweredFile } from './analysis.service.js';
import { fileNameOf } from './file-name.js';
import { sizeSite } from './site-sizing.js';
import { sizingView, type SizingView } from './sizing-view.js';
import { today } from './today.js';

/** The size of what a stored site's workloads need: the same functions as the command line. */
@Injectable()
export class SizingService {
  constructor(private readonly documents: DocumentService) {}

  async sizing(site: string, query: RawQuery): Promise<SizingView> {
    return sizingView(await this.#sized(site, query));
  }

  async worksheets(site: string, query: RawQuery): Promise<AnsweredFile> {
    const sizing = await this.#sized(site, query);
    return fileOf(sizing, {
      what: 'worksheets.md',
      type: 'text/markdown; charset=utf-8',
      text: worksheetsMarkdown(sizing),
    });
  }

  async admissionPolicy(site: string, query: RawQuery): Promise<AnsweredFile> {
    const sizing = await this.#sized(site, query);
    const text = writeDocument(admissionDocument(sizing), 'yaml');
    return fileOf(sizing, { what: 'admission-policy.yaml', type: 'application/yaml; charset=utf-8', text });
  }

  async headroom(site: string, query: RawQuery): Promise<AnsweredFile> {
    const sizing = await this.#sized(site, query);
    return fileOf(sizing, {
      what: 'headroom.svg',
      type: 'image/svg+xml',
      text: renderCharts(`Size of ${sizing.name}`, sizingCharts(sizing)),
    });
  }

  /** @throws Problem (422) with everything that is missing for a size */
  async #sized(site: string, query: RawQuery): Promise<Sizing> {
    const reading = readParameters(sizingParameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const valueOf = (name: string) => reading.values.get(name)?.[0];
    const { snapshot } = await this.documents.snapshotOf(site);
    const asOf = valueOf('asOf') ?? snapshot.site.asOf ?? today();
    const result = sizeSite(snapshot, String(asOf), {
      traces: new Map(),
      hall: {},
      seed: Number(valueOf('seed') ?? 1),
      resamples: 0,
      withSensitivity: valueOf('sensitivity') === true,
    });
    if (!result.ok) throw notSizable(result.defects);
    return result.sizing;
  }
}

function fileOf(
  { name }: Sizing,
  { what, type, text }: { readonly what: string; readonly type: string; readonly text: string },
): AnsweredFile {
  return { name: fileNameOf(name, what), type, bytes: Buffer.from(text) };
}
