import { z } from 'zod';
import { defineKind } from '../definition.js';
import { label, named, oneOf, physical, positive, quantity, reference } from '../fields.js';

export const heatRejection = defineKind({
  name: 'heatRejection',
  plural: 'heatRejections',
  title: 'Heat rejection',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('pump, chiller or cooler'),
    ...physical,
    kind: oneOf(['pump', 'chiller', 'dry-cooler', 'cooling-tower', 'condenser'], 'What it is'),
    loop: reference('waterLoop', 'Loop that it serves').optional(),
    item: reference('itemType', 'What is ordered for it').optional(),
    capacityW: positive('W', 1e9, 'Heat rejected at the stated ambient').optional(),
    flowLPerMin: positive('L/min', 10_000_000, 'Flow of a pump').optional(),
    ambientC: quantity({ unit: 'C', description: 'Ambient at which the capacity holds', min: -60, max: 60 }).optional(),
    capacityLossPerK: quantity({
      unit: '1/K',
      description: 'Share of the capacity lost for each kelvin of ambient above the stated one',
      min: 0,
      max: 1,
    }).optional(),
    ratedAltitudeM: quantity({
      unit: 'm',
      description: 'Height above sea level for which capacity is stated; sea level where left out',
      min: -500,
      max: 9000,
    }).optional(),
    restartTimeS: positive('s', 100_000, 'Time from power back to full capacity').optional(),
    powerW: positive('W', 1e8, 'Own draw').optional(),
    poweredBy: z
      .array(reference('powerElement', 'What powers it'))
      .max(10)
      .meta({ description: 'What powers it' })
      .optional(),
    redundancyGroup: label('Those of one group carry each other').optional(),
  }),
});
export type HeatRejection = Readonly<z.infer<typeof heatRejection.schema>>;
