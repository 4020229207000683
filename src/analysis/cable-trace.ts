import { lossOf, openTracer, type Loss, type TraceStep } from '../domain/cabling/trace.js';
import { endText } from '../domain/site/expansion/port-claims.js';
import type { PortEnd } from '../domain/site/expansion/links.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { nearestName } from '../domain/site/nearest-name.js';
import type { CableAnalysis } from './cable-analysis.js';

/** Something whose loss is asked for. */
export interface LossOf {
  readonly kind: 'cable' | 'device' | 'tray';
  readonly name: string;
}

export type Answer<View> =
  | { readonly ok: true; readonly view: View; readonly text: string }
  | { readonly ok: false; readonly reasons: readonly string[] };

const LISTED = 40;

export interface TraceView {
  readonly from: string;
  readonly branches: readonly {
    readonly steps: readonly {
      readonly kind: string;
      readonly name: string;
      readonly from: string;
      readonly to: string;
      readonly segments: readonly string[];
    }[];
    readonly to: string;
    readonly ends: string;
  }[];
}

/** The way from a port, written `device:port` or `device:port/sub-port`, with the tray segments of each cable. */
export function traceView({ index, plan }: CableAnalysis, port: string): Answer<TraceView> {
  const end = portNamed(index, port);
  if ('reason' in end) return { ok: false, reasons: [end.reason] };
  const segmentsOf = new Map(plan.cables.map(({ cable, route }) => [cable.name, route.segments]));
  const { branches } = openTracer(index).trace(end);
  const view: TraceView = {
    from: endText(end),
    branches: branches.map(({ steps, to, ends }) => ({
      steps: steps.map((step) => ({
        kind: step.kind,
        name: nameOf(step),
        from: endText(step.from),
        to: endText(step.to),
        segments: step.kind === 'cable' ? (segmentsOf.get(step.cable) ?? []) : [],
      })),
      to: endText(to),
      ends,
    })),
  };
  const lines = view.branches.flatMap(({ steps, to, ends }) => [
    `${view.from} to ${to}, ${ends}`,
    ...steps.map(
      ({ kind, name, from, to: far, segments }) =>
        `  ${kind === 'cable' ? 'cable' : 'through panel'} ${name}: ${from} – ${far}${segments.length === 0 ? '' : ` over ${segments.join(', ')}`}`,
    ),
  ]);
  const text = `${(lines.length === 0 ? [`${view.from} has no cable`] : lines).join('\n')}\n`;
  return { ok: true, view, text };
}

/** What is lost with cables, with everything that ends at devices, or with tray segments. */
export function lossView({ index, plan }: CableAnalysis, losses: readonly LossOf[]): Answer<Loss> {
  const reasons: string[] = [];
  const lost = new Set<string>();
  for (const { kind, name } of losses) {
    const known = {
      cable: index.snapshot.cables.map((cable) => cable.name),
      device: [...index.devices.keys()],
      tray: index.snapshot.traySegments.map((segment) => segment.name),
    }[kind];
    if (!known.includes(name)) {
      reasons.push(unknown(kind === 'tray' ? 'tray segment' : kind, name, known));
      continue;
    }
    for (const { cable, route } of plan.cables) {
      const isHit =
        kind === 'cable'
          ? cable.name === name
          : kind === 'device'
            ? cable.ends.some(({ device }) => device === name)
            : route.segments.includes(name);
      if (isHit) lost.add(cable.name);
    }
  }
  if (reasons.length > 0) return { ok: false, reasons };
  const view = lossOf(
    index,
    openTracer(index),
    index.snapshot.cables.filter(({ name }) => lost.has(name)),
  );
  const text = [
    `${String(view.cables.length)} cables, ${String(view.links.length)} links from end to end, ${String(view.devices.length)} devices`,
    ...view.links.slice(0, LISTED).map(({ from, to }) => `  ${from} – ${to}`),
    ...(view.links.length > LISTED ? [`  and ${String(view.links.length - LISTED)} more`] : []),
    '',
  ].join('\n');
  return { ok: true, view, text };
}

/** What is to be said of names of tray segments that are none. */
export function unknownSegments(snapshot: SiteSnapshot, names: readonly string[]): readonly string[] {
  const known = snapshot.traySegments.map(({ name }) => name);
  return names.filter((name) => !known.includes(name)).map((name) => unknown('tray segment', name, known));
}

function nameOf(step: TraceStep): string {
  return step.kind === 'cable' ? step.cable : step.device;
}

function portNamed(index: CableAnalysis['index'], text: string): PortEnd | { readonly reason: string } {
  const at = text.lastIndexOf(':');
  const device = at === -1 ? text : text.slice(0, at);
  if (!index.devices.has(device)) return { reason: unknown('device', device, [...index.devices.keys()]) };
  const rest = at === -1 ? '' : text.slice(at + 1);
  const ports = index.expandedDeviceTypes.get(index.devices.get(device)?.type ?? '')?.ports;
  if (ports === undefined || ports.size === 0 || ports.has(rest)) return { device, port: rest };
  const slash = rest.lastIndexOf('/');
  const port = slash === -1 ? rest : rest.slice(0, slash);
  if (ports.has(port)) return { device, port, subPort: rest.slice(slash + 1) };
  return { reason: unknown(`port of ${device}`, rest, [...ports.keys()]) };
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return `There is no ${what} named "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}
