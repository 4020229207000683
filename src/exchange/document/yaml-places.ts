import { EVENT_ID } from 'js-yaml';
import type { SoughtNode } from './path-places.js';
import { goesOn, passOver, scalarOffset, takeKey, type YamlCursor } from './yaml-events.js';

/** Notes where the node at the cursor stands, and what is sought inside it. */
export function placeNode(cursor: YamlCursor, sought: SoughtNode): void {
  const event = cursor.events[cursor.index];
  if (event === undefined) return;
  cursor.index += 1;
  if (event.type === EVENT_ID.SCALAR) sought.valueOffset = scalarOffset(cursor, event);
  else if (event.type === EVENT_ID.ALIAS) sought.valueOffset = cursor.base + event.anchorStart - 1;
  else if (event.type === EVENT_ID.MAPPING) {
    sought.valueOffset = cursor.lastOffset = cursor.base + event.start;
    placePairs(cursor, sought);
  } else if (event.type === EVENT_ID.SEQUENCE) {
    sought.valueOffset = cursor.lastOffset = cursor.base + event.start;
    placeEntries(cursor, sought, 0);
  }
}

/** The same for the pairs up to the end of a mapping; of a duplicate key the last occurrence counts. */
export function placePairs(cursor: YamlCursor, sought: SoughtNode): void {
  while (goesOn(cursor)) {
    const key = takeKey(cursor);
    const child = key === undefined ? undefined : sought.children.get(key.name);
    if (key === undefined) passOver(cursor);
    if (key === undefined || child === undefined) {
      passOver(cursor);
      continue;
    }
    child.keyOffset = key.offset;
    placeNode(cursor, child);
  }
  cursor.index += 1;
}

/**
 * The same for the entries up to the end of a list.
 *
 * @param firstIndex Position of the first of them in the list.
 * @returns The position behind the last.
 */
export function placeEntries(cursor: YamlCursor, sought: SoughtNode, firstIndex: number): number {
  let index = firstIndex;
  while (goesOn(cursor)) {
    const child = sought.children.get(index);
    if (child === undefined) passOver(cursor);
    else placeNode(cursor, child);
    index += 1;
  }
  cursor.index += 1;
  return index;
}
