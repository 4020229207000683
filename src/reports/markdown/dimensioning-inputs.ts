import type { HallFacts } from '../../domain/capacity/hall-facts.js';
import type { RegisterRow } from '../../domain/capacity/register.js';
import type { Artifact } from '../../domain/site/kinds/artifact.js';
import type { Workload } from '../../domain/site/kinds/workload.js';
import { TITLE, WORKSHEET_FIELDS, type WorksheetSection } from '../../exchange/worksheets/worksheet-fields.js';
import { table } from './markdown-text.js';

export interface DimensioningInputs {
  readonly name: string;
  readonly workload: Workload;
  readonly artifact: Artifact;
  readonly hall: HallFacts;
  readonly register: readonly RegisterRow[];
}

const INTRODUCTION = `Fill in the column *Value*, without units. Leave empty what is not known: nothing is taken as 0. Read it back with
\`plenum size dimensioning_inputs.md\`; what is missing or wrong is told with its line. A trace can take the place of the peak
rate and of the lengths: \`plenum size dimensioning_inputs.md --trace requests.csv\`.`;

/** The worksheet of tier 02, 2.1, filled in or blank; what is filled in can be read back. */
export function dimensioningInputs(inputs: DimensioningInputs | null, blankRegister: readonly RegisterRow[]): string {
  const section = (name: WorksheetSection, values: Readonly<Record<string, unknown>> | null) => [
    `## ${name}`,
    '',
    table(
      ['Field', 'Symbol', 'Meaning', 'Value', 'Unit', 'Typical source'],
      WORKSHEET_FIELDS[name].map(({ field, symbol, meaning, unit, source }) => [
        field,
        symbol,
        meaning,
        exact(values?.[field]),
        unit,
        source,
      ]),
    ),
    '',
  ];
  const rows = <Row>(
    given: readonly Row[] | undefined,
    cells: (row: Row) => readonly (string | number | null | undefined)[],
    columns: number,
  ) =>
    given === undefined || given.length === 0
      ? [1, 2, 3].map(() => new Array<null>(columns).fill(null))
      : given.map((row) => cells(row).map(exact));
  return [
    inputs === null ? TITLE : `${TITLE}: ${inputs.name}`,
    '',
    INTRODUCTION,
    '',
    ...section('Workload', inputs?.workload ?? null),
    ...section('Artifact', inputs?.artifact ?? null),
    '## Buckets',
    '',
    'Shapes that the artifact was compiled for. A prompt is padded to the prompt tokens of its bucket.',
    '',
    table(
      ['Bucket', 'Prompt tokens', 'Output tokens', 'R_prefill tokens/s', 'R_decode tokens/s'],
      rows(
        inputs?.artifact.buckets,
        (bucket) => [
          bucket.name,
          bucket.promptTokens,
          bucket.outputTokens,
          bucket.prefillTokensPerS,
          bucket.decodeTokensPerS,
        ],
        5,
      ),
    ),
    '',
    '## Measurements',
    '',
    'Timed requests, alone in the replica; at least four with prompts and outputs that vary independently. Rates that are not stated are fitted to them.',
    '',
    table(
      ['Prompt tokens', 'Output tokens', 'Service s'],
      rows(
        inputs?.artifact.measurements,
        ({ promptTokens, outputTokens, serviceS }) => [promptTokens, outputTokens, serviceS],
        3,
      ),
    ),
    '',
    ...section('Hall', inputs === null ? null : { ...inputs.hall }),
    '## Assumptions to validate',
    '',
    table(
      ['Assumption', 'Value', 'Used in', 'Who confirms', 'Confirmed by, and how', 'On (YYYY-MM-DD)'],
      (inputs?.register ?? blankRegister).map(({ name, value, usedIn, owner, evidence, validatedOn }) => [
        name,
        value,
        usedIn,
        owner,
        evidence,
        validatedOn,
      ]),
    ),
    '',
  ].join('\n');
}

/** A value with all its digits, so that what is read back is what was written. */
function exact(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
