import type { Row } from '../../site/key.js';
import type { LimitedBy } from '../overload.js';

export const UNPLACED_REASONS = [
  'no-rack-pdu',
  'of-a-pod',
  'supplies-unknown',
  'outlets-unknown',
  'conductors-unknown',
  'connector-unknown',
  'voltage-unknown',
  'no-free-outlet',
  'no-fitting-connector',
  'outlet-rating',
  'bank-limit',
  'input-limit',
  'limit-above',
  'no-branch',
  'no-fitting-branch',
  'branch-limit',
] as const;
export type UnplacedReason = (typeof UNPLACED_REASONS)[number];

/** A rack PDU or breaker that was asked, with what is free there. */
export interface Asked {
  readonly element: string;
  /** Outlets, or places, that are free. */
  readonly free: number;
  /** Connectors of these, or what kept a breaker from being taken. */
  readonly connectors: readonly string[];
}

/** What stops the choice that comes nearest. */
export interface Binding {
  readonly element: string;
  readonly limitedBy: LimitedBy;
  /** Load over limit with it. */
  readonly ratio: number;
  /** The failure after which it binds; null with nothing failed. */
  readonly scenario: string | null;
}

/** Something for which there is no place, and what stands in the way. */
export interface Unplaced {
  /** A device, or a rack PDU. */
  readonly thing: string;
  /** The supply of a device. */
  readonly part: string | null;
  readonly reason: UnplacedReason;
  readonly asked: readonly Asked[];
  readonly binding: Binding | null;
}

/** Whether something is no more than a plan, which may change. What states nothing is taken as it stands. */
export function isFree(status: Row['status']): boolean {
  return status === 'planned';
}
