import type { SiteSnapshot } from '../document.js';
import type { Cable } from '../kinds/cable.js';
import type { PortEnd } from './links.js';

/** Something that a template or a port map asks for and that the hall does not give. */
export interface ExpansionProblem {
  /** Pod whose template asks for it; null for a port map. */
  readonly pod: string | null;
  readonly template: string | null;
  /** Port map that asks for it; null for a pod template. */
  readonly portMap: string | null;
  readonly problem:
    | 'rack-missing'
    | 'rack-twice'
    | 'rack-unnamed'
    | 'feed-missing'
    | 'outlets-short'
    | 'ports-short'
    | 'port-missing'
    | 'port-taken'
    | 'port-reserved'
    | 'device-missing'
    | 'self-link'
    | 'lists-uneven'
    | 'no-links'
    | 'too-many';
  /** Entry of the template, line of the port map, or the rack. */
  readonly at: string;
  readonly needed: number | null;
  readonly available: number | null;
  /** What is missing or taken, where it has a name. */
  readonly name?: string;
  /** Of a port that is taken or kept, the line or reservation that has it. */
  readonly heldBy?: string;
}

/** Ports that are kept for growth. */
export interface ReservedPorts {
  /** What they are kept for. */
  readonly name: string;
  readonly ends: readonly PortEnd[];
}

/** A site with everything that its pod templates and port maps stand for written out. */
export interface Expansion {
  readonly snapshot: SiteSnapshot;
  /** Slug of the template, or name of the port map, from which a thing follows; what the document states is not in it. */
  readonly origin: {
    readonly devices: ReadonlyMap<string, string>;
    readonly powerElements: ReadonlyMap<string, string>;
    readonly cables: ReadonlyMap<string, string>;
  };
  readonly problems: readonly ExpansionProblem[];
  /** Cables of a pattern in whose place the document states others, because it states one at one of their ports. */
  readonly displaced: readonly Cable[];
  readonly reserved: readonly ReservedPorts[];
}
