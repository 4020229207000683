import { z } from 'zod';
import { defineKind } from '../definition.js';
import { catalogued, count, label, oneOf, positive } from '../fields.js';

export const transceiverType = defineKind({
  name: 'transceiverType',
  plural: 'transceiverTypes',
  title: 'Transceiver type',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...catalogued,
    medium: oneOf(['multimode', 'single-mode', 'copper'], 'Medium'),
    formFactor: label('Form factor, for example OSFP', 60),
    protocol: label('What it carries, for example 400G-DR4', 60).optional(),
    connector: label('Connector on the line side, for example MPO-12/APC', 60).optional(),
    lanes: count(1, 64, 'Lanes').optional(),
    laneRateGbps: positive('Gbit/s', 10_000, 'Rate of one lane').optional(),
    wavelengthNm: positive('nm', 3000, 'Wavelength').optional(),
    reachM: positive('m', 200_000, 'Reach').optional(),
    powerW: positive('W', 200, 'Draw').optional(),
    lossBudgetDb: positive('dB', 100, 'Most that the channel between two of them may lose').optional(),
  }),
});
export type TransceiverType = Readonly<z.infer<typeof transceiverType.schema>>;
