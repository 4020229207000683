import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, oneOf, positive } from '../fields.js';

/** Whatever else is bought: breakers, panels, busway, UPS, tray, containment. */
export const itemType = defineKind({
  name: 'itemType',
  plural: 'itemTypes',
  title: 'Item type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    category: oneOf(['power', 'cooling', 'cabling', 'rack', 'floor', 'other'], 'Chapter of the bill of materials'),
    weightKg: positive('kg', 100_000, 'Weight').optional(),
  }),
});
export type ItemType = Readonly<z.infer<typeof itemType.schema>>;
