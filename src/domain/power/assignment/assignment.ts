import { compareText, keyText } from '../../site/key.js';
import { applyChanges, type Change } from '../../site/changes.js';
import type { SiteSnapshot } from '../../site/document.js';
import type { SitePolicy } from '../../site/policy.js';
import { indexSite } from '../../site/site-index.js';
import type { WorstCase } from '../failure-figures.js';
import { sweepScenarios } from '../failure-scenarios.js';
import { LIMIT_ROUNDING } from '../overload.js';
import { powerFailures } from '../power-failures.js';
import type { LoadCase } from '../power-figures.js';
import { powerModel, type PowerModel } from '../power-model.js';
import type { ProgramSolver } from './minimax-program.js';
import { plannedBranches } from './plan-branches.js';
import { plannedOutlets, type SpreadFigure } from './plan-outlets.js';
import type { Unplaced } from './unplaced.js';
import { wantedCords, type Wanted } from './wanted-cords.js';

/** The worst load of one element under every failure, before and after the changes, as a share of what it may carry. */
export interface LimitChange {
  readonly element: string;
  readonly kind: string;
  /** Whether it is the breaker of a bank of a rack PDU. */
  readonly isBank: boolean;
  readonly before: Pick<WorstCase, 'ratio' | 'limitedBy' | 'measured' | 'unit' | 'scenario'> | null;
  readonly after: Pick<WorstCase, 'ratio' | 'limitedBy' | 'measured' | 'unit' | 'limit' | 'scenario'>;
}

export interface SweepSums {
  readonly failures: number;
  readonly survived: number;
  /** Devices with nothing failed, by service. */
  readonly devices: Readonly<Record<'full' | 'reduced' | 'dark' | 'unknown', number>>;
}

/** A list of changes to review, and what is known of it. */
export interface Assignment {
  readonly loadCase: LoadCase;
  readonly objective: string;
  readonly changes: readonly Change[];
  /** Rack PDUs on which cords were placed or could move. */
  readonly outlets: readonly SpreadFigure[];
  /** Racks on breakers, by groups of racks that share what feeds them. */
  readonly branches: readonly SpreadFigure[];
  readonly unplaced: readonly Unplaced[];
  /** Elements above a planning limit once the changes are made, by the sweep of every failure, highest first. */
  readonly above: readonly LimitChange[];
  /** Elements that the changes load more, or less, in their worst case, highest first. */
  readonly loads: readonly LimitChange[];
  readonly sweep: { readonly before: SweepSums; readonly after: SweepSums };
  /** Elements on the way of what was assigned that state no limit, and devices whose draw nobody states. */
  readonly unknownRatings: readonly string[];
  readonly unknownDraws: readonly string[];
  /** Cords that state a length and change their outlet, device and supply: whether they reach is for `check` to say. */
  readonly movedLengths: readonly (readonly [device: string, supply: string])[];
}

/** Rounds of taking devices off again; each is a sweep of every failure. */
const MOST_ROUNDS = 10;

const OBJECTIVE =
  'On each rack PDU the least current on the busiest line of its input, and for racks on breakers the least on the busiest line ' +
  'of what feeds several of them, each as a share of what it may carry for hours, in the worst of all states: nothing failed, ' +
  'and every element, redundancy group and feed lost. Among plans that are equal in that, the least sum of the squares of all ' +
  'lines, banks included. Nothing is placed where an outlet, bank, input or breaker would be above its limit; where the sweep ' +
  'of every failure then finds something loaded more than before and above a limit, the devices placed last below it are left ' +
  `out again, at most ${String(MOST_ROUNDS)} times. What is above a limit all the same is listed`;

export interface AssignmentQuestion {
  readonly day: string;
  readonly policy: SitePolicy;
  readonly loadCase: LoadCase;
  readonly moveInstalled: boolean;
  /** Null: nothing is proved beyond the bound by apparent power. */
  readonly solve: ProgramSolver | null;
}

