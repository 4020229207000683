import { CSV_TYPE } from './inventory-operations.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

export const readingWriteParameters: readonly Parameter[] = [
  {
    name: 'dryRun',
    description: 'Say what would change and write nothing; needs no If-Match',
    type: { kind: 'boolean' },
  },
];

const EXAMPLE = 'at,powerElement,line,quantity,value,unit\r\n2026-11-10T15:00:00+01:00,RPP-A,L1,current-a,98,A\r\n';

export function readingOperations(): readonly Operation[] {
  return [
    {
      method: 'post',
      path: '/api/v1/sites/{site}/readings/csv',
      operationId: 'importReadings',
      tag: 'Inventory',
      summary: 'Lay readings of meters and sensors over a site',
      description:
        'Columns: at (an instant with its zone), channel, powerElement, rack, device, line, and either quantity, value and ' +
        'unit, or one column for each value (currentA, currentL1A, currentL2A, currentL3A, currentNA, voltageV, powerW, ' +
        'apparentPowerVa, inletC, returnC, airflowM3PerH). New readings are added, others of the same at and channel ' +
        'changed, none deleted. All are written or none, with one audit record; every defect is listed with line and column.',
      pathParameters: [siteParameter],
      query: readingWriteParameters,
      requestHeaders: ['If-Match'],
      body: { description: 'The readings', content: { [CSV_TYPE]: { schema: { type: 'string' }, example: EXAMPLE } } },
      answers: {
        200: {
          description: 'Changed, or what would change',
          content: json(reference('DocumentChanges')),
          headers: ['ETag'],
        },
      },
      problems: [400, 404, 409, 412, 413, 415, 422, 428],
    },
  ];
}
