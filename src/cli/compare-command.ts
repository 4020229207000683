import { compareSites, type Comparison } from '../analysis/comparison.js';
import { comparisonView } from '../analysis/comparison-view.js';
import { today } from '../analysis/today.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import type { TotalDelta } from '../domain/assessment/total-delta.js';
import { currencyDecimals, majorUnits } from '../domain/bom/currency.js';
import { writeComparisonWorkbook } from '../reports/xlsx/comparison-workbook.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText, writeWhole } from './output.js';
import { textTable } from './text-table.js';

interface CompareFlags {
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly asOf?: string;
}

export const addCompareCommand: AddCommand = (program, then) => {
  program
    .command('compare')
    .description('say what changes from one site document to another')
    .argument('<before>', FILE)
    .argument('<after>', FILE)
    .addOption(formatOption())
    .option('-o, --output <file>', 'also write figures, findings, changes and the delta of the bill as a workbook')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      `\nExits 1 when errors are introduced, or something becomes one.\n${examples(
        'compare hall.yaml hall-new.yaml',
        'compare hall.yaml hall-new.yaml -o delta.xlsx',
        'compare hall.yaml hall-new.yaml --format json > delta.json',
      )}`,
    )
    .action((before: string, after: string, options: CompareFlags) => then(compareCommand({ before, after }, options)));
};

/** `plenum compare`: findings, figures and things that differ, as text, as one JSON document or as a workbook. */
async function compareCommand(
  files: { readonly before: string; readonly after: string },
  flags: CompareFlags,
): Promise<number> {
  const [before, after] = [await readSnapshotFile(files.before), await readSnapshotFile(files.after)];
  const comparison = compareSites({ before, after }, { asOf: flags.asOf ?? null, today: today() });
  if (flags.output !== undefined) {
    await writeWhole(flags.output, (target) => writeComparisonWorkbook(comparison, target));
    if (flags.output !== '-') process.stderr.write(`${flags.output}: written\n`);
  }
  if (flags.output !== '-') {
    const json = `${JSON.stringify(comparisonView(comparison), null, 2)}\n`;
    await writeText('-', flags.format === 'json' ? json : comparisonText(comparison));
  }
  const { introduced, worsened } = comparison.findings;
  const isWorse =
    introduced.some(({ severity }) => severity === 'error') ||
    worsened.some(({ after: { severity } }) => severity === 'error');
  return isWorse ? EXIT_FINDINGS : EXIT_DONE;
}

/** Changes that the text lists; the JSON document and the workbook have all. */
const LISTED = 40;

function comparisonText(comparison: Comparison): string {
  const { before, after, findings, changes, bom } = comparison;
  const side = ({ site, asOf, contentHash }: Comparison['before']) =>
    `${site} as of ${asOf} (${contentHash.slice(0, 12)})`;
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  const figures = [...comparison.figures, ...comparison.costs].filter(
    ({ delta, knownDelta, before: was, after: is }) =>
      delta !== 0 &&
      (knownDelta !== 0 || was.coverage.known !== is.coverage.known || was.coverage.total !== is.coverage.total),
  );
  const words = { create: '+', update: '~', delete: '-' } as const;
  return [
    `${side(before)} → ${side(after)}`,
    ...section(
      `Introduced: ${String(findings.introduced.length)}`,
      findings.introduced.map(({ severity, code, message }) => `  ${severity.padEnd(7)}  ${code}  ${message}`),
    ),
    ...section(
      `Worsened: ${String(findings.worsened.length)}`,
      findings.worsened.map(({ after: { severity, code, message } }) => `  ${severity.padEnd(7)}  ${code}  ${message}`),
    ),
    ...section(
      `Improved: ${String(findings.improved.length)}`,
      findings.improved.map(({ after: { severity, code, message } }) => `  ${severity.padEnd(7)}  ${code}  ${message}`),
    ),
    ...section(
      `Resolved: ${String(findings.resolved.length)}`,
      findings.resolved.map(({ severity, code, message }) => `  ${severity.padEnd(7)}  ${code}  ${message}`),
    ),
    ...section(
      'Figures',
      figures.length === 0 ? [] : textTable(['  figure', 'before', 'after', 'difference'], figures.map(figureRow)),
    ),
    ...section(
      `Bill of materials: ${String(bom.length)} lines differ`,
      bom.length === 0
        ? []
        : textTable(
            ['  line', 'to buy before', 'to buy after', 'order by'],
            bom.map(({ before: was, after: is }) => {
              const line = is ?? was;
              const length = line?.lengthM ?? null;
              return [
                `  ${line?.slug ?? ''}${length === null ? '' : `, ${String(length)} m`}`,
                was === null ? '–' : formatNumber(was.quantityToBuy),
                is === null ? '–' : formatNumber(is.quantityToBuy),
                is?.order.orderBy ?? '',
              ];
            }),
          ),
    ),
    ...section(`Changes: ${String(changes.length)}`, [
      ...changes
        .slice(0, LISTED)
        .map(
          ({ op, kind, key, fields }) =>
            `  ${words[op]} ${kind} ${key}${op === 'update' ? `: ${fields.map(({ field }) => field).join(', ')}` : ''}`,
        ),
      ...(changes.length > LISTED ? [`  and ${String(changes.length - LISTED)} more`] : []),
    ]),
    '',
    changes.length === 0 && before.asOf === after.asOf
      ? 'No difference.'
      : `${String(findings.introduced.length)} introduced · ${String(findings.worsened.length)} worsened · ${String(findings.improved.length)} improved · ${String(findings.resolved.length)} resolved · ${String(findings.unchanged)} unchanged`,
    '',
  ].join('\n');
}

function figureRow(figure: TotalDelta & { readonly currency?: string }): readonly string[] {
  const { name, before, after, delta, lower, upper, currency } = figure;
  const amount = (value: number) =>
    currency === undefined
      ? `${formatNumber(value)} ${figure.unit}`
      : `${majorUnits({ minor: value, currency }).toFixed(currencyDecimals(currency))} ${currency}`;
  const sum = ({ knownSum, coverage: { known, total } }: TotalDelta['before']) =>
    known === total ? amount(knownSum) : `${amount(knownSum)} (${String(known)} of ${String(total)} known)`;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${amount(value)}`;
  const within = lower === null || upper === null ? '' : `, in all from ${amount(lower)} to ${amount(upper)}`;
  return [
    `  ${name}`,
    sum(before),
    sum(after),
    delta === null ? `${signed(figure.knownDelta)} of what is known${within}` : signed(delta),
  ];
}
