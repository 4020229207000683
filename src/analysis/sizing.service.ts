import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Sizing } from '../domain/capacity/sizing.js';
import type { Trace } from '../domain/capacity/trace.js';
import { sizingCharts } from '../domain/drawing/sizing-charts.js';
import { showText } from '../exchange/document/text-display.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { readTrace } from '../exchange/traces/read-trace.js';
import { readParameters, type ParameterValue, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery, invalidTrace, notSizable } from '../openapi/refusal.js';
import { sizingParameters, traceSizingParameters } from '../openapi/sizing-operations.js';
import { admissionDocument } from '../reports/markdown/admission-document.js';
import { worksheetsMarkdown } from '../reports/markdown/worksheets.js';
import { renderCharts } from '../reports/svg/charts-svg.js';
import { DocumentService } from '../sites/document.service.js';
import type { AnsweredFile } from './analysis.service.js';
import { fileNameOf } from '../exchange/file-name.js';
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

  /** The sizing with a trace in place of the distributions of one workload. */
  async sizingOfTrace(site: string, query: RawQuery, bytes: Uint8Array): Promise<SizingView> {
    return sizingView(await this.#sized(site, query, bytes));
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
  async #sized(site: string, query: RawQuery, traceBytes: Uint8Array | null = null): Promise<Sizing> {
    const reading = readParameters(traceBytes === null ? sizingParameters : traceSizingParameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const valueOf = (name: string) => reading.values.get(name)?.[0];
    const { snapshot } = await this.documents.snapshotOf(site);
    const asOf = valueOf('asOf') ?? snapshot.site.asOf ?? today();
    const names = snapshot.workloads.map(({ name }) => name);
    const traces =
      traceBytes === null ? new Map<string, Trace>() : await tracesOf(traceBytes, names, valueOf('workload'));
    const result = sizeSite(snapshot, String(asOf), {
      traces,
      hall: {},
      seed: Number(valueOf('seed') ?? 1),
      resamples: traceBytes === null ? 0 : Number(valueOf('resamples') ?? 0),
      withSensitivity: valueOf('sensitivity') === true,
    });
    if (!result.ok) throw notSizable(result.defects);
    return result.sizing;
  }
}

/** Bytes read at once, between which other requests are answered. */
const PIECE_BYTES = 1 << 18;

/** The trace of one workload. @throws Problem (400) for a workload that is not there, (422) with every defect and its line */
async function tracesOf(
  bytes: Uint8Array,
  names: readonly string[],
  asked: ParameterValue | undefined,
): Promise<ReadonlyMap<string, Trace>> {
  const name = asked === undefined && names.length === 1 ? (names[0] ?? '') : String(asked ?? '');
  if (!names.includes(name)) {
    const allowed = names.length === 0 ? 'a workload; the site has none' : `one of ${names.slice(0, 12).join(', ')}`;
    throw invalidQuery([
      {
        code: 'unresolved-reference',
        path: ['workload'],
        found: asked === undefined ? 'nothing' : showText(name),
        allowed,
      },
    ]);
  }
  const reading = await readTrace(pieces(bytes));
  if (!reading.ok) throw invalidTrace(reading.defects);
  return new Map([[name, reading.trace]]);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

function fileOf(
  { name }: Sizing,
  { what, type, text }: { readonly what: string; readonly type: string; readonly text: string },
): AnsweredFile {
  return { name: fileNameOf(name, what), type, bytes: Buffer.from(text) };
}
