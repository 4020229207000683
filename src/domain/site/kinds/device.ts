import { z } from 'zod';
import { defineKind } from '../definition.js';
import { label, named, oneOf, physical, positive, quantity, reference, text } from '../fields.js';

export const DEVICE_FACES = ['front', 'rear'] as const;
export const DEVICE_ROLES = ['compute', 'spare', 'network', 'management', 'storage', 'panel', 'other'] as const;

export const device = defineKind({
  name: 'device',
  plural: 'devices',
  title: 'Device',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('device'),
    ...physical,
    type: reference('deviceType', 'Device type'),
    rack: reference('rack', 'Rack in which it is mounted').optional(),
    unit: quantity({ unit: 'U', description: 'Lowest unit that it takes', min: 0, max: 100 }).optional(),
    face: oneOf(DEVICE_FACES, 'Face on which it is mounted; front where left out').optional(),
    role: oneOf(DEVICE_ROLES, 'What it is for').optional(),
    serial: label('Serial number').optional(),
    measuredPowerW: positive('W', 1_000_000, 'Measured draw').optional(),
    modules: z
      .array(
        z.strictObject({
          bay: label('Bay of the device'),
          type: reference('moduleType', 'Module type'),
        }),
      )
      .max(1000)
      .meta({ description: 'Modules that sit in its bays; their supplies, ports and weights are those of the device' })
      .optional(),
    overrides: z
      .strictObject({
        typicalPowerW: positive('W', 1_000_000, 'In place of the type').optional(),
        maximumPowerW: positive('W', 1_000_000, 'In place of the type').optional(),
        nameplatePowerW: positive('W', 1_000_000, 'In place of the type').optional(),
        maximumAirflowM3PerH: positive('m3/h', 1_000_000, 'In place of the type').optional(),
        weightKg: positive('kg', 5000, 'In place of the type').optional(),
      })
      .meta({ description: 'Facts of this one device that differ from its type' })
      .optional(),
    overrideReason: text('Why it differs', 1000).optional(),
  }),
});
export type Device = Readonly<z.infer<typeof device.schema>>;
