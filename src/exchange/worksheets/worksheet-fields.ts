/** One line of the dimensioning worksheet: a field of a workload, an artifact or the hall, as tier 02, 2.1 collects it. */
export interface WorksheetField {
  readonly field: string;
  readonly symbol: string;
  readonly meaning: string;
  readonly unit: string;
  readonly source: string;
  readonly kind: 'number' | 'text' | 'flag';
}

export type WorksheetSection = 'Workload' | 'Artifact' | 'Hall';

const line = (
  field: string,
  symbol: string,
  meaning: string,
  unit: string,
  source: string,
  kind: WorksheetField['kind'] = 'number',
): WorksheetField => ({ field, symbol, meaning, unit, source, kind });

/** Names are those of the site document, so that a worksheet and a document say the same. */
export const WORKSHEET_FIELDS: Readonly<Record<WorksheetSection, readonly WorksheetField[]>> = {
  Workload: [
    line('name', '', 'What is served', '', 'product', 'text'),
    line('peakArrivalsPerS', 'λ_peak', 'Peak requests', '1/s', 'product traffic'),
    line('promptTokensP50', 'P50(P)', 'Median prompt', 'tokens', 'logs'),
    line('promptTokensP95', 'P95(P)', '95th percentile of prompts', 'tokens', 'logs'),
    line('outputTokensP50', 'P50(O)', 'Median output', 'tokens', 'logs'),
    line('outputTokensP95', 'P95(O)', '95th percentile of outputs', 'tokens', 'logs'),
    line('sloLatencyS', 'SLO_p99', 'Time that is promised', 's', 'product'),
    line('sloQuantile', '', 'Share of requests that it is promised to, 0.99 where left out', '1', 'product'),
    line('sloAppliesTo', '', 'latency (to the last token) or wait (to the start of service)', '', 'product', 'text'),
    line('degradedSloLatencyS', '', 'Time that is promised after a loss; the same where left out', 's', 'product'),
    line('shedWhenDegraded', '', 'true where it is refused altogether after a loss', '', 'product', 'flag'),
    line('priority', '', '0 is served first', '1', 'product'),
    line('promptCapTokens', '', 'Longest prompt that clients are promised', 'tokens', 'product'),
    line('outputCapTokens', '', 'Longest output that clients are promised', 'tokens', 'product'),
    line(
      'failureDomain',
      'N+1',
      'Whose loss the promise must survive: none, node, segment, rack or pod',
      '',
      'SRE',
      'text',
    ),
    line('failoverTimeS', 'failover_time', 'Time until traffic is re-routed', 's', 'game day'),
    line(
      'utilizationNormal',
      'ρ_target_normal',
      'Chosen utilisation; the highest that keeps the promise where left out',
      '1',
      'SRE',
    ),
    line('utilizationDegraded', 'ρ_target_degraded', 'Chosen utilisation after a loss', '1', 'SRE'),
    line('routing', '', 'central, least-work-left, round-robin or random', '', 'infrastructure', 'text'),
    line('queueCap', 'Queue_cap', 'Requests that may wait in one queue today', '1', 'infrastructure'),
    line('batchingWindowS', '', 'Batching window of the serving stack today; 0 for none', 's', 'infrastructure'),
  ],
  Artifact: [
    line('name', 'a', 'Compiled artifact', '', 'release engineering', 'text'),
    line('model', '', 'Model that it was compiled from', '', 'release engineering', 'text'),
    line(
      'prefillTokensPerS',
      'R_prefill',
      'Prefill rate of one replica, where no bucket says its own',
      'tokens/s',
      'benchmark',
    ),
    line(
      'decodeTokensPerS',
      'R_decode',
      'Decode rate of one replica, where no bucket says its own',
      'tokens/s',
      'benchmark',
    ),
    line(
      'fixedOverheadS',
      'L_fixed',
      'Overhead of a request beside queueing; 0 only where it was measured to be none',
      's',
      'benchmark',
    ),
    line('ratesSource', '', 'Who measured the rates, how and when', '', 'benchmark', 'text'),
    line('decodesToCap', '', 'true where decoding always runs to the output cap', '', 'compiler', 'flag'),
    line('slots', '', 'Requests in service at once in one replica; 1 where left out', '1', 'compiler'),
    line('footprint', '', 'What one replica occupies: node, rack or pod', '', 'compiler', 'text'),
    line('footprintCount', '', 'How many of them; 1 where left out', '1', 'compiler'),
    line('compileDays', '', 'Time to compile for new shapes', 'd', 'release engineering'),
    line('validationDays', '', 'Time to validate what was compiled', 'd', 'release engineering'),
  ],
  Hall: [
    line('nodesPerRack', 'N_nodes_rack', 'Nodes of a rack, spare ones included', '1', 'facilities'),
    line('spareNodesPerRack', '', 'Of these, spare', '1', 'facilities'),
    line('racksPerPod', '', 'Racks of a pod', '1', 'facilities'),
    line('racksPerSegment', '', 'Racks of a fabric segment', '1', 'facilities'),
    line('nodePowerW', 'P_node', 'Most that a node draws', 'W', 'vendor'),
    line('rackOverheadW', 'P_overhead', 'What a rack draws beside its nodes', 'W', 'vendor'),
    line('racksAvailable', '', 'Racks that the hall has', '1', 'facilities'),
  ],
};

export const BUCKET_COLUMNS = [
  'name',
  'promptTokens',
  'outputTokens',
  'prefillTokensPerS',
  'decodeTokensPerS',
] as const;
export const MEASUREMENT_COLUMNS = ['promptTokens', 'outputTokens', 'serviceS'] as const;
export const REGISTER_COLUMNS = ['name', 'value', 'usedIn', 'owner', 'evidence', 'validatedOn'] as const;

export const TITLE = '# Dimensioning inputs';
