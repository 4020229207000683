import { z } from 'zod';
import { defineKind } from '../definition.js';
import {
  LEAST_POSITIVE,
  catalogued,
  count,
  flag,
  fraction,
  label,
  namePattern,
  oneOf,
  positive,
  quantity,
} from '../fields.js';

export const AIRFLOW_DIRECTIONS = [
  'front-to-rear',
  'rear-to-front',
  'left-to-right',
  'right-to-left',
  'side-to-rear',
  'mixed',
  'passive',
] as const;

export const ASHRAE_CLASSES = ['A1', 'A2', 'A3', 'A4', 'H1'] as const;

export const powerSupplySchema = z.strictObject({
  name: namePattern('Name of the supply'),
  connector: label('Inlet connector, for example C20', 60).optional(),
  maximumPowerW: positive('W', 100_000, 'Most that this supply delivers').optional(),
  loadShare: quantity({
    unit: '1',
    description:
      'Part of the load that it takes beside the other live supplies (0 for one that stands by); by rating where left out',
    min: 0,
    max: 1000,
  }).optional(),
  phases: z
    .union([z.literal(1), z.literal(3)])
    .meta({ description: 'Lines that it needs; one where left out' })
    .optional(),
});

export const portSchema = z.strictObject({
  name: namePattern('Name of the port'),
  kind: oneOf(['c2c', 'ethernet', 'infiniband', 'management', 'console', 'panel', 'other'], 'What it speaks'),
  connector: label('Cage or jack, for example QSFP28, OSFP, RJ45', 60).optional(),
  lanes: count(1, 64, 'Lanes of a cage that can be broken out').optional(),
  laneRateGbps: positive('Gbit/s', 10_000, 'Rate of one lane').optional(),
  side: oneOf(['front', 'rear'], 'Side of the device on which it sits').optional(),
  adapter: oneOf(
    ['A', 'B'],
    'MPO adapter of a panel port: A with opposed keys, B with aligned keys (TIA-568.3)',
  ).optional(),
  through: namePattern('Port to which it is wired through inside a panel, one for each in order').optional(),
});

export const fanPointSchema = z.strictObject({
  inletC: quantity({ unit: 'C', description: 'Inlet temperature', min: -60, max: 100 }),
  airflowFraction: quantity({
    unit: '1',
    description: 'Air taken, of that at maximum draw',
    min: LEAST_POSITIVE,
    max: 5,
  }),
});

export const deviceType = defineKind({
  name: 'deviceType',
  plural: 'deviceTypes',
  title: 'Device type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    heightU: z.number().min(0).max(100).multipleOf(0.5).meta({ description: 'Rack units; halves allowed', unit: 'U' }),
    fullDepth: flag('Takes both faces of its units; true where left out').optional(),
    weightKg: positive('kg', 5000, 'Weight').optional(),
    typicalPowerW: positive('W', 1_000_000, 'Input power measured under the intended work').optional(),
    maximumPowerW: positive('W', 1_000_000, 'Most that the vendor says it draws').optional(),
    nameplatePowerW: positive('W', 1_000_000, 'Label').optional(),
    powerFactor: quantity({ unit: '1', description: 'Power factor, lagging', min: LEAST_POSITIVE, max: 1 }).optional(),
    powerSupplies: z.array(powerSupplySchema).max(200).meta({ description: 'Power supplies' }).optional(),
    suppliesForFullService: count(1, 200, 'Live supplies that full performance needs').optional(),
    suppliesForReducedService: count(1, 200, 'Live supplies that reduced performance needs').optional(),
    reducedPowerW: positive('W', 1_000_000, 'Draw in reduced service, where the vendor states it').optional(),
    maximumHeatW: positive('W', 1_000_000, 'Heat to plan for where the vendor states more than the draw').optional(),
    liquidHeatFraction: fraction('Share of the heat that liquid takes; none where left out').optional(),
    airflowDirection: oneOf(AIRFLOW_DIRECTIONS, 'How air passes through').optional(),
    typicalAirflowM3PerH: positive('m3/h', 1_000_000, 'Air taken at typical draw').optional(),
    maximumAirflowM3PerH: positive('m3/h', 1_000_000, 'Air taken at maximum draw').optional(),
    fanCurve: z
      .array(fanPointSchema)
      .max(50)
      .meta({
        description:
          'How the fans follow the inlet temperature: points by rising temperature, straight in between; no change where left out',
      })
      .optional(),
    designDeltaTK: positive('K', 100, 'Air temperature rise that the vendor designs for').optional(),
    maximumDeltaTK: positive('K', 100, 'Most that the air may warm up').optional(),
    minimumInletC: quantity({ unit: 'C', description: 'Coldest inlet allowed', min: -60, max: 100 }).optional(),
    maximumInletC: quantity({ unit: 'C', description: 'Warmest inlet allowed', min: -60, max: 100 }).optional(),
    ashraeClass: oneOf(ASHRAE_CLASSES, 'ASHRAE TC 9.9 class').optional(),
    ports: z.array(portSchema).max(5000).meta({ description: 'Ports' }).optional(),
    moduleBays: z.array(namePattern('Bay')).max(1000).meta({ description: 'Bays for modules' }).optional(),
    moduleBayPositions: z
      .record(label('Bay'), label('Position', 60))
      .meta({ description: 'What {module} stands for in the names of what sits in a bay; the bay where left out' })
      .optional(),
    acceleratorCount: count(0, 10_000, 'Accelerators; a device that has some is a node').optional(),
    acceleratorModel: label('Model of the accelerators').optional(),
    annualFailureRate: quantity({
      unit: '1/a',
      description: 'Failures per device and year',
      min: 0,
      max: 100,
    }).optional(),
    repairHours: positive('h', 100_000, 'Hours from failure to service').optional(),
  }),
});
export type DeviceType = Readonly<z.infer<typeof deviceType.schema>>;
export type PowerSupply = Readonly<z.infer<typeof powerSupplySchema>>;
export type DevicePort = Readonly<z.infer<typeof portSchema>>;
