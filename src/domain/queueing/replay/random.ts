/**
 * A stream of pseudo-random numbers: sfc32 (C. Doty-Humphrey, PractRand), period about 2^127, with streams told apart by
 * a hash of seed and number. The same seed and stream give the same numbers on every machine.
 */
export interface RandomStream {
  /** A number between 0 and 1, both excluded, with 32 bits. */
  readonly next: () => number;
  /** Fills with exponential numbers of the given mean. */
  readonly fillExponential: (values: Float64Array, mean: number) => void;
  /** Fills with numbers between 0 and 1, both excluded. */
  readonly fillUniform: (values: Float64Array) => void;
}

const SCALE = 2 ** -32;

/** @param seed - any whole number; @param stream - number of the stream, for example of a replication */
export function randomStream(seed: number, stream: number): RandomStream {
  let a = hashed(seed >>> 0);
  let b = hashed(Math.floor(seed / 2 ** 32) ^ a);
  let c = hashed(stream ^ b);
  let d = 1;
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return ((t >>> 0) + 0.5) * SCALE;
  };
  for (let i = 0; i < 16; i++) next();

  // Local copies of the state: a loop over closed-over variables is several times slower.
  const fill = (values: Float64Array, mean: number | null) => {
    let [w, x, y, z] = [a, b, c, d];
    for (let i = 0; i < values.length; i++) {
      const t = (((w + x) | 0) + z) | 0;
      z = (z + 1) | 0;
      w = x ^ (x >>> 9);
      x = (y + (y << 3)) | 0;
      y = (((y << 21) | (y >>> 11)) + t) | 0;
      const uniform = ((t >>> 0) + 0.5) * SCALE;
      values[i] = mean === null ? uniform : -mean * Math.log(uniform);
    }
    [a, b, c, d] = [w, x, y, z];
  };
  return {
    next,
    fillExponential: (values, mean) => fill(values, mean),
    fillUniform: (values) => fill(values, null),
  };
}

/** The finaliser of splitmix32, which spreads neighbouring seeds over all bits. */
function hashed(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
