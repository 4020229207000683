import { z } from 'zod';
import { defineKind } from '../definition.js';
import { fraction, named, oneOf, physical, positive, reference, spacePoint } from '../fields.js';

export const traySegment = defineKind({
  name: 'traySegment',
  plural: 'traySegments',
  title: 'Tray segment',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('tray segment'),
    ...physical,
    room: reference('room', 'Room').optional(),
    kind: oneOf(['fibre', 'copper', 'power'], 'What it carries'),
    from: spacePoint('One end'),
    to: spacePoint('Other end'),
    widthMm: positive('mm', 5000, 'Width inside'),
    heightMm: positive('mm', 2000, 'Height inside'),
    fillLimit: fraction('Share that cables may fill, in place of the site').optional(),
    maximumLoadKgPerM: positive('kg/m', 2000, 'Load that it carries').optional(),
    item: reference('itemType', 'What is ordered for it, by the metre').optional(),
  }),
});
export type TraySegment = Readonly<z.infer<typeof traySegment.schema>>;
