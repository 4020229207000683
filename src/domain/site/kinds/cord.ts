import { z } from 'zod';
import { defineKind } from '../definition.js';
import { described, identified, label, physical, positive, reference } from '../fields.js';

export const cord = defineKind({
  name: 'cord',
  plural: 'cords',
  title: 'Cord',
  scope: 'site',
  key: ['device', 'supply'],
  schema: z.strictObject({
    ...identified,
    device: reference('device', 'Device'),
    supply: label('Power supply of the device'),
    pdu: reference('powerElement', 'Rack PDU'),
    outlet: label('Outlet of the rack PDU'),
    ...described,
    ...physical,
    cableType: reference('cableType', 'Power cord').optional(),
    lengthM: positive('m', 100, 'Length').optional(),
  }),
});
export type Cord = Readonly<z.infer<typeof cord.schema>>;
