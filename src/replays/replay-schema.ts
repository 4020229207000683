import { z } from 'zod';
import { ROUTINGS } from '../domain/queueing/replay/policy.js';

/** Requests of a trace that one body may hold. */
const MOST_LISTED = 2_000_000;

const above0 = (description: string) => z.number().positive().max(1e15).meta({ description });
const from0 = (description: string) => z.number().min(0).max(1e15).meta({ description });
const count = (most: number, description: string) => z.int().min(1).max(most).meta({ description });

const ratePerS = above0('Requests per second');
const arrivals = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('poisson'), ratePerS }),
  z.strictObject({
    kind: z.literal('renewal'),
    ratePerS,
    scv: z
      .number()
      .min(1e-4)
      .max(1e4)
      .meta({ description: 'Squared coefficient of variation of the times between arrivals' }),
  }),
  z.strictObject({
    kind: z.literal('batch'),
    ratePerS,
    size: count(1000, 'Requests of a batch, on average where its law is geometric'),
    law: z.enum(['fixed', 'geometric']),
  }),
  z.strictObject({
    kind: z.literal('mmpp'),
    rate1PerS: above0('Requests per second in the first state'),
    rate2PerS: from0('Requests per second in the second state'),
    leave1PerS: above0('How often per second the first state is left'),
    leave2PerS: above0('How often per second the second state is left'),
  }),
]);

const traffic = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('synthetic'),
    arrivals,
    classes: z
      .array(
        z.strictObject({
          serviceS: above0('Service time in s'),
          share: above0('Share of the requests, by any common measure'),
          priority: z.int().min(0).max(99).optional().meta({ description: '0 is served first, without preemption' }),
        }),
      )
      .min(1)
      .max(1000),
    requests: count(5_000_000, 'Requests of each replication'),
  }),
  z.strictObject({
    kind: z.literal('trace'),
    timesS: z.array(z.number()).min(1).max(MOST_LISTED).meta({ description: 'Arrivals in s, never falling' }),
    servicesS: z.array(above0('s')).min(1).max(MOST_LISTED).meta({ description: 'Service times in s, one for each' }),
    blockS: above0('Length in s of the blocks of a resample; left out, the trace is replayed as it is').optional(),
  }),
]);

/** The body that starts a replay. */
export const replayBody = z.strictObject({
  traffic,
  servers: count(100_000, 'Requests in service at once'),
  routing: z
    .enum(ROUTINGS)
    .optional()
    .meta({ description: 'How requests are spread; one central queue where left out' }),
  limits: z
    .strictObject({
      capacity: count(
        1_000_000_000,
        'Requests in the system at most; at each server where each has a queue',
      ).optional(),
      maxWaitS: from0('A request that would wait longer is refused').optional(),
      maxLatencyS: above0('A request that would take longer, wait and service, is refused').optional(),
    })
    .optional(),
  queueCaps: z
    .array(z.int().min(0).max(1_000_000_000).nullable())
    .max(1000)
    .optional()
    .meta({ description: 'For each class, how many may wait before it is refused; null for any number' }),
  outages: z
    .array(
      z.strictObject({
        fromS: from0('s'),
        untilS: above0('s'),
        servers: count(100_000, 'Servers that are lost'),
      }),
    )
    .max(1000)
    .optional(),
  replications: count(10_000, 'Independent replications'),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ description: 'The same seed gives the same numbers' }),
  warmUp: z.int().min(0).max(50_000_000).optional().meta({
    description: 'Requests at the start that are not counted; found by pilot runs where left out',
  }),
});
