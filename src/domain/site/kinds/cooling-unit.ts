import { z } from 'zod';
import { defineKind } from '../definition.js';
import { label, named, physical, planPoint, quantity, reference } from '../fields.js';

export const coolingUnit = defineKind({
  name: 'coolingUnit',
  plural: 'coolingUnits',
  title: 'Cooling unit',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('cooling unit'),
    ...physical,
    type: reference('coolingUnitType', 'Cooling unit type'),
    room: reference('room', 'Room'),
    rack: reference('rack', 'Rack on which a rear-door exchanger hangs').optional(),
    position: planPoint().meta({ description: 'Centre of the footprint: [x, y] in m', unit: 'm' }).optional(),
    frontBearingDeg: quantity({ unit: 'deg', description: 'Direction that it blows', min: 0, max: 360 }).optional(),
    zones: z
      .array(reference('coolingZone', 'Cooling zone'))
      .max(100)
      .meta({ description: 'Zones that it serves' })
      .optional(),
    supplyC: quantity({ unit: 'C', description: 'Set point of the supply', min: -20, max: 60 }).optional(),
    loop: reference('waterLoop', 'Water loop').optional(),
    poweredBy: z
      .array(reference('powerElement', 'What powers it'))
      .max(10)
      .meta({ description: 'What powers it' })
      .optional(),
    redundancyGroup: label('Units of one group carry each other').optional(),
  }),
});
export type CoolingUnit = Readonly<z.infer<typeof coolingUnit.schema>>;
