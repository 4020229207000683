/** Exit codes of the command line. */
export const EXIT_DONE = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_REFUSED = 2;

/** Input or usage that is refused; its lines go to standard error, one defect each. */
export class Refused extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
