import { AIRFLOW_DIRECTIONS, type PowerSupply } from '../../domain/site/kinds/device-type.js';
import { compact, plainName, portsOf } from './component-ports.js';
import { connectorOf } from './connectors.js';
import { described, kilograms, stated, weightNotes, type MappedEntry } from './entry-facts.js';
import type { DeviceTypeFile } from './library-schemas.js';
import type { FieldNote } from './read-library-file.js';

/**
 * A device type of the library.
 *
 * Draws: NetBox states `maximum_draw` on each power port. On one port of a type that passes no power on, it is the most
 * that the device draws, and `allocated_draw` what it typically draws. On several ports it repeats the rating of a supply
 * (a server with two supplies of 750 W does not draw 1,500 W), so that it becomes the limit of each supply: the draw of
 * the device stays unknown, at most what its supplies give together. Of a type that passes power on (a UPS), the draw of a
 * port holds what hangs on its outlets; it is a limit, too.
 */
export function mapDeviceType(file: DeviceTypeFile): MappedEntry {
  const notes: FieldNote[] = [];
  const { ports, notes: portNotes } = portsOf(file);
  notes.push(...portNotes);
  const bays = baysOf(file, notes);
  const supplies = suppliesOf(file, notes);
  const draw = drawOf(file, notes);
  const weightKg = kilograms(file.weight, file.weight_unit);
  notes.push(...weightNotes(weightKg, { given: file.weight, unit: file.weight_unit }));
  if (file.u_height === undefined) {
    const detail = 'read as 1 U, the default of NetBox';
    notes.push({ class: 'reading', code: 'height-default', path: [], detail });
  }
  if ((file['power-outlets'] ?? []).length > 0) {
    const detail =
      'its outlets are left out: a device type feeds nothing. A rack PDU is told by a single power port and by "PDU" in its ' +
      'model or comments, by feed legs, or by 0 U with every outlet on that port; state what else feeds racks as a power element';
    notes.push({ class: 'left-out', code: 'outlets-without-pdu', path: ['power-outlets'], detail });
  }
  return {
    collection: 'deviceTypes',
    row: {
      slug: file.slug,
      ...described(file),
      ...stated({
        heightU: file.u_height ?? 1,
        fullDepth: file.is_full_depth,
        weightKg,
        ...draw,
        powerSupplies: supplies.length === 0 ? undefined : compact(supplies),
        airflowDirection: airflowOf(file, notes),
        ports: ports.length === 0 ? undefined : ports,
        ...bays,
      }),
    },
    notes,
  };
}

function suppliesOf(file: DeviceTypeFile, notes: FieldNote[]): readonly PowerSupply[] {
  return (file['power-ports'] ?? []).map(({ name, type, maximum_draw: limitW }, i) => {
    const connector = connectorOf(type);
    return {
      name: plainName(name, ['power-ports', i, 'name'], notes),
      ...(connector === undefined ? {} : { connector }),
      ...(limitW === undefined || limitW === 0 ? {} : { maximumPowerW: limitW }),
    };
  });
}

