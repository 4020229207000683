import { expandNames } from '../site/name-pattern.js';
import type { SiteIndex } from '../site/site-index.js';

/** Bays of one device in which no module, or no second one, can sit. */
export interface BaysOfDevice {
  readonly device: string;
  readonly deviceType: string;
  /** Each once, in the order of the device. */
  readonly bays: readonly string[];
}

export interface ModuleBayFigures {
  /** Devices with modules in bays that their type does not have, though it states bays. */
  readonly unknown: readonly BaysOfDevice[];
  /** Devices with several modules in one bay. */
  readonly twice: readonly BaysOfDevice[];
  /** Devices with modules whose type states no bays at all, so that nothing can be said of theirs. */
  readonly notStated: readonly { readonly device: string; readonly deviceType: string }[];
  /** Devices with modules. */
  readonly deviceCount: number;
}

/** The bays in which modules are said to sit, compared with those of the device types. */
export function solveModuleBays(index: SiteIndex): ModuleBayFigures {
  const bayNames = new Map<string, ReadonlySet<string> | null>();
  const unknown: BaysOfDevice[] = [];
  const twice: BaysOfDevice[] = [];
  const notStated: { device: string; deviceType: string }[] = [];
  let deviceCount = 0;
  for (const { name: device, type: deviceType, modules } of index.snapshot.devices) {
    if (modules === undefined || modules.length === 0) continue;
    deviceCount += 1;
    const taken = modules.map(({ bay }) => bay);
    const doubled = repeated(taken);
    if (doubled.size > 0) twice.push({ device, deviceType, bays: [...doubled] });
    const known = bayNames.get(deviceType) ?? baysOf(index, deviceType);
    bayNames.set(deviceType, known);
    if (known === null) {
      notStated.push({ device, deviceType });
      continue;
    }
    const missing = new Set(taken.filter((bay) => !known.has(bay)));
    if (missing.size > 0) unknown.push({ device, deviceType, bays: [...missing] });
  }
  return { unknown, twice, notStated, deviceCount };
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** Names of the bays of a device type, patterns written out; null where it states none. An empty list says that it has none. */
function baysOf(index: SiteIndex, slug: string): ReadonlySet<string> | null {
  const bays = index.deviceTypes.get(slug)?.moduleBays;
  return bays === undefined ? null : new Set(bays.flatMap((bay) => expandNames(bay)));
}
