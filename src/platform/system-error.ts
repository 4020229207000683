import { types } from 'node:util';

/** Whether this is an error of the operating system or of a driver, with a code such as `ENOENT` or `23505`. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string';
}
