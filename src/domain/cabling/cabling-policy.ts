import type { Assumption } from '../finding.js';
import { CABLE_MEDIA, type CableMedium } from '../site/kinds/cable-type.js';
import type { Site } from '../site/kinds/site.js';

/** How cables are measured and routed; every default that was taken is listed as an assumption. */
export interface CablingPolicy {
  /** m from a port to the cable manager beside it. */
  readonly lateralM: number;
  /** m on the plan between a rack and a tray into which it drops. */
  readonly dropReachM: number;
  /** Share by which a cable is ordered longer than its route and slack. */
  readonly lengthMarginFraction: number;
  /** m of slack of a cable, by medium. */
  readonly slackM: Readonly<Record<CableMedium, number>>;
  /** m of service loop at each end, by medium. */
  readonly serviceLoopM: Readonly<Record<CableMedium, number>>;
  /** Fibre and copper may share trays. */
  readonly sharedTrays: boolean;
  /** Share of a tray that cables may fill, where the segment says none. */
  readonly trayFillLimit: number;
  readonly labelPattern: string;
}

/** Near end first; its mirror image is the label of the far end. Source: TIA-606-C, cabinet-unit:port / cabinet-unit:port. */
export const DEFAULT_LABEL_PATTERN = '{rack}-{unit}:{port}/{farRack}-{farUnit}:{farPort}';

const SOURCES = {
  lateralM: 'planning practice: 0.3 to 0.5 m from a port to its cable manager',
  dropReachM: 'assumption: a cable leaves the top of its rack for a tray at most 1.5 m beside it',
  lengthMarginFraction: 'planning practice: 5 to 10 % over the measured route',
  slackM: 'planning practice: 0.3 to 0.5 m for ready-made copper and active cables; fibre has service loops',
  serviceLoopM: 'planning practice: 1 to 3 m at each end of a fibre',
  trayFillLimit: 'TIA-569: 25 % by design, 40 % at most; the site states no limit',
} as const;

const SLACK_M: Readonly<Record<CableMedium, number>> = {
  dac: 0.5,
  aec: 0.5,
  aoc: 0.5,
  multimode: 0,
  'single-mode': 0,
  copper: 0.5,
  'power-cord': 0.1,
};

const SERVICE_LOOP_M: Readonly<Record<CableMedium, number>> = {
  dac: 0,
  aec: 0,
  aoc: 0,
  multimode: 1,
  'single-mode': 1,
  copper: 0,
  'power-cord': 0,
};

/**
 * What the site states of its cabling, and for the rest the defaults, as assumptions.
 *
 * @param media those in use: what is assumed of others is not listed
 */
export function cablingPolicy(
  site: Site,
  media: ReadonlySet<CableMedium> = new Set(CABLE_MEDIA),
): {
  readonly policy: CablingPolicy;
  readonly assumptions: readonly Assumption[];
} {
  const stated = site.cabling ?? {};
  const assumptions: Assumption[] = [];
  const assume = (parameter: string, value: number, unit: string, source: string) => {
    assumptions.push({ parameter, value, unit, source, count: 1 });
    return value;
  };
  const number = (field: 'lateralM' | 'dropReachM' | 'lengthMarginFraction', value: number, unit: string) =>
    stated[field] ?? assume(`site.cabling.${field}`, value, unit, SOURCES[field]);
  const byMedium = (field: 'slackM' | 'serviceLoopM', defaults: Readonly<Record<CableMedium, number>>) =>
    Object.fromEntries(
      CABLE_MEDIA.map((medium) => [
        medium,
        stated[field]?.[medium] ??
          (defaults[medium] === 0 || !media.has(medium)
            ? defaults[medium]
            : assume(`site.cabling.${field}.${medium}`, defaults[medium], 'm', SOURCES[field])),
      ]),
    ) as unknown as Readonly<Record<CableMedium, number>>;
  const policy: CablingPolicy = {
    lateralM: number('lateralM', 0.3, 'm'),
    dropReachM: number('dropReachM', 1.5, 'm'),
    lengthMarginFraction: number('lengthMarginFraction', 0.05, '1'),
    slackM: byMedium('slackM', SLACK_M),
    serviceLoopM: byMedium('serviceLoopM', SERVICE_LOOP_M),
    sharedTrays: stated.sharedTrays ?? false,
    trayFillLimit: site.trayFillLimit ?? assume('site.trayFillLimit', 0.4, '1', SOURCES.trayFillLimit),
    labelPattern: stated.labelPattern ?? DEFAULT_LABEL_PATTERN,
  };
  return { policy, assumptions };
}

/** Slack and service loops of a cable, m. */
export function extraLengthM(policy: CablingPolicy, medium: CableMedium): number {
  return policy.slackM[medium] + 2 * policy.serviceLoopM[medium];
}

/** Kinds of tray that take a medium: copper and fibre apart unless the site lets them share, power always alone. */
export function trayKindsFor(policy: Pick<CablingPolicy, 'sharedTrays'>, medium: CableMedium): readonly TrayKind[] {
  if (medium === 'power-cord') return ['power'];
  if (policy.sharedTrays) return ['fibre', 'copper'];
  return medium === 'aoc' || medium === 'multimode' || medium === 'single-mode' ? ['fibre'] : ['copper'];
}

export type TrayKind = 'fibre' | 'copper' | 'power';
