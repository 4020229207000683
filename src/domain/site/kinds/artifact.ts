import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, date, flag, label, named, oneOf, positive, quantity, text } from '../fields.js';

export const artifact = defineKind({
  name: 'artifact',
  plural: 'artifacts',
  title: 'Artifact',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('artifact'),
    model: label('Model that it was compiled from').optional(),
    buckets: z
      .array(
        z.strictObject({
          name: label('Bucket', 60),
          promptTokens: count(1, 100_000_000, 'Longest prompt of the bucket', 'tokens'),
          outputTokens: count(1, 100_000_000, 'Output cap of the bucket', 'tokens'),
          prefillTokensPerS: positive('tokens/s', 1e9, 'Measured prefill rate of one replica').optional(),
          decodeTokensPerS: positive('tokens/s', 1e9, 'Measured decode rate of one replica').optional(),
        }),
      )
      .max(1000)
      .meta({ description: 'Shapes that it was compiled for, with measured rates' })
      .optional(),
    prefillTokensPerS: positive(
      'tokens/s',
      1e9,
      'Prefill rate of one replica, where no bucket says its own',
    ).optional(),
    decodeTokensPerS: positive('tokens/s', 1e9, 'Decode rate of one replica, where no bucket says its own').optional(),
    ratesSource: text('Who measured the rates, how and when', 1000).optional(),
    decodesToCap: flag('Whether decoding runs to the output cap of the bucket, whatever the answer').optional(),
    measurements: z
      .array(
        z.strictObject({
          promptTokens: count(0, 100_000_000, 'Prompt', 'tokens'),
          outputTokens: count(0, 100_000_000, 'Output', 'tokens'),
          serviceS: positive('s', 100_000, 'Time in service, alone in the replica'),
        }),
      )
      .max(10_000)
      .meta({ description: 'Timed requests, to which rates and the prefill penalty are fitted' })
      .optional(),
    fixedOverheadS: quantity({ unit: 's', description: 'Fixed overhead of one request', min: 0, max: 3600 }).optional(),
    slots: count(1, 100_000, 'Requests in service at once in one replica; 1 where left out').optional(),
    footprint: oneOf(['node', 'rack', 'pod'], 'What one replica occupies').optional(),
    footprintCount: count(1, 10_000, 'How many of them; 1 where left out').optional(),
    compileDays: quantity({
      unit: 'd',
      description: 'Time to compile it for new shapes',
      min: 0,
      max: 3650,
    }).optional(),
    validationDays: quantity({
      unit: 'd',
      description: 'Time to validate what was compiled',
      min: 0,
      max: 3650,
    }).optional(),
    shapesChangedOn: date('Day on which its buckets or caps were last changed, or will be').optional(),
    compiledOn: date('Day on which what is now in service was compiled').optional(),
    validatedOn: date('Day on which what is now in service was validated').optional(),
  }),
});
export type Artifact = Readonly<z.infer<typeof artifact.schema>>;
