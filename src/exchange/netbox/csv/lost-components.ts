import { sameValue } from '../../../domain/site/compare-values.js';
import { componentsNamed, type ComponentRows, type DeviceComponents } from './import-components.js';
import { note, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';

/** Notes on components of a device that what it becomes cannot have: ports of a rack PDU, outlets of anything else. */
export function noteLeftOutComponents(
  context: ImportContext,
  rows: ComponentRows,
  { device, isPdu }: { readonly device: string; readonly isPdu: boolean },
): void {
  const leftOut = (found: readonly ReadRow[], code: string, detail: string) => {
    for (const row of found) note(context, row, { is: 'left-out', code, detail });
  };
  if (!isPdu) {
    const detail = 'only a rack PDU has outlets here; state what else feeds racks as a power element';
    leftOut(rows.power_outlets.get(device) ?? [], 'outlets-without-pdu', detail);
    return;
  }
  for (const table of ['interfaces', 'console_ports', 'front_ports', 'rear_ports'] as const) {
    leftOut(rows[table].get(device) ?? [], 'pdu-ports', 'a rack PDU has outlets and no ports here');
  }
  leftOut((rows.power_ports.get(device) ?? []).slice(1), 'pdu-inlets', 'a rack PDU has one inlet here, the first one');
}

/** Notes on a type whose devices have not all the same components, which the document states once for all of them. */
export function noteUnlikeComponents(
  context: ImportContext,
  type: ReadRow,
  devices: readonly DeviceComponents[],
): void {
  const unlike: string[] = [];
  const ofSome: string[] = [];
  for (const list of ['supplies', 'ports', 'outlets'] as const) {
    for (const [name, alike] of componentsNamed(devices.map((device) => device[list]))) {
      if (alike.length < devices.length) ofSome.push(name);
      if (alike.some((one) => !sameValue(one, alike[0]))) unlike.push(name);
    }
  }
  const told = (names: readonly string[]) =>
    `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${String(names.length - 3)} more` : ''}`;
  if (unlike.length > 0) {
    const detail = `${told(unlike)}: not the same at every device of the type; that of the first one stands for all`;
    note(context, type, { is: 'reading', code: 'component-differs', detail });
  }
  if (ofSome.length > 0) {
    const detail = `${told(ofSome)}: not every device of the type has it; it is one of the type, so that all have it`;
    note(context, type, { is: 'reading', code: 'component-of-some', detail });
  }
}
