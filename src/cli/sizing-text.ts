import { formatNumber } from '../domain/assessment/sentence.js';
import { recommendationText, stateName } from '../domain/drawing/replay-sentences.js';
import type { ReplayedState } from '../domain/capacity/replayed-size.js';
import { utilizationAllowed } from '../domain/capacity/size-pool.js';
import type { SizedPool, Sizing } from '../domain/capacity/sizing.js';

/** A sizing for a reader at a terminal. */
export function sizingText(sizing: Sizing): string {
  const { totals } = sizing;
  const power = totals.powerW === null ? 'power unknown' : `${formatNumber(totals.powerW / 1000)} kW`;
  const racks = totals.racks === null ? 'racks unknown' : `${formatNumber(totals.racks)} racks`;
  const pods = totals.pods === null ? '' : `, ${formatNumber(totals.pods)} pods`;
  return [
    `${sizing.name}: ${formatNumber(totals.replicas)} replicas, ${racks}${pods}, ${formatNumber(totals.nodes)} nodes, ${power}`,
    ...(totals.unplaced !== null && totals.unplaced.length > 0
      ? [
          `  does not fit into the ${String(sizing.hall.racksAvailable ?? 0)} racks of the hall: ${totals.unplaced.join(', ')}`,
        ]
      : []),
    '',
    ...sizing.pools.flatMap((pool) => poolText(pool)),
    ...(sizing.sensitivity.length === 0 ? [] : ['What changes', ...sizing.sensitivity.map(sensitivityText), '']),
    ...(sizing.assumptions.length === 0
      ? []
      : [
          'Assumed, because nothing was stated:',
          ...sizing.assumptions.map(
            ({ parameter, value, unit, source }) =>
              `  ${parameter} = ${typeof value === 'number' ? formatNumber(value) : String(value)}${unit === null || unit === '1' ? '' : ` ${unit}`}: ${source}`,
          ),
          '',
        ]),
    `${String(sizing.register.filter(({ validatedOn }) => validatedOn === null).length)} of ${String(sizing.register.length)} assumptions of tier 02 are not validated.`,
    '',
  ].join('\n');
}

function sensitivityText({ change, replicas, racks, problem }: Sizing['sensitivity'][number]): string {
  const answer =
    problem ?? `${formatNumber(replicas ?? 0)} replicas${racks === null ? '' : `, ${formatNumber(racks)} racks`}`;
  return `  ${change.padEnd(26)} ${answer}`;
}

