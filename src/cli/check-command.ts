import { analyseSite } from '../analysis/site-analysis.js';
import { assessmentView } from '../analysis/assessment-view.js';
import type { Assessment } from '../domain/assessment/assessment.js';
import { groupFindings } from '../domain/assessment/finding-groups.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import { SEVERITIES } from '../domain/finding.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeText } from './output.js';
import { today } from '../analysis/today.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';

interface CheckFlags {
  readonly format: 'text' | 'json';
  readonly strict?: boolean;
  readonly asOf?: string;
}

export const addCheckCommand: AddCommand = (program, then) => {
  program
    .command('check')
    .description('say what is wrong with a hall')
    .argument('<file>', FILE)
    .addOption(formatOption())
    .option('--strict', 'exit 1 also when a rule could not be evaluated')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('check hall.yaml', 'check hall.yaml --format json > findings.json', 'check - < hall.json'),
    )
    .action((file: string, options: CheckFlags) => then(checkCommand(file, options)));
};

/** `plenum check`: findings as text or as one JSON document. */
async function checkCommand(file: string, flags: CheckFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const { assessment } = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const text =
    flags.format === 'json' ? `${JSON.stringify(assessmentView(assessment), null, 2)}\n` : assessmentText(assessment);
  await writeText('-', text);
  const { error, unknown } = assessment.counts;
  return error > 0 || (flags.strict === true && unknown > 0) ? EXIT_FINDINGS : EXIT_DONE;
}

function assessmentText(assessment: Assessment): string {
  const { counts, findings, assumptions, openAssumptions } = assessment;
  const lines = groupFindings(findings).map(({ first, others }) => {
    const likewise = others.length === 0 ? '' : `; likewise ${shortList(others)}`;
    return `${first.severity.padEnd(7)}  ${first.code}  ${first.message}${likewise}`;
  });
  const assumed = assumptions.map(({ parameter, value, unit, source, count }) => {
    const shown = typeof value === 'number' ? formatNumber(value) : String(value);
    return `  ${parameter} = ${shown}${unit === null || unit === '1' ? '' : ` ${unit}`} (${String(count)}×): ${source}`;
  });
  return [
    `${assessment.site} as of ${assessment.asOf} (${assessment.contentHash.slice(0, 12)})`,
    '',
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...(assumed.length > 0 ? ['Assumed, because nothing was stated:', ...assumed, ''] : []),
    ...(openAssumptions.length > 0
      ? [`${String(openAssumptions.length)} assumptions of the register are not validated.`]
      : []),
    SEVERITIES.map((severity) => `${String(counts[severity])} ${severity}`).join(' · '),
    '',
  ].join('\n');
}

const LISTED = 6;

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(', ');
  return names.length > LISTED ? `${shown} and ${String(names.length - LISTED)} more` : shown;
}
