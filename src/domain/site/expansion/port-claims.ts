import type { PortEnd } from './links.js';

/** On a port that is broken out, what claims it whole. */
const WHOLE = '';

/**
 * What holds each port, by device: a value for a port as a whole, or one for each of its sub-ports. A port that is held
 * whole has no sub-port left, and the other way round.
 */
export type PortClaims<Holder> = Map<string, Map<string, Holder | Map<string, Holder>>>;

/** What holds a port or any part of it that the end would take; undefined where it is free. */
export function holderOf<Holder extends object>(claims: PortClaims<Holder>, end: PortEnd): Holder | undefined {
  const held = claims.get(end.device)?.get(end.port);
  if (held === undefined || !(held instanceof Map)) return held;
  if (end.subPort === undefined) return held.values().next().value;
  return held.get(end.subPort) ?? held.get(WHOLE);
}

/** Lets a holder take a port, or the part of it that the end names. */
export function claimPort<Holder extends object>(claims: PortClaims<Holder>, end: PortEnd, holder: Holder): void {
  let ports = claims.get(end.device);
  if (ports === undefined) {
    ports = new Map();
    claims.set(end.device, ports);
  }
  const held = ports.get(end.port);
  if (end.subPort === undefined && held === undefined) {
    ports.set(end.port, holder);
    return;
  }
  const parts = held instanceof Map ? held : new Map<string, Holder>(held === undefined ? [] : [[WHOLE, held]]);
  parts.set(end.subPort ?? WHOLE, holder);
  ports.set(end.port, parts);
}

/** Frees a port, or the part of it that the end names. */
export function releasePort<Holder extends object>(
  claims: PortClaims<Holder>,
  { device, port, subPort }: PortEnd,
): void {
  const ports = claims.get(device);
  const held = ports?.get(port);
  if (held instanceof Map) {
    held.delete(subPort ?? WHOLE);
    if (held.size === 0) ports?.delete(port);
  } else ports?.delete(port);
}

/** A port as people write it: `OSFP1`, or `OSFP1/2` for a sub-port. */
export function portText({ port, subPort }: Pick<PortEnd, 'port' | 'subPort'>): string {
  return subPort === undefined ? port : `${port}/${subPort}`;
}

export function endText(end: PortEnd): string {
  return `${end.device}:${portText(end)}`;
}
