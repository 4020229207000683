/** Exit codes of the command line. */
export const EXIT_DONE = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_REFUSED = 2;
/** A fault of Plenum; any other code would say something of the document. The number is EX_SOFTWARE of BSD sysexits. */
export const EXIT_FAULT = 70;

/** Input or usage that is refused; its lines go to standard error, one defect each. */
export class Refused extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** What to print on standard error, and the exit code, for what ended a command. */
export function endOf(error: unknown): { readonly code: number; readonly lines: readonly string[] } {
  if (error instanceof Refused) return { code: EXIT_REFUSED, lines: error.lines };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: EXIT_FAULT, lines: ['This is a fault of Plenum, not of the document. Please report:', trace] };
}
