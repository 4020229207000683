interface Numbered {
  readonly stem: string;
  readonly digits: string;
}

/**
 * The shortest list of name patterns that stands for names in their order: neighbours that count up are one pattern, so
 * that `Ethernet1` to `Ethernet48` is `Ethernet[1-48]`. Writing the patterns out gives the names.
 *
 * @param names without square brackets
 */
export function nameRuns(names: readonly string[]): readonly string[] {
  const patterns: string[] = [];
  for (let i = 0; i < names.length;) {
    const first = names[i] ?? '';
    let length = 1;
    const start = numbered(first);
    while (start !== null && names[i + length] === successor(start, length)) length += 1;
    patterns.push(start === null || length === 1 ? first : runOf(start, length));
    i += length;
  }
  return patterns;
}

/** Name and number at its end; a number of over six digits is a serial, not a count. */
function numbered(name: string): Numbered | null {
  const match = /^(.*?)(\d{1,6})$/.exec(name);
  return match === null ? null : { stem: match[1] ?? '', digits: match[2] ?? '' };
}

function successor({ stem, digits }: Numbered, by: number): string {
  const width = digits.startsWith('0') ? digits.length : 0;
  return stem + String(Number(digits) + by).padStart(width, '0');
}

/** Numbers with leading zeros keep the width of the first. */
function runOf({ stem, digits }: Numbered, length: number): string {
  return `${stem}[${digits}-${String(Number(digits) + length - 1).padStart(digits.startsWith('0') ? digits.length : 0, '0')}]`;
}
