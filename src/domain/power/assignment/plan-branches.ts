import type { Change } from '../../site/changes.js';
import type { SiteSnapshot } from '../../site/document.js';
import { grouped } from '../../site/grouping.js';
import { compareText } from '../../site/key.js';
import type { PowerModel } from '../power-model.js';
import { branchKinds, branchOptions, type BranchedPdu, type BranchKind, type BranchOption } from './branch-places.js';
import { branchProblem, branchStates, unitInputs, watchedAbove, type Bundle } from './branch-plan.js';
import type { ProgramSolver } from './minimax-program.js';
import type { SpreadFigure } from './plan-outlets.js';
import { solvedPlan } from './solved-plan.js';
import { isFree, type Unplaced } from './unplaced.js';

export interface PlannedBranches {
  readonly changes: readonly Change[];
  readonly spread: readonly SpreadFigure[];
  readonly unplaced: readonly Unplaced[];
}

/** Ways of placing the units of one rack that are looked at; of a rack with more of them some from all over are. */
const MOST_COMBOS = 600;

/** Puts every rack PDU that hangs on nothing, or may move, onto a breaker. */
export function plannedBranches(
  model: PowerModel,
  {
    snapshot,
    moveInstalled,
    solve,
  }: {
    readonly snapshot: SiteSnapshot;
    readonly moveInstalled: boolean;
    readonly solve: ProgramSolver | null;
  },
): PlannedBranches {
  const unplaced: Unplaced[] = [];
  const all = branchedPdus(model, { snapshot, moveInstalled, unplaced });
  const movable = all.filter(({ isFixed }) => !isFixed);
  if (movable.length === 0) return { changes: [], spread: [], unplaced };
  const kinds = branchKinds(model, snapshot, movable);
  const bundles: Bundle[] = [];
  const combos: (readonly (readonly BranchOption[])[])[] = [];
  let isCut = false;
  for (const bundle of bundlesOf(model, all)) {
    const own = bundle.pdus.map((pdu) => optionsOf(model, { bundle, pdu, kinds, unplaced }));
    // A unit without a place stays as it is; the others of its rack are placed without it.
    const possible = own.map((options) => (options.length === 0 ? [STAYS] : options));
    const { ways, isCut: ofBundle } = waysOf(possible, kinds);
    isCut ||= ofBundle;
    const apart = mostApart(model, { bundle, kinds, ways });
    if (bundle.pdus.every(({ isFixed }, i) => isFixed || own[i]?.length === 0)) continue;
    bundles.push(bundle);
    combos.push(apart);
  }
  if (bundles.length === 0) return { changes: [], spread: [], unplaced };

  const watched = watchedAbove(model, kinds, bundles);
  const states = branchStates(model, watched);
  const { problem, rowNames } = branchProblem(model, { kinds, bundles, combos, states, watched });
  const start = combos.map((ways, b) => ways.map((way) => (isNow(model, { bundle: bundles[b], kinds, way }) ? 1 : 0)));
  const { plan, left, busiest, bound, gap, proof } = solvedPlan(problem, { start: start.map(firstOnly), solve });
  for (const { group, row, ratio } of left) {
    const name = row === null ? undefined : rowNames[row];
    for (const { name: thing, isFixed, breaker } of bundles[group]?.pdus ?? []) {
      if (isFixed || breaker !== null) continue;
      const binding = name === undefined || ratio === null ? null : { ...name, ratio };
      unplaced.push({ thing, part: null, reason: binding === null ? 'no-branch' : 'branch-limit', asked: [], binding });
    }
  }
  const changes = changesOf(model, {
    snapshot,
    kinds,
    bundles,
    chosen: combos.map((ways, b) => ways[(plan[b] ?? []).indexOf(1)] ?? null),
  });
  const openCords = bundles
    .flatMap(({ loads }) => loads)
    .filter((load) => model.loads.loads[load]?.terms.draw.upperW === Infinity).length;
  const hasGoal = problem.rows.some(({ isGoal }) => isGoal);
  const fresh = bundles.flatMap(({ pdus }) => pdus.filter(({ isFixed, breaker }) => !isFixed && breaker === null));
  const placed = changes.filter(
    (change) => change.op === 'update' && fresh.some(({ name }) => name === change.key[0]),
  ).length;
  const moved = changes.filter((change) => change.op === 'update' && 'parents' in change.set).length - placed;
  if (!hasGoal && placed + moved === 0) return { changes, spread: [], unplaced };
  return {
    changes,
    spread: [
      {
        element: 'racks on breakers',
        placed,
        moved,
        busiestLoadFraction: hasGoal ? busiest : null,
        busiestCurrentA: null,
        limitedBy: null,
        bound,
        gap: isCut || !hasGoal || openCords > 0 ? null : gap,
        proof: !hasGoal
          ? 'no-choice'
          : openCords > 0
            ? 'unknown'
            : isCut && proof === 'optimum'
              ? 'apparent-power'
              : proof,
        openCords,
      },
    ],
    unplaced,
  };
}

