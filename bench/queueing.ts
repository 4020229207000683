import { mdcWait } from '../src/domain/queueing/mdc.js';
import { waitQuantileS } from '../src/domain/queueing/wait-law.js';
import { replay, type ReplayInput } from '../src/domain/queueing/replay/replay.js';
import { centralWaits } from '../src/domain/queueing/replay/central-queue.js';
import { randomStream } from '../src/domain/queueing/replay/random.js';
import { drawRequests } from '../src/domain/queueing/replay/traffic.js';
import { medianCpuMs, type Measurement } from './measure.js';

const REQUESTS = 2_000_000;
const NO_LIMITS = { capacity: Infinity, maxWaitS: Infinity, maxLatencyS: Infinity };

/** M/D/c with its mean, its chance of waiting and five quantiles. */
function measureLaw(servers: number, utilization: number): Measurement {
  const ms = medianCpuMs(9, () => {
    const law = mdcWait({ ratePerS: servers * utilization, serviceS: 1, servers });
    return [0.5, 0.9, 0.95, 0.99, 0.999].map((p) => waitQuantileS(law, p));
  });
  return {
    claim: `M/D/${servers} at ρ = ${utilization}, mean and five quantiles`,
    measured: ms,
    limit: 10,
    unit: 'ms',
    details: {},
  };
}

function synthetic(servers: number) {
  return {
    kind: 'synthetic',
    arrivals: { kind: 'poisson', ratePerS: 0.8 * servers },
    classes: [{ serviceS: 1, share: 1 }],
    requests: REQUESTS,
  } as const;
}

/** Drawing requests and their waits, in ns a request; the plain Lindley loop over ready numbers is beside it as the limit. */
function measureWaits(servers: number, limitNs: number): Measurement {
  const perRequest = 1e6 / REQUESTS;
  const ms = medianCpuMs(5, () =>
    centralWaits(drawRequests(synthetic(servers), randomStream(1, 1)), servers, NO_LIMITS),
  );
  return {
    claim: `waits of requests at ${servers} server${servers === 1 ? '' : 's'}, drawn and replayed`,
    measured: ms * perRequest,
    limit: limitNs,
    unit: 'ns a request',
    details: { millionPerS: 1e3 / (ms * perRequest), plainLindleyMillionPerS: 1e3 / (lindleyMs() * perRequest) },
  };
}

/** One whole replication with exact quantiles of waits and latencies. */
function measureReplay(): Measurement {
  const input: ReplayInput = { traffic: synthetic(1), servers: 1, replications: 1, seed: 1, warmUp: 0 };
  const ns = (medianCpuMs(5, () => replay(input)) * 1e6) / REQUESTS;
  return {
    claim: 'replay at one server with exact quantiles of waits and latencies',
    measured: ns,
    limit: 1000 / 6,
    unit: 'ns a request',
    details: { millionPerS: 1e3 / ns },
  };
}

/** W ← max(0, W + S − A) over gaps that are already there: what no replay can beat. */
function lindleyMs(): number {
  const gaps = new Float64Array(REQUESTS);
  randomStream(1, 1).fillExponential(gaps, 1.25);
  const waits = new Float64Array(REQUESTS);
  return medianCpuMs(5, () => {
    let wait = 0;
    for (let i = 0; i < gaps.length; i++) {
      wait += 1 - (gaps[i] as number);
      if (wait < 0) wait = 0;
      waits[i] = wait;
    }
    return waits;
  });
}

/** Exact laws and replays. */
export function measureQueueing(): readonly Measurement[] {
  return [
    measureLaw(72, 0.99),
    measureLaw(1000, 0.95),
    measureWaits(1, 1000 / 20),
    measureReplay(),
    measureWaits(72, 1000 / 2),
  ];
}