/**
 * Puts a cord from every supply onto an outlet of the rack PDUs of its rack, and every rack PDU that hangs on nothing onto
 * a breaker. What is there stays, except what is only planned; with `moveInstalled` everything may change its outlet, or its
 * breaker. The sweep of every failure judges the result: where it finds an element above a limit that new cords load more,
 * the devices are taken off again that were placed last below it, and are named among the unplaced; what is above a limit
 * after {@link MOST_ROUNDS} rounds of that, or was before and is not loaded more, is listed in `above`.
 */
export function assignPower(snapshot: SiteSnapshot, question: AssignmentQuestion): Assignment {
  const { loadCase, moveInstalled, solve } = question;
  const before = modelAfter(snapshot, [], question);
  const wanted = wantedCords(snapshot, {
    index: before.index,
    network: before.network,
    draws: before.draws,
    moveInstalled,
  });
  const judgedBefore = judged(before);
  const unplugged = unpluggedDevices(before, wanted);
  const judgedUnplugged = unplugged.size === 0 ? judgedBefore : judged(modelAfter(snapshot, [], question, unplugged));

  const dropped: Unplaced[] = [];
  let cords = wanted.cords;
  const drop = (off: readonly Unplaced[]) => {
    dropped.push(...off);
    const names = new Set(off.map(({ thing }) => thing));
    cords = cords.filter(({ device, isStated }) => isStated || !names.has(device));
  };
  for (let round = 0; ;) {
    const modelOf = (changes: readonly Change[]) => {
      const off = new Set(unplugged);
      for (const { device } of createdCords(changes)) off.delete(device);
      return modelAfter(snapshot, changes, question, off);
    };
    const outlets = plannedOutlets(modelOf(provisional(cords)), { cords, taken: wanted.taken }, solve);
    const stopped = stoppedByLimits(cords, outlets.unplaced);
    if (stopped.length > 0) {
      drop(stopped);
      continue;
    }
    const corded = modelOf(outlets.changes);
    const branches = plannedBranches(corded, { snapshot, moveInstalled, solve });
    const changes = [...branches.changes, ...outlets.changes];
    const after = branches.changes.length === 0 ? corded : modelOf(changes);
    const judgedAfter = judged(after);
    const tooMany =
      round < MOST_ROUNDS ? tooMuch(after, { cords, changes, before: judgedUnplugged, after: judgedAfter }) : [];
    round += 1;
    if (tooMany.length === 0) {
      return {
        loadCase,
        objective: OBJECTIVE,
        changes,
        outlets: outlets.spread,
        branches: branches.spread,
        unplaced: [...wanted.unplaced, ...outlets.unplaced, ...dropped, ...branches.unplaced].sort(
          (a, b) => compareText(a.thing, b.thing) || compareText(a.part ?? '', b.part ?? ''),
        ),
        ...limitsOf(judgedBefore, judgedAfter, after),
        movedLengths: movedLengths(snapshot, changes),
        sweep: { before: sumsOfSweep(judgedBefore), after: sumsOfSweep(judgedAfter) },
        ...unknowns(
          after,
          [...outlets.spread, ...branches.spread].map(({ element }) => element),
        ),
      };
    }
    drop(tooMany);
  }
}

function movedLengths(snapshot: SiteSnapshot, changes: readonly Change[]): Assignment['movedLengths'] {
  const cut = new Set(
    snapshot.cords.flatMap((cord) => (cord.lengthM === undefined ? [] : keyText([cord.device, cord.supply]))),
  );
  return changes.flatMap((change) => {
    if (change.op !== 'update' || change.kind !== 'cord' || !cut.has(keyText(change.key))) return [];
    const [device, supply] = change.key;
    return [[String(device), String(supply)] as const];
  });
}

/** Why a device that could have a cord has none. */
const UNPLUGGED: ReadonlySet<Unplaced['reason']> = new Set(['no-free-outlet', 'no-fitting-connector', 'outlet-rating']);