const STAYS: BranchOption = { kind: null, legs: null };

function firstOnly(counts: readonly number[]): readonly number[] {
  const first = counts.indexOf(1);
  return counts.map((_, i) => (i === first ? 1 : 0));
}

/** Every rack PDU, and whether it may change what feeds it. */
function branchedPdus(
  { network, index }: PowerModel,
  {
    snapshot,
    moveInstalled,
    unplaced,
  }: { readonly snapshot: SiteSnapshot; readonly moveInstalled: boolean; readonly unplaced: Unplaced[] },
): readonly BranchedPdu[] {
  const stated = new Set(snapshot.powerElements.map(({ name }) => name));
  return index.snapshot.powerElements.flatMap((element): readonly BranchedPdu[] => {
    const at = network.byName.get(element.name) ?? -1;
    const node = network.nodes[at];
    if (element.kind !== 'rack-pdu' || node === undefined || node.inCycle) return [];
    const rack = element.rack ?? null;
    const pdu = { name: element.name, at, rack, breaker: null, isFixed: true };
    if ((element.parents ?? []).length === 0) {
      if (stated.has(element.name)) return [{ ...pdu, isFixed: false }];
      unplaced.push({ thing: element.name, part: null, reason: 'of-a-pod', asked: [], binding: null });
      return [pdu];
    }
    const above = network.nodes[node.parents[0] ?? -1];
    const mayMove = moveInstalled || isFree(element.status);
    const alone = node.parents.length === 1 && above?.element.kind === 'breaker' && above.children.length === 1;
    if (!mayMove || !alone || !stated.has(element.name)) return [pdu];
    return [{ ...pdu, breaker: above.name, isFixed: false }];
  });
}

/** Units that share a rack or a device, as far as one of them may move. */
function bundlesOf({ network, loads }: PowerModel, pdus: readonly BranchedPdu[]): readonly Bundle[] {
  const parent = new Map<number, number>(pdus.map(({ at }) => [at, at]));
  const rootOf = (at: number): number => {
    const up = parent.get(at) ?? at;
    return up === at ? at : rootOf(up);
  };
  const pduOf = new Map<number, number>();
  for (const { at } of pdus) for (const node of [at, ...(network.banks.get(at)?.values() ?? [])]) pduOf.set(node, at);
  const ofRack = new Map<string, number>();
  for (const { at, rack } of pdus) {
    if (rack === null) continue;
    parent.set(rootOf(at), rootOf(ofRack.get(rack) ?? at));
    ofRack.set(rack, at);
  }
  const loadsOf = new Map<number, number[]>();
  loads.loads.forEach(({ firstTap, terms }, load) => {
    let first = -1;
    for (let tap = firstTap; tap < firstTap + terms.tapCount; tap++) {
      const at = pduOf.get(loads.taps.node[tap] ?? -1);
      if (at === undefined) continue;
      if (first === -1) loadsOf.set(at, [...(loadsOf.get(at) ?? []), load]);
      else parent.set(rootOf(at), rootOf(first));
      first = at;
    }
  });
  return [...grouped(pdus, ({ at }) => String(rootOf(at))).values()]
    .filter((own) => own.some(({ isFixed }) => !isFixed))
    .map((own) => ({
      pdus: [...own].sort((a, b) => compareText(a.name, b.name)),
      loads: own.flatMap(({ at }) => loadsOf.get(at) ?? []),
    }))
    .sort((a, b) => compareText(a.pdus[0]?.name ?? '', b.pdus[0]?.name ?? ''));
}

