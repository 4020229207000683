import type { PowerElement } from '../site/kinds/power-element.js';
import type { SiteIndex } from '../site/site-index.js';
import type { RouteFailure } from './cable-route.js';
import type { CablingPolicy } from './cabling-policy.js';
import { exitKey, portPositions, type RackEnd, type RackPlace } from './port-position.js';
import { pathTo, shortestPathsFrom, type PathStretch } from './shortest-path.js';
import { trayGraphOf, type TrayExit } from './tray-graph.js';

/** The way of the whip of a rack PDU from the panel, busway or board that feeds it. */
export interface WhipRoute {
  readonly pdu: string;
  readonly rack: string;
  /** First element above it that has a place; null where none has. */
  readonly from: string | null;
  readonly stretches: readonly PathStretch[];
  /** m from the panel to the top or bottom of the rack, with slack and margin; null where there is no way. */
  readonly neededM: number | null;
  readonly failure: RouteFailure | 'panel not placed' | null;
}

/** m. Height at which whips leave a panel upwards, where nothing states it; they leave it downwards at the floor. */
const PANEL_TOP_M = 2;

/** Ways of the whips of a site over its power trays, in the order of the rack PDUs. */
export function whipRoutes(
  index: SiteIndex,
  { places, policy }: { readonly places: ReadonlyMap<string, RackPlace>; readonly policy: CablingPolicy },
): readonly WhipRoute[] {
  const positions = portPositions(index, places);
  const pdus = index.snapshot.powerElements.filter(({ kind, rack }) => kind === 'rack-pdu' && rack !== undefined);
  const sourceOf = new Map(pdus.map((pdu) => [pdu.name, panelOf(index, pdu)]));
  const exits = new Map<string, TrayExit>();
  const add = (exit: TrayExit) => void exits.set(exit.key, exit);
  for (const { name, rack = '' } of pdus) {
    for (const end of endsOf(index, rack)) add(positions.exitOf(rack, 'rear', end));
    const panel = sourceOf.get(name);
    if (panel?.position === undefined) continue;
    const [x, y] = panel.position;
    for (const end of BOTH_ENDS) {
      add({ key: panelKey(panel.name, end), at: [x, y, end === 'top' ? PANEL_TOP_M : 0], room: panel.room ?? null });
    }
  }
  const graph = trayGraphOf(index.snapshot.traySegments, [...exits.values()], policy);
  const isOpen = (segment: number) => graph.segments[segment]?.kind === 'power';
  const paths = new Map<number, ReturnType<typeof shortestPathsFrom>>();
  const extraM = policy.slackM['power-cord'];

  return pdus.map((pdu): WhipRoute => {
    const rack = pdu.rack ?? '';
    const panel = sourceOf.get(pdu.name) ?? null;
    const none = (failure: WhipRoute['failure']) => ({
      pdu: pdu.name,
      rack,
      from: panel?.name ?? null,
      stretches: [],
      neededM: null,
      failure,
    });
    if (panel === null) return none('panel not placed');
    if (!places.has(rack)) return none('rack not placed');
    let best: { readonly lengthM: number; readonly stretches: readonly PathStretch[] } | null = null;
    for (const from of BOTH_ENDS) {
      const source = graph.exits.get(panelKey(panel.name, from));
      if (source === undefined) continue;
      const found = paths.get(source) ?? shortestPathsFrom(graph, source, isOpen);
      paths.set(source, found);
      for (const end of endsOf(index, rack)) {
        const target = graph.exits.get(exitKey(rack, 'rear', end)) ?? -1;
        const lengthM = found.distanceM[target] ?? Infinity;
        if (lengthM < (best?.lengthM ?? Infinity)) best = { lengthM, stretches: pathTo(graph, found, target) ?? [] };
      }
    }
    if (best === null) return none('trays not connected');
    const neededM = Math.ceil((best.lengthM + extraM) * (1 + policy.lengthMarginFraction) * 1000) / 1000;
    return { pdu: pdu.name, rack, from: panel.name, stretches: best.stretches, neededM, failure: null };
  });
}

const BOTH_ENDS: readonly RackEnd[] = ['top', 'bottom'];

function panelKey(panel: string, end: RackEnd): string {
  return `panel\u0000${panel}\u0000${end}`;
}

function endsOf(index: SiteIndex, rack: string): readonly RackEnd[] {
  const stated = index.racks.get(rack)?.powerEntry;
  return stated === undefined ? BOTH_ENDS : [stated];
}

/** The first element above a rack PDU that has a position. */
function panelOf(index: SiteIndex, pdu: PowerElement): PowerElement | null {
  const seen = new Set<string>();
  for (let at: PowerElement | undefined = pdu; at !== undefined && !seen.has(at.name);) {
    seen.add(at.name);
    if (at !== pdu && at.position !== undefined) return at;
    at = index.powerElements.get(at.parents?.[0] ?? '');
  }
  return null;
}
