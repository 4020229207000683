import type { NameSample } from '../name-sample.js';
import type { Cable } from '../site/kinds/cable.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { DevicePort } from '../site/kinds/device-type.js';
import type { TransceiverType } from '../site/kinds/transceiver-type.js';
import type { SiteIndex } from '../site/site-index.js';
import { plugFits, takesTransceivers } from './connector-fit.js';
import type { LinkProblem } from './lane-shares.js';
import { groupedProblems, type ReportProblem as Report } from './link-problems.js';
import { fibrePath, parallelProblems, type FibrePath } from './parallel-fibre.js';
import { openTracer } from './trace.js';

/** What does not fit at a port, or along a link from transceiver to transceiver. */
export type OpticsProblem =
  | 'protocol'
  | 'lane rate'
  | 'form factor'
  | 'transceiver rate'
  | 'medium'
  | 'connector'
  | 'polish'
  | 'wavelength'
  | 'transceivers differ'
  | 'reach'
  | 'loss'
  | 'polarity'
  | 'polarity unknown'
  | 'loss unknown'
  | 'pins'
  | 'pins unknown'
  | LinkProblem
  | 'no transceiver stated';

/** Cables with one problem, which is the same for all of them. */
export interface OpticsFinding {
  readonly problem: OpticsProblem;
  /** What meets what: types, and what they state. */
  readonly what: string;
  readonly cables: NameSample;
  /** Worst measured value and its limit, of reach in m and of loss in dB; null where nothing is measured. */
  readonly measured: number | null;
  readonly limit: number | null;
  readonly unit: 'm' | 'dB' | null;
}

const PROTOCOLS: ReadonlySet<string> = new Set(['c2c', 'ethernet', 'infiniband']);

/**
 * Checks cables against the ports and transceivers at their ends: protocol and lane rate of cable and port, form factor and
 * rate of a transceiver in its cage, its medium and line connector with its polish against the cable, and along each link
 * from transceiver to transceiver, through panels, wavelength, reach, insertion loss and the polarity of parallel fibre.
 *
 * Loss = Σ length · attenuation + (cables − 1) · loss of a mated pair; the connections at the transceivers themselves belong
 * to their own figures (IEEE 802.3, channel insertion loss). Parallel links must turn their fibres an odd number of times,
 * and have pins on one side of each mated pair.
 *
 * @param lengthOf m; null where the length of a cable is unknown
 */
export function solveOptics(index: SiteIndex, lengthOf: (cable: Cable) => number | null): readonly OpticsFinding[] {
  const { report, found } = groupedProblems();
  const links: Cable[] = [];
  for (const cable of index.snapshot.cables) {
    const type = index.cableTypes.get(cable.type);
    if (type === undefined) continue;
    const isFibre = type.medium === 'multimode' || type.medium === 'single-mode';
    const hasTransceiver = cable.ends.some(({ transceiver }) => transceiver !== undefined);
    if (!isFibre && !hasTransceiver && type.protocol === undefined && type.laneRateGbps === undefined) continue;
    for (const end of cable.ends) checkEnd(index, { cable, type, end, isFibre }, report);
    if (hasTransceiver) links.push(cable);
  }
  if (links.length > 0) checkLinks(index, { links, lengthOf }, report);
  return found();
}