/**
 * Devices that have no cord and could be given one, or fit nowhere. They draw nothing as long as they have none; that they
 * are spread over the rack PDUs of their rack is an estimate of `check` for documents that state no cords.
 */
function unpluggedDevices({ index }: PowerModel, { cords, unplaced }: Wanted): ReadonlySet<string> {
  const names = new Set([
    ...cords.flatMap(({ device, isStated }) => (isStated ? [] : device)),
    ...unplaced.flatMap(({ thing, reason }) => (UNPLUGGED.has(reason) ? thing : [])),
  ]);
  for (const { device } of index.snapshot.cords) names.delete(device);
  return names;
}

function createdCords(changes: readonly Change[]): readonly { readonly device: string }[] {
  return changes.flatMap((change) =>
    change.op === 'create' && change.kind === 'cord' ? [{ device: String(change.value['device']) }] : [],
  );
}

type Judged = ReturnType<typeof powerFailures>;

function judged(model: PowerModel): Judged {
  return powerFailures(model, sweepScenarios(model, 'all'));
}

function sumsOfSweep({ failures, survived, devices }: Judged): SweepSums {
  return { failures, survived, devices };
}

/** @param unplugged - devices that are left out */
function modelAfter(
  snapshot: SiteSnapshot,
  changes: readonly Change[],
  { day, policy, loadCase }: AssignmentQuestion,
  unplugged: ReadonlySet<string> = new Set(),
): PowerModel {
  const applied = changes.length === 0 ? ({ ok: true, snapshot } as const) : applyChanges(snapshot, changes);
  if (!applied.ok) throw new RangeError(`changes that cannot be made: ${JSON.stringify(applied.defects)}`);
  const index = indexSite(applied.snapshot, day);
  if (unplugged.size === 0) return powerModel(index, policy, { loadCase });
  const devices = index.snapshot.devices.filter(({ name }) => !unplugged.has(name));
  return powerModel({ ...index, snapshot: { ...index.snapshot, devices } }, policy, { loadCase });
}

/** Every wanted cord on some outlet that fits it: which one changes nothing of what it carries. */
function provisional(cords: Wanted['cords']): readonly Change[] {
  return cords.flatMap(({ device, supply, pdu, sample, outlet, isStated }): readonly Change[] => {
    if (!isStated) return [{ op: 'create', kind: 'cord', value: { device, supply: supply.name, pdu, outlet: sample } }];
    return outlet === sample
      ? []
      : [{ op: 'update', kind: 'cord', key: [device, supply.name], set: { outlet: sample } }];
  });
}

/** Devices with new cords to be taken off again: of each element that they load above its limit the last ones below it. */
function tooMuch(
  { network, loads, index }: PowerModel,
  {
    cords,
    changes,
    before,
    after,
  }: {
    readonly cords: Wanted['cords'];
    readonly changes: readonly Change[];
    readonly before: Judged;
    readonly after: Judged;
  },
): readonly Unplaced[] {
  const was = new Map(before.worst.map((worst) => [worst.element, worst.ratio]));
  const made = new Set(createdCords(changes).map(({ device }) => device));
  const drawOf = new Map(loads.loads.map(({ name, terms }) => [name, terms.draw.lowerW]));
  const off = new Map<string, { readonly binding: NonNullable<Unplaced['binding']> }>();
  for (const { element, ratio, limitedBy, scenario } of after.worst) {
    if (ratio <= 1 + LIMIT_ROUNDING) break;
    if (ratio <= (was.get(element) ?? 0) * (1 + 1e-6)) continue;
    const below = devicesBelow(network, index, element);
    const own = [...made].filter((device) => below.has(device) && !off.has(device));
    const sumW = (devices: readonly string[]) => devices.reduce((sum, device) => sum + (drawOf.get(device) ?? 0), 0);
    // What is taken off for another element is off here too.
    let openW = sumW([...below]) * (1 - 1 / ratio) - sumW([...below].filter((device) => off.has(device)));
    for (const device of own.toReversed()) {
      if (openW <= 0) break;
      off.set(device, { binding: { element, limitedBy, ratio, scenario } });
      openW -= drawOf.get(device) ?? 0;
    }
  }
  return leftOut(cords, off, 'limit-above');
}

