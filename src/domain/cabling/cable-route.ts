import type { UnknownPosition } from './port-position.js';
import type { PathStretch } from './shortest-path.js';

/** Why a cable has no route, or not the one that was asked for. */
export type RouteFailure = UnknownPosition | 'no tray of its kind near' | 'trays not connected' | 'stated route broken';

/** The way of one cable from its first end to the farthest of the others. */
export interface CableRoute {
  readonly cable: string;
  readonly way: 'inside a device' | 'inside a rack' | 'over trays' | 'none';
  readonly failure: RouteFailure | null;
  /** Where the failure is: a device or rack. */
  readonly failedAt: string | null;
  /** m from the first port to where the cable leaves its rack, the lateral included; of a cable inside a rack the whole way. */
  readonly nearM: number;
  /** m from where it enters the other rack to the port. */
  readonly farM: number;
  /** Drops and trays between the racks. */
  readonly stretches: readonly PathStretch[];
  /** Segments of every branch of the cable, each once. */
  readonly segments: readonly string[];
  /** m along the way; null where there is none or where it is inside a device, where ports have no position. */
  readonly routeM: number | null;
  /** m to be ordered at least: (route + slack + service loops) · (1 + margin); null where the route is unknown. */
  readonly neededM: number | null;
  /** No way had room left, so that it lies in segments that are full. */
  readonly overfull: boolean;
}

/** Nodes of a site that its cables reach without a way, in words. */
export function failureText({ failure, failedAt }: Pick<CableRoute, 'failure' | 'failedAt'>): string {
  return failure === null ? '' : failedAt === null ? failure : `${failure} (${failedAt})`;
}
