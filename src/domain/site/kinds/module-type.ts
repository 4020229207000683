import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, label, oneOf, positive } from '../fields.js';
import { portSchema } from './device-type.js';

export const moduleType = defineKind({
  name: 'moduleType',
  plural: 'moduleTypes',
  title: 'Module type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    kind: oneOf(['power-supply', 'line-card', 'transceiver', 'fan', 'storage', 'other'], 'What the module is'),
    connector: label('Inlet connector of a power supply', 60).optional(),
    suppliedPowerW: positive('W', 100_000, 'Most that a power supply delivers').optional(),
    inlets: z
      .array(label('Name of an inlet'))
      .max(20)
      .meta({
        description:
          'Inlets of a power supply, each a supply of the device; {module} is the position of the bay. One of the name of the bay where left out',
      })
      .optional(),
    maximumPowerW: positive('W', 100_000, 'Most that the module draws').optional(),
    weightKg: positive('kg', 1000, 'Weight').optional(),
    ports: z.array(portSchema).max(5000).meta({ description: 'Ports' }).optional(),
  }),
});
export type ModuleType = Readonly<z.infer<typeof moduleType.schema>>;
