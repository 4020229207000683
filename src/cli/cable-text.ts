import type { CableExpansion } from '../analysis/cable-analysis.js';
import { alternativesOfAnalysis, type CableAnalysis } from '../analysis/cable-analysis.js';
import { routeLegs } from '../analysis/cable-views.js';
import { problemMeaning } from '../domain/assessment/rules/site-template.js';
import { majorUnits } from '../domain/bom/currency.js';
import { failureText } from '../domain/cabling/cable-route.js';
import type { PlannedCable } from '../domain/cabling/cable-plan.js';
import { lengthErrors } from '../domain/cabling/length-errors.js';
import { sharedTrays } from '../domain/cabling/shared-trays.js';
import type { TrayLoad } from '../domain/cabling/tray-loads.js';
import { piecesText } from '../domain/cabling/tray-pieces.js';
import { whipRoutes } from '../domain/cabling/whip-routes.js';

const LISTED = 10;

/** Columns of text under each other, numbers to the right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumber = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  return cells.map((row) =>
    `  ${row.map((cell, column) => (isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

export function expansionText({ site, bundles, ports, problems, cables }: CableExpansion): string {
  const byEntry = new Map<string, { devices: number; total: number; used: number; reserved: number; free: number }>();
  for (const { deviceType, ports: pattern, devices, total, used, reserved, free } of ports) {
    const key = `${deviceType} ${pattern}`;
    const sum = byEntry.get(key) ?? { devices: 0, total: 0, used: 0, reserved: 0, free: 0 };
    byEntry.set(key, {
      devices: sum.devices + devices,
      total: sum.total + total,
      used: sum.used + used,
      reserved: sum.reserved + reserved,
      free: sum.free + free,
    });
  }
  return [
    `${site}: ${String(cables)} cables`,
    ...textTable(
      ['bundle', 'from', 'cables', 'in devices', 'in racks', 'between racks'],
      bundles.map((one) => [
        one.bundle ?? '–',
        one.origin ?? 'document',
        one.cables,
        one.withinDevices,
        one.withinRacks,
        one.betweenRacks,
      ]),
    ),
    '',
    'Ports',
    ...textTable(
      ['device type and ports', 'devices', 'ports', 'used', 'reserved', 'free'],
      [...byEntry].map(([entry, one]) => [entry, one.devices, one.total, one.used, one.reserved, one.free]),
    ),
    ...problems.map((one) => {
      const { pod, portMap, at, name, needed, available } = one;
      const where = `${portMap === null ? `pod ${pod ?? ''}` : `port map ${portMap}`}, line ${at}`;
      const shortage = needed === null ? '' : ` (${String(available)} of ${String(needed)})`;
      return `error  ${where}${name === undefined ? '' : ` (${name})`}: ${problemMeaning(one)}${shortage}`;
    }),
    '',
  ].join('\n');
}

export function routesText(analysis: CableAnalysis): string {
  const { plan, index, places, policy, assumptions } = analysis;
  const routed = plan.cables.filter(({ route }) => route.failure === null).length;
  const longest = [...plan.cables].sort((a, b) => (b.route.neededM ?? 0) - (a.route.neededM ?? 0)).slice(0, LISTED);
  const lost = plan.cables.filter(({ route }) => route.failure !== null);
  const whips = whipRoutes(index, { places, policy });
  return [
    `${analysis.site} as of ${analysis.asOf}: ${String(routed)} of ${String(plan.cables.length)} cables have a way`,
    '',
    'Longest',
    ...textTable(
      ['cable', 'type', 'way m', 'needed m', 'order m'],
      longest.map((one) => [
        one.cable.name,
        one.cable.type,
        metres(one.route.routeM),
        metres(one.route.neededM),
        metres(one.orderLengthM),
      ]),
    ),
    ...(lost.length === 0 ? [] : ['', 'Without a way']),
    ...lost.slice(0, LISTED).map(({ cable, route }) => `  ${cable.name}: ${failureText(route)}`),
    ...more(lost.length),
    ...plan.apart.map(
      ({ kinds, pieces, cables }) =>
        `  trays for ${kinds.join(' and ')} are in ${String(pieces.length)} pieces, ${String(cables.count)} cables between them: ${piecesText(pieces)}`,
    ),
    '',
    'Trays, the fullest first',
    ...traysText(plan.trays),
    '',
    'What one tray takes down',
    ...textTable(
      ['segment', 'cables', 'bundles', 'cut off'],
      sharedTrays(plan.cables).map((one) => [
        one.segment,
        one.cables,
        one.bundles.join(', '),
        `${String(one.cutOff.count)} links of devices`,
      ]),
    ),
    ...alternativesText(analysis),
    ...errorsText(analysis),
    '',
    `Whips: ${String(whips.filter(({ neededM }) => neededM !== null).length)} of ${String(whips.length)} have a way over power trays`,
    ...textTable(
      ['rack PDU', 'from', 'needed m'],
      whips
        .filter(({ neededM }) => neededM !== null)
        .slice(0, LISTED)
        .map((one) => [one.pdu, one.from ?? '–', metres(one.neededM)]),
    ),
    ...(assumptions.length === 0 ? [] : ['', 'Assumed, because nothing was stated:']),
    ...assumptions.map(
      ({ parameter, value, unit, source }) => `  ${parameter} = ${String(value)} ${unit ?? ''}: ${source}`,
    ),
    '',
  ].join('\n');
}

function traysText(trays: readonly TrayLoad[]): readonly string[] {
  const fullest = [...trays].sort((a, b) => b.final.fill / b.limit - a.final.fill / a.limit).slice(0, LISTED * 2);
  return textTable(
    ['segment', 'kind', 'cables', 'fill', 'limit', 'kg/m', 'after phases', 'widen to mm'],
    fullest.map((one) => [
      one.segment,
      one.kind,
      one.final.cables,
      percent(one.final.fill),
      percent(one.limit),
      one.masses.known < one.masses.total ? `≥ ${one.final.massKgPerM.toFixed(1)}` : one.final.massKgPerM.toFixed(1),
      one.fills.map(({ phase, fill }) => `${phase ?? 'now'} ${percent(fill)}`).join(' · '),
      one.widenToMm === null ? '–' : String(one.widenToMm),
    ]),
  );
}

function alternativesText(analysis: CableAnalysis): readonly string[] {
  const alternatives = alternativesOfAnalysis(analysis);
  if (alternatives.length === 0) return [];
  return [
    '',
    'Alternatives',
    ...textTable(
      ['type', 'instead', 'cables', 'it reaches', 'priced', 'difference'],
      alternatives.map((one) => [
        one.cableType,
        one.alternative,
        one.cables,
        one.fitting,
        one.priced,
        one.differenceMinor === null || one.currency === null
          ? 'unknown'
          : `${majorUnits({ minor: one.differenceMinor, currency: one.currency }).toFixed(2)} ${one.currency}`,
      ]),
    ),
  ];
}

function errorsText({ index, plan }: CableAnalysis): readonly string[] {
  const errors = lengthErrors(index, plan.cables);
  if (errors.length === 0) return [];
  return [
    '',
    'As built less computed',
    ...textTable(
      ['medium', 'cables', 'mean m', 'deviation m', 'worst', 'longer than computed'],
      errors.map((one) => [
        one.medium,
        one.cables,
        metres(one.meanM),
        metres(one.deviationM),
        `${one.worst.cable} ${metres(one.worst.errorM)}`,
        one.longer,
      ]),
    ),
  ];
}

/** The way of one cable, leg by leg, so that it can be added up by hand. */
export function printedRoute(analysis: CableAnalysis, planned: PlannedCable): string {
  const { cable, route, lengthM, orderLengthM, troubles } = planned;
  const legs = routeLegs(analysis, planned);
  const sumM = legs.reduce((sum, leg) => sum + leg.lengthM, 0);
  return [
    `${cable.name} (${cable.type}): ${route.failure === null ? route.way : failureText(route)}`,
    ...legs.map(({ what, lengthM: legM }) => `  ${legM.toFixed(3).padStart(9)} m  ${what}`),
    ...(legs.length === 0
      ? []
      : [
          `  ${sumM.toFixed(3).padStart(9)} m  together; with ${percent(analysis.policy.lengthMarginFraction)} more ${metres(route.neededM)} m`,
        ]),
    `  length ${lengthM === null ? 'unknown' : `${metres(lengthM)} m${cable.lengthM === undefined && cable.asBuiltLengthM === undefined ? ', computed' : ', as stated'}`}; ordered ${orderLengthM === null ? 'unknown' : `${metres(orderLengthM)} m`}`,
    ...troubles.map((trouble) => `  ${trouble}`),
    '',
  ].join('\n');
}

function more(count: number): readonly string[] {
  return count > LISTED ? [`  and ${String(count - LISTED)} more`] : [];
}

export function metres(valueM: number | null): string {
  return valueM === null ? 'unknown' : valueM.toFixed(3).replace(/0{1,2}$/, '');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