function checkEnd(
  index: SiteIndex,
  { cable, type, end, isFibre }: { cable: Cable; type: CableType; end: Cable['ends'][number]; isFibre: boolean },
  report: Report,
): void {
  const deviceType = index.devices.get(end.device)?.type ?? '';
  const port = index.expandedDeviceTypes.get(deviceType)?.ports.get(end.port);
  if (port === undefined) return;
  const { protocol, laneRateGbps } = type;
  if (protocol !== undefined && PROTOCOLS.has(protocol) && PROTOCOLS.has(port.kind) && protocol !== port.kind) {
    report(cable.name, {
      problem: 'protocol',
      what: `${type.slug} carries ${protocol}, the ports of ${deviceType} speak ${port.kind}`,
    });
  }
  if (laneRateGbps !== undefined && port.laneRateGbps !== undefined && laneRateGbps < port.laneRateGbps) {
    report(cable.name, {
      problem: 'lane rate',
      what: `${type.slug} carries ${String(laneRateGbps)} Gbit/s a lane, the ports of ${deviceType} run ${String(port.laneRateGbps)}`,
    });
  }
  const transceiver = end.transceiver === undefined ? undefined : index.transceiverTypes.get(end.transceiver);
  if (transceiver === undefined) {
    if (!isFibre || port.kind === 'panel') return;
    const { connector } = port;
    if (connector === undefined || takesTransceivers(connector)) {
      report(cable.name, { problem: 'no transceiver stated', what: `fibre ${type.slug} at ports of ${deviceType}` });
    } else if (!plugsOf(type).some((plug) => shapeAndPolish(plug)[0] === shapeAndPolish(connector)[0])) {
      const plugs = plugsOf(type).join(' and ');
      report(cable.name, {
        problem: 'connector',
        what: `fibre ${type.slug}${plugs === '' ? '' : ` with ${plugs}`} at ports of ${deviceType}, which are ${connector} and take no transceiver`,
      });
    }
    return;
  }
  checkTransceiver({ cable, type, port, deviceType, transceiver }, report);
}

function checkTransceiver(
  {
    cable,
    type,
    port,
    deviceType,
    transceiver,
  }: { cable: Cable; type: CableType; port: DevicePort; deviceType: string; transceiver: TransceiverType },
  report: Report,
): void {
  const { slug, formFactor, medium, connector, laneRateGbps } = transceiver;
  if (port.connector !== undefined && !plugFits({ plug: formFactor, cage: port.connector })) {
    report(cable.name, {
      problem: 'form factor',
      what: `${slug} is ${formFactor}, the cage of ${deviceType} ${port.connector}`,
    });
  }
  if (laneRateGbps !== undefined && port.laneRateGbps !== undefined && laneRateGbps !== port.laneRateGbps) {
    report(cable.name, {
      problem: 'transceiver rate',
      what: `${slug} runs ${String(laneRateGbps)} Gbit/s a lane, the cage of ${deviceType} ${String(port.laneRateGbps)}`,
    });
  }
  if (type.medium !== medium) {
    report(cable.name, { problem: 'medium', what: `${slug} is for ${medium}, ${type.slug} is ${type.medium}` });
  }
  const plugs = plugsOf(type);
  if (connector === undefined || plugs.length === 0) return;
  const [shape, polish] = shapeAndPolish(connector);
  if (!plugs.some((plug) => shapeAndPolish(plug)[0] === shape)) {
    report(cable.name, {
      problem: 'connector',
      what: `${slug} takes ${connector}, ${type.slug} has ${plugs.join(' and ')}`,
    });
  } else if (!plugs.some((plug) => shapeAndPolish(plug)[0] === shape && shapeAndPolish(plug)[1] === polish)) {
    report(cable.name, {
      problem: 'polish',
      what: `${slug} takes ${connector}, ${type.slug} has ${plugs.join(' and ')}`,
    });
  }
}

function plugsOf({ connectorA, connectorB }: CableType): readonly string[] {
  return [...new Set([connectorA, connectorB].filter((plug) => plug !== undefined))];
}

/** `MPO-12/APC` is an MPO-12 with angled polish; nothing stated is flat polish. */
function shapeAndPolish(connector: string): readonly [string, string] {
  const [shape = '', polish = 'UPC'] = connector.toUpperCase().replace(/\s+/g, '').split('/');
  return [shape, polish === 'PC' ? 'UPC' : polish];
}

function checkLinks(
  index: SiteIndex,
  { links, lengthOf }: { links: readonly Cable[]; lengthOf: (cable: Cable) => number | null },
  report: Report,
): void {
  const tracer = openTracer(index);
  const cableOf = new Map(index.snapshot.cables.map((cable) => [cable.name, cable]));
  for (const cable of links) {
    cable.ends.forEach((near, k) => {
      const from = index.transceiverTypes.get(near.transceiver ?? '');
      if (from === undefined || (k > 0 && cable.ends[0]?.transceiver !== undefined)) return;
      for (const { steps, to } of tracer.trace(near).branches) {
        const path = fibrePath(index, steps, cableOf);
        const last = path.cables
          .at(-1)
          ?.cable.ends.find((end) => end.device === to.device && end.port === to.port && end.subPort === to.subPort);
        const far = index.transceiverTypes.get(last?.transceiver ?? '');
        checkLink({ cable, from, to: far, path, lengthOf }, report);
      }
    });
  }
}

