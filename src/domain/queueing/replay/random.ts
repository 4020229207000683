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

  /** The rest of the ziggurat: its tail, and the wedges between a layer and the curve; 1 % of the draws. */
  const exponentialFrom = (bits: number): number => {
    for (;;) {
      const layer = bits & 255;
      const x = bits * (WIDTHS[layer] as number);
      if (bits < (INSIDE[layer] as number)) return x;
      if (layer === 0) return TAIL_START - Math.log(next());
      const low = HEIGHTS[layer] as number;
      if (low + next() * ((HEIGHTS[layer - 1] as number) - low) < Math.exp(-x)) return x;
      bits = Math.floor(next() * 2 ** 32);
    }
  };
  return {
    next,
    fillExponential: (values, mean) => {
      // Local copies of the state: a loop over closed-over variables is several times slower.
      let [w, x, y, z] = [a, b, c, d];
      for (let i = 0; i < values.length; i++) {
        const t = (((w + x) | 0) + z) | 0;
        z = (z + 1) | 0;
        w = x ^ (x >>> 9);
        x = (y + (y << 3)) | 0;
        y = (((y << 21) | (y >>> 11)) + t) | 0;
        const bits = t >>> 0;
        const layer = bits & 255;
        if (bits < (INSIDE[layer] as number)) {
          values[i] = mean * bits * (WIDTHS[layer] as number);
          continue;
        }
        [a, b, c, d] = [w, x, y, z];
        values[i] = mean * exponentialFrom(bits);
        [w, x, y, z] = [a, b, c, d];
      }
      [a, b, c, d] = [w, x, y, z];
    },
    fillUniform: (values) => {
      for (let i = 0; i < values.length; i++) values[i] = next();
    },
  };
}

/** Where the tail of the ziggurat begins, and the area of each of its 256 layers. */
const TAIL_START = 7.69711747013105;
const LAYER_AREA = 3.949659822581572e-3;
const INSIDE = new Float64Array(256);
const WIDTHS = new Float64Array(256);
const HEIGHTS = new Float64Array(256);
fillLayers();

/** The layers of the exponential ziggurat. Source: G. Marsaglia, W. Tsang, Journal of Statistical Software 5 (2000) 8. */
function fillLayers(): void {
  const scale = 2 ** 32;
  let edge = TAIL_START;
  const base = LAYER_AREA / Math.exp(-edge);
  INSIDE[0] = (edge / base) * scale;
  WIDTHS[0] = base / scale;
  WIDTHS[255] = edge / scale;
  HEIGHTS[0] = 1;
  HEIGHTS[255] = Math.exp(-edge);
  for (let layer = 254; layer >= 1; layer--) {
    const next = -Math.log(LAYER_AREA / edge + Math.exp(-edge));
    INSIDE[layer + 1] = (next / edge) * scale;
    edge = next;
    HEIGHTS[layer] = Math.exp(-edge);
    WIDTHS[layer] = edge / scale;
  }
}

/** The finaliser of splitmix32, which spreads neighbouring seeds over all bits. */
function hashed(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
