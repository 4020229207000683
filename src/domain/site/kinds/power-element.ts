import { z } from 'zod';
import { defineKind } from '../definition.js';
import {
  LEAST_POSITIVE,
  flag,
  fraction,
  label,
  named,
  oneOf,
  physical,
  planPoint,
  positive,
  quantity,
  reference,
} from '../fields.js';

export const POWER_ELEMENT_KINDS = [
  'utility',
  'generator',
  'transformer',
  'ups',
  'static-switch',
  'switchboard',
  'panel',
  'busway',
  'breaker',
  'rack-pdu',
] as const;

export const powerElement = defineKind({
  name: 'powerElement',
  plural: 'powerElements',
  title: 'Power element',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('power element'),
    ...physical,
    kind: oneOf(POWER_ELEMENT_KINDS, 'What it is'),
    parents: z
      .array(reference('powerElement', 'What feeds it'))
      .max(20)
      .meta({ description: 'What feeds it, the preferred source first' })
      .optional(),
    feed: label('Feed, for example A', 30).optional(),
    pduType: reference('pduType', 'Type of a rack PDU').optional(),
    item: reference('itemType', 'What is ordered for it').optional(),
    rack: reference('rack', 'Rack in which a rack PDU hangs').optional(),
    room: reference('room', 'Room in which it stands').optional(),
    position: planPoint().meta({ description: 'Centre of the footprint: [x, y] in m', unit: 'm' }).optional(),
    frontBearingDeg: quantity({
      unit: 'deg',
      description: 'Direction that the front faces',
      min: 0,
      max: 360,
    }).optional(),
    widthMm: positive('mm', 20_000, 'Width of the footprint').optional(),
    depthMm: positive('mm', 20_000, 'Depth of the footprint').optional(),
    weightKg: positive('kg', 200_000, 'Weight').optional(),
    voltageLlV: positive('V', 500_000, 'Output voltage, line to line').optional(),
    phases: z
      .union([z.literal(1), z.literal(3)])
      .meta({ description: 'Lines that carry load' })
      .optional(),
    wiring: oneOf(['wye', 'delta', 'single-phase'], 'How its loads hang on the lines').optional(),
    ratedCurrentA: positive('A', 100_000, 'Rated current, per line').optional(),
    ratedApparentPowerVa: positive('VA', 1e9, 'Rated apparent power').optional(),
    ratedPowerW: positive('W', 1e9, 'Rated real power').optional(),
    continuousLoadFraction: quantity({
      unit: '1',
      description: 'Share of the rating that may be carried for hours, in place of the site',
      min: LEAST_POSITIVE,
      max: 1,
    }).optional(),
    ratingIsContinuous: flag('Listed for 100 %, or its rating is already the continuous one').optional(),
    fixedLossW: quantity({ unit: 'W', description: 'Loss without load', min: 0, max: 1e8 }).optional(),
    proportionalLossFraction: fraction('Loss per unit of load').optional(),
    redundancyGroup: label('Elements of one group carry each other').optional(),
    autonomyS: positive('s', 1_000_000, 'Time that a UPS carries its load without input').optional(),
    startTimeS: positive('s', 100_000, 'Time from loss of mains to load on a generator').optional(),
  }),
});
export type PowerElement = Readonly<z.infer<typeof powerElement.schema>>;
