import { PDF_TYPE, SVG_TYPE, XLSX_TYPE } from './analysis-operations.js';
import type { JsonSchema } from './json-schema.js';
import { json, reference, type Content, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Cabling';

export const CSV_TYPE = 'text/csv';

const asOf: Parameter = {
  name: 'asOf',
  description:
    'Day from which on everything that is wanted is planned; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};
const revision: Parameter = {
  name: 'revision',
  description: 'Revision label to print, in place of that of the document',
  type: { kind: 'text', maxLength: 60 },
};
const name = (parameter: string, description: string): Parameter => ({
  name: parameter,
  description,
  type: { kind: 'text', maxLength: 450 },
});
const without: Parameter = {
  name: 'without',
  description: 'Tray segment that is out of use, by name',
  type: { kind: 'text', maxLength: 200 },
  repeatable: true,
};

export const cableParameters: readonly Parameter[] = [asOf, without];
export const cableFileParameters: readonly Parameter[] = [asOf, revision];
export const cableLabelParameters: readonly Parameter[] = [
  asOf,
  name('pattern', 'Pattern of the labels, in place of that of the site, such as {rack}-{unit}:{port}'),
];
export const cableScheduleParameters: readonly Parameter[] = [
  {
    name: 'dryRun',
    description: 'Say what would change and write nothing; needs no If-Match',
    type: { kind: 'boolean' },
  },
  {
    name: 'deletes',
    description:
      'Delete cables that have no row any more; else they stay, as those of patterns always do, and are listed',
    type: { kind: 'boolean' },
  },
  { ...asOf, description: 'Day of the schedule that was edited; that of the document, else today, where left out' },
];
export const cableTraceParameters: readonly Parameter[] = [
  asOf,
  name('port', 'Port to trace, as device:port or device:port/sub-port'),
  name('loseCable', 'Cable that is lost'),
  name('loseDevice', 'Device that is lost, such as a panel'),
  name('loseTray', 'Tray segment that is lost'),
];
export const cablePictureParameters: readonly Parameter[] = [
  asOf,
  name('room', 'Room by name; may be left out where there is one with trays'),
  name('cable', 'Cable whose way is drawn'),
];
export const portMatrixParameters: readonly Parameter[] = [
  asOf,
  {
    name: 'by',
    description: 'What rows and columns are; racks where left out',
    type: { kind: 'choice', values: ['rack', 'device'] },
  },
  name('bundle', 'Bundle, which is the line of a port map; all cables where left out'),
];

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const OBJECTS = { type: 'array', items: { type: 'object' } };

export function cableSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    CableExpansion: {
      type: 'object',
      properties: {
        site: TEXT,
        cables: COUNT,
        bundles: { ...OBJECTS, description: 'Cables by bundle and origin: in devices, in racks and between racks' },
        ports: { ...OBJECTS, description: 'Ports used, reserved and free, by rack and entry of the device type' },
        problems: { ...OBJECTS, description: 'Lines of patterns that cannot be written out' },
      },
      required: ['site', 'cables', 'bundles', 'ports', 'problems'],
    },
    CableRoutes: {
      type: 'object',
      properties: {
        site: TEXT,
        asOf: { type: 'string', format: 'date' },
        contentHash: TEXT,
        cables: { ...OBJECTS, description: 'Way, length and piece of every cable' },
        trays: { ...OBJECTS, description: 'Fill and mass of every segment, now and after each phase' },
        traysApart: {
          ...OBJECTS,
          description:
            'Trays in pieces between which cables have no way: kinds, pieces with their segments and racks, cables',
        },
        sharedTrays: { ...OBJECTS, description: 'What each segment takes down with it' },
        alternatives: { ...OBJECTS, description: 'What other cable types would save or cost' },
        lengthErrors: { ...OBJECTS, description: 'Lengths as built less those computed, by medium' },
        cords: { ...OBJECTS, description: 'Power cords against their ways' },
        whips: { ...OBJECTS, description: 'Whips of the rack PDUs over the power trays' },
        assumptions: OBJECTS,
      },
      required: ['site', 'asOf', 'contentHash', 'cables', 'trays'],
    },
    CableCheck: {
      type: 'object',
      properties: {
        site: TEXT,
        findings: { type: 'array', items: reference('Finding') },
        deviations: { ...OBJECTS, description: 'Cables as built against their pattern' },
        repeatedLabels: OBJECTS,
        closure: { type: 'object', description: 'Bill of materials against the cable map, both ways' },
      },
      required: ['site', 'findings', 'deviations', 'repeatedLabels', 'closure'],
    },
    CableTrace: {
      type: 'object',
      description: 'The way from a port, branch by branch; or the cables, links and devices that a loss affects',
      properties: { from: TEXT, branches: OBJECTS, cables: { type: 'array', items: TEXT }, links: OBJECTS },
    },
  };
}

