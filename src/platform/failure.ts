/**
 * A reason for which the service cannot start or go on and which its operator can act on: told in plain words, without
 * a stack.
 */
export class OperationalFailure extends Error {
  override readonly name = 'OperationalFailure';
}
