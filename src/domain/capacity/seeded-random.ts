/** Numbers from 0 to below 1 that follow from a seed alone. */
export type Random = () => number;

/** sfc32 by C. Doty-Humphrey (PractRand): 128 bits of state, 32 bits each step, the first 20 thrown away. */
export function seededRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b), 0x243f6a88, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 20; i += 1) next();
  return next;
}

/** Exponential with mean 1; never infinite. */
export function exponential(random: Random): number {
  return -Math.log1p(-random());
}
