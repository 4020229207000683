import { recommendationText, stateName } from '../../domain/drawing/replay-sentences.js';
import type { RegisterRow } from '../../domain/capacity/register.js';
import type { SizedPool, Sizing } from '../../domain/capacity/sizing.js';
import { figure, GAP, percent, table } from './markdown-text.js';

/** The capacity model: measured rates per bucket, every derivation with its numbers, the chosen ρ and its defence. */
export function capacityModel(sizing: Sizing | null, blankRegister: readonly RegisterRow[]): string {
  const pools = sizing?.pools ?? [null];
  return [
    `# Capacity model${sizing === null ? '' : `: ${sizing.name}`}`,
    '',
    'After tier 02, 1 and 2. λ requests/s, S time in service, ρ utilisation, W wait before service, T = W + S.',
    '',
    ...pools.flatMap((pool) => poolModel(pool)),
    '## Sensitivity',
    '',
    table(
      ['Change', 'Replicas', 'Racks'],
      (sizing?.sensitivity ?? []).map(({ change, replicas, racks, problem }) => [
        change,
        problem ?? replicas,
        racks ?? '',
      ]),
    ),
    '',
    '## Assumed, because nothing was stated',
    '',
    table(
      ['Parameter', 'Value', 'Unit', 'Why'],
      (sizing?.assumptions ?? []).map(({ parameter, value, unit, source }) => [parameter, value, unit ?? '', source]),
    ),
    '',
    '## Assumptions to validate',
    '',
    table(
      ['Assumption', 'Value', 'Used in', 'Who confirms', 'Confirmed by, and how', 'On'],
      (sizing?.register ?? blankRegister).map(({ name, value, usedIn, owner, evidence, validatedOn }) => [
        name,
        value,
        usedIn,
        owner,
        evidence ?? (sizing === null ? '' : 'open'),
        validatedOn,
      ]),
    ),
    '',
  ].join('\n');
}

function poolModel(pool: SizedPool | null): readonly string[] {
  const heading = `## Pool${pool === null ? ` ${GAP}` : ` ${pool.name}`}`;
  return [
    heading,
    '',
    '### Rates per bucket',
    '',
    ratesTable(pool),
    '',
    ...fitLines(pool),
    '### Demand',
    '',
    ...demandLines(pool),
    '',
    '### Utilisation and replicas',
    '',
    ...sizeLines(pool),
    '',
    '### Model and replay',
    '',
    ...replayLines(pool),
    '',
    '### Latency and headroom',
    '',
    ...latencyLines(pool),
    '',
  ];
}

function ratesTable(pool: SizedPool | null): string {
  const columns = [
    'Bucket',
    'P tokens',
    'O cap tokens',
    'R_prefill tokens/s',
    'R_decode tokens/s',
    'S = P/R_prefill + O/R_decode + L_fixed at the cap, s',
    'μ = 1/S, 1/s',
    'Share of requests',
    'E[S] of those that came, s',
    'Share of load = share · E[S] / Σ',
  ];
  if (pool === null)
    return table(
      columns,
      [1, 2, 3].map(() => new Array<null>(columns.length).fill(null)),
    );
  const { service } = pool.prepared.model;
  if (service.kind === 'unpadded') {
    return table(columns, [
      [
        'any, not padded',
        'own',
        'own',
        service.prefillTokensPerS,
        service.decodeTokensPerS,
        'no cap',
        '',
        '100 %',
        pool.size.meanServiceS,
        '100 %',
      ],
    ]);
  }
  const loads = pool.prepared.loads;
  const total = loads.reduce((sum, { ratePerS }) => sum + ratePerS, 0);
  const offered = loads.reduce((sum, { ratePerS, meanServiceS }) => sum + ratePerS * meanServiceS, 0);
  return table(
    columns,
    service.buckets.map(({ name, promptTokens, outputTokens, prefillTokensPerS, decodeTokensPerS }) => {
      const own = loads.map((load) => ({ load, bucket: load.buckets.find(({ bucket }) => bucket === name) }));
      const boundS = own[0]?.bucket?.boundS ?? NaN;
      const share = own.reduce((sum, { load, bucket }) => sum + ((bucket?.share ?? 0) * load.ratePerS) / total, 0);
      const servedS = own.reduce(
        (sum, { load, bucket }) => sum + ((bucket?.share ?? 0) * (bucket?.meanServiceS ?? 0) * load.ratePerS) / total,
        0,
      );
      const loadShare = own.reduce(
        (sum, { load, bucket }) => sum + ((bucket?.loadShare ?? 0) * load.ratePerS * load.meanServiceS) / offered,
        0,
      );
      return [
        name,
        promptTokens,
        outputTokens,
        prefillTokensPerS,
        decodeTokensPerS,
        boundS,
        1 / boundS,
        percent(share),
        share === 0 ? '' : servedS / share,
        percent(loadShare),
      ];
    }),
  );
}

