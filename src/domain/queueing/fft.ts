const { PI, cos, sin } = Math;

/**
 * Fast Fourier transform of `real` and `imaginary` in place: X_j = Σ_k x_k exp(−2πijk/N), not scaled.
 *
 * Radix 2, decimation in time, with every twiddle factor from its own sine and cosine (an accumulated one loses digits).
 *
 * @param real - its length a power of two
 */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  reverseBits(real, imaginary);
  const cosines = new Float64Array(size / 2);
  const sines = new Float64Array(size / 2);
  for (let k = 0; k < size / 2; k++) {
    cosines[k] = cos((2 * PI * k) / size);
    sines[k] = -sin((2 * PI * k) / size);
  }
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const low = start + k;
        const high = low + half;
        const c = cosines[k * stride] as number;
        const s = sines[k * stride] as number;
        const highReal = real[high] as number;
        const highImaginary = imaginary[high] as number;
        const turnedReal = highReal * c - highImaginary * s;
        const turnedImaginary = highReal * s + highImaginary * c;
        const lowReal = real[low] as number;
        const lowImaginary = imaginary[low] as number;
        real[high] = lowReal - turnedReal;
        imaginary[high] = lowImaginary - turnedImaginary;
        real[low] = lowReal + turnedReal;
        imaginary[low] = lowImaginary + turnedImaginary;
      }
    }
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  let reversed = 0;
  for (let i = 1; i < size; i++) {
    let bit = size >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (i >= reversed) continue;
    const a = real[i] as number;
    real[i] = real[reversed] as number;
    real[reversed] = a;
    const b = imaginary[i] as number;
    imaginary[i] = imaginary[reversed] as number;
    imaginary[reversed] = b;
  }
}
