import type { Defect } from '../domain/defect.js';
import type { Trace } from '../domain/capacity/trace.js';
import { sizingCharts } from '../domain/drawing/sizing-charts.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { writeDocument } from '../exchange/document/write-document.js';
import type { Task } from '../platform/jobs/job.js';
import { admissionDocument } from '../reports/markdown/admission-document.js';
import { worksheetsMarkdown } from '../reports/markdown/worksheets.js';
import { renderCharts } from '../reports/svg/charts-svg.js';
import { sizeSite } from './site-sizing.js';
import { sizingView, type SizingView } from './sizing-view.js';

/** What a sizing is asked as. */
export type SizingForm = 'view' | 'worksheets' | 'admission-policy' | 'headroom';

/** A sizing for a worker thread. */
export interface SizingOrder {
  readonly snapshot: SiteSnapshot;
  readonly asOf: string;
  readonly seed: number;
  readonly resamples: number;
  readonly replications: number;
  readonly withSensitivity: boolean;
  readonly trace: { readonly workload: string; readonly requests: Trace } | null;
  readonly form: SizingForm;
}

/** What came of it: the view or the text that was asked for, or everything that stands against a size. */
export type SizingOutcome =
  | { readonly ok: true; readonly name: string; readonly content: SizingView | string }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/** A sizing in a worker thread. */
const runSizing: Task<SizingOrder, SizingOutcome> = (order, report) => {
  const { snapshot, asOf, seed, resamples, replications, withSensitivity, trace, form } = order;
  const result = sizeSite(snapshot, asOf, {
    traces: new Map(trace === null ? [] : [[trace.workload, trace.requests]]),
    hall: {},
    seed,
    resamples,
    replications,
    withSensitivity,
    onProgress: report,
  });
  if (!result.ok) return result;
  const { sizing } = result;
  const content = {
    view: () => sizingView(sizing),
    worksheets: () => worksheetsMarkdown(sizing),
    'admission-policy': () => writeDocument(admissionDocument(sizing), 'yaml'),
    headroom: () => renderCharts(`Size of ${sizing.name}`, sizingCharts(sizing)),
  }[form]();
  return { ok: true, name: sizing.name, content };
};

export default runSizing;
