import type { DocumentPath } from '../../domain/defect.js';
import { placeDefects } from '../document/path-places.js';
import { parseYamlDocument } from '../document/yaml-document.js';

type Mapping = Record<string, unknown>;

/** Fields of the library that are texts, and that people write without quotes although they look like numbers. */
const TEXTS = ['manufacturer', 'model', 'slug', 'part_number', 'name', 'position', 'power_port'];

/**
 * Puts texts that were read as numbers back as they are written: in `name: 08` the zero belongs to the name. The library is
 * written for a reader of YAML 1.1, for which 08 is a text; for YAML 1.2 it is 8.
 *
 * @param value what was read, changed in place
 */
export function restoreTexts(
  value: Mapping,
  { text, bytes }: { readonly text: string; readonly bytes: Uint8Array },
): void {
  const paths = numbersAmongTexts(value);
  if (paths.length === 0) return;
  const parsed = parseYamlDocument({ text, bytes });
  if (!parsed.parsed) return;
  const placed = placeDefects(
    paths.map((path) => ({ code: 'type', path, found: '', allowed: '' })),
    parsed.place,
  );
  paths.forEach((path, i) => {
    const written = /^[^\s#,\]}]+/.exec(text.slice(placed[i]?.offset ?? text.length))?.[0];
    const holder = path.slice(0, -1).reduce<unknown>((inner, step) => (inner as Mapping)[step], value) as Mapping;
    if (written !== undefined && Number.isFinite(Number(written))) holder[String(path.at(-1))] = written;
  });
}

function numbersAmongTexts(value: Mapping): readonly DocumentPath[] {
  return [
    ...numbersOf(value, []),
    ...Object.entries(value).flatMap(([list, items]) =>
      Array.isArray(items)
        ? items.flatMap((item: unknown, i) =>
            typeof item === 'object' && item !== null ? numbersOf(item as Mapping, [list, i]) : [],
          )
        : [],
    ),
  ];
}

function numbersOf(mapping: Mapping, path: DocumentPath): readonly DocumentPath[] {
  return TEXTS.filter((name) => typeof mapping[name] === 'number').map((name) => [...path, name]);
}
