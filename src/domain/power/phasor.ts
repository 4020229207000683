/** A complex number: a phasor in A or V (effective value), or a complex power in VA (`re` is W, `im` is var, lagging positive). */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const ZERO: Complex = { re: 0, im: 0 };

/** The phasor of a magnitude at an angle, in degrees counterclockwise from the real axis. */
export function polar(magnitude: number, angleDeg: number): Complex {
  const angleRad = (angleDeg * Math.PI) / 180;
  return { re: magnitude * Math.cos(angleRad), im: magnitude * Math.sin(angleRad) };
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

export function conjugate(a: Complex): Complex {
  return { re: a.re, im: -a.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** The quotient a/b; components are not finite when b is zero. */
export function divide(a: Complex, b: Complex): Complex {
  return scale(multiply(a, conjugate(b)), 1 / (b.re * b.re + b.im * b.im));
}

export function magnitude(a: Complex): number {
  return Math.hypot(a.re, a.im);
}