/** Devices with a cord that a limit stops: without it the others would carry its part, so that they are left out whole. */
function stoppedByLimits(cords: Wanted['cords'], unplaced: readonly Unplaced[]): readonly Unplaced[] {
  const byReason = unplaced.filter(({ reason }) => reason === 'input-limit' || reason === 'bank-limit');
  return ['input-limit' as const, 'bank-limit' as const].flatMap((reason) =>
    leftOut(
      cords,
      new Map(byReason.filter((one) => one.reason === reason).map(({ thing, binding }) => [thing, { binding }])),
      reason,
    ),
  );
}

function leftOut(
  cords: Wanted['cords'],
  devices: ReadonlyMap<string, Pick<Unplaced, 'binding'>>,
  reason: Unplaced['reason'],
): readonly Unplaced[] {
  return cords.flatMap(({ device, supply, isStated }): readonly Unplaced[] => {
    const found = devices.get(device);
    if (found === undefined || isStated) return [];
    return [{ thing: device, part: supply.name, reason, asked: [], binding: found.binding }];
  });
}

function devicesBelow(
  network: PowerModel['network'],
  index: PowerModel['index'],
  element: string,
): ReadonlySet<string> {
  const nodes = new Set([network.byName.get(element) ?? -1]);
  for (const at of nodes) for (const child of network.nodes[at]?.children ?? []) nodes.add(child);
  for (const [pdu, banks] of network.banks) if ([...banks.values()].some((bank) => nodes.has(bank))) nodes.add(pdu);
  return new Set(
    [...nodes].flatMap((at) => (index.cordsByPdu.get(network.nodes[at]?.name ?? '') ?? []).map(({ device }) => device)),
  );
}

function limitsOf(before: Judged, after: Judged, { network }: PowerModel): Pick<Assignment, 'above' | 'loads'> {
  const banks = new Set(
    [...network.banks.values()].flatMap((ofPdu) => [...ofPdu.values()].map((at) => network.nodes[at]?.name)),
  );
  const was = new Map(before.worst.map((worst) => [worst.element, worst]));
  const all = after.worst.map(({ element, kind, ratio, limitedBy, measured, unit, limit, scenario }): LimitChange => {
    const old = was.get(element);
    return {
      element,
      kind,
      isBank: banks.has(element),
      before:
        old === undefined
          ? null
          : {
              ratio: old.ratio,
              limitedBy: old.limitedBy,
              measured: old.measured,
              unit: old.unit,
              scenario: old.scenario,
            },
      after: { ratio, limitedBy, measured, unit, limit, scenario },
    };
  });
  return {
    above: all.filter((one) => one.after.ratio > 1 + LIMIT_ROUNDING),
    loads: all.filter((one) => Math.abs(one.after.ratio - (one.before?.ratio ?? 0)) > 1e-9),
  };
}

function unknowns(
  { network, limits, loads }: PowerModel,
  assigned: readonly string[],
): Pick<Assignment, 'unknownRatings' | 'unknownDraws'> {
  const above = new Set(assigned.flatMap((element) => network.byName.get(element) ?? []));
  for (const at of above) for (const parent of network.nodes[at]?.parents ?? []) above.add(parent);
  return {
    unknownRatings: [...above]
      .filter((at) => {
        const { allowedCurrentA = null, allowedApparentPowerVa = null, allowedPowerW = null } = limits[at] ?? {};
        return allowedCurrentA === null && allowedApparentPowerVa === null && allowedPowerW === null;
      })
      .map((at) => network.nodes[at]?.name ?? '')
      .sort(compareText),
    unknownDraws: loads.loads
      .filter(({ isDevice, terms }) => isDevice && terms.draw.value === null)
      .map(({ name }) => name)
      .sort(compareText),
  };
}
