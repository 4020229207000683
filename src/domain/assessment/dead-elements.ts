import type { BackupPower } from '../cooling/loss-timeline.js';
import type { SiteIndex } from '../site/site-index.js';

/**
 * For each power element what is dead when it fails: itself, and everything whose parents are all dead. An element without
 * parents dies only by itself. Time grows with what each failure touches.
 *
 * @param only - elements to fail; all where left out
 */
export function deadWith(index: SiteIndex, only?: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    index.snapshot.powerElements
      .filter(({ name }) => only === undefined || only.has(name))
      .map(({ name }) => [name, deadAfter(index, [name])]),
  );
}

/** Everything that is dead when some elements fail at once. */
export function deadAfter(index: SiteIndex, failed: readonly string[]): ReadonlySet<string> {
  const dead = new Set(failed);
  const queue = [...failed];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const child of index.fedBy.get(next) ?? []) {
      if (dead.has(child.name) || !(child.parents ?? []).every((parent) => dead.has(parent))) continue;
      dead.add(child.name);
      queue.push(child.name);
    }
  }
  return dead;
}

/** Elements above some others, themselves included: only their failure can take those down. */
export function elementsAbove(index: SiteIndex, names: Iterable<string>): ReadonlySet<string> {
  const above = new Set(names);
  const queue = [...above];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const parent of index.powerElements.get(next)?.parents ?? []) {
      if (above.has(parent)) continue;
      above.add(parent);
      queue.push(parent);
    }
  }
  return above;
}

/** What carries cooling and devices when the mains are lost. */
export function backupPower(index: SiteIndex): BackupPower {
  const { powerElements, coolingUnits, heatRejections } = index.snapshot;
  const upsOf = powerElements.filter(({ kind }) => kind === 'ups');
  const generators = powerElements.filter(({ kind }) => kind === 'generator');
  const autonomies = upsOf.map(({ autonomyS }) => autonomyS);
  const starts = generators.map(({ startTimeS }) => startTimeS);
  const known = (values: readonly (number | undefined)[]): readonly number[] | null =>
    values.length === 0 || values.some((value) => value === undefined) ? null : values.flatMap((value) => value ?? []);
  const isBehind =
    (kind: 'ups' | 'generator') =>
    (thing: { readonly name: string; readonly poweredBy?: readonly string[] | undefined }) =>
      [...elementsAbove(index, thing.poweredBy ?? [])].some((name) => index.powerElements.get(name)?.kind === kind);
  const plant = [...coolingUnits, ...heatRejections];
  const names = (things: readonly { readonly name: string }[]) => new Set(things.map(({ name }) => name));
  const shortest = known(autonomies);
  const longest = known(starts);
  return {
    hasUps: upsOf.length > 0,
    hasGenerator: generators.length > 0,
    upsAutonomyS: shortest === null ? null : Math.min(...shortest),
    generatorStartS: longest === null ? null : Math.max(...longest),
    onUps: names(plant.filter(isBehind('ups'))),
    onGenerator: names(plant.filter(isBehind('generator'))),
  };
}
