/** One equation of a worksheet with the numbers filled in: an expression, and what stands behind its equals sign. */
export interface Equation {
  readonly text: string;
  readonly calculated: number;
  readonly stated: number;
}

/** Equal but for the digits that numbers lose when they are written with six. */
export function isNear(calculated: number, stated: number): boolean {
  return Math.abs(calculated - stated) <= 1e-4 * Math.abs(stated);
}

/**
 * Every equation between numbers in a text, recalculated as a reviewer does it by hand: `2.5 · 4 / (9 − 1) = 1.25`. Takes
 * + − · / with brackets, ceil and floor.
 */
export function equationsOf(text: string): readonly Equation[] {
  return text.split('\n').flatMap((line) =>
    [...line.matchAll(/ = /g)].flatMap(({ index }): readonly Equation[] => {
      const left = expressionBefore(line.slice(0, index));
      const stated = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/.exec(line.slice(index + 3))?.[0];
      const isPlain = stated !== undefined && !/^ [·/+−] /.test(line.slice(index + 3 + stated.length));
      if (!isPlain || !/[·/+−]/.test(left)) return [];
      return [{ text: `${left} = ${stated}`, calculated: valueOf(left), stated: Number(stated) }];
    }),
  );
}

/** The longest expression at the end of a text, from its first number on and with its brackets closed. */
function expressionBefore(text: string): string {
  const found = /(?:[\d.\s·/+−()]|e[-+]\d|ceil|floor)*$/.exec(text)?.[0].trim() ?? '';
  for (let from = 0; from < found.length; from += 1) {
    const part = found.slice(from);
    if (/^(?:\d|\(|ceil|floor)/.test(part) && !/[\d.a-z]/.test(found[from - 1] ?? ' ') && isClosed(part)) return part;
  }
  return '';
}

function isClosed(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function valueOf(text: string): number {
  const tokens = text.match(/\d+(?:\.\d+)?(?:e[-+]?\d+)?|[·/+−()]|ceil|floor/g) ?? [];
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '−') value += tokens[at++] === '+' ? product() : -product();
    return value;
  };
  const product = (): number => {
    let value = atom();
    while (tokens[at] === '·' || tokens[at] === '/') value = tokens[at++] === '·' ? value * atom() : value / atom();
    return value;
  };
  const atom = (): number => {
    const token = tokens[at++] ?? '';
    if (token === 'ceil') return Math.ceil(atom() - 1e-9);
    if (token === 'floor') return Math.floor(atom() + 1e-9);
    if (token !== '(') return Number(token);
    const value = sum();
    at += 1;
    return value;
  };
  return sum();
}
