import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, count, flag, label, moneyMinor, oneOf, positive, quantity, reference } from '../fields.js';

export const CABLE_MEDIA = ['dac', 'aec', 'aoc', 'multimode', 'single-mode', 'copper', 'power-cord'] as const;
export type CableMedium = (typeof CABLE_MEDIA)[number];

export const cableType = defineKind({
  name: 'cableType',
  plural: 'cableTypes',
  title: 'Cable type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    medium: oneOf(CABLE_MEDIA, 'Medium'),
    protocol: label('What it carries, for example c2c, ethernet', 60).optional(),
    connectorA: label('Connector at the first end', 60).optional(),
    connectorB: label('Connector at the other ends', 60).optional(),
    lanes: count(1, 64, 'Lanes').optional(),
    laneRateGbps: positive('Gbit/s', 10_000, 'Rate of one lane').optional(),
    reachM: positive('m', 100_000, 'Longest length that works').optional(),
    outerDiameterMm: positive('mm', 200, 'Outer diameter').optional(),
    minimumBendRadiusMm: positive('mm', 2000, 'Smallest bend radius').optional(),
    colour: label('Colour of the jacket', 60).optional(),
    massKgPerM: positive('kg/m', 100, 'Mass of a metre').optional(),
    polarity: oneOf(['A', 'B', 'C'], 'Polarity of a multi-fibre cable (TIA-568.3)').optional(),
    pinnedA: flag('Plug of the first end has guide pins (MPO)').optional(),
    pinnedB: flag('Plugs of the other ends have guide pins (MPO)').optional(),
    attenuationDbPerKm: positive('dB/km', 100, 'Loss of the fibre').optional(),
    connectorLossDb: quantity({
      unit: 'dB',
      description: 'Loss of one mated pair of its connectors',
      min: 0,
      max: 10,
    }).optional(),
    alternatives: z
      .array(reference('cableType', 'Cable type'))
      .max(50)
      .meta({ description: 'Types that may take its place, compared in reach and price' })
      .optional(),
    stockLengths: z
      .array(
        z.strictObject({
          lengthM: positive('m', 100_000, 'Length that can be ordered'),
          partNumber: label('Part number of this length').optional(),
          priceMinor: moneyMinor('Price of one in the currency of the type').optional(),
        }),
      )
      .max(200)
      .meta({ description: 'Lengths that can be ordered' })
      .optional(),
  }),
});
export type CableType = Readonly<z.infer<typeof cableType.schema>>;
