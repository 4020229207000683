import type { Defect } from '../defect.js';
import type { Deployment } from '../site/kinds/deployment.js';
import type { Workload } from '../site/kinds/workload.js';
import type { SiteIndex } from '../site/site-index.js';
import { preparePools, type PreparedPool } from './demand.js';
import type { FailureDomain } from './footprint.js';
import { NOTHING_KNOWN } from './hall-facts.js';
import { hallFactsOf } from './hall-facts-of.js';
import { evidenceFor, judge, mostReplicas, type Judgement } from './judge.js';
import { lossesOf, placedReplicas, type DomainLoss, type PlacedReplicas } from './placed-replicas.js';
import { poolOf } from './size-pool.js';
import type { BucketLoad, OutsideBuckets } from './traced-workload.js';

/** What a loss leaves of a pool. */
export interface LossFigure extends DomainLoss {
  readonly left: number;
  /** λ E[S] / servers that are left; null where none is left. */
  readonly utilization: number | null;
  /** Share of the offered load that what is left can carry at all, at most 1. */
  readonly carriedShare: number;
  /** Share of requests that keep the promise that holds after a loss; 0 where the queue grows without bound. */
  readonly keptShare: number;
  readonly promisedShare: number;
  readonly limitS: number;
  readonly p99WaitS: number | null;
  /** Whether the workload asks that the promise survives this domain. */
  readonly isRequired: boolean;
}

/** One workload of a hall, served by what is deployed. */
export interface ServedWorkload {
  readonly workload: Workload;
  readonly ratePerS: number;
  readonly paddingOverhead: number;
  readonly buckets: readonly BucketLoad[];
  readonly outside: OutsideBuckets;
  readonly keptShare: number;
  readonly promisedShare: number;
  readonly limitS: number;
  /** What the promised share of requests does not exceed, s. */
  readonly valueS: number | null;
  /** The same at the utilisation that the planner chose as normal; null where none was chosen. */
  readonly atChosen: {
    readonly utilization: number;
    readonly keptShare: number;
    readonly p99WaitS: number | null;
  } | null;
}

/** Replicas of one artifact in a hall, and what they serve. */
export interface ServedPool {
  readonly artifact: string;
  readonly placed: PlacedReplicas;
  readonly offered: number;
  readonly servers: number;
  readonly utilization: number | null;
  readonly p99WaitS: number | null;
  readonly method: string;
  readonly workloads: readonly ServedWorkload[];
  /** The worst node, fabric segment, rack and pod. */
  readonly losses: readonly LossFigure[];
}

/** The demand side of a hall as it stands. */
export interface CapacityFigures {
  readonly pools: readonly ServedPool[];
  /** What is missing for figures, by the path in the document. */
  readonly defects: readonly Defect[];
  /** Workloads that name a trace: the assessment cannot see it and judges the distributions, if there are any. */
  readonly traced: readonly string[];
}

/** Requests for a judgement of a whole hall: enough for a verdict, a fraction of those of a sizing. */
const ROUGH = { replications: 3, requests: 6000 } as const;
/** Servers of a pool that are simulated at most. */
const MOST_SIMULATED_SERVERS = 1_000_000;
const ORDER: readonly (FailureDomain | 'none')[] = ['none', 'node', 'segment', 'rack', 'pod'];

/** Served load and latency of every pool that is deployed, as it stands and after the loss of each node, rack and pod. */
export function solveHallCapacity(index: SiteIndex): CapacityFigures {
  const { artifacts, workloads, deployments, site } = index.snapshot;
  const deployed = new Set(deployments.map(({ artifact }) => artifact));
  // Artifacts that nobody has deployed are no matter of this hall yet.
  const served = workloads.filter(({ artifact }) => artifact !== undefined && deployed.has(artifact));
  const traced = served.filter(({ trace }) => trace !== undefined).map(({ name }) => name);
  if (served.length === 0) return { pools: [], defects: [], traced };
  // Space comes from the deployments themselves; one node in a rack satisfies what a layout is asked for.
  const facts = { ...NOTHING_KNOWN, ...hallFactsOf(index) };
  const hall = {
    ...facts,
    nodesPerRack: facts.nodesPerRack ?? 1,
    racksPerPod: facts.racksPerPod ?? 1,
    racksPerSegment: 1,
  };
  const preparation = preparePools({ name: site.name, artifacts, workloads: served, traces: new Map(), hall, seed: 1 });
  if (!preparation.ok)
    return { pools: [], defects: preparation.defects.map((defect) => inDocument(defect, served, workloads)), traced };
  const defects: Defect[] = [];
  const pools = preparation.pools.flatMap((prepared): readonly ServedPool[] => {
    const own = deployments.filter(({ artifact }) => artifact === prepared.artifact.name);
    const pool = servedPool(index, prepared, own);
    if (pool !== null) {
      if (prepared.request.failureDomain === 'segment') defects.push(...unknownSegments(index, pool));
      return [pool];
    }
    const path = ['artifacts', artifacts.indexOf(prepared.artifact), 'slots'];
    defects.push({
      code: 'range',
      path,
      found: 'more servers than the methods were checked for',
      allowed: 'fewer replicas or slots',
    });
    return [];
  });
  return { pools, defects, traced };
}

