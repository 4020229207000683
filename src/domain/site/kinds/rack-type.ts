import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, count, flag, positive, quantity } from '../fields.js';

export const rackType = defineKind({
  name: 'rackType',
  plural: 'rackTypes',
  title: 'Rack type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    heightU: count(1, 100, 'Rack units', 'U'),
    outerWidthMm: positive('mm', 3000, 'Width of the footprint, along the row'),
    outerDepthMm: positive('mm', 3000, 'Depth of the footprint, doors included'),
    outerHeightMm: positive('mm', 5000, 'Height above the floor').optional(),
    shippingWidthMm: positive(
      'mm',
      4000,
      'Width as it is delivered, crate included; that of the rack where left out',
    ).optional(),
    shippingDepthMm: positive(
      'mm',
      4000,
      'Depth as it is delivered, crate included; that of the rack where left out',
    ).optional(),
    shippingHeightMm: positive(
      'mm',
      6000,
      'Height as it is delivered, pallet included; that of the rack where left out',
    ).optional(),
    emptyWeightKg: positive('kg', 5000, 'Weight without equipment').optional(),
    maximumLoadKg: positive('kg', 10_000, 'Static load that the rack may carry').optional(),
    startingUnit: count(0, 100, 'Number of the first unit, 1 where left out', 'U').optional(),
    descendingUnits: flag('Units are numbered from the top').optional(),
    casterCount: count(1, 16, 'Feet or casters that carry the load, 4 where left out').optional(),
    frontDoorClearanceMm: quantity({
      unit: 'mm',
      description: 'Depth that the front door needs to open',
      min: 0,
      max: 3000,
    }).optional(),
    rearDoorClearanceMm: quantity({
      unit: 'mm',
      description: 'Depth that the rear door needs to open',
      min: 0,
      max: 3000,
    }).optional(),
  }),
});
export type RackType = Readonly<z.infer<typeof rackType.schema>>;
