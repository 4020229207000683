import type { Assumption, Coverage } from '../finding.js';
import { sampleOf } from '../name-sample.js';
import { compareText } from '../site/key.js';
import { aboveAlways, cascade, type Cascade } from './cascade.js';
import type {
  FailureOutcome,
  FailureScenario,
  Interruption,
  Overload,
  PowerFailures,
  WorstCase,
} from './failure-figures.js';
import { lossSolver, type SolvedLoss } from './loss-solver.js';
import {
  allowedColumns,
  highestRatio,
  limitRatios,
  LIMIT_ROUNDING,
  mayBeAbove,
  nearestLimit,
  tripColumns,
  type LimitColumns,
  type LimitRatio,
} from './overload.js';
import { HOLD_UP_S, OPEN_TRANSFER_S, outagesAfter, type OutageAssumptions } from './outages.js';
import { outletSweep } from './outlet-sweep.js';
import type { PowerModel } from './power-model.js';
import { bypassAssumptions, upsWithoutMode } from './ups-mode.js';

/** Overloads that one outcome lists; the count says how many there are. */
const LONGEST_LIST = 20;

type Counts = Record<'full' | 'reduced' | 'dark' | 'unknown', number>;

/** How bad a service is; unknown stands between reduced and full. */
const BADNESS = { full: 0, unknown: 1, reduced: 2, dark: 3 } as const;

/**
 * Every failure scenario, solved one after the other on top of the model: what is dead and what transfers, what each
 * surviving element carries on its busiest line, what opens because of it and what that takes down, and which loads are
 * without power for how long until switches have transferred and generators run.
 *
 * The cost of a scenario grows with what it touches, not with the site.
 *
 * @param model - with what is out for maintenance taken out of it, see `takenOut`
 */
export function powerFailures(
  model: PowerModel,
  scenarios: readonly FailureScenario[],
  { out = [] as readonly string[] } = {},
): PowerFailures {
  const { network, loads, normal, flow } = model;
  const solver = lossSolver({ network, loads, normal, flow });
  const allowed = allowedColumns(model);
  const opening = tripColumns(model);
  const always = aboveAlways(model, opening);
  const worst = worstOf(model);
  const outlets = outletSweep(model);
  const devicesBefore = countServices(model);
  const assumed: OutageAssumptions = { startTimes: new Set(), autonomies: new Set(), transferTimes: new Set() };
  const tripped = { multiples: new Set<string>(), bypassed: new Set<string>() };
  const outcomes: FailureOutcome[] = [];
  let survived = 0;

  for (const scenario of scenarios) {
    const failed = scenario.failed
      .flatMap((name) => network.byName.get(name) ?? [])
      .filter((at) => flow.dead[at] === 0);
    let overloads: readonly Overload[] = [];
    let openElements = 0;
    const result = cascade(model, {
      solver,
      columns: opening,
      failed,
      always,
      first: (solved) => {
        const seen = overloadsOf(model, solved, allowed);
        const plugged = outlets.follow(solved, scenario);
        overloads = [...seen.overloads, ...plugged.overloads].sort(
          (a, b) => b.ratio - a.ratio || compareText(a.element, b.element),
        );
        openElements = seen.openElements + plugged.open;
        worst.follow(solved, allowed, scenario);
      },
    });
    for (const { assumed: isAssumed, element, action } of result.trips) {
      if (isAssumed) tripped.multiples.add(element);
      if (action === 'bypass') tripped.bypassed.add(element);
    }
    const outcome = outcomeOf(model, { scenario, result, overloads, openElements, devicesBefore, assumed });
    if (isSurvived(outcome)) survived += 1;
    else outcomes.push(outcome);
  }
  return {
    loadCase: model.loadCase,
    out,
    devices: devicesBefore,
    failures: scenarios.length,
    survived,
    outcomes: outcomes.sort(worstFirst),
    worst: worst.list(allowed),
    outlets: outlets.list(),
    outletCoverage: outlets.coverage,
    coverage: coverageOf(model),
    assumptions: [
      ...assumptionsOf(assumed, tripped.multiples),
      ...[upsWithoutMode(network), ...bypassAssumptions(network, tripped.bypassed)].filter(({ count }) => count > 0),
    ],
  };
}

function isSurvived(outcome: FailureOutcome): boolean {
  const { dark, reduced, unknown, plantDark, overloadCount, trips, interruptions, darkLater, openElements } = outcome;
  const lost = dark.count + reduced.count + unknown.count + plantDark.count;
  return (
    lost + overloadCount + openElements === 0 &&
    trips.length === 0 &&
    darkLater.length === 0 &&
    interruptions.every(({ devices, plant }) => devices.count + plant.count === 0)
  );
}

function worstFirst(a: FailureOutcome, b: FailureOutcome): number {
  return (
    b.dark.count - a.dark.count ||
    b.trips.length - a.trips.length ||
    b.reduced.count - a.reduced.count ||
    b.overloadCount - a.overloadCount ||
    (b.overloads[0]?.ratio ?? 0) - (a.overloads[0]?.ratio ?? 0) ||
    compareText(a.scenario.kind, b.scenario.kind) ||
    compareText(a.scenario.name, b.scenario.name)
  );
}

