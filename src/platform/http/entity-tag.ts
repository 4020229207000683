import { Problem } from '../problem.js';

/** What `If-Match` or `If-None-Match` names: any state, or one of these (opaque values without their quotes). */
export type TagCondition = { readonly any: true } | { readonly any: false; readonly tags: readonly EntityTag[] };

interface EntityTag {
  readonly value: string;
  readonly weak: boolean;
}

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/** An entity tag for a header: `"3"`. */
export function entityTag(value: string | number): string {
  return `"${String(value)}"`;
}

/**
 * Reads `If-Match` or `If-None-Match` (RFC 9110 §13.1): `*`, or a list of entity tags.
 *
 * @returns undefined where the header is absent
 * @throws Problem (400) for anything else
 */
export function readTagCondition(
  name: 'If-Match' | 'If-None-Match',
  header: string | undefined,
): TagCondition | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return { any: true };
  const tags = header
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => TAG.exec(part));
  if (tags.length === 0 || tags.includes(null)) {
    throw new Problem({
      status: 400,
      code: 'entity-tag-malformed',
      detail: `${name} must be * or entity tags in quotes, such as "3".`,
      errors: [{ code: 'format', parameter: name, detail: 'An entity tag stands in quotes.', allowed: '*, "3"' }],
    });
  }
  return {
    any: false,
    tags: tags.flatMap((match) => (match === null ? [] : [{ value: match[2] ?? '', weak: match[1] !== undefined }])),
  };
}

/** Whether `If-Match` allows a write: strong comparison, so that a weak tag never does. */
export function allowsWrite(condition: TagCondition, current: string | number): boolean {
  return condition.any || condition.tags.some(({ value, weak }) => !weak && value === String(current));
}

/** Whether `If-None-Match` says that the reader has the current state: weak comparison. */
export function isKnown(condition: TagCondition | undefined, current: string | number): boolean {
  if (condition === undefined) return false;
  return condition.any || condition.tags.some(({ value }) => value === String(current));
}

/**
 * The condition of a write on something that exists.
 *
 * @throws Problem (428) without `If-Match`, (400) where it is malformed
 */
export function requireCondition(header: string | undefined): TagCondition {
  const condition = readTagCondition('If-Match', header);
  if (condition === undefined) {
    throw new Problem({
      status: 428,
      code: 'precondition-required',
      detail: 'A write needs If-Match with the ETag of the state that it changes, or * to change any state.',
    });
  }
  return condition;
}

/** Refuses a write on a state that the writer has not seen. */
export function staleState(subject: string, current: string | number): Problem {
  return new Problem({
    status: 412,
    code: 'precondition-failed',
    detail: `${subject} has changed since it was read; its ETag is now ${entityTag(current)}.`,
    headers: { etag: entityTag(current) },
  });
}
