import { z } from 'zod';
import { defineKind } from '../definition.js';
import {
  LEAST_POSITIVE,
  count,
  currency,
  date,
  flag,
  fraction,
  label,
  named,
  oneOf,
  positive,
  quantity,
  text,
} from '../fields.js';
import { CABLE_MEDIA } from './cable-type.js';
import { ASHRAE_CLASSES } from './device-type.js';

/** A length for each medium that is left out where the default holds. */
function slackByMedium(description: string) {
  return Object.fromEntries(
    CABLE_MEDIA.map((medium) => [medium, quantity({ unit: 'm', description, min: 0, max: 20 }).optional()]),
  ) as Record<(typeof CABLE_MEDIA)[number], z.ZodOptional<z.ZodNumber>>;
}

export const site = defineKind({
  name: 'site',
  plural: 'sites',
  title: 'Site',
  scope: 'root',
  key: ['name'],
  schema: z.strictObject({
    ...named('site'),
    asOf: date('Day for which the site is calculated; today where left out').optional(),
    revisionLabel: label('Revision as the change board knows it', 60).optional(),
    address: text('Where it is', 1000).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .meta({ description: 'Country (ISO 3166-1 alpha-2)' })
      .optional(),
    timeZone: label('Time zone (IANA), for example Europe/Helsinki', 60).optional(),
    currency: currency('Currency in which the site is planned').optional(),
    altitudeM: quantity({ unit: 'm', description: 'Height above sea level', min: -500, max: 9000 }).optional(),
    electricalPractice: oneOf(['nec', 'iec'], 'Code by which breakers are loaded').optional(),
    continuousLoadFraction: quantity({
      unit: '1',
      description: 'Share of a rating that may be carried for hours',
      min: LEAST_POSITIVE,
      max: 1,
    }).optional(),
    allowedImbalanceFraction: fraction('Most that the busiest line may differ from the mean of the lines').optional(),
    ashraeClass: oneOf(ASHRAE_CLASSES, 'Class to which inlets are held').optional(),
    designAmbientC: quantity({
      unit: 'C',
      description: 'Outdoor temperature at which heat must still be rejected',
      min: -60,
      max: 60,
    }).optional(),
    supplyC: quantity({ unit: 'C', description: 'Temperature of the supply air', min: -20, max: 60 }).optional(),
    relativeHumidity: fraction('Relative humidity of the supply air').optional(),
    floorLoadLimitKPa: positive('kPa', 1000, 'Distributed load that floors carry where the room says none').optional(),
    trayFillLimit: fraction('Share of a tray that cables may fill').optional(),
    coldAisleMinimumM: positive('m', 20, 'Least clear depth in front of a rack').optional(),
    hotAisleMinimumM: positive('m', 20, 'Least clear depth behind a rack').optional(),
    rowEndMinimumM: positive('m', 20, 'Least clear width beside the end of a row').optional(),
    routeMinimumM: positive('m', 20, 'Least clear width of a way by which people leave or racks come').optional(),
    longestRow: count(1, 1000, 'Most racks side by side without a passage').optional(),
    longestDeadEnd: count(1, 1000, 'Most racks along an aisle that can be left at one end only').optional(),
    redundancy: oneOf(['n', 'n+1', '2n'], 'What the loss of one element may not take down').optional(),
    cableSpareFraction: fraction('Spare cables per cable of a line').optional(),
    cabling: z
      .strictObject({
        lateralM: quantity({
          unit: 'm',
          description: 'From a port to the cable manager beside it',
          min: 0,
          max: 5,
        }).optional(),
        dropReachM: quantity({
          unit: 'm',
          description: 'How far on the plan a tray may be from a rack that drops into it',
          min: 0,
          max: 20,
        }).optional(),
        lengthMarginFraction: fraction('Share by which a cable is ordered longer than its route').optional(),
        slackM: z
          .strictObject(slackByMedium('Slack of each cable'))
          .meta({ description: 'Slack of a cable by its medium', unit: 'm' })
          .optional(),
        serviceLoopM: z
          .strictObject(slackByMedium('Service loop at each end'))
          .meta({ description: 'Service loop at each end by medium', unit: 'm' })
          .optional(),
        sharedTrays: flag('Fibre and copper may share trays; power never does').optional(),
        labelPattern: label(
          'Text of a label: {rack}, {unit}, {device}, {port} of the end that bears it, {farRack}, {farUnit}, {farDevice}, {farPort} of the other, {cable}, {room}, {farRoom}',
        ).optional(),
      })
      .meta({ description: 'How cables are measured, routed and labelled' })
      .optional(),
    receivingBufferDays: count(
      0,
      365,
      'Calendar days between the delivery of a thing and its installation, to receive and test it',
      'd',
    ).optional(),
    sources: z
      .record(label('Field', 100), text('Source', 1000))
      .meta({ description: 'Source of each limit above, by the name of its field' })
      .optional(),
  }),
});
export type Site = Readonly<z.infer<typeof site.schema>>;
