import { z } from 'zod';
import { defineKind } from '../definition.js';
import { label, named, physical, positive, reference } from '../fields.js';

export const cable = defineKind({
  name: 'cable',
  plural: 'cables',
  title: 'Cable',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('cable'),
    ...physical,
    type: reference('cableType', 'Cable type'),
    ends: z
      .array(
        z.strictObject({
          device: reference('device', 'Device'),
          port: label('Port of the device'),
          subPort: label('Lane group of a port that is broken out', 60).optional(),
          transceiver: reference('transceiverType', 'Transceiver in the port, in which this end is plugged').optional(),
        }),
      )
      .min(2)
      .max(32)
      .meta({ description: 'Two ends, or more of a breakout, the single end first' }),
    label: label('Text on the label').optional(),
    bundle: label('Bundle in which it is pulled').optional(),
    lengthM: positive('m', 100_000, 'Planned length').optional(),
    asBuiltLengthM: positive('m', 100_000, 'Length as installed').optional(),
    route: z
      .array(reference('traySegment', 'Tray segment'))
      .max(1000)
      .meta({ description: 'Tray segments in order, in place of the computed route' })
      .optional(),
  }),
});
export type Cable = Readonly<z.infer<typeof cable.schema>>;