function poolText(pool: SizedPool): readonly string[] {
  const { size, prepared, tokens, alpha } = pool;
  const { request, loads } = prepared;
  const { normal, degraded, failover, loss } = size;
  return [
    `${pool.name}: ${formatNumber(size.replicas)} replicas of ${String(request.slots)} slot${request.slots === 1 ? '' : 's'}, ${request.routing} queue`,
    ...loads.flatMap((load) => [
      `  ${load.workload}: ${formatNumber(load.ratePerS)} requests/s from ${sourceText(load)}, ${formatNumber(load.meanServiceS)} s each`,
      ...(load.outside.share > 0
        ? [
            `    outside every bucket: ${formatNumber(load.outside.share * 100)} % of the requests, ${formatNumber(load.outside.tokenShare * 100)} % of the tokens; they are refused`,
          ]
        : []),
      ...(load.traffic?.burstiness === 'burstier-than-poisson'
        ? [
            `    burstier than Poisson (dispersion ${load.traffic.windows.map(({ windowS, dispersion }) => `${dispersion === null ? 'unknown' : formatNumber(dispersion)} at ${String(windowS)} s`).join(', ')}), and sized for it`,
          ]
        : []),
    ]),
    `  offered load λE[S] = ${formatNumber(size.offered)} servers; ${formatNumber(tokens.tokensPerS)} tokens/s at α = ${formatNumber(alpha)} and ${formatNumber(tokens.overheadTokensPerS)} tokens/s for fixed overhead`,
    `  normal    ${formatNumber(size.forNormal)} replicas needed; ρ ${formatNumber(normal.utilization)} of at most ${formatNumber(utilizationAllowed(size.highestNormal, request.chosenNormal))}; ${waitText(normal)}`,
    ...normal.promises.map(
      ({ workload, objective, share, valueS }) =>
        `    ${workload}: ${formatNumber(share * 100)} % within ${formatNumber(objective.limitS)} s (${objective.appliesTo}; promised ${formatNumber(objective.quantile * 100)} %), which ${formatNumber(objective.quantile * 100)} % do in ${valueS === null ? 'no bounded time' : `${formatNumber(valueS)} s`}`,
    ),
    ...(request.failureDomain === null
      ? ['  no failure domain was asked for']
      : [
          `  one ${request.failureDomain} lost takes ${formatNumber(loss.atOnce)} ${loss.atOnce === 1 ? 'replica' : 'replicas'}${loss.lasting < loss.atOnce ? `, ${formatNumber(loss.atOnce - loss.lasting)} come back on spare nodes` : ''}; ${formatNumber(size.forDegraded)} needed after it`,
          ...(degraded === null
            ? []
            : [
                `  degraded  ρ ${formatNumber(degraded.utilization)} of at most ${formatNumber(utilizationAllowed(size.highestDegraded, request.chosenDegraded))} on ${formatNumber(degraded.replicas)} replicas; ${waitText(degraded)}`,
              ]),
          ...(failover === null
            ? []
            : [
                `  until re-routed (${formatNumber(request.failoverTimeS)} s): backlog ${formatNumber(failover.backlogRequests)} requests, ${failover.drainS === null ? 'never worked off' : `gone ${formatNumber(failover.drainS)} s later`}`,
              ]),
        ]),
    ...(pool.poissonReplicas === null
      ? []
      : [
          `  Poisson arithmetic at the mean rate would say ${formatNumber(pool.poissonReplicas)} where the replay says ${formatNumber(size.forNormal)}`,
        ]),
    ...(pool.replayed === null
      ? []
      : [
          '  model and replay',
          ...pool.replayed.states.map((state) => `    ${stateText(state, request.failureDomain)}`),
          `    ${recommendationText(pool.replayed)}`,
        ]),
    ...(pool.resampling === null
      ? []
      : [
          `  ${String(pool.resampling.keptIn)} of ${String(pool.resampling.resamples)} resampled histories keep the promise on ${formatNumber(pool.resampling.replicas)} replicas (p99 of the wait ${formatNumber(pool.resampling.p99LowS)} to ${formatNumber(pool.resampling.p99HighS)} s); for 95 % of them${request.failureDomain === null ? '' : `, also after the loss,`} ${pool.confidentReplicas === null ? 'more than could be tried' : formatNumber(pool.confidentReplicas)} must be built`,
        ]),
    `  admission: at most ${formatNumber(pool.policy.maximumConcurrencyPerReplica)} requests in a replica, ${formatNumber(pool.policy.queueCapPerReplica)} of them waiting; refused at the peak ${formatNumber(pool.policy.normal.refused.share * 100)} %${pool.policy.degraded === null ? '' : `, after the loss ${formatNumber(pool.policy.degraded.refused.share * 100)} %`}`,
    ...(pool.oneRackMore === null
      ? []
      : [
          `  ${pool.oneRackMore.racks === 1 ? 'one rack' : `${formatNumber(pool.oneRackMore.racks)} racks`} more: ${formatNumber(pool.oneRackMore.replicas)} replicas, ρ ${formatNumber(pool.oneRackMore.utilization)}, p99 of the wait ${pool.oneRackMore.waitP99S === null ? 'unbounded' : `${formatNumber(pool.oneRackMore.waitP99S)} s`}`,
        ]),
    `  ${normal.method.name}: ${normal.method.error}`,
    '',
  ];
}

function stateText(state: ReplayedState, failureDomain: string | null): string {
  const { model, replay, resampling, isBorneOut } = state;
  const seconds = (value: number | null) => (value === null ? 'unbounded' : `${formatNumber(value)} s`);
  const promises = replay.promises.map(
    ({ workload, share, objective }) =>
      `${workload} ${formatNumber(share * 100)} % within ${formatNumber(objective.limitS)} s of promised ${formatNumber(objective.quantile * 100)} %`,
  );
  const histories =
    resampling === null ? '' : `, kept in ${String(resampling.keptIn)} of ${String(resampling.resamples)} histories`;
  return `${stateName(state, failureDomain)}: p99 of the wait ${seconds(model.wait?.p99S ?? null)} by the model, ${waitRange(replay)} replayed; ${promises.join(', ')}: ${isBorneOut ? 'kept' : 'BROKEN'}${histories}`;
}

function waitRange({ wait }: SizedPool['size']['normal']): string {
  if (wait === null) return 'unbounded';
  const range =
    wait.p99HighS > wait.p99LowS ? ` (${formatNumber(wait.p99LowS)} to ${formatNumber(wait.p99HighS)})` : '';
  return `${formatNumber(wait.p99S)}${range} s`;
}

/** With length and duration of a trace, so that a wrong unit of its times shows. */
function sourceText({ traffic }: SizedPool['prepared']['loads'][number]): string {
  if (traffic === null) return 'distributions, as Poisson arrivals';
  return `a trace, replayed (${formatNumber(traffic.requests)} requests in ${formatNumber(traffic.durationS)} s)`;
}

function waitText({ wait }: SizedPool['size']['normal']): string {
  if (wait === null) return 'the queue grows without bound';
  const range =
    wait.p99HighS > wait.p99LowS ? ` (${formatNumber(wait.p99LowS)} to ${formatNumber(wait.p99HighS)})` : '';
  return `wait p50 ${formatNumber(wait.p50S)}, p99 ${formatNumber(wait.p99S)}${range}, p99.9 ${formatNumber(wait.p999S)} s`;
}