function drawOf(file: DeviceTypeFile, notes: FieldNote[]): Readonly<Record<string, number | undefined>> {
  const ports = file['power-ports'] ?? [];
  const isFed = ports.some(({ maximum_draw: w }) => w !== undefined && w > 0);
  const isAllocated = ports.some(({ allocated_draw: w }) => w !== undefined && w > 0);
  const passesOn = (file['power-outlets'] ?? []).length > 0;
  if (ports.length === 1 && !passesOn) {
    const { maximum_draw: maximumPowerW, allocated_draw: typicalPowerW } = ports[0] ?? {};
    if (!isFed) notes.push(unboundedNote(file, 'maximum_draw is not stated'));
    return { maximumPowerW: maximumPowerW || undefined, typicalPowerW: typicalPowerW || undefined };
  }
  if (isAllocated) {
    const detail =
      'stated on several ports or with outlets behind it: not to be told from a share; the typical draw stays unknown';
    notes.push({ class: 'reading', code: 'allocated-draw-unused', path: ['power-ports'], detail });
  }
  if (passesOn) {
    const detail = 'what its outlets feed is in it: a limit of the inlet; the own draw of the device stays unknown';
    if (isFed) notes.push({ class: 'reading', code: 'draw-passed-on', path: ['power-ports'], detail });
    return {};
  }
  if (isFed && ports.every(({ maximum_draw: w }) => w !== undefined && w > 0)) {
    const sumW = ports.reduce((sum, { maximum_draw: w = 0 }) => sum + w, 0);
    const detail =
      `repeats the rating of a supply, so it limits each of ${String(ports.length)} supplies; the draw of the device is unknown, ` +
      `at most ${String(sumW)} W, until typicalPowerW and maximumPowerW are stated`;
    notes.push({ class: 'reading', code: 'draw-per-supply', path: ['power-ports'], detail });
    return {};
  }
  if (ports.length > 0) notes.push(unboundedNote(file, 'maximum_draw is not stated on every power port'));
  else if (file.is_powered !== false) {
    const bays = (file['module-bays'] ?? []).length;
    if (bays > 0) {
      const detail = `has no power port of its own but ${String(bays)} module bays: state on each device which modules sit in them`;
      notes.push({ class: 'reading', code: 'supplies-in-bays', path: ['module-bays'], detail });
    } else if (!isPanel(file)) notes.push(unboundedNote(file, 'it has no power port, and is_powered is not false'));
  }
  return {};
}

function unboundedNote(file: DeviceTypeFile, why: string): FieldNote {
  const path = file['power-ports'] === undefined ? [] : ['power-ports'];
  const detail = `${why}: totals of power and heat that meet it have no upper bound until maximumPowerW is stated`;
  return { class: 'missing', code: 'draw-missing', path, detail };
}

/** Nothing but panel ports: what it is draws nothing. */
function isPanel(file: DeviceTypeFile): boolean {
  const panels = (file['front-ports'] ?? []).length + (file['rear-ports'] ?? []).length;
  const others = (['interfaces', 'console-ports', 'console-server-ports'] as const).some(
    (list) => (file[list] ?? []).length > 0,
  );
  return panels > 0 && !others;
}

/**
 * Direction of the air. Plenum takes a device without supplies and with passive cooling for one that draws nothing, which is
 * what `is_powered: false` says; a machine without fans whose inlet is not listed is none.
 */
function airflowOf(file: DeviceTypeFile, notes: FieldNote[]): string | undefined {
  const { airflow, is_powered: isPowered } = file;
  const isFed = (file['power-ports'] ?? []).length > 0;
  if (airflow === undefined || airflow === '') {
    if (isPowered === false && !isFed) return 'passive';
    if (!isPanel(file)) {
      const detail = 'whether it takes its air from the cold aisle is not judged, until airflowDirection is stated';
      notes.push({ class: 'missing', code: 'airflow-missing', path: [], detail });
    }
    return undefined;
  }
  if (airflow === 'passive' && isPowered !== false && !isFed) {
    const detail = 'left unknown: it has no fans, but may draw power, and no inlet is listed';
    notes.push({ class: 'reading', code: 'passive-without-inlet', path: ['airflow'], detail });
    return undefined;
  }
  if ((AIRFLOW_DIRECTIONS as readonly string[]).includes(airflow)) return airflow;
  const detail = `left unknown: Plenum knows ${AIRFLOW_DIRECTIONS.join(', ')}`;
  notes.push({ class: 'reading', code: 'airflow-not-known', path: ['airflow'], detail });
  return undefined;
}

function baysOf(file: DeviceTypeFile, notes: FieldNote[]): Readonly<Record<string, unknown>> {
  const names: string[] = [];
  const positions: Record<string, string> = {};
  (file['module-bays'] ?? []).forEach(({ name, position }, i) => {
    const bay = plainName(name, ['module-bays', i, 'name'], notes);
    if (names.includes(bay)) {
      const detail = `the bay ${bay} is given twice; the second one is left out`;
      notes.push({ class: 'left-out', code: 'name-given-twice', path: ['module-bays', i, 'name'], detail });
      return;
    }
    names.push(bay);
    const at = position?.trim() ?? '';
    if (at !== '' && at !== bay) positions[bay] = at;
  });
  return {
    moduleBays: names.length === 0 ? undefined : names,
    moduleBayPositions: Object.keys(positions).length === 0 ? undefined : positions,
  };
}
