import { refusedShareOf, type RefusedShare } from './admission-policy.js';
import { evidenceFor, judge, replayFor, type Evidence, type Judgement, type Pool } from './judge.js';
import { resampling, type Resampling } from './resampling.js';
import { poolOf, sizePool, TooManyReplicasError, type PoolRequest, type PoolSize } from './size-pool.js';

/** A number of replicas under the peak in one state, by the model and by the replay. */
export interface ReplayedState {
  /** Whether they are what the model alone would build, or what is recommended. */
  readonly of: 'model' | 'recommended';
  readonly state: 'normal' | 'after-loss';
  readonly replicas: number;
  /** By the exact law or its enclosure, or by simulation where there is none: Poisson arrivals at the mean rate. */
  readonly model: Judgement;
  /** Request by request; its p99 with the 95 % interval of the replications, where there are several. */
  readonly replay: Judgement;
  /** How another history of the same trace would do. */
  readonly resampling: Resampling | null;
  /** What the admission policy refuses in the replay. */
  readonly refused: RefusedShare;
  /** Whether the replay keeps every promise, or is not known to break one where it only simulates. */
  readonly isBorneOut: boolean;
}

/** A size beside a replay of its traffic. */
export interface ReplayedSize {
  readonly traffic: 'trace' | 'synthetic';
  readonly routing: Pool['routing'];
  readonly replications: number;
  readonly seed: number;
  /** Replicas that the model alone would build; null where it finds none. */
  readonly modelReplicas: number | null;
  readonly recommendedReplicas: number;
  /** `replay` where the model alone would build another number. */
  readonly recommendedFrom: 'model-and-replay' | 'replay';
  readonly states: readonly ReplayedState[];
}

export interface ReplayEffort {
  /** Independent histories of synthetic arrivals; a trace is replayed as it was. */
  readonly replications: number;
  /** Histories that are drawn from a trace in blocks of so many s. */
  readonly resamples: number;
  readonly blockS: number;
}

/**
 * Replays the traffic of a pool through what its model would build and compares: where the replay breaks a promise that the model
 * keeps, the size comes from the replay. A simulated promise counts as broken when its whole 95 % interval lies below what is
 * promised, so that chance alone does not overrule an exact law.
 *
 * @param size - of the request as it stands: by the replay already where it has a trace
 * @throws RangeError naming an argument out of range, TooManyReplicasError where the replay asks for more than can be tried
 */
export function replayedSize(
  request: PoolRequest,
  size: PoolSize,
  effort: ReplayEffort,
  modelFor: (pool: Pool) => Evidence = evidenceFor,
): { readonly size: PoolSize; readonly replayed: ReplayedSize } {
  const isTraced = request.workloads.some(({ trace }) => trace !== null);
  const poisson = { ...request, workloads: request.workloads.map((workload) => ({ ...workload, trace: null })) };
  const replay = (pool: Pool) => replayFor(pool, effort.replications);
  const modelSize = isTraced ? sizeOrNull(poisson, modelFor) : size;
  const statesOf = (of: ReplayedState['of'], built: PoolSize) =>
    states({ of, built, request, poisson }, { replay, modelFor, effort });
  const asModelled = modelSize === null ? [] : statesOf('model', modelSize);
  const isOverruled = !isTraced && asModelled.some(({ isBorneOut }) => !isBorneOut);
  const recommended = isOverruled ? (sizeOrNull(request, replay) ?? size) : size;
  const isSame = modelSize?.replicas === recommended.replicas;
  return {
    size: recommended,
    replayed: {
      traffic: isTraced ? 'trace' : 'synthetic',
      routing: request.routing,
      replications: isTraced ? 1 : effort.replications,
      seed: request.seed,
      modelReplicas: modelSize?.replicas ?? null,
      recommendedReplicas: recommended.replicas,
      recommendedFrom: isSame ? 'model-and-replay' : 'replay',
      states: isSame
        ? asModelled.map((state) => ({ ...state, of: 'recommended' as const }))
        : [...asModelled, ...statesOf('recommended', recommended)],
    },
  };
}

function sizeOrNull(request: PoolRequest, evidenceOf: (pool: Pool) => Evidence): PoolSize | null {
  try {
    const sizing = sizePool(request, evidenceOf);
    return sizing.ok ? sizing.size : null;
  } catch (error) {
    if (error instanceof TooManyReplicasError) return null;
    throw error;
  }
}

function states(
  {
    of,
    built,
    request,
    poisson,
  }: {
    readonly of: ReplayedState['of'];
    readonly built: PoolSize;
    readonly request: PoolRequest;
    readonly poisson: PoolRequest;
  },
  {
    replay,
    modelFor,
    effort,
  }: {
    readonly replay: (pool: Pool) => Evidence;
    readonly modelFor: (pool: Pool) => Evidence;
    readonly effort: ReplayEffort;
  },
): readonly ReplayedState[] {
  const stateOf = (state: ReplayedState['state'], replicas: number): ReplayedState => {
    const workloadsOf = ({ workloads }: PoolRequest) =>
      state === 'normal'
        ? workloads
        : workloads.flatMap((workload) =>
            workload.degraded === null ? [] : [{ ...workload, objective: workload.degraded }],
          );
    const pool = poolOf(request, workloadsOf(request));
    const evidence = replay(pool);
    const replayed = judge(evidence, replicas);
    return {
      of,
      state,
      replicas,
      model: judge(modelFor(poolOf(poisson, workloadsOf(poisson))), replicas),
      replay: replayed,
      resampling:
        evidence.kind === 'replay' && effort.resamples > 0 && of === 'recommended'
          ? resampling(evidence, { replicas, resamples: effort.resamples, blockS: effort.blockS })
          : null,
      refused: refusedShareOf(evidence, replicas),
      isBorneOut: replayed.promises.every(({ share, certainShare, isKept, objective }) =>
        evidence.kind === 'replay' ? isKept : share + (share - certainShare) >= objective.quantile,
      ),
    };
  };
  const left = built.replicas - built.loss.lasting;
  return [
    stateOf('normal', built.replicas),
    ...(built.degraded === null || left < 1 ? [] : [stateOf('after-loss', left)]),
  ];
}
