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
import { OUTLET_LEGS } from './pdu-type.js';

/** Pairs of conductors on which a single-phase element can hang. */
export const SINGLE_PHASE_LEGS = OUTLET_LEGS.slice(0, 6) as ['L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1'];

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
    sourcing: oneOf(
      ['transfer', 'parallel'],
      'How several parents feed it: the first that is live, or all live ones together, in proportion to their ratings; transfer where left out',
    ).optional(),
    transferTimeS: quantity({
      unit: 's',
      description: 'Time without power when it changes to another parent',
      min: 0,
      max: 100_000,
    }).optional(),
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
    legs: oneOf(SINGLE_PHASE_LEGS, 'Conductors of what feeds it on which a single-phase element hangs').optional(),
    winding: oneOf(['delta-wye', 'wye-wye'], 'Windings of a transformer; delta-wye where left out').optional(),
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
    derating: z
      .strictObject({
        altitudeAboveM: quantity({ unit: 'm', description: 'Altitude up to which it is rated', min: 0, max: 9000 }),
        altitudeFractionPer100M: fraction('Share of the rating lost with every further 100 m').optional(),
        ambientAboveC: quantity({ unit: 'C', description: 'Ambient up to which it is rated', min: -60, max: 100 }),
        ambientFractionPerK: fraction('Share of the rating lost with every further kelvin').optional(),
      })
      .partial()
      .meta({ description: 'How altitude and ambient lower its rating, where its maker states it' })
      .optional(),
    ambientC: quantity({ unit: 'C', description: 'Air around it at the design day', min: -60, max: 100 }).optional(),
    tripMultiple: quantity({
      unit: '1',
      description: 'Load above this multiple of its rating opens it',
      min: LEAST_POSITIVE,
      max: 100,
    }).optional(),
    tripAfterS: quantity({
      unit: 's',
      description: 'Time for which it carries that multiple',
      min: 0,
      max: 1_000_000,
    }).optional(),
    interruptingRatingA: positive('A', 1_000_000, 'Fault current that it can interrupt or withstand').optional(),
    prospectiveFaultCurrentA: positive('A', 1_000_000, 'Fault current at its terminals, from the study').optional(),
    conductorLengthM: positive('m', 100_000, 'One-way length of the conductors from what feeds it').optional(),
    whipType: reference(
      'cableType',
      'Cable from what feeds it, such as the whip of a rack PDU; conductorLengthM is its length',
    ).optional(),
    conductorResistanceOhmPerKm: quantity({
      unit: 'Ohm/km',
      description: 'Resistance of one of these conductors',
      min: 0,
      max: 1000,
    }).optional(),
    conductorReactanceOhmPerKm: quantity({
      unit: 'Ohm/km',
      description: 'Reactance of one of these conductors',
      min: 0,
      max: 1000,
    }).optional(),
    upsMode: oneOf(
      ['double-conversion', 'eco', 'bypass'],
      'How a UPS runs; in eco and bypass mode its load passes through as it is; double-conversion where left out',
    ).optional(),
    inputPowerFactor: quantity({
      unit: '1',
      description: 'Power factor that the rectifier of a UPS presents',
      min: LEAST_POSITIVE,
      max: 1,
    }).optional(),
    rechargeW: quantity({
      unit: 'W',
      description: 'What a UPS takes to charge its battery after an outage, beside its load',
      min: 0,
      max: 1e8,
    }).optional(),
    bypassRatedCurrentA: positive('A', 100_000, 'Rating of the static bypass of a UPS, per line').optional(),
    fixedLossW: quantity({ unit: 'W', description: 'Loss without load', min: 0, max: 1e8 }).optional(),
    proportionalLossFraction: fraction('Loss per unit of load').optional(),
    redundancyGroup: label('Elements of one group carry each other').optional(),
    autonomyS: positive('s', 1_000_000, 'Time that a UPS carries its load without input').optional(),
    startTimeS: positive('s', 100_000, 'Time from loss of mains to load on a generator').optional(),
  }),
});
export type PowerElement = Readonly<z.infer<typeof powerElement.schema>>;