function fitLines(pool: SizedPool | null): readonly string[] {
  if (pool === null)
    return [`α = R_decode / R_prefill = ${GAP} (fitted to ${GAP} measurements, 95 % interval ${GAP} to ${GAP})`, ''];
  const { fit, fitProblem } = pool.prepared.model;
  const lines = [`α = R_decode / R_prefill = ${figure(pool.alpha)}, from the rates above.`];
  if (fitProblem !== null) lines.push(`Its measurements could not be fitted: ${fitProblem}.`);
  if (fit !== null) {
    const range = ({ low, high }: { readonly low: number | null; readonly high: number | null }) =>
      `${low === null ? 'unbounded' : figure(low)} to ${high === null ? 'unbounded' : figure(high)}`;
    lines.push(
      `Fitted by least squares to ${String(fit.residualsS.length)} measurements: α = ${figure(fit.alpha.value)} (95 %: ${range(fit.alpha)}), R_prefill = ${figure(1 / fit.prefillSPerToken.value)} tokens/s, R_decode = ${figure(1 / fit.decodeSPerToken.value)} tokens/s, L_fixed = ${figure(fit.fixedOverheadS.value)} s (95 %: ${range(fit.fixedOverheadS)}); largest residual ${percent(fit.worstShare)} of what was measured.`,
    );
    if (fit.isCurved === true)
      lines.push('Prefill grows faster or slower than the prompt: one α misleads, rates per bucket are needed.');
  }
  return [...lines, ''];
}

