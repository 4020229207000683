import { z } from 'zod';
import { defineKind } from '../definition.js';
import { described, identified, instant, label, oneOf, quantity, reference } from '../fields.js';

export const reading = defineKind({
  name: 'reading',
  plural: 'readings',
  title: 'Reading',
  scope: 'site',
  key: ['at', 'channel'],
  schema: z.strictObject({
    ...identified,
    channel: label('Name of the meter or sensor'),
    at: instant('When it was read'),
    ...described,
    quantity: oneOf(
      ['current-a', 'voltage-v', 'power-w', 'apparent-power-va', 'inlet-c', 'return-c', 'airflow-m3-per-h'],
      'What was read, with its unit',
    ),
    value: quantity({ unit: '1', description: 'Value in the unit of the quantity', min: -1e9, max: 1e9 }),
    line: oneOf(['L1', 'L2', 'L3', 'N'], 'Conductor').optional(),
    powerElement: reference('powerElement', 'Element that was metered').optional(),
    rack: reference('rack', 'Rack at which it was read').optional(),
    device: reference('device', 'Device at which it was read').optional(),
  }),
});
export type Reading = Readonly<z.infer<typeof reading.schema>>;
