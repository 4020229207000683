import { floorCheckOf } from '../analysis/floor-check.js';
import { analyseSite } from '../analysis/site-analysis.js';
import { today } from '../analysis/today.js';
import type { FloorFigures } from '../domain/floor/floor-figures.js';
import { countLine, findingLines } from './air-text.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';

interface FloorFlags {
  readonly format: 'text' | 'json';
  readonly strict?: boolean;
  readonly asOf?: string;
}

export const addFloorCommand: AddCommand = (program, then) => {
  const floor = program
    .command('floor')
    .description('where racks stand, what stands around them and what carries them');
  floor
    .command('check')
    .description('overlaps, clearances, working space, ways, staging, loads and heights')
    .argument('<file>', FILE)
    .addOption(formatOption())
    .option('--strict', 'exit 1 also when something could not be evaluated')
    .addOption(asOfOption())
    .addHelpText('after', examples('floor check hall.yaml', 'floor check hall.yaml --format json > floor.json'))
    .action((file: string, flags: FloorFlags) => then(floorCommand(file, flags)));
};

/** `plenum floor check`: what is found of the floor, with the figures behind it. */
async function floorCommand(file: string, flags: FloorFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const check = floorCheckOf(assessed);
  const { site, asOf, contentHash, findings } = check;
  const text =
    flags.format === 'json'
      ? `${JSON.stringify(check, null, 2)}\n`
      : [
          `Floor of ${site} as of ${asOf} (${contentHash.slice(0, 12)})`,
          '',
          ...figureLines(assessed.assessment.figures.floor),
          '',
          ...findingLines(findings),
          countLine(findings),
          '',
        ].join('\n');
  await writeText('-', text);
  const isFound = findings.some(
    ({ severity }) => severity === 'error' || (flags.strict === true && severity === 'unknown'),
  );
  return isFound ? EXIT_FINDINGS : EXIT_DONE;
}

function metres(value: number | null): string {
  return value === null ? '?' : `${value.toFixed(2)} m`;
}

function figureLines({ rowEnds, routes, workingSpaces, staging, headrooms }: FloorFigures): readonly string[] {
  return [
    ...rowEnds.map(
      ({ racks, leftM, leftEndsAt, rightM, rightEndsAt }) =>
        `row ${racks[0] ?? ''} to ${racks.at(-1) ?? ''} (${String(racks.length)} racks): clear beside it ${metres(leftM)} to ${leftEndsAt}, ${metres(rightM)} to ${rightEndsAt}`,
    ),
    ...routes.flatMap(({ route, room, purpose, clearM, neededM, narrowestAt, largest, turns }) => [
      `${purpose} ${room} / ${route}: clear ${metres(clearM)} of ${metres(neededM)}, narrowest at ${narrowestAt ?? '-'}`,
      ...turns.map(
        ({ at, turnDeg, longestM }) =>
          `  corner of ${turnDeg.toFixed(0)}° at (${at.map((value) => value.toFixed(2)).join(', ')}): ${metres(largest?.narrowM ?? null)} wide things up to ${longestM === null ? 'any length' : metres(longestM)}, ${largest?.rack ?? '-'} is ${metres(largest?.longM ?? null)} long`,
      ),
    ]),
    ...workingSpaces.map(
      ({ element, clearM, neededM, condition, endsAt }) =>
        `working space ${element}: ${metres(clearM)} of ${metres(neededM)} to ${endsAt}, condition ${String(condition)}`,
    ),
    ...staging.map(
      ({ area, statedRacks, fittingRacks, fullLoadKPa }) =>
        `staging ${area}: racks stated ${String(statedRacks ?? '?')}, fitting ${String(fittingRacks ?? '?')}; ${fullLoadKPa === null ? '?' : fullLoadKPa.toFixed(1)} kPa when full`,
    ),
    ...headrooms.map(
      ({ room, highest, highestM, ceilingM, sprinklerM }) =>
        `height ${room}: ${highest === null ? 'nothing of known height' : `${highest} to ${metres(highestM)}`}, ceiling ${metres(ceilingM)}, sprinklers ${metres(sprinklerM)}`,
    ),
  ];
}