function countServices({ loads, normal }: PowerModel): Counts {
  const counts: Counts = { full: 0, reduced: 0, dark: 0, unknown: 0 };
  loads.loads.forEach(({ isDevice }, at) => {
    if (isDevice) counts[normal.services[at]?.state ?? 'unknown'] += 1;
  });
  return counts;
}

function coverageOf({ loads }: PowerModel): Coverage {
  const known = loads.loads.filter(({ terms }) => terms.draw.value !== null).length;
  return { known, total: loads.loads.length };
}

function overloadsOf(
  model: PowerModel,
  { changed, flow }: SolvedLoss,
  allowed: LimitColumns,
): { readonly overloads: readonly Overload[]; readonly openElements: number } {
  const overloads: Overload[] = [];
  let openElements = 0;
  for (const at of changed) {
    if (flow.dead[at] === 1) continue;
    const ratio = highestRatio(model, allowed, flow, at);
    if (ratio > 1 + LIMIT_ROUNDING) {
      const before = highestRatio(model, allowed, model.flow, at);
      const limit = nearestLimit(model, allowed, flow, at);
      if (limit === null || ratio <= before * (1 + LIMIT_ROUNDING)) continue;
      const { name, element } = model.network.nodes[at] ?? { name: '', element: { kind: '' } };
      overloads.push({ element: name, kind: element.kind, ...limit, normal: normalLike(model, allowed, limit, at) });
    } else if (mayBeAbove(model, allowed, flow, at) && !mayBeAbove(model, allowed, model.flow, at)) {
      openElements += 1;
    }
  }
  return { overloads, openElements };
}

/** What an element carried before, in the measure of a limit. */
function normalLike(model: PowerModel, allowed: LimitColumns, { limitedBy }: LimitRatio, at: number): number {
  return limitRatios(model, allowed, model.flow, at).find((ratio) => ratio.limitedBy === limitedBy)?.measured ?? 0;
}

function outcomeOf(
  model: PowerModel,
  {
    scenario,
    result,
    overloads,
    openElements,
    devicesBefore,
    assumed,
  }: {
    readonly scenario: FailureScenario;
    readonly result: Cascade;
    readonly overloads: readonly Overload[];
    readonly openElements: number;
    readonly devicesBefore: Counts;
    readonly assumed: OutageAssumptions;
  },
): FailureOutcome {
  const { network, loads, normal } = model;
  const { end, failed } = result;
  const nameOf = (at: number) => network.nodes[at]?.name ?? '';
  const gone = new Set(failed);
  const devices = { ...devicesBefore };
  const worse: Record<'dark' | 'reduced' | 'unknown', string[]> = { dark: [], reduced: [], unknown: [] };
  const plantDark: string[] = [];
  end.loads.forEach((at, i) => {
    const load = loads.loads[at];
    const service = end.services[i];
    if (load === undefined || service === undefined) return;
    const before = normal.services[at]?.state ?? 'unknown';
    if (!load.isDevice) {
      if (service.state === 'dark' && before !== 'dark') plantDark.push(load.name);
      return;
    }
    devices[before] -= 1;
    devices[service.state] += 1;
    if (service.state !== 'full' && BADNESS[service.state] > BADNESS[before]) worse[service.state].push(load.name);
  });
  return {
    scenario,
    deadElements: sampleOf(end.died.filter((at) => !gone.has(at)).map(nameOf)),
    transferred: sampleOf(end.moved.filter((at) => end.flow.dead[at] === 0).map(nameOf)),
    devices,
    dark: sampleOf(worse.dark),
    reduced: sampleOf(worse.reduced),
    unknown: sampleOf(worse.unknown),
    plantDark: sampleOf(plantDark),
    overloads: overloads.slice(0, LONGEST_LIST),
    overloadCount: overloads.length,
    openElements,
    trips: result.trips,
    ...interruptionsOf(model, { result, assumed }),
    touched: result.touched,
  };
}

