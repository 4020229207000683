import type { Sizing, SizedPool } from '../domain/capacity/sizing.js';

/** A sizing as JSON: what the service answers and the command line prints. */
export function sizingView(sizing: Sizing) {
  return { ...sizing, pools: sizing.pools.map(poolView) };
}

export type SizingView = ReturnType<typeof sizingView>;

/** A pool without the requests of its traces, of which there may be millions. */
function poolView({ prepared, size, ...rest }: SizedPool) {
  const { request, model, loads, artifact } = prepared;
  return {
    ...rest,
    artifact: artifact.name,
    slots: request.slots,
    routing: request.routing,
    layout: request.layout,
    failureDomain: request.failureDomain,
    failoverTimeS: request.failoverTimeS,
    chosenNormal: request.chosenNormal,
    chosenDegraded: request.chosenDegraded,
    service: model.service,
    ratesFrom: model.ratesFrom,
    fit: model.fit,
    fitProblem: model.fitProblem,
    workloads: loads.map((load, i) => ({
      ...summaryOf(load),
      priority: request.workloads[i]?.priority ?? null,
      objective: request.workloads[i]?.objective ?? null,
      degradedObjective: request.workloads[i]?.degraded ?? null,
    })),
    size,
  };
}

function summaryOf({
  workload,
  source,
  ratePerS,
  meanPromptTokens,
  meanOutputTokens,
  meanServiceS,
  paddingOverhead,
  buckets,
  outside,
  traffic,
}: SizedPool['prepared']['loads'][number]) {
  return {
    workload,
    source,
    ratePerS,
    meanPromptTokens,
    meanOutputTokens,
    meanServiceS,
    paddingOverhead,
    buckets,
    outside,
    traffic,
  };
}
