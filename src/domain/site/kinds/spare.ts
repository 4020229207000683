import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, date, named, positive, reference } from '../fields.js';

/** Stock of one catalog entry, named by the field of its kind. */
export const spare = defineKind({
  name: 'spare',
  plural: 'spares',
  title: 'Spare stock',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('stock'),
    rackType: reference('rackType', 'Rack type in stock').optional(),
    deviceType: reference('deviceType', 'Device type in stock').optional(),
    moduleType: reference('moduleType', 'Module type in stock').optional(),
    pduType: reference('pduType', 'Rack PDU type in stock').optional(),
    coolingUnitType: reference('coolingUnitType', 'Cooling unit type in stock').optional(),
    cableType: reference('cableType', 'Cable type in stock').optional(),
    transceiverType: reference('transceiverType', 'Transceiver type in stock').optional(),
    itemType: reference('itemType', 'Item type in stock').optional(),
    lengthM: positive('m', 100_000, 'Length of the cables in stock').optional(),
    quantity: count(0, 10_000_000, 'How many there are'),
    reserveQuantity: count(0, 10_000_000, 'How many of these must stay as spares').optional(),
    onOrderQuantity: count(0, 10_000_000, 'How many are on order').optional(),
    onOrderArrivesOn: date('When they arrive').optional(),
    stagingArea: reference('stagingArea', 'Where they are').optional(),
  }),
});
export type Spare = Readonly<z.infer<typeof spare.schema>>;
