import type { JsonSchema } from './json-schema.js';
import { json, reference, type Content, type Operation, type PathParameter } from './operation.js';
import type { Parameter } from './parameter.js';
import { idParameter, siteParameter } from './row-operations.js';

const TAG = 'Analysis';

const asOf: Parameter = {
  name: 'asOf',
  description: 'Day for which the site is judged; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};

const revision: Parameter = {
  name: 'revision',
  description: 'Revision label to print, in place of that of the document',
  type: { kind: 'text', maxLength: 60 },
  example: 'B',
};

export const assessmentParameters: readonly Parameter[] = [asOf];
export const fileParameters: readonly Parameter[] = [asOf, revision];
export const floorPlanParameters: readonly Parameter[] = [
  asOf,
  {
    name: 'room',
    description: 'Room by name; may be left out where there is one',
    type: { kind: 'text', maxLength: 200 },
  },
];
export const elevationParameters: readonly Parameter[] = [
  asOf,
  {
    name: 'face',
    description: 'Face to draw; front where left out',
    type: { kind: 'choice', values: ['front', 'rear'] },
  },
];

const documentRevision = { kind: 'integer', minimum: 1, maximum: 2_147_483_647 } as const;

export const compareParameters: readonly Parameter[] = [
  asOf,
  {
    name: 'with',
    description: 'Site to compare with, by name or id: the side before; the same site where only withRevision is given',
    type: { kind: 'text', maxLength: 200 },
  },
  {
    name: 'withRevision',
    description: 'Revision of the document of the side before; the current one where left out',
    type: documentRevision,
    example: '1',
  },
  {
    name: 'revision',
    description: 'Revision of the document of this site, the side after; the current one where left out',
    type: documentRevision,
  },
];

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const PDF_TYPE = 'application/pdf';
export const SVG_TYPE = 'image/svg+xml';

const NUMBER_OR_NULL = { type: ['number', 'null'] };
const TEXT = { type: 'string' };

export function analysisSchemas(): Readonly<Record<string, JsonSchema>> {
  const count = { type: 'integer', minimum: 0 };
  return {
    Finding: {
      type: 'object',
      properties: {
        code: { ...TEXT, description: 'Stable code of the rule' },
        severity: { type: 'string', enum: ['error', 'warning', 'unknown', 'info'] },
        subject: {
          type: 'object',
          properties: { kind: TEXT, name: TEXT },
          required: ['kind', 'name'],
          additionalProperties: false,
        },
        title: TEXT,
        discipline: TEXT,
        message: { ...TEXT, description: 'The finding in words' },
        measured: { ...NUMBER_OR_NULL, description: 'Value found, in the unit' },
        limit: { ...NUMBER_OR_NULL, description: 'Value allowed, in the unit' },
        unit: { type: ['string', 'null'] },
        basis: { ...TEXT, description: 'Standard or formula, with its source' },
        inputs: { type: 'object', description: 'What the rule calculated from' },
        coverage: {
          anyOf: [
            {
              type: 'object',
              properties: { known: count, total: count },
              required: ['known', 'total'],
              additionalProperties: false,
            },
            { type: 'null' },
          ],
          description: 'How many of the items that the figure needs were known',
        },
      },
      required: [
        'code',
        'severity',
        'subject',
        'title',
        'discipline',
        'message',
        'measured',
        'limit',
        'unit',
        'basis',
        'inputs',
        'coverage',
      ],
    },
    Rule: {
      type: 'object',
      properties: {
        code: TEXT,
        title: TEXT,
        discipline: TEXT,
        basis: { ...TEXT, description: 'Standard or formula, with its source' },
        sentence: { ...TEXT, description: 'Template of the sentence of a finding' },
        guide: {
          type: 'object',
          description: 'The page of the rule, in Markdown',
          properties: { method: TEXT, example: TEXT, remedy: TEXT },
          required: ['method', 'example', 'remedy'],
        },
      },
      required: ['code', 'title', 'discipline', 'basis', 'sentence'],
    },
    Sequence: sequenceSchema(count),
    Comparison: comparisonSchema(count),
    Assessment: {
      type: 'object',
      properties: {
        site: TEXT,
        asOf: { type: 'string', format: 'date' },
        contentHash: TEXT,
        counts: { type: 'object', description: 'Findings by severity', additionalProperties: count },
        findings: { type: 'array', description: 'Worst first', items: reference('Finding') },
        figures: { type: 'object', description: 'Figures by discipline' },
        policy: { type: 'object', description: 'Limits that were applied, each with its source' },
        assumptions: {
          type: 'array',
          description: 'Values that nobody gave and that were used',
          items: { type: 'object' },
        },
        openAssumptions: {
          type: 'array',
          description: 'Assumptions that nobody has validated yet',
          items: { type: 'object' },
        },
      },
      required: ['site', 'asOf', 'contentHash', 'counts', 'findings', 'figures', 'assumptions', 'openAssumptions'],
    },
  };
}

function sequenceSchema(count: JsonSchema): JsonSchema {
  const text = { type: 'string' };
  const textOrNull = { type: ['string', 'null'] };
  const day = { type: 'string', format: 'date' };
  const dayOrNull = { type: ['string', 'null'], format: 'date' };
  const dayFigure = object({
    day: { ...dayOrNull, description: 'Null where it is not certain' },
    bound: { ...dayOrNull, description: 'No earlier, of an earliest date; no later, of a latest date' },
  });
  const coverage = object({ known: count, total: count });
  const texts = { type: 'array', items: text };
  const task = object({
    task: text,
    phase: textOrNull,
    calendar: textOrNull,
    durationDays: NUMBER_OR_NULL,
    leadTimeDays: NUMBER_OR_NULL,
    isDurationKnown: { type: 'boolean' },
    isInCircle: { type: 'boolean' },
    earliestStart: dayFigure,
    earliestFinish: dayFigure,
    latestStart: dayFigure,
    latestFinish: dayFigure,
    totalFloatDays: NUMBER_OR_NULL,
    freeFloatDays: NUMBER_OR_NULL,
    isCritical: { type: ['boolean', 'null'] },
    delivers: textOrNull,
  });
  const phase = object({
    phase: textOrNull,
    needBy: dayOrNull,
    start: dayFigure,
    finish: dayFigure,
    lateDays: NUMBER_OR_NULL,
    lateDaysAtLeast: NUMBER_OR_NULL,
    tasks: texts,
  });
  const order = object({
    status: { type: 'string', enum: ['nothing-to-buy', 'not-sequenced', 'unknown', 'dated'] },
    task: textOrNull,
    installStart: dayOrNull,
    orderBy: dayOrNull,
    orderByAtLatest: { ...dayOrNull, description: 'Day after which it is too late for sure' },
    overdueDays: { type: 'number', minimum: 0 },
    gaps: texts,
    coverage,
  });
  const line = object({
    line: count,
    kind: text,
    name: text,
    quantityToBuy: { type: 'number', minimum: 0 },
    leadTimeDays: NUMBER_OR_NULL,
    order,
  });
  return object({
    site: text,
    asOf: day,
    contentHash: text,
    start: day,
    finish: dayFigure,
    coverage,
    tasks: { type: 'array', description: 'In the order of their earliest start', items: task },
    criticalPath: texts,
    circles: { type: 'array', items: texts },
    phases: { type: 'array', items: phase },
    unknownDurations: texts,
    receivingBufferDays: count,
    orders: { type: 'array', description: 'Lines of the bill that must be bought', items: line },
    assumptions: { type: 'array', items: { type: 'object' } },
    findings: { type: 'array', items: reference('Finding') },
  });
}

function comparisonSchema(count: JsonSchema): JsonSchema {
  const text = { type: 'string' };
  const textOrNull = { type: ['string', 'null'] };
  const side = object({
    site: text,
    revisionLabel: textOrNull,
    asOf: { type: 'string', format: 'date' },
    contentHash: text,
    counts: { type: 'object', additionalProperties: count },
  });
  const findings = { type: 'array', items: reference('Finding') };
  const pairs = { type: 'array', items: object({ before: reference('Finding'), after: reference('Finding') }) };
  const total = object({
    knownSum: { type: 'number' },
    lower: { type: 'number' },
    upper: NUMBER_OR_NULL,
    coverage: object({ known: count, total: count }),
  });
  const delta = {
    name: text,
    unit: text,
    before: total,
    after: total,
    delta: { ...NUMBER_OR_NULL, description: 'Null where a part of either side is not known' },
    knownDelta: { type: 'number', description: 'Of what is known' },
    lower: NUMBER_OR_NULL,
    upper: NUMBER_OR_NULL,
  };
  const line = { anyOf: [{ type: 'object' }, { type: 'null' }] };
  return object({
    before: side,
    after: side,
    findings: object({ introduced: findings, resolved: findings, worsened: pairs, improved: pairs, unchanged: count }),
    figures: { type: 'array', description: 'Power, heat and weight', items: object(delta) },
    costs: { type: 'array', description: 'To buy, in minor units', items: object({ ...delta, currency: text }) },
    changes: {
      type: 'array',
      items: object({
        op: { type: 'string', enum: ['create', 'update', 'delete'] },
        kind: text,
        key: text,
        fields: { type: 'array', items: object({ field: text, before: {}, after: {} }) },
      }),
    },
    bom: {
      type: 'array',
      description: 'Lines of the bill that differ',
      items: object({
        change: { type: 'string', enum: ['added', 'removed', 'changed'] },
        before: line,
        after: line,
      }),
    },
  });
}

/** An object of these fields, all of which are there. */
function object(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function analysisOperations(): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/v1/sites/{site}/assessment',
      operationId: 'getAssessment',
      tag: TAG,
      summary: 'What is wrong, and every figure behind it',
      description: 'What does not fit is an answer with findings, not an error.',
      pathParameters: [siteParameter],
      query: assessmentParameters,
      answers: {
        200: {
          description: 'The assessment',
          content: json(reference('Assessment')),
        },
      },
      problems: [400, 404],
    },
    {
      method: 'get',
      path: '/api/v1/rules',
      operationId: 'listRules',
      tag: TAG,
      summary: 'What an assessment checks',
      answers: {
        200: {
          description: 'Every rule',
          content: json({
            type: 'object',
            properties: {
              count: { type: 'integer', minimum: 0 },
              results: { type: 'array', items: reference('Rule') },
            },
            required: ['count', 'results'],
          }),
        },
      },
      problems: [400],
    },
    {
      method: 'get',
      path: '/api/v1/rules/{code}',
      operationId: 'getRule',
      tag: TAG,
      summary: 'One rule: its basis, method, worked example and remedy',
      pathParameters: [{ name: 'code', description: 'Code of the rule', schema: TEXT }],
      answers: { 200: { description: 'The rule', content: json(reference('Rule')) } },
      problems: [400, 404],
    },
    file({
      name: 'bom.xlsx',
      operationId: 'getBom',
      summary: 'The bill of materials as a workbook',
      type: XLSX_TYPE,
      query: fileParameters,
    }),
    file({
      name: 'floor-plan.pdf',
      operationId: 'getFloorPlanReport',
      summary: 'The floor-plan report',
      type: PDF_TYPE,
      query: fileParameters,
    }),
    file({
      name: 'floor-plan.svg',
      operationId: 'getFloorPlan',
      summary: 'The plan of one room',
      type: SVG_TYPE,
      query: floorPlanParameters,
    }),
    {
      method: 'get',
      path: '/api/v1/sites/{site}/sequence',
      operationId: 'getSequence',
      tag: TAG,
      summary: 'Dates of the tasks, the critical path and order-by dates',
      description:
        'Critical path method without levelling of resources. A day that is not certain is null, with a bound beside it; ' +
        'tasks in a circle are listed and have no dates.',
      pathParameters: [siteParameter],
      query: assessmentParameters,
      answers: { 200: { description: 'The sequence', content: json(reference('Sequence')) } },
      problems: [400, 404],
    },
    file({
      name: 'sequence.svg',
      operationId: 'getGantt',
      summary: 'The tasks over time',
      type: SVG_TYPE,
      query: assessmentParameters,
    }),
    {
      method: 'get',
      path: '/api/v1/sites/{site}/compare',
      operationId: 'compareSite',
      tag: TAG,
      summary: 'What changes from another site, or from an earlier revision, to this one',
      description:
        'Findings introduced, resolved, worsened and improved; things that changed with their fields before and after; ' +
        'differences of power, heat, weight and cost; lines of the bill that differ. Each side is judged on its own day ' +
        'where none is asked for.',
      pathParameters: [siteParameter],
      query: compareParameters,
      answers: { 200: { description: 'The comparison', content: json(reference('Comparison')) } },
      problems: [400, 404],
    },
    file({
      name: 'compare.xlsx',
      operationId: 'getComparisonWorkbook',
      summary: 'The same comparison as a workbook, with the delta of the bill of materials',
      type: XLSX_TYPE,
      query: compareParameters,
    }),
    {
      ...file({
        name: '',
        operationId: 'getElevation',
        summary: 'One rack as it is filled',
        type: SVG_TYPE,
        query: elevationParameters,
      }),
      path: '/api/v1/racks/{id}/elevation.svg',
      pathParameters: [idParameter],
    },
  ];
}

function file({
  name,
  operationId,
  summary,
  type,
  query,
}: {
  readonly name: string;
  readonly operationId: string;
  readonly summary: string;
  readonly type: string;
  readonly query: readonly Parameter[];
}): Operation {
  const pathParameters: readonly PathParameter[] = [siteParameter];
  const content: Content = {
    [type]: { schema: type === SVG_TYPE ? { type: 'string' } : { type: 'string', format: 'binary' } },
  };
  return {
    method: 'get',
    path: `/api/v1/sites/{site}/${name}`,
    operationId,
    tag: TAG,
    summary,
    description: 'The same bytes for the same content, day and revision label.',
    pathParameters,
    query,
    answers: { 200: { description: 'The file', content, headers: ['Content-Disposition'] } },
    problems: [400, 404],
  };
}