function optionsOf(
  model: PowerModel,
  {
    bundle,
    pdu,
    kinds,
    unplaced,
  }: {
    readonly bundle: Bundle;
    readonly pdu: BranchedPdu;
    readonly kinds: readonly BranchKind[];
    readonly unplaced: Unplaced[];
  },
): readonly BranchOption[] {
  if (pdu.isFixed) return [STAYS];
  const { options, reason, why } = branchOptions(model, kinds, { pdu, mostA: mostCurrentA(model, bundle, pdu) });
  if (options.length > 0) return options;
  // One that hangs somewhere stays there.
  if (pdu.breaker === null)
    unplaced.push({
      thing: pdu.name,
      part: null,
      reason,
      asked: [
        {
          element: 'breakers',
          free: kinds.reduce((sum, { breakers }) => sum + breakers.length, 0),
          connectors: why,
        },
      ],
      binding: null,
    });
  return [];
}

/** The busiest line of a unit with all of its rack live, or with any one other unit of the rack lost, or alone. */
function mostCurrentA(model: PowerModel, bundle: Bundle, pdu: BranchedPdu): number {
  const { phases = 3, voltageV = null } = model.network.nodes[pdu.at] ?? {};
  if (voltageV === null) return 0;
  const i = bundle.pdus.indexOf(pdu);
  const lives: ((one: BranchedPdu) => boolean)[] = [
    () => true,
    ...bundle.pdus.filter((one) => one !== pdu).map((lost) => (one: BranchedPdu) => one !== lost),
    (one) => one === pdu,
  ];
  return Math.max(
    ...lives.flatMap((isLive) => {
      const vector = unitInputs(model, bundle, isLive)[i] ?? new Float64Array(6);
      return Array.from(
        { length: phases },
        (_, line) => Math.hypot(vector[2 * line] ?? 0, vector[2 * line + 1] ?? 0) / voltageV,
      );
    }),
  );
}

/** Every way of placing all units at once that the breakers there are allow; of too many some from all over. */
function waysOf(
  options: readonly (readonly BranchOption[])[],
  kinds: readonly BranchKind[],
): { readonly ways: readonly (readonly BranchOption[])[]; readonly isCut: boolean } {
  let ways: readonly (readonly BranchOption[])[] = [[]];
  let isCut = false;
  const hasRoom = (way: readonly BranchOption[], { kind }: BranchOption) =>
    kind === null || way.filter((one) => one.kind === kind).length < (kinds[kind]?.breakers.length ?? 0);
  for (const own of options) {
    const longer = ways.flatMap((way) => own.flatMap((option) => (hasRoom(way, option) ? [[...way, option]] : [])));
    isCut ||= longer.length > MOST_COMBOS;
    const step = Math.max(1, longer.length / MOST_COMBOS);
    ways =
      longer.length <= MOST_COMBOS
        ? longer
        : Array.from({ length: MOST_COMBOS }, (_, i) => longer[Math.floor(i * step)] ?? []);
  }
  return { ways, isCut };
}

