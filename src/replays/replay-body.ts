import type { z } from 'zod';
import type { ReplayInput } from '../domain/queueing/replay/replay.js';
import { replayDefects } from '../domain/queueing/replay/replay-check.js';
import { zodDefects } from '../exchange/document/zod-defects.js';
import { invalidBody } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { replayBody } from './replay-schema.js';

/** Requests of all replications together that one job may simulate: about a minute of one thread. */
const MOST_SIMULATED = 100_000_000;

/** Reads the body of a replay. @throws Problem (422) with every defect */
export function readReplay(body: unknown): ReplayInput {
  const parsed = replayBody.safeParse(body);
  if (!parsed.success) throw invalidBody(zodDefects(parsed.error.issues, body, replayBody));
  const input = withoutUndefined({ ...parsed.data, traffic: trafficOf(parsed.data.traffic) }) as ReplayInput;
  const defects = [...replayDefects(input)];
  const simulated =
    (input.traffic.kind === 'trace' ? input.traffic.timesS.length : input.traffic.requests) * input.replications;
  if (simulated > MOST_SIMULATED) {
    defects.push(`requests of all replications together must be at most ${MOST_SIMULATED}, but are ${simulated}`);
  }
  if (defects.length > 0) {
    throw new Problem({
      status: 422,
      code: 'body-invalid',
      detail: `The body has ${defects.length} ${defects.length === 1 ? 'defect' : 'defects'}.`,
      errors: defects.map((detail) => ({ code: 'range', detail, pointer: '' })),
    });
  }
  return input;
}

function trafficOf(of: z.infer<typeof replayBody>['traffic']) {
  return of.kind === 'synthetic'
    ? of
    : { ...of, timesS: Float64Array.from(of.timesS), servicesS: Float64Array.from(of.servicesS) };
}

/** Optional fields that are absent, instead of present without a value. */
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
