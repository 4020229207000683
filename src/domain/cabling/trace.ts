import { claimPort, endText, holderOf, type PortClaims } from '../site/expansion/port-claims.js';
import type { PortEnd } from '../site/expansion/links.js';
import { expandNames } from '../site/name-pattern.js';
import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';

/** One step of a way through the hall: a cable from port to port, or the inside of a panel. */
export type TraceStep =
  | { readonly kind: 'cable'; readonly cable: string; readonly from: PortEnd; readonly to: PortEnd }
  | { readonly kind: 'panel'; readonly device: string; readonly from: PortEnd; readonly to: PortEnd };

/** The way from a port to the far end: several where a breakout splits it. */
export interface Trace {
  readonly from: PortEnd;
  readonly branches: readonly TraceBranch[];
}

export interface TraceBranch {
  readonly steps: readonly TraceStep[];
  readonly to: PortEnd;
  /** Why it ends: at a device, at a panel port without a cable behind it, or in a circle of panels. */
  readonly ends: 'at a device' | 'open behind a panel' | 'runs in a circle';
}

/** Follows cables and panels of one site. */
export interface Tracer {
  readonly trace: (from: PortEnd) => Trace;
  readonly cableAt: (end: PortEnd) => Cable | undefined;
}

/** Opens a site for tracing; the look-ups are made once. */
export function openTracer(index: SiteIndex): Tracer {
  const claims: PortClaims<Cable> = new Map();
  for (const cable of index.snapshot.cables) for (const end of cable.ends) claimPort(claims, end, cable);
  const throughByType = new Map(index.snapshot.deviceTypes.map((type) => [type.slug, throughPorts(type.ports ?? [])]));
  const throughOf = ({ device, port, subPort }: PortEnd): PortEnd | null => {
    const other = throughByType.get(index.devices.get(device)?.type ?? '')?.get(port);
    return other === undefined ? null : { device, port: other, ...(subPort === undefined ? {} : { subPort }) };
  };
  const cableAt = (end: PortEnd) => holderOf(claims, end);

  const follow = (start: PortEnd): readonly TraceBranch[] => {
    const branches: TraceBranch[] = [];
    const visit = (at: PortEnd, steps: readonly TraceStep[], seen: ReadonlySet<string>): void => {
      const cable = cableAt(at);
      if (cable === undefined) {
        branches.push({ steps, to: at, ends: steps.at(-1)?.kind === 'panel' ? 'open behind a panel' : 'at a device' });
        return;
      }
      if (seen.has(cable.name)) {
        branches.push({ steps, to: at, ends: 'runs in a circle' });
        return;
      }
      const near = cable.ends.find((end) => samePort(end, at)) ?? at;
      for (const end of farEnds(cable, near)) {
        const to: PortEnd = portOf(end);
        const step: TraceStep = { kind: 'cable', cable: cable.name, from: portOf(near), to };
        const behind = throughOf(to);
        if (behind === null) {
          branches.push({ steps: [...steps, step], to, ends: 'at a device' });
          continue;
        }
        const panel: TraceStep = { kind: 'panel', device: to.device, from: to, to: behind };
        visit(behind, [...steps, step, panel], new Set([...seen, cable.name]));
      }
    };
    visit(start, [], new Set());
    return branches;
  };
  return {
    cableAt,
    trace: (from) => {
      const branches = follow(from);
      return { from, branches: branches.filter(({ steps }) => steps.length > 0) };
    },
  };
}

/** Of a breakout the single end sees all others, and each of these only the single one. */
function farEnds({ ends }: Cable, near: PortEnd): readonly PortEnd[] {
  const [first, ...others] = ends;
  if (first === undefined) return [];
  return samePort(first, near) ? others : [first];
}

function samePort(a: PortEnd, b: PortEnd): boolean {
  return (
    a.device === b.device &&
    a.port === b.port &&
    (a.subPort === b.subPort || a.subPort === undefined || b.subPort === undefined)
  );
}

function portOf({ device, port, subPort }: PortEnd): PortEnd {
  return { device, port, ...(subPort === undefined ? {} : { subPort }) };
}

/** Ports of a panel by the ports to which they are wired through, both ways. */
function throughPorts(
  ports: readonly { readonly name: string; readonly through?: string | undefined }[],
): ReadonlyMap<string, string> {
  const through = new Map<string, string>();
  for (const { name, through: other } of ports) {
    if (other === undefined) continue;
    const others = expandNames(other);
    expandNames(name).forEach((port, i) => {
      const behind = others[i];
      if (behind === undefined) return;
      through.set(port, behind);
      if (!through.has(behind)) through.set(behind, port);
    });
  }
  return through;
}

/** What is lost with some cables: themselves, and the links from device to device that run over them. */
export interface Loss {
  readonly cables: readonly string[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  /** Devices that lose a link, each once. */
  readonly devices: readonly string[];
}

/** What is affected by the loss of cables: every link end to end, through panels, each once. */
export function lossOf(index: SiteIndex, tracer: Tracer, lost: readonly Cable[]): Loss {
  const links = new Map<string, { from: string; to: string }>();
  const devices = new Set<string>();
  for (const cable of lost) {
    for (const end of cable.ends) {
      // From either side of the cable back to the device, then over the whole link.
      for (const { to: start } of backwards(index, tracer, end, cable)) {
        for (const { steps, to } of tracer.trace(start).branches) {
          if (!steps.some((step) => step.kind === 'cable' && step.cable === cable.name)) continue;
          const [a, b] = [endText(start), endText(to)].sort();
          links.set(`${a ?? ''} ${b ?? ''}`, { from: a ?? '', to: b ?? '' });
          devices.add(start.device).add(to.device);
        }
      }
    }
  }
  return { cables: lost.map(({ name }) => name), links: [...links.values()], devices: [...devices].sort() };
}

/** Where a link begins whose cable ends at a port: there, or behind the panel to which the port belongs. */
function backwards(index: SiteIndex, tracer: Tracer, end: PortEnd, cable: Cable): readonly { readonly to: PortEnd }[] {
  const type = index.deviceTypes.get(index.devices.get(end.device)?.type ?? '');
  const behind = throughPorts(type?.ports ?? []).get(end.port);
  if (behind === undefined) return [{ to: portOf(end) }];
  const start: PortEnd = { device: end.device, port: behind };
  const before = tracer.cableAt(start);
  if (before === undefined || before.name === cable.name) return [{ to: portOf(end) }];
  return tracer.trace(start).branches;
}