/** Of the ways of placing a rack those that put its units on the most feeds. */
function mostApart(
  { network }: PowerModel,
  {
    bundle,
    kinds,
    ways,
  }: {
    readonly bundle: Bundle;
    readonly kinds: readonly BranchKind[];
    readonly ways: readonly (readonly BranchOption[])[];
  },
): readonly (readonly BranchOption[])[] {
  const feedsOf = (way: readonly BranchOption[]) =>
    new Set(
      way.map(({ kind }, i) => {
        const { at = -1, rack = null } = bundle.pdus[i] ?? {};
        const feed = kind === null ? network.nodes[at]?.feed : kinds[kind]?.feed;
        return JSON.stringify([rack, feed ?? null]);
      }),
    ).size;
  const counts = ways.map(feedsOf);
  const most = Math.max(...counts);
  return ways.filter((_, i) => counts[i] === most);
}

/** Whether a way of placing a rack is how it stands. */
function isNow(
  { network }: PowerModel,
  {
    bundle,
    kinds,
    way,
  }: {
    readonly bundle: Bundle | undefined;
    readonly kinds: readonly BranchKind[];
    readonly way: readonly BranchOption[];
  },
): boolean {
  return (
    bundle?.pdus.every(({ breaker }, i) => {
      const { kind, legs } = way[i] ?? STAYS;
      if (kind === null) return true;
      if (breaker === null || kinds[kind]?.breakers.includes(breaker) !== true) return false;
      const stated = network.nodes[network.byName.get(breaker) ?? -1]?.element.legs ?? null;
      return stated === legs;
    }) === true
  );
}

function changesOf(
  { network, index }: PowerModel,
  {
    snapshot,
    kinds,
    bundles,
    chosen,
  }: {
    readonly snapshot: SiteSnapshot;
    readonly kinds: readonly BranchKind[];
    readonly bundles: readonly Bundle[];
    readonly chosen: readonly (readonly BranchOption[] | null)[];
  },
): readonly Change[] {
  const used = new Set<string>();
  const wants: {
    readonly pdu: BranchedPdu;
    readonly kind: BranchKind;
    readonly legs: BranchOption['legs'];
    breaker: string | null;
  }[] = [];
  bundles.forEach(({ pdus }, b) => {
    pdus.forEach((pdu, i) => {
      const option = chosen[b]?.[i];
      const kind = kinds[option?.kind ?? -1];
      if (option === undefined || kind === undefined) return;
      const own = pdu.breaker;
      const stays = own !== null && kind.breakers.includes(own) ? own : null;
      if (stays !== null) used.add(stays);
      wants.push({ pdu, kind, legs: option.legs, breaker: stays });
    });
  });
  const changes: Change[] = [];
  const feedsOf = new Map<string, { feed: string; element: string }[]>();
  for (const want of wants) {
    const { pdu, kind, legs } = want;
    const breaker = want.breaker ?? kind.breakers.find((name) => !used.has(name));
    if (breaker === undefined) continue;
    used.add(breaker);
    if (breaker !== pdu.breaker)
      changes.push({ op: 'update', kind: 'powerElement', key: [pdu.name], set: { parents: [breaker] } });
    if (!kind.legsStated && legs !== null)
      changes.push({ op: 'update', kind: 'powerElement', key: [breaker], set: { legs } });
    const rack = snapshot.racks.find(({ name }) => name === pdu.rack);
    const feed = network.nodes[pdu.at]?.feed ?? kind.feed;
    if (rack === undefined || feed === null || breaker === pdu.breaker) continue;
    const feeds = feedsOf.get(rack.name) ?? [...(index.racks.get(rack.name)?.feeds ?? [])];
    // A rack names one element for each feed: that of the first of its units.
    const at = feeds.findIndex((one) => one.feed === feed);
    if (at !== -1 && used.has(feeds[at]?.element ?? '')) continue;
    if (at === -1) feeds.push({ feed, element: breaker });
    else feeds[at] = { feed, element: breaker };
    feedsOf.set(rack.name, feeds);
  }
  for (const [rack, feeds] of feedsOf) {
    const before = JSON.stringify(index.racks.get(rack)?.feeds ?? []);
    if (JSON.stringify(feeds) !== before) changes.push({ op: 'update', kind: 'rack', key: [rack], set: { feeds } });
  }
  return changes;
}
