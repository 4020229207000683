import { recommendationText, stateName } from './replay-sentences.js';
import { utilizationAllowed } from '../capacity/size-pool.js';
import type { SizedPool, Sizing } from '../capacity/sizing.js';
import type { Chart } from './chart.js';

/** What defends a size: for each pool the headroom curve, the latency of its buckets, and replicas through the loss. */
export function sizingCharts({ pools }: Sizing): readonly Chart[] {
  return pools.flatMap((pool) => [headroomChart(pool), latencyChart(pool), lossChart(pool)]);
}

/** What a report shows of one pool. */
export interface CapacitySheet {
  readonly title: string;
  readonly charts: readonly Chart[];
  /** Figures that defend the size, the first as a heading. */
  readonly lines: readonly string[];
}

/** One sheet for each pool of a sizing. */
export function capacitySheets({ pools }: Sizing): readonly CapacitySheet[] {
  return pools.map((pool) => ({
    title: `Capacity of ${pool.name}`,
    charts: [headroomChart(pool), latencyChart(pool), lossChart(pool)],
    lines: linesOf(pool),
  }));
}

function linesOf({ size, prepared, tokens, racks, powerW, policy, replayed }: SizedPool): readonly string[] {
  const { request, loads } = prepared;
  const { normal, degraded, loss, failover } = size;
  const share = (value: number) => `${figure(value * 100)} %`;
  return [
    `${String(size.replicas)} replicas${racks === null ? '' : `, ${String(racks)} racks`}${powerW === null ? '' : `, ${figure(powerW / 1000)} kW`} needed`,
    ...loads.map(
      ({ workload, ratePerS, meanServiceS, outside }) =>
        `${workload}: ${figure(ratePerS)} requests/s of ${figure(meanServiceS)} s on average; ${share(outside.share)} fit into no bucket`,
    ),
    `Offered load λE[S] ${figure(size.offered)} servers; ${figure(tokens.tokensPerS)} tokens/s and ${figure(tokens.overheadTokensPerS)} for overhead`,
    ...normal.promises.map(
      ({ workload, objective, valueS }) =>
        `${workload}: promised ${share(objective.quantile)} within ${figure(objective.limitS)} s (${objective.appliesTo}); ${valueS === null ? 'no bounded time' : `${figure(valueS)} s`} at the peak`,
    ),
    `Normal: ${String(size.forNormal)} replicas needed, utilisation ${figure(normal.utilization)} of at most ${figure(utilizationAllowed(size.highestNormal, request.chosenNormal))}`,
    ...(degraded === null
      ? []
      : [
          `After the loss of one ${request.failureDomain ?? ''} (${String(loss.lasting)} replicas): utilisation ${figure(degraded.utilization)} of at most ${figure(utilizationAllowed(size.highestDegraded, request.chosenDegraded))}`,
        ]),
    ...(replayed === null
      ? []
      : [
          ...replayed.states.map(
            (state) =>
              `${capital(stateName(state, request.failureDomain))}: p99 of the wait ${seconds(state.model)} by the model, ${seconds(state.replay)} replayed; promise ${state.isBorneOut ? 'kept' : 'broken'}`,
          ),
          recommendationText(replayed),
        ]),
    ...(failover === null
      ? []
      : [
          `Until re-routed, ${figure(request.failoverTimeS)} s: backlog ${figure(failover.backlogRequests)}, ${failover.drainS === null ? 'never worked off' : `gone ${figure(failover.drainS)} s later`}`,
        ]),
    `Admission: at most ${String(policy.maximumConcurrencyPerReplica)} requests in a replica, ${String(policy.queueCapPerReplica)} of them waiting`,
    `Method: ${normal.method.name}`,
  ];
}

/** p99 of the wait against utilisation, with what is promised and the chosen points. */
export function headroomChart({ name, size, headroom, prepared }: SizedPool): Chart {
  const { normal, degraded } = size;
  const limitS = Math.min(...prepared.request.workloads.map(({ objective }) => objective.limitS));
  const isWait = prepared.request.workloads.every(({ objective }) => objective.appliesTo === 'wait');
  const most = Math.min(1, Math.max(0.1, 3 * size.highestNormal));
  const shown = headroom.filter(({ waitP99S, utilization }) => waitP99S <= 8 * limitS && utilization <= most);
  const waitOf = (judgement: typeof normal | null) => judgement?.wait?.p99S ?? null;
  const points = [
    { label: `all ${String(normal.replicas)} replicas`, x: normal.utilization, y: waitOf(normal) },
    ...(degraded === null
      ? []
      : [{ label: `${String(degraded.replicas)} left`, x: degraded.utilization, y: waitOf(degraded) }]),
  ].flatMap(({ label, x, y }) => (y === null ? [] : [{ label, x, y }]));
  return {
    title: `${name}: headroom of ${String(size.replicas)} replicas`,
    x: { label: 'utilisation ρ', scale: 'linear', min: 0, max: most },
    y: { label: 'p99 of the wait, s', scale: 'linear', min: 0 },
    series: [
      {
        name: 'p99 of the wait at this many replicas',
        kind: 'line',
        points: shown.map(({ utilization, waitP99S }) => [utilization, waitP99S]),
      },
      {
        name: 'at the peak, normal and after the loss',
        kind: 'points',
        points: points.map(({ x, y }) => [x, y]),
        labels: points.map(({ label }) => label),
      },
    ],
    limits: [
      {
        axis: 'y',
        value: limitS,
        label: isWait ? `promised ${figure(limitS)} s` : `promised latency ${figure(limitS)} s, service included`,
      },
      { axis: 'x', value: size.highestNormal, label: `highest ρ ${figure(size.highestNormal)}` },
    ],
    notes: [
      `${normal.method.name}. Highest ρ of the ${String(size.replicas)} replicas ${figure(size.highestNormal)}, of those left after the loss ${figure(size.highestDegraded)}.`,
    ],
  };
}