function demandLines(pool: SizedPool | null): readonly string[] {
  if (pool === null) {
    return [
      `λ_peak = ${GAP} 1/s, E[P] = ${GAP}, E[O] = ${GAP}`,
      '',
      `Tokens/s = λ (E[O] + α E[P]) = ${GAP}, and λ R_decode L_fixed = ${GAP} for fixed overhead`,
      '',
      `λ E[S] = ${GAP} servers busy on average; requests outside every bucket ${GAP}`,
    ];
  }
  const { tokens, size, alpha, meanOutputTokens, meanPromptTokens, prepared } = pool;
  const total = prepared.loads.reduce((sum, { ratePerS }) => sum + ratePerS, 0);
  const padding = prepared.loads.reduce(
    (sum, { ratePerS, paddingOverhead }) => sum + (ratePerS / total) * paddingOverhead,
    0,
  );
  return [
    ...prepared.loads.flatMap(({ workload, ratePerS, meanServiceS, outside, traffic }) => [
      `- ${workload}: λ = ${figure(ratePerS)} 1/s (${traffic === null ? `peak ${figure(ratePerS / (1 - outside.share))} · (1 − ${figure(outside.share)}) outside every bucket, Poisson` : `mean of the trace, ${figure(traffic.requests)} requests in ${figure(traffic.durationS)} s, which is replayed`}), E[S] = ${figure(meanServiceS)} s; outside every bucket ${percent(outside.share)} of the requests and ${percent(outside.tokenShare)} of the tokens.`,
      ...(traffic === null
        ? []
        : [
            `  Dispersion of arrivals: ${traffic.windows.map(({ windowS, dispersion }) => `${dispersion === null ? 'unknown' : figure(dispersion)} in ${figure(windowS)} s`).join(', ')} (Poisson: 1). ${traffic.burstiness === 'burstier-than-poisson' ? 'Burstier than Poisson: sized by replay.' : 'Sized by replay.'}`,
          ]),
    ]),
    `- E[P] = ${figure(meanPromptTokens)}, padded to ${figure(padding)} times as many; E[O] = ${figure(meanOutputTokens)}.`,
    `- Tokens/s = λ (E[O] + α E[P]) = ${figure(total)} · (${figure(meanOutputTokens)} + ${figure(alpha)} · ${figure(meanPromptTokens * padding)}) = ${figure(tokens.tokensPerS)}; λ R_decode L_fixed = ${figure(total)} · ${figure(tokens.overheadTokensPerS / (total * prepared.model.service.fixedOverheadS || 1))} · ${figure(prepared.model.service.fixedOverheadS)} = ${figure(tokens.overheadTokensPerS)} for fixed overhead, which the token form alone loses.`,
    `- E[S] = ${meanServiceText(pool)} = ${figure(size.meanServiceS)} s; μ = 1/E[S] = ${figure(1 / size.meanServiceS)} 1/s.`,
    `- λ E[S] = ${figure(total)} · ${figure(size.meanServiceS)} = ${figure(size.offered)} servers busy on average${tokenCheck(pool)}.`,
  ];
}

/** The token form gives the same load, where every bucket has the same rates. */
function tokenCheck({ tokens, size }: SizedPool): string {
  const decodeTokensPerS = (tokens.tokensPerS + tokens.overheadTokensPerS) / tokens.offeredServers;
  const byTokens = `(${figure(tokens.tokensPerS)} + ${figure(tokens.overheadTokensPerS)}) / ${figure(decodeTokensPerS)} = ${figure(tokens.offeredServers)}`;
  return Math.abs(tokens.offeredServers / size.offered - 1) < 1e-6
    ? `; by tokens over R_decode likewise ${byTokens}`
    : `; by tokens over one mean R_decode for all buckets ${byTokens}`;
}

/** E[S] from the means, or over the buckets of the table above. */
function meanServiceText({ prepared, meanPromptTokens, meanOutputTokens }: SizedPool): string {
  const { service } = prepared.model;
  if (service.kind === 'bucketed') return 'Σ share of requests · E[S] of those that came, over the buckets above';
  const { prefillTokensPerS, decodeTokensPerS, fixedOverheadS } = service;
  return `E[P]/R_prefill + E[O]/R_decode + L_fixed = ${figure(meanPromptTokens)}/${figure(prefillTokensPerS)} + ${figure(meanOutputTokens)}/${figure(decodeTokensPerS)} + ${figure(fixedOverheadS)}`;
}

