import type { Cable } from '../domain/site/kinds/cable.js';
import { cableCheckOf, type CableCheck } from '../analysis/cable-check.js';
import { sampleText } from '../domain/name-sample.js';
import { today } from '../analysis/today.js';
import { readCableSchedule } from '../exchange/cabling/read-schedule.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readBytes, readSnapshotFile } from './input.js';
import { writeText } from './output.js';

export interface CheckFlags {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
  readonly asBuilt?: string;
}

/** `plenum cable check`: findings of the cabling, and cables as built against the plan; exit 1 where something is wrong. */
export async function checkCablesCommand(file: string, flags: CheckFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const asBuilt = flags.asBuilt === undefined ? null : await readAsBuilt(flags.asBuilt);
  const check = cableCheckOf(snapshot, { asOf: flags.asOf ?? null, today: today(), asBuilt });
  await writeText(
    '-',
    flags.format === 'json' ? `${JSON.stringify(check, null, 2)}\n` : checkText(check, asBuilt?.length ?? null),
  );
  const isWrong =
    check.findings.some(({ severity }) => severity === 'error') ||
    check.deviations.length > 0 ||
    check.repeatedLabels.length > 0 ||
    check.closure.open.length > 0 ||
    check.closure.notInMap.length > 0 ||
    check.closure.notOrdered.some(({ what, reason }) => what === 'cable' || reason === 'no line of the bill uses it');
  return isWrong ? EXIT_FINDINGS : EXIT_DONE;
}

/** Cables as they were found, from a schedule: only their names, types and ends count. */
async function readAsBuilt(file: string): Promise<readonly Cable[]> {
  const read = await readCableSchedule(await readBytes(file));
  if (!read.ok) throw new Refused(read.defects.map((defect) => formatDefect(file, defect)));
  const { header, records } = read.schedule;
  const missing = ['cable', 'type', 'A device', 'A port', 'B device', 'B port'].filter(
    (name) => !header.includes(name),
  );
  if (missing.length > 0) throw new Refused(missing.map((name) => `${file}:1: there is no column "${name}"`));
  return records.map(({ cells }) => {
    const text = (column: string) => (cells[header.indexOf(column)] ?? '').trim();
    const end = (side: string) => {
      const subPort = header.includes(`${side} sub-port`) ? text(`${side} sub-port`) : '';
      return { device: text(`${side} device`), port: text(`${side} port`), ...(subPort === '' ? {} : { subPort }) };
    };
    const further =
      header.includes('further ends') && text('further ends') !== '' ? text('further ends').split('>') : [];
    const others = further.map((one) => {
      const [device = '', rest = ''] = one.trim().split(/:(.*)/s);
      const [port = '', subPort] = rest.split('/');
      return { device, port, ...(subPort === undefined ? {} : { subPort }) };
    });
    return { name: text('cable'), type: text('type'), ends: [end('A'), end('B'), ...others] };
  });
}

const LISTED = 40;

function checkText(check: CableCheck, built: number | null): string {
  const { site, asOf, findings, deviations, repeatedLabels, closure } = check;
  return [
    `${site} as of ${asOf}: cabling`,
    ...findings.map(({ severity, code, message }) => `${severity.padEnd(7)}  ${code}  ${message}`),
    ...(findings.length === 0 ? ['  nothing is wrong with ports, ways, lengths and trays'] : []),
    ...(built === null
      ? []
      : ['', `As built: ${String(built)} cables, ${String(deviations.length)} deviations from the plan`]),
    ...deviations
      .slice(0, LISTED)
      .map(
        ({ kind, what, expected, built: found }) =>
          `  ${kind.padEnd(10)}  ${[...new Set([...found, ...expected])].join(', ')}: ${what}`,
      ),
    ...(deviations.length > LISTED ? [`  and ${String(deviations.length - LISTED)} more`] : []),
    ...repeatedLabels
      .slice(0, LISTED)
      .map(({ label, cables }) => `error    label "${label}" would be borne by ends of ${cables.join(', ')}`),
    '',
    `Bill of materials and cable map: ${String(closure.rows.length)} lines, ${String(closure.open.length)} that differ`,
    ...closure.rows.map(
      ({ slug, lengthM, inMap, inBill, spares }) =>
        `  ${slug}${lengthM === null ? '' : ` ${String(lengthM)} m`}: map ${String(inMap)}, bill ${String(inBill)}${spares > 0 ? ` + ${String(spares)} spare` : ''}${Math.abs(inMap - inBill) > 1e-6 ? '  DIFFERS' : ''}`,
    ),
    ...closure.notOrdered.map(
      ({ what, reason, things }) =>
        `  not ordered: ${String(things.count)} × ${what} (${sampleText(things)}): ${reason}`,
    ),
    ...closure.notInMap.slice(0, LISTED).map((use) => `  ordered and not in the map: ${use}`),
    '',
  ].join('\n');
}
