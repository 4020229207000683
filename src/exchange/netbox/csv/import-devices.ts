import type { Row } from '../../../domain/site/key.js';
import { AIRFLOW_DIRECTIONS } from '../../../domain/site/kinds/device-type.js';
import { DEVICE_FACES, DEVICE_ROLES } from '../../../domain/site/kinds/device.js';
import { kilograms, plainText, stated } from '../entry-facts.js';
import { keptCells } from './custom-cells.js';
import { NO_ROLE, PDU_ROLE } from './export-places.js';
import { typeCells, unlike, weightUnitIn, withStatus } from './import-cells.js';
import { cell, flagIn, numberIn, refuse, tagsIn, wordIn, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';

export interface ImportedDeviceType {
  readonly key: string;
  readonly row: Row;
  readonly source: ReadRow;
}

/** NetBox names a device type by its manufacturer and its model. */
export function typeKey(row: ReadRow, column: 'model' | 'device_type'): string {
  return `${cell(row, 'manufacturer') ?? ''} ${cell(row, column) ?? ''}`;
}

export function deviceTypesOf(context: ImportContext): readonly ImportedDeviceType[] {
  return context.rows.device_types.map((source) => {
    const airflow = cell(source, 'airflow');
    const isKnown = (AIRFLOW_DIRECTIONS as readonly string[]).includes(airflow ?? '');
    const read = ['manufacturer', 'model', 'slug', 'part_number', 'u_height', 'is_full_depth', 'weight', 'weight_unit'];
    const height = cell(source, 'u_height') ?? '';
    if (!/^\d+(\.[05]0?)?$/.test(height))
      refuse(context, source, 'u_height', { code: 'type', allowed: 'rack units, halves allowed' });
    const row = {
      ...typeCells(source),
      heightU: Number(height),
      ...stated({
        fullDepth: flagIn(context, source, 'is_full_depth'),
        weightKg: kilograms(numberIn(context, source, 'weight'), weightUnitIn(context, source)),
        airflowDirection: isKnown ? airflow : undefined,
      }),
      ...keptCells(source.cells, {
        read: [...read, 'description', 'comments', 'tags', ...(isKnown ? ['airflow'] : [])],
      }),
    };
    return { key: typeKey(source, 'model'), row, source };
  });
}

/** A device, without what hangs on its ports. */
export function deviceOf(context: ImportContext, row: ReadRow, type: string): Row {
  const role = cell(row, 'role') ?? NO_ROLE;
  const known = DEVICE_ROLES.find((name) => name === role.toLowerCase());
  const face = wordIn(context, row, {
    column: 'face',
    read: (word) => DEVICE_FACES.find((name) => name === word) ?? null,
    words: DEVICE_FACES,
  });
  const read = [
    'name',
    'manufacturer',
    'device_type',
    'serial',
    'status',
    'site',
    'location',
    'rack',
    'position',
    'face',
  ];
  const hasPlace = cell(row, 'rack') !== undefined;
  const isTold = known !== undefined || role === NO_ROLE;
  const kept = keptCells(row.cells, {
    read: [
      ...read.filter((column) => hasPlace || column !== 'location'),
      'description',
      'tags',
      ...(isTold ? ['role'] : []),
    ],
  });
  return {
    name: cell(row, 'name') ?? '',
    type,
    ...stated({
      rack: cell(row, 'rack'),
      unit: numberIn(context, row, 'position'),
      face,
      role: known ?? (isTold ? undefined : 'other'),
      serial: cell(row, 'serial'),
      description: plainText(cell(row, 'description')),
    }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'device', kept }),
  };
}

/** A rack PDU, without what feeds it. */
export function pduOf(context: ImportContext, row: ReadRow, type: string): Row {
  const read = ['name', 'manufacturer', 'device_type', 'status', 'site', 'location', 'rack', 'description', 'tags'];
  const kept = keptCells(row.cells, { read: [...read, ...unlike(row, { role: PDU_ROLE })] });
  return {
    name: cell(row, 'name') ?? '',
    kind: 'rack-pdu',
    pduType: type,
    ...stated({ rack: cell(row, 'rack'), description: plainText(cell(row, 'description')) }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'device', kept }),
  };
}
