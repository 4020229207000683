import type { z } from 'zod';
import type { Defect, DefectCode } from '../../domain/defect.js';
import { zodDefects } from './zod-defects.js';

/** With these, a value has not the shape on which a check of its meaning relies. */
const SHAPELESS: ReadonlySet<DefectCode> = new Set<DefectCode>(['missing', 'type', 'unsupported-version']);

/**
 * The check of a document by schema and by meaning, for {@link readDocument}.
 *
 * @param schema Says keys, types, ranges and formats. It must not transform, since the value is used as it was read.
 * @param semantic Finds duplicate and unresolved names. It is called where the value has the shape of the schema, also
 * with unknown keys and with values out of range, so that all defects come at once.
 */
export function documentCheck({
  schema,
  semantic,
}: {
  readonly schema: z.core.$ZodType & Pick<z.ZodType, 'safeParse'>;
  readonly semantic: (value: unknown) => readonly Defect[];
}): (value: unknown) => readonly Defect[] {
  return (value) => {
    const parsed = schema.safeParse(value);
    const defects = parsed.success ? [] : zodDefects(parsed.error.issues, value, schema);
    return defects.some(({ code }) => SHAPELESS.has(code)) ? defects : [...defects, ...semantic(value)];
  };
}