function checkLink(
  {
    cable,
    from,
    to,
    path,
    lengthOf,
  }: {
    cable: Cable;
    from: TransceiverType;
    to: TransceiverType | undefined;
    path: FibrePath;
    lengthOf: (cable: Cable) => number | null;
  },
  report: Report,
): void {
  const types = path.cables.map(({ type }) => type);
  if (to !== undefined && to.slug !== from.slug) {
    if (from.wavelengthNm !== undefined && to.wavelengthNm !== undefined && from.wavelengthNm !== to.wavelengthNm) {
      report(cable.name, {
        problem: 'wavelength',
        what: `${from.slug} sends ${String(from.wavelengthNm)} nm, ${to.slug} ${String(to.wavelengthNm)} nm`,
      });
    }
    if (from.protocol !== to.protocol || from.laneRateGbps !== to.laneRateGbps) {
      report(cable.name, { problem: 'transceivers differ', what: `${from.slug} at one end, ${to.slug} at the other` });
    }
  }
  const lengths = path.cables.map((one) => lengthOf(one.cable));
  const lengthM = lengths.every((length) => length !== null)
    ? lengths.reduce<number>((sum, length) => sum + length, 0)
    : null;
  const reachM = Math.min(from.reachM ?? Infinity, to?.reachM ?? Infinity);
  if (lengthM !== null && lengthM > reachM) {
    report(cable.name, {
      problem: 'reach',
      what: `links of ${from.slug}`,
      measured: lengthM,
      limit: reachM,
      unit: 'm',
    });
  }
  const budgetDb = Math.min(from.lossBudgetDb ?? Infinity, to?.lossBudgetDb ?? Infinity);
  if (budgetDb < Infinity) {
    const lossDb = linkLossDb(types, lengths);
    if (lossDb === null)
      report(cable.name, {
        problem: 'loss unknown',
        what: `links of ${from.slug} over ${types.map((type) => type?.slug ?? '?').join(', ')}`,
      });
    else if (lossDb > budgetDb + 1e-9)
      report(cable.name, {
        problem: 'loss',
        what: `links of ${from.slug}`,
        measured: lossDb,
        limit: budgetDb,
        unit: 'dB',
      });
  }
  const isParallel = /^(MPO|MTP)/i.test(from.connector ?? '');
  if (!isParallel || types.length === 0) return;
  for (const { problem, what } of parallelProblems(path))
    report(cable.name, { problem, what: `parallel links of ${from.slug}: ${what}` });
}

/**
 * Insertion loss of a chain of cables, dB: Σ length · attenuation + (n − 1) · loss of a mated pair.
 *
 * Example: 30 m and 20 m at 0.4 dB/km with one pair of 0.5 dB between: 0.05 · 0.4 + 0.5 = 0.52 dB.
 *
 * @param lengthsM m of each cable, in order
 * @returns null where a length, an attenuation or a connector loss that counts is unknown
 */
export function linkLossDb(
  types: readonly (Pick<CableType, 'attenuationDbPerKm' | 'connectorLossDb'> | undefined)[],
  lengthsM: readonly (number | null)[],
): number | null {
  let lossDb = 0;
  for (const [i, type] of types.entries()) {
    const lengthM = lengthsM[i] ?? null;
    if (lengthM === null || type?.attenuationDbPerKm === undefined) return null;
    lossDb += (lengthM / 1000) * type.attenuationDbPerKm;
    if (i === 0) continue;
    const pairDb = Math.max(type.connectorLossDb ?? NaN, types[i - 1]?.connectorLossDb ?? NaN);
    if (Number.isNaN(pairDb)) return null;
    lossDb += pairDb;
  }
  return lossDb;
}
