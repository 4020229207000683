import type { NameSample } from '../name-sample.js';
import type { LabelContradiction } from './labels.js';
import type { OpticsFinding } from './optics.js';
import type { RouteFigures, ShortCords } from './route-figures.js';
import type { PortMapDeviation } from './port-map-deviations.js';

/** Ports of one device that several cable ends claim. */
export interface PortClash {
  readonly device: string;
  /** Ports, or sub-ports as `port/sub-port`, that are used more than once. */
  readonly ports: NameSample;
  readonly cables: NameSample;
}

/** Cable ends at ports that a device type does not have. */
export interface UnknownPorts {
  readonly deviceType: string;
  /** False where the type states no ports at all, so that nothing can be said of them. */
  readonly portsStated: boolean;
  readonly ports: NameSample;
  readonly devices: NameSample;
  readonly cables: NameSample;
}

/** Plugs of a cable type that do not fit the cages of a device type. */
export interface ConnectorMismatch {
  readonly cableType: string;
  readonly deviceType: string;
  readonly plug: string;
  readonly cage: string;
  readonly cables: NameSample;
}

/** Lengths of the cables of one type. */
export interface CableLengths {
  readonly cableType: string;
  readonly count: number;
  readonly reachM: number | null;
  /** Longest of the known lengths, as built before planned; null where none is known. */
  readonly longestM: number | null;
  readonly tooLong: NameSample;
  readonly unknownLength: NameSample;
}

export interface CablingFigures {
  readonly cableCount: number;
  readonly endCount: number;
  readonly portClashes: readonly PortClash[];
  readonly unknownPorts: readonly UnknownPorts[];
  readonly connectorMismatches: readonly ConnectorMismatch[];
  readonly lengths: readonly CableLengths[];
  /** Where cables that the document states depart from the patterns whose ports they use. */
  readonly deviations: readonly PortMapDeviation[];
  /** Ways of the cables and loads of the trays; null where the site states no trays. */
  readonly routes: RouteFigures | null;
  readonly shortCords: readonly ShortCords[];
  /** Stated labels that name other places than the ends of their cables. */
  readonly labelContradictions: readonly LabelContradiction[];
  /** What does not go together of cables, transceivers and ports. */
  readonly optics: readonly OpticsFinding[];
}
