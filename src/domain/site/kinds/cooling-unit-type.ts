import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, fraction, oneOf, positive, quantity } from '../fields.js';

export const coolingUnitType = defineKind({
  name: 'coolingUnitType',
  plural: 'coolingUnitTypes',
  title: 'Cooling unit type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    kind: oneOf(['crah', 'crac', 'in-row', 'fan-wall', 'rear-door-exchanger', 'cdu'], 'What it is'),
    sensibleCapacityW: positive('W', 100_000_000, 'Sensible capacity at the stated return and supply').optional(),
    ratedReturnC: quantity({
      unit: 'C',
      description: 'Return at which the capacity holds',
      min: 0,
      max: 80,
    }).optional(),
    ratedSupplyC: quantity({
      unit: 'C',
      description: 'Supply at which the capacity holds',
      min: 0,
      max: 80,
    }).optional(),
    ratedWaterC: quantity({
      unit: 'C',
      description: 'Entering water at which the capacity holds',
      min: -20,
      max: 80,
    }).optional(),
    ratedAltitudeM: quantity({
      unit: 'm',
      description: 'Height above sea level for which capacity is stated; sea level where left out',
      min: -500,
      max: 9000,
    }).optional(),
    heatCaptureFraction: fraction('Share of the heat of its rack that a rear-door exchanger takes at most').optional(),
    airflowM3PerH: positive('m3/h', 10_000_000, 'Air delivered').optional(),
    waterFlowLPerMin: positive('L/min', 1_000_000, 'Water needed').optional(),
    powerW: positive('W', 10_000_000, 'Own draw').optional(),
    widthMm: positive('mm', 20_000, 'Width of the footprint').optional(),
    depthMm: positive('mm', 20_000, 'Depth of the footprint').optional(),
    heightMm: positive('mm', 20_000, 'Height').optional(),
    weightKg: positive('kg', 100_000, 'Operating weight').optional(),
  }),
});
export type CoolingUnitType = Readonly<z.infer<typeof coolingUnitType.schema>>;