function sizeLines(pool: SizedPool | null): readonly string[] {
  if (pool === null) {
    return [
      `ρ_target_normal = ${GAP}, because ${GAP}`,
      '',
      `ρ_target_degraded = ${GAP}, because ${GAP}`,
      '',
      `N_min = ceil(λ / (ρ μ)) = ${GAP}; after the loss of one ${GAP}: ${GAP}; built: ${GAP}`,
    ];
  }
  const { size, prepared } = pool;
  const { request } = prepared;
  const { normal, degraded } = size;
  const servers = size.replicas * request.slots;
  return [
    `- Method: ${normal.method.name}; ${normal.method.source}. Error: ${normal.method.error}.`,
    ...neededLines(pool),
    ...lossLines(pool),
    `- **Replicas to build: ${figure(size.replicas)}${request.failureDomain === null ? '' : `; of these ${figure(size.replicas - size.loss.lasting)} are left after the loss, ≥ ${figure(size.forDegraded)}`}.**`,
    `- At the peak, with all of them: ρ = λ E[S] / (replicas · slots) = ${figure(size.offered)} / (${figure(size.replicas)} · ${figure(request.slots)}) = ${figure(normal.utilization)}; p99(W) = ${secondsText(normal.wait?.p99S ?? null)}.`,
    ...normal.promises.map((promise) => `- ${promiseText(promise)}`),
    `- Highest ρ at which ${figure(servers)} servers keep every promise: ${figure(size.highestNormal)}, found by letting the same traffic come faster (the headroom table below has both points)${request.chosenNormal === null ? '' : `; ${figure(request.chosenNormal)} chosen`}.`,
    ...(degraded === null
      ? []
      : [
          `- After the loss: ρ = ${figure(degraded.utilization * degraded.servers)} / (${figure(degraded.replicas)} · ${figure(request.slots)}) = ${figure(degraded.utilization)}; p99(W) = ${secondsText(degraded.wait?.p99S ?? null)}.`,
          ...degraded.promises.map((promise) => `- After the loss, ${promiseText(promise)}`),
          `- λ_peak ≤ ρ_degraded · N_operational · slots · μ: ${capacityText(pool)}`,
        ]),
    ...failoverLines(pool),
    ...(pool.resampling === null
      ? []
      : [
          `- ${figure(pool.resampling.keptIn)} of ${figure(pool.resampling.resamples)} histories resampled in blocks of ${figure(pool.resampling.blockS)} s keep the promise on these replicas; p99(W) between ${figure(pool.resampling.p99LowS)} and ${figure(pool.resampling.p99HighS)} s in the middle 95 %. So that 95 % of the histories keep it${request.failureDomain === null ? '' : ', also after the loss'}: ${pool.confidentReplicas === null ? 'more than could be tried' : `${figure(pool.confidentReplicas)} replicas to build`}.`,
        ]),
  ];
}

/** Why fewer do not do. */
function neededLines({ size, prepared, oneFewer, poissonReplicas }: SizedPool): readonly string[] {
  const { request } = prepared;
  const fewer =
    oneFewer === null
      ? ''
      : oneFewer.isMet
        ? `; ${figure(oneFewer.replicas)} would keep the promise, but not the chosen utilisation`
        : `; with ${figure(oneFewer.replicas)} p99(W) = ${secondsText(oneFewer.wait?.p99S ?? null)} and ${oneFewer.promises
            .filter(({ isKept }) => !isKept)
            .map(({ workload, certainShare }) => `${workload} keeps ${percent(certainShare)}`)
            .join(', ')}, too little`;
  return [
    `- N_min for normal service: ${figure(size.forNormal)} replicas of ${figure(request.slots)} slot${request.slots === 1 ? '' : 's'}${fewer}.`,
    ...(poissonReplicas === null
      ? []
      : [
          `- Poisson arithmetic at the mean rate says ${figure(poissonReplicas)}; the replay says ${figure(size.forNormal)}, and the replay is followed.`,
        ]),
  ];
}

function lossLines({ size, prepared }: SizedPool): readonly string[] {
  const { failureDomain } = prepared.request;
  if (failureDomain === null) return ['- No failure domain was asked for.'];
  const back = size.loss.atOnce - size.loss.lasting;
  const spare = back === 0 ? '' : `, of which ${figure(back)} come back on spare nodes of their racks`;
  return [
    `- The loss of one ${failureDomain} takes ${figure(size.loss.atOnce)} replica${size.loss.atOnce === 1 ? '' : 's'}${spare}; at least ${figure(size.forDegraded)} must be left: ${figure(size.forDegraded)} + ${figure(size.loss.lasting)} = ${figure(size.forDegraded + size.loss.lasting)} to build for it.`,
  ];
}

