import { described, kilograms, millimetres, stated, weightNotes, type MappedEntry } from './entry-facts.js';
import type { RackTypeFile } from './library-schemas.js';
import type { FieldNote } from './read-library-file.js';

/** A rack type of the library. Without its outer width and depth a rack cannot be placed, so that it is left out. */
export function mapRackType(file: RackTypeFile): MappedEntry {
  const outerWidthMm = millimetres(file.outer_width, file.outer_unit);
  const outerDepthMm = millimetres(file.outer_depth, file.outer_unit);
  if (outerWidthMm === undefined || outerDepthMm === undefined) {
    const detail = 'left out: a rack without outer_width, outer_depth and outer_unit cannot be placed on a floor';
    return {
      collection: 'rackTypes',
      row: null,
      notes: [{ class: 'left-out', code: 'rack-size-missing', path: [], detail }],
    };
  }
  const emptyWeightKg = kilograms(file.weight, file.weight_unit);
  const maximumLoadKg = kilograms(file.max_weight, file.weight_unit);
  const notes: FieldNote[] = [...weightNotes(emptyWeightKg, { given: file.weight, unit: file.weight_unit })];
  if (maximumLoadKg === undefined) {
    const detail = 'whether a rack carries what is in it is not judged, until maximumLoadKg is stated';
    notes.push({ class: 'missing', code: 'rack-load-missing', path: [], detail });
  }
  return {
    collection: 'rackTypes',
    row: {
      slug: file.slug,
      ...described(file),
      ...stated({
        heightU: file.u_height,
        outerWidthMm,
        outerDepthMm,
        outerHeightMm: millimetres(file.outer_height, file.outer_unit),
        emptyWeightKg,
        maximumLoadKg,
        startingUnit: file.starting_unit,
        descendingUnits: file.desc_units,
      }),
    },
    notes,
  };
}