/** p99 of the wait and own service of each bucket: p99(T | bucket) = p99(W) + d. */
export function latencyChart({ name, size, prepared }: SizedPool): Chart {
  const waitS = size.normal.wait?.p99S ?? 0;
  const { service } = prepared.model;
  const buckets = prepared.loads[0]?.buckets ?? [];
  const bars =
    service.kind === 'bucketed'
      ? buckets.map(({ bucket, boundS }) => ({ bucket, serviceS: boundS }))
      : [{ bucket: 'mean request', serviceS: size.meanServiceS }];
  const limitS = Math.min(...prepared.request.workloads.map(({ objective }) => objective.limitS));
  const appliesTo = prepared.request.workloads[0]?.objective.appliesTo ?? 'latency';
  return {
    title: `${name}: latency of each bucket, queueing and service`,
    x: { label: 'bucket', scale: 'linear', min: 0.5, max: bars.length + 0.5, names: bars.map(({ bucket }) => bucket) },
    y: { label: 'time, s', scale: 'linear', min: 0 },
    series: [
      { name: 'p99 of the wait, on top', kind: 'bars', points: narrow(bars.map(({ serviceS }) => serviceS + waitS)) },
      {
        name: 'time in service, output at its cap',
        kind: 'bars',
        points: narrow(bars.map(({ serviceS }) => serviceS)),
      },
    ],
    limits: appliesTo === 'latency' ? [{ axis: 'y', value: limitS, label: `promised ${figure(limitS)} s` }] : [],
    notes: ['The wait does not depend on the own bucket, so that p99 of a bucket is p99 of the wait and its service.'],
  };
}

/** Bars beside gaps: each is followed by one of height 0. */
function narrow(heights: readonly number[]): readonly (readonly [number, number])[] {
  return heights.flatMap((height, i): readonly (readonly [number, number])[] => [
    [i + 0.7, height],
    [i + 1.3, 0],
  ]);
}

/** Replicas that are there, before, during and after the loss of the failure domain, against what is needed. */
export function lossChart({ name, size, prepared }: SizedPool): Chart {
  const { failoverTimeS, failureDomain } = prepared.request;
  const drainS = size.failover?.drainS ?? null;
  const afterS = Math.max(1, failoverTimeS);
  const endS = afterS * 2 + (drainS ?? afterS);
  const left = size.replicas - size.loss.atOnce;
  return {
    title: `${name}: replicas through the loss of ${failureDomain === null ? 'nothing' : `one ${failureDomain}`}`,
    x: { label: 's after the loss', scale: 'linear' },
    y: {
      label: 'replicas',
      scale: 'linear',
      min: 0,
      max: size.replicas + Math.max(1, Math.ceil(size.replicas / 10)),
      isCount: true,
    },
    series: [
      {
        name: 'replicas that serve',
        kind: 'line',
        points: [
          [-afterS, size.replicas],
          [0, size.replicas],
          [0, left],
          [failoverTimeS, left],
          [failoverTimeS, size.replicas - size.loss.lasting],
          [endS, size.replicas - size.loss.lasting],
        ],
      },
    ],
    limits: [
      { axis: 'y', value: size.forDegraded, label: `needed after the loss: ${String(size.forDegraded)}` },
      { axis: 'x', value: failoverTimeS, label: 're-routed' },
      ...(drainS === null || drainS === 0
        ? []
        : [{ axis: 'x' as const, value: failoverTimeS + drainS, label: `backlog gone after ${figure(drainS)} s` }]),
    ],
    notes:
      size.failover === null
        ? []
        : [
            `Backlog at re-routing ${figure(size.failover.backlogRequests)} requests, ${drainS === null ? 'never worked off' : `worked off in ${figure(drainS)} s`}.`,
          ],
  };
}

function seconds({ wait }: SizedPool['size']['normal']): string {
  return wait === null ? 'unbounded' : `${figure(wait.p99S)} s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function figure(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