function promiseText({
  workload,
  objective,
  share,
  certainShare,
  valueS,
}: SizedPool['size']['normal']['promises'][number]): string {
  return `${workload}: promised ${percent(objective.quantile)} within ${figure(objective.limitS)} s (${objective.appliesTo}); kept by ${percent(share)}${certainShare < share ? `, ${percent(certainShare)} certain` : ''}; ${percent(objective.quantile)} are within ${valueS === null ? 'no bounded time' : `${figure(valueS)} s`}.`;
}

/** Both sides of the inequality of tier 02, 5.2, with the load that is not shed. */
function capacityText({ size, prepared }: SizedPool): string {
  const { degraded, highestDegraded } = size;
  if (degraded === null) return '';
  const meanS = (degraded.utilization * degraded.servers) / degraded.ratePerS;
  const { slots } = prepared.request;
  return `${figure(degraded.ratePerS)} ≤ ${figure(highestDegraded)} · ${figure(degraded.replicas)} · ${figure(slots)} / ${figure(meanS)} = ${figure((highestDegraded * degraded.servers) / meanS)} 1/s.`;
}

function failoverLines({ size, prepared }: SizedPool): readonly string[] {
  const { failover, loss, replicas, offered, meanServiceS, normal } = size;
  const { failoverTimeS, slots } = prepared.request;
  if (failover === null || loss.atOnce === 0) return [];
  const left = replicas - loss.atOnce;
  const servedPerS = (left * slots) / meanServiceS;
  const busy = Math.min(1, offered / (replicas * slots));
  return [
    `- Until traffic is re-routed, ${figure(failoverTimeS)} s: backlog = λ · lost / replicas · time + lost · slots · ρ = ${figure(normal.ratePerS)} · ${figure(loss.atOnce)}/${figure(replicas)} · ${figure(failoverTimeS)} + ${figure(loss.atOnce)} · ${figure(slots)} · ${figure(busy)} = ${figure(failover.backlogRequests)} requests.`,
    left === 0
      ? '- Nothing is left to work it off.'
      : `- Those left serve ${figure(left)} · ${figure(slots)} / E[S] = ${figure(servedPerS)} 1/s: ${failover.drainS === null ? 'less than comes, so that it is never worked off' : `worked off in ${figure(failover.backlogRequests)} / (${figure(servedPerS)} − ${figure(normal.ratePerS)}) = ${figure(failover.drainS)} s`}; longest wait ${figure(failoverTimeS)} + ${figure(failover.backlogRequests)} / ${figure(servedPerS)} = ${secondsText(failover.worstWaitS)}; each must hold ${failover.queueCapPerReplica === null ? 'what none can' : `${figure(failover.queueCapPerReplica)} more`}.`,
  ];
}

function secondsText(seconds: number | null): string {
  return seconds === null ? 'unbounded' : `${figure(seconds)} s`;
}

const REPLAY_COLUMNS = [
  'Replicas',
  'ρ = λ E[S] / servers',
  'p99(W) by the model, s',
  'p99(W) replayed, s',
  'Kept by the model',
  'Kept in the replay',
  'Promised',
  'Histories that keep it',
];

function replayLines(pool: SizedPool | null): readonly string[] {
  if (pool === null) {
    return [
      table(
        REPLAY_COLUMNS,
        [1, 2].map(() => REPLAY_COLUMNS.map(() => null)),
      ),
      '',
      `**Recommended: ${GAP} replicas, from the ${GAP}, because ${GAP}.**`,
    ];
  }
  const { replayed, prepared } = pool;
  if (replayed === null) return ['Not replayed.'];
  return [
    'The model takes Poisson arrivals at the mean rate; the replay lets requests through the replicas one by one.',
    '',
    table(
      REPLAY_COLUMNS,
      replayed.states.flatMap((state) =>
        state.replay.promises.map((promise, k) => [
          stateName(state, prepared.request.failureDomain),
          state.replay.utilization,
          state.model.wait?.p99S ?? 'unbounded',
          rangeText(state.replay.wait),
          percent(state.model.promises[k]?.share ?? 0),
          `${percent(promise.share)}: ${state.isBorneOut ? 'yes' : 'no'}`,
          `${promise.workload}: ${percent(promise.objective.quantile)} within ${figure(promise.objective.limitS)} s`,
          state.resampling === null
            ? ''
            : `${figure(state.resampling.keptIn)} of ${figure(state.resampling.resamples)}`,
        ]),
      ),
    ),
    '',
    `**${recommendationText(replayed)}**`,
  ];
}

