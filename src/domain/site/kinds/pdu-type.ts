import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, flag, fraction, label, namePattern, oneOf, positive } from '../fields.js';

export const OUTLET_LEGS = ['L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1', 'L1-L2-L3'] as const;
export type OutletLegs = (typeof OUTLET_LEGS)[number];

export const pduType = defineKind({
  name: 'pduType',
  plural: 'pduTypes',
  title: 'Rack PDU type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    inputVoltageLlV: positive(
      'V',
      1000,
      'Input voltage line to line; line to neutral on a single-phase unit',
    ).optional(),
    ratedCurrentA: positive('A', 10_000, 'Rated current of the plug and cord, per line').optional(),
    phases: z
      .union([z.literal(1), z.literal(3)])
      .meta({ description: 'Lines that carry load' })
      .optional(),
    wiring: oneOf(['wye', 'delta', 'single-phase'], 'How the outlets hang on the lines').optional(),
    plug: label('Input plug', 60).optional(),
    ratingIsContinuous: flag('The rated current is already the continuous one; no further fraction applies').optional(),
    lossFraction: fraction('Share of the load lost in the unit; none where left out').optional(),
    weightKg: positive('kg', 500, 'Weight').optional(),
    lengthMm: positive('mm', 3000, 'Length of an upright unit, over which its outlets are spread').optional(),
    banks: z
      .array(
        z.strictObject({
          name: namePattern('Name of the bank'),
          breakerA: positive('A', 10_000, 'Rating of the breaker of the bank'),
        }),
      )
      .max(100)
      .meta({ description: 'Banks, each behind its own breaker' })
      .optional(),
    outlets: z
      .array(
        z.strictObject({
          name: namePattern('Name of the outlet'),
          connector: label('Connector, for example C19', 60).optional(),
          legs: oneOf(OUTLET_LEGS, 'Conductors of the outlet').optional(),
          bank: label('Bank on which it hangs').optional(),
          ratedCurrentA: positive('A', 1000, 'Rated current of the outlet').optional(),
        }),
      )
      .max(500)
      .meta({ description: 'Outlets' })
      .optional(),
  }),
});
export type PduType = Readonly<z.infer<typeof pduType.schema>>;