/** Positions of served workloads are those of the document again. */
function inDocument(defect: Defect, served: readonly Workload[], all: readonly Workload[]): Defect {
  const [list, at, ...rest] = defect.path;
  if (list !== 'workloads' || typeof at !== 'number') return defect;
  const workload = served[at];
  return { ...defect, path: [list, workload === undefined ? at : all.indexOf(workload), ...rest] };
}

/** A promise that must survive a fabric segment is not judged while a rack of the pool names none. */
function unknownSegments({ snapshot }: SiteIndex, { placed }: ServedPool): readonly Defect[] {
  const racks = new Set(placed.replicas.flatMap((replica) => replica.racks));
  const silent = snapshot.racks.findIndex(({ name, fabricSegment }) => racks.has(name) && fabricSegment === undefined);
  if (silent === -1) return [];
  const allowed = 'the fabric segment of every rack that carries replicas';
  return [{ code: 'missing', path: ['racks', silent, 'fabricSegment'], found: 'nothing', allowed }];
}

/** A pool as it is deployed; null where it has more servers than the methods were checked for. */
function servedPool(index: SiteIndex, prepared: PreparedPool, deployments: readonly Deployment[]): ServedPool | null {
  const { request } = prepared;
  const placed = placedReplicas(index, prepared.artifact, deployments);
  const count = placed.replicas.length;
  const evidence = evidenceFor(poolOf(request, request.workloads), ROUGH);
  const kept = request.workloads.flatMap((workload) =>
    workload.degraded === null ? [] : [{ ...workload, objective: workload.degraded }],
  );
  const after = kept.length === 0 ? null : evidenceFor(poolOf(request, kept), ROUGH);
  const known = new Map<number, Judgement>();
  const isJudged =
    count > 0 &&
    (evidence.kind === 'simulated'
      ? count * request.slots <= MOST_SIMULATED_SERVERS
      : count <= mostReplicas(evidence.pool));
  if (count > 0 && !isJudged) return null;
  const normal = count === 0 ? null : judge(evidence, count);
  const degradedAt = (left: number): Judgement | null => {
    if (after === null || left < 1) return null;
    const judged = known.get(left) ?? judge(after, left);
    known.set(left, judged);
    return judged;
  };
  const offered = request.workloads.reduce(
    (sum, workload, i) => sum + workload.ratePerS * (prepared.loads[i]?.meanServiceS ?? 0),
    0,
  );
  const offeredAfter = request.workloads.reduce(
    (sum, workload, i) =>
      sum + (workload.degraded === null ? 0 : workload.ratePerS * (prepared.loads[i]?.meanServiceS ?? 0)),
    0,
  );
  const chosen = request.chosenNormal;
  const atChosen = chosen === null || normal === null ? null : judge(evidence, count, chosen / normal.utilization);
  const required = ORDER.indexOf(request.failureDomain ?? 'none');
  return {
    artifact: prepared.artifact.name,
    placed,
    offered,
    servers: count * request.slots,
    utilization: normal?.utilization ?? null,
    p99WaitS: normal?.wait?.p99S ?? null,
    method: evidence.kind === 'law' ? (normal?.method.name ?? '') : 'Poisson arrivals with mixed services, simulated',
    workloads: prepared.loads.map((load, i): ServedWorkload => {
      const promise = normal?.promises[i];
      const objective = request.workloads[i]?.objective;
      return {
        workload: prepared.workloads[i] as Workload,
        ratePerS: load.ratePerS,
        paddingOverhead: load.paddingOverhead,
        buckets: load.buckets,
        outside: load.outside,
        keptShare: promise?.share ?? 0,
        promisedShare: objective?.quantile ?? 1,
        limitS: objective?.limitS ?? 0,
        valueS: promise?.valueS ?? null,
        atChosen:
          atChosen === null || chosen === null
            ? null
            : {
                utilization: chosen,
                keptShare: atChosen.promises[i]?.share ?? 0,
                p99WaitS: atChosen.wait?.p99S ?? null,
              },
      };
    }),
    losses: lossesOf(placed).map((loss): LossFigure => {
      const left = count - loss.lasting;
      const judged = degradedAt(left);
      const worst = judged?.promises.reduce((a, b) =>
        b.share - b.objective.quantile < a.share - a.objective.quantile ? b : a,
      );
      return {
        ...loss,
        left,
        utilization: left < 1 ? null : offeredAfter / (left * request.slots),
        carriedShare: offeredAfter === 0 ? 1 : Math.min(1, (left * request.slots) / offeredAfter),
        keptShare: worst?.share ?? (kept.length === 0 ? 1 : 0),
        promisedShare: worst?.objective.quantile ?? kept[0]?.objective.quantile ?? 0,
        limitS: worst?.objective.limitS ?? kept[0]?.objective.limitS ?? 0,
        p99WaitS: judged?.wait?.p99S ?? null,
        isRequired: ORDER.indexOf(loss.domain) <= required,
      };
    }),
  };
}