function rangeText(wait: SizedPool['size']['normal']['wait']): string {
  if (wait === null) return 'unbounded';
  return wait.p99HighS > wait.p99LowS
    ? `${figure(wait.p99S)} (95 %: ${figure(wait.p99LowS)} to ${figure(wait.p99HighS)})`
    : figure(wait.p99S);
}

const LATENCY_COLUMNS = ['Bucket', 'p99(W), s', 'd, s', 'p99(W) + d, s', 'promised'];

/** Latency of each bucket and the headroom curve, with the points that the size rests on. */
function latencyLines(pool: SizedPool | null): readonly string[] {
  if (pool === null) {
    return [
      table(
        LATENCY_COLUMNS,
        [1, 2, 3].map(() => LATENCY_COLUMNS.map(() => null)),
      ),
    ];
  }
  const { size, prepared } = pool;
  const { objective } = strictest(prepared.request.workloads);
  const waitS = size.normal.wait?.p99S ?? null;
  const promised = `${figure(objective.limitS)} s for the ${objective.appliesTo}`;
  return [
    'p99(T | bucket) = p99(W) + d, since the wait does not depend on the own bucket; d with the output at its cap. A promise for the wait is compared with p99(W) alone:',
    '',
    table(
      LATENCY_COLUMNS,
      bucketLatencies(pool).map(({ bucket, serviceS }) => [
        bucket,
        waitS ?? 'unbounded',
        serviceS,
        waitS === null ? 'unbounded' : waitS + serviceS,
        promised,
      ]),
    ),
    '',
    `p99 of the wait of ${figure(size.replicas)} replicas against utilisation:`,
    '',
    table(
      ['ρ', 'p99(W), s', ''],
      pool.headroom.map(({ utilization, waitP99S }) => [
        utilization,
        waitP99S,
        utilization === size.normal.utilization
          ? 'at the peak'
          : utilization === size.highestNormal
            ? 'highest that keeps the promise'
            : '',
      ]),
    ),
    ...designLines(pool),
  ];
}

function strictest(workloads: SizedPool['prepared']['request']['workloads']) {
  return workloads.reduce((a, b) => (b.objective.limitS < a.objective.limitS ? b : a));
}

function bucketLatencies({
  prepared,
  size,
}: SizedPool): readonly { readonly bucket: string; readonly serviceS: number }[] {
  if (prepared.model.service.kind === 'unpadded') return [{ bucket: 'mean request', serviceS: size.meanServiceS }];
  return (prepared.loads[0]?.buckets ?? []).map(({ bucket, boundS }) => ({ bucket, serviceS: boundS }));
}

function designLines({ design }: SizedPool): readonly string[] {
  if (design === null) return [];
  return [
    '',
    'Prompt edges that pad least, and what each further bucket saves:',
    '',
    table(
      ['Buckets', 'Edges, tokens', 'Padded / own tokens', 'Saves'],
      design.prompt.map(({ edges, overhead, saving }) => [edges.length, edges.join(' '), overhead, percent(saving)]),
    ),
    '',
    'Output caps likewise:',
    '',
    table(
      ['Buckets', 'Caps, tokens', 'Capped / own tokens', 'Saves'],
      design.output.map(({ edges, overhead, saving }) => [edges.length, edges.join(' '), overhead, percent(saving)]),
    ),
  ];
}
