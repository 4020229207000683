import type { Device } from './kinds/device.js';
import type { DevicePort, DeviceType, PowerSupply } from './kinds/device-type.js';
import type { ModuleType } from './kinds/module-type.js';
import { expandNames } from './name-pattern.js';

/** Ports and supplies with their name patterns written out. */
export interface ExpandedDeviceType {
  readonly ports: ReadonlyMap<string, DevicePort>;
  readonly supplies: readonly PowerSupply[];
}

/** What a device type has of its own, without what sits in its bays. */
export function expandedDeviceType(type: DeviceType): ExpandedDeviceType {
  return {
    ports: new Map((type.ports ?? []).flatMap(namedCopies).map((port) => [port.name, port])),
    supplies: (type.powerSupplies ?? []).flatMap(namedCopies),
  };
}

/** One copy for each name for which a pattern stands. */
export function namedCopies<T extends { readonly name: string }>(pattern: T): readonly T[] {
  return expandNames(pattern.name).map((name) => ({ ...pattern, name }));
}

/** Ports and supplies of every device in whose bays modules sit, by the name of the device; alike ones share theirs. */
export function partsWithModules(
  devices: readonly Device[],
  types: {
    readonly deviceTypes: ReadonlyMap<string, DeviceType>;
    readonly moduleTypes: ReadonlyMap<string, ModuleType>;
    readonly expandedDeviceTypes: ReadonlyMap<string, ExpandedDeviceType>;
  },
): ReadonlyMap<string, ExpandedDeviceType> {
  const parts = new Map<string, ExpandedDeviceType>();
  const alike = new Map<string, ExpandedDeviceType>();
  for (const { name, type: slug, modules } of devices) {
    if (modules === undefined || modules.length === 0) continue;
    const key = JSON.stringify([slug, modules]);
    const known = alike.get(key);
    const own = types.expandedDeviceTypes.get(slug);
    const type = types.deviceTypes.get(slug);
    const found =
      known ?? (own === undefined || type === undefined ? null : withModules({ own, type, modules }, types));
    if (found === null) continue;
    alike.set(key, found);
    parts.set(name, found);
  }
  return parts;
}

function withModules(
  {
    own,
    type,
    modules,
  }: { readonly own: ExpandedDeviceType; readonly type: DeviceType; readonly modules: NonNullable<Device['modules']> },
  { moduleTypes }: { readonly moduleTypes: ReadonlyMap<string, ModuleType> },
): ExpandedDeviceType {
  const ports = new Map(own.ports);
  const supplies = [...own.supplies];
  for (const { bay, type: slug } of modules) {
    const module = moduleTypes.get(slug);
    if (module === undefined) continue;
    const position = type.moduleBayPositions?.[bay] ?? bay;
    for (const port of (module.ports ?? []).flatMap(namedCopies)) {
      const name = nameInBay(port.name, position);
      ports.set(name, { ...port, name });
    }
    supplies.push(...suppliesOf(module, { bay, position }));
  }
  return { ports, supplies };
}

/** Supplies that a module gives to its device: one for each inlet of a power supply, each limited by its rating. */
function suppliesOf(
  { kind, inlets, connector, suppliedPowerW }: ModuleType,
  { bay, position }: { readonly bay: string; readonly position: string },
): readonly PowerSupply[] {
  if (kind !== 'power-supply') return [];
  return (inlets ?? [bay]).map((inlet) => ({
    name: nameInBay(inlet, position),
    ...(connector === undefined ? {} : { connector }),
    ...(suppliedPowerW === undefined ? {} : { maximumPowerW: suppliedPowerW }),
  }));
}

/** A name of a part of a module as the device has it: `PSU{module}` at position 1 is `PSU1`. */
function nameInBay(name: string, position: string): string {
  return name.replaceAll('{module}', position);
}
