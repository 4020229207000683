import { compact, plainName, portsOf } from './component-ports.js';
import { connectorOf } from './connectors.js';
import { described, kilograms, stated, weightNotes, type MappedEntry } from './entry-facts.js';
import type { ModuleTypeFile } from './library-schemas.js';
import type { FieldNote } from './read-library-file.js';

/** Longest slug of the catalog. */
const SLUG_CHARACTERS = 100;

/**
 * The slug of a module type, which the library does not give: manufacturer and model, and the part number where the model
 * does not hold it, since makers sell several parts under one model.
 */
export function moduleSlug({ manufacturer, model, part_number: part = '' }: ModuleTypeFile): string {
  const name = slugOf(`${manufacturer} ${model}`);
  const further = slugOf(part);
  const whole = further === '' || name.includes(further) ? name : `${name}-${further}`;
  return whole.slice(0, SLUG_CHARACTERS).replace(/-+$/, '');
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** A module type of the library. One with power ports is a power supply, and `maximum_draw` is the most that it gives. */
export function mapModuleType(file: ModuleTypeFile): MappedEntry {
  const { ports, notes: portNotes } = portsOf(file);
  const notes: FieldNote[] = [...portNotes];
  const inlets = file['power-ports'] ?? [];
  const weightKg = kilograms(file.weight, file.weight_unit);
  notes.push(...weightNotes(weightKg, { given: file.weight, unit: file.weight_unit }));
  const limits = [...new Set(inlets.flatMap(({ maximum_draw: w }) => (w === undefined || w === 0 ? [] : [w])))];
  if (inlets.length > 0 && limits.length !== 1) {
    const path = ['power-ports'];
    const detail =
      limits.length === 0
        ? 'a supply without its watts: devices with it have no upper bound until suppliedPowerW is stated'
        : 'its inlets state different watts, so that suppliedPowerW stays unknown';
    notes.push({ class: 'missing', code: 'supply-rating-missing', path, detail });
  }
  return {
    collection: 'moduleTypes',
    row: {
      slug: moduleSlug(file),
      ...described(file),
      ...stated({
        kind: kindOf(file),
        connector: connectorOf(inlets[0]?.type),
        suppliedPowerW: limits.length === 1 ? limits[0] : undefined,
        inlets:
          inlets.length === 0
            ? undefined
            : inlets.map(({ name }, i) => plainName(name, ['power-ports', i, 'name'], notes)),
        weightKg,
        ports: ports.length === 0 ? undefined : compact(ports),
      }),
    },
    notes,
  };
}

function kindOf(file: ModuleTypeFile): 'power-supply' | 'fan' | 'line-card' | 'other' {
  if ((file['power-ports'] ?? []).length > 0) return 'power-supply';
  if (/\bfan\b/i.test(`${file.model} ${file.description ?? ''}`)) return 'fan';
  const hasPorts = (['interfaces', 'front-ports', 'rear-ports'] as const).some((list) => (file[list] ?? []).length > 0);
  return hasPorts ? 'line-card' : 'other';
}