/** Loads by the time for which nothing feeds them; what holds up through a gap is not listed. */
function interruptionsOf(
  model: PowerModel,
  { result: { end, failed }, assumed }: { readonly result: Cascade; readonly assumed: OutageAssumptions },
): Pick<FailureOutcome, 'interruptions' | 'darkLater'> {
  const { network, loads, flow } = model;
  const outage = outagesAfter(model, {
    before: flow,
    after: end.flow,
    failed: new Set(failed),
    ranBefore: (at) => flow.output.subarray(at * 6, at * 6 + 6).some((part) => part !== 0),
    assumed,
  });
  // Loads that lost a tap, and those below what another parent feeds now.
  const touched = new Set(end.loads);
  const ways = end.moved.filter((at) => end.flow.dead[at] === 0);
  const seen = new Set(ways);
  for (const at of ways) {
    const { toS, fromS } = outage(at);
    if (toS <= fromS) continue;
    for (const tap of loads.tapsOfNode[at] ?? []) touched.add(loads.taps.load[tap] ?? 0);
    for (const child of network.nodes[at]?.children ?? []) {
      if (seen.has(child) || end.flow.dead[child] === 1 || end.flow.carrier[child] !== at) continue;
      seen.add(child);
      ways.push(child);
    }
  }
  const interrupted = new Map<string, { fromS: number; toS: number; devices: string[]; plant: string[] }>();
  const later = new Map<number, string[]>();
  for (const at of touched) {
    const load = loads.loads[at];
    if (load === undefined) continue;
    let fromS = 0;
    let toS = Infinity;
    for (let i = 0; i < load.terms.tapCount; i++) {
      const ofTap = outage(loads.taps.node[load.firstTap + i] ?? 0);
      if (ofTap.toS <= ofTap.fromS) [fromS, toS] = [0, 0];
      else if (toS > fromS) [fromS, toS] = [Math.max(fromS, ofTap.fromS), Math.min(toS, ofTap.toS)];
    }
    if (toS - fromS <= HOLD_UP_S) continue;
    if (toS === Infinity) {
      if (load.isDevice && fromS > 0) later.set(fromS, [...(later.get(fromS) ?? []), load.name]);
      continue;
    }
    const key = `${String(fromS)} ${String(toS)}`;
    const group = interrupted.get(key) ?? { fromS, toS, devices: [], plant: [] };
    interrupted.set(key, group);
    (load.isDevice ? group.devices : group.plant).push(load.name);
  }
  const interruptions: readonly Interruption[] = [...interrupted.values()]
    .map(({ fromS, toS, devices, plant }) => ({ fromS, toS, devices: sampleOf(devices), plant: sampleOf(plant) }))
    .sort((a, b) => a.fromS - b.fromS || a.toS - b.toS);
  const darkLater = [...later].map(([fromS, names]) => ({ fromS, devices: sampleOf(names) }));
  return { interruptions, darkLater: darkLater.sort((a, b) => a.fromS - b.fromS) };
}

/** Keeps for each element the failure that brings it nearest to a limit, or farthest above it. */
function worstOf(model: PowerModel) {
  const ratios = new Float64Array(model.network.nodes.length);
  const cases = new Map<number, { readonly limit: LimitRatio; readonly scenario: string }>();
  const before = allowedColumns(model);
  model.network.upwards.forEach((at) => (ratios[at] = highestRatio(model, before, model.flow, at)));
  return {
    follow: ({ changed, flow }: SolvedLoss, allowed: LimitColumns, { name }: FailureScenario) => {
      for (const at of changed) {
        if (flow.dead[at] === 1) continue;
        const ratio = highestRatio(model, allowed, flow, at);
        if (!(ratio > (ratios[at] ?? 0) * (1 + LIMIT_ROUNDING))) continue;
        const limit = nearestLimit(model, allowed, flow, at);
        if (limit === null) continue;
        ratios[at] = ratio;
        cases.set(at, { limit, scenario: name });
      }
    },
    list: (allowed: LimitColumns): readonly WorstCase[] =>
      model.network.upwards
        .flatMap((at): readonly WorstCase[] => {
          const { name, element } = model.network.nodes[at] ?? {};
          const normal = nearestLimit(model, allowed, model.flow, at);
          if (name === undefined || element === undefined || normal === null) return [];
          const worst = cases.get(at);
          const limit = worst?.limit ?? normal;
          return [
            {
              element: name,
              kind: element.kind,
              ...limit,
              normal: normalLike(model, allowed, limit, at),
              normalRatio: normal.ratio,
              scenario: worst?.scenario ?? null,
            },
          ];
        })
        .sort((a, b) => b.ratio - a.ratio || compareText(a.element, b.element)),
  };
}

function assumptionsOf(
  { startTimes, autonomies, transferTimes }: OutageAssumptions,
  multiples: ReadonlySet<string>,
): readonly Assumption[] {
  const all: readonly Assumption[] = [
    {
      parameter: 'powerElement.tripMultiple',
      value: 'by the electrical practice of the site',
      unit: null,
      source: 'elements that open without stating when; each says its source',
      count: multiples.size,
    },
    {
      parameter: 'powerElement.startTimeS',
      value: 'never',
      unit: 's',
      source: 'generators that state no start time: nothing that waits for them is said to return',
      count: startTimes.size,
    },
    {
      parameter: 'powerElement.autonomyS',
      value: 0,
      unit: 's',
      source: 'UPS that state no autonomy: they are taken to bridge nothing',
      count: autonomies.size,
    },
    {
      parameter: 'powerElement.transferTimeS',
      value: OPEN_TRANSFER_S,
      unit: 's',
      source: 'contactor transfer switches: six cycles of 60 Hz, makers’ data for UL 1008',
      count: transferTimes.size,
    },
  ];
  return all.filter(({ count }) => count > 0);
}
