/**
 * What a walk over a text reports, in document order. Offsets are in UTF-16 code units. A missing value of YAML
 * (`key:`) is reported at its key.
 */
export interface TextVisitor {
  openMapping(offset: number): void;
  openList(offset: number): void;
  /** A key of the innermost mapping; its value follows. */
  key(name: string, offset: number): void;
  /** A value that is no container. */
  scalar(value: unknown, offset: number, source: string): void;
  /** The innermost container ends. */
  close(): void;
}