export function cableOperations(): readonly Operation[] {
  return [
    view(
      'expansion',
      'getCableExpansion',
      'What port maps expand to, and every port',
      'CableExpansion',
      cableParameters,
    ),
    view(
      'routes',
      'getCableRoutes',
      'Ways and lengths of cables, and how full trays are',
      'CableRoutes',
      cableParameters,
    ),
    view('check', 'getCableCheck', 'What is wrong with the cables', 'CableCheck', cableParameters),
    view(
      'trace',
      'traceCable',
      'The way from a port to its far end, or what a loss affects',
      'CableTrace',
      cableTraceParameters,
    ),
    file(
      'cables.xlsx',
      'getCableWorkbook',
      'Cable schedule, pull list, test sheet and port map',
      XLSX_TYPE,
      cableFileParameters,
    ),
    file('cables.csv', 'getCableSchedule', 'The cable schedule as CSV', CSV_TYPE, cableFileParameters),
    write('cables.xlsx', 'putCableWorkbook', {
      [XLSX_TYPE]: { schema: { type: 'string', format: 'binary' } },
    }),
    write('cables.csv', 'putCableSchedule', {
      [CSV_TYPE]: { schema: { type: 'string' }, example: 'cable,bundle\r\nUP-1,uplinks north\r\n' },
    }),
    file(
      'cable-labels.pdf',
      'getCableLabels',
      'Labels of both ends of every cable to print',
      PDF_TYPE,
      cableLabelParameters,
    ),
    file(
      'cable-labels.csv',
      'getCableLabelTable',
      'Labels of both ends of every cable',
      CSV_TYPE,
      cableLabelParameters,
    ),
    file(
      'cable-routes.svg',
      'getCableRoutesPicture',
      'Trays of a room and their fill',
      SVG_TYPE,
      cablePictureParameters,
    ),
    file('port-matrix.svg', 'getPortMatrix', 'Who is cabled to whom', SVG_TYPE, portMatrixParameters),
  ];
}

function view(
  path: string,
  operationId: string,
  summary: string,
  schema: string,
  query: readonly Parameter[],
): Operation {
  return {
    method: 'get',
    path: `/api/v1/sites/{site}/cable-plan/${path}`,
    operationId,
    tag: TAG,
    summary,
    description: 'What does not fit is an answer with findings, not an error.',
    pathParameters: [siteParameter],
    query,
    answers: { 200: { description: summary, content: json(reference(schema)) } },
    problems: [400, 404],
  };
}

function file(
  path: string,
  operationId: string,
  summary: string,
  type: string,
  query: readonly Parameter[],
): Operation {
  const isText = type === SVG_TYPE || type === CSV_TYPE;
  return {
    method: 'get',
    path: `/api/v1/sites/{site}/${path}`,
    operationId,
    tag: TAG,
    summary,
    description: 'The same bytes for the same content, day and parameters.',
    pathParameters: [siteParameter],
    query,
    answers: {
      200: {
        description: 'The file',
        content: { [type]: { schema: isText ? { type: 'string' } : { type: 'string', format: 'binary' } } },
        headers: ['Content-Disposition'],
      },
    },
    problems: [400, 404],
  };
}

function write(path: string, operationId: string, content: Content): Operation {
  return {
    method: 'put',
    path: `/api/v1/sites/{site}/${path}`,
    operationId,
    tag: TAG,
    summary: 'Lay an edited cable schedule over a site',
    description:
      'A row is found by the name of its cable; a column that is not there changes nothing. A changed cable of a pattern is ' +
      'written out. All changes are made or none, in one audit record; every defect is listed with its line.',
    pathParameters: [siteParameter],
    query: cableScheduleParameters,
    requestHeaders: ['If-Match'],
    body: { description: 'The schedule', content },
    answers: {
      200: {
        description: 'Changed, or what would change',
        content: json(reference('InventoryChanges')),
        headers: ['ETag'],
      },
    },
    problems: [400, 404, 409, 412, 413, 415, 422, 428],
  };
}
