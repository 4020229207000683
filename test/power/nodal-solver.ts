import { HALL_V, PDU_LOSS, SINGLE_V, SOURCE_V, type Chain, type ChainDevice } from './random-chains.js';

/**
 * A solver that shares nothing with the engine, neither code nor method: it writes Kirchhoff's current law for every
 * conductor of every element as one system of linear equations in the real and imaginary parts of the currents in A, each
 * at the voltage of its element, and solves all of it at once by elimination with pivoting.
 */

interface Phasor {
  readonly re: number;
  readonly im: number;
}

/** Output currents of an element: L1, L2, L3 of three lines; one phasor, conj(S)/V with V at 0°, of one. */
export type Nodal = ReadonlyMap<string, readonly Phasor[]>;

export interface NodalState {
  readonly dead: ReadonlySet<string>;
  readonly carriers: ReadonlyMap<string, readonly { readonly parent: string; readonly share: number }[]>;
  readonly outputs: Nodal;
  readonly servedW: readonly number[];
}

const ANGLES = [0, -120, 120].map((deg) => (deg * Math.PI) / 180);

type Row = Chain['elements'][number];

function voltageOf(chain: Chain, { name, kind, phases }: Row): number {
  if (kind === 'utility') return SOURCE_V;
  if (kind === 'rack-pdu') return chain.pdus.find((pdu) => pdu.name === name)?.phases === 1 ? SINGLE_V : HALL_V;
  return phases === 1 ? SINGLE_V : HALL_V;
}

function linesOf(chain: Chain, { name, phases }: Row): 1 | 3 {
  return chain.pdus.find((pdu) => pdu.name === name)?.phases ?? phases ?? 3;
}

/** Directions of the voltages across a pair of conductors, in units of the voltage between lines. */
function pairVoltage(legs: string): Phasor {
  const lineToNeutral = (k: number): Phasor => ({
    re: Math.cos(ANGLES[k] ?? 0) / Math.sqrt(3),
    im: Math.sin(ANGLES[k] ?? 0) / Math.sqrt(3),
  });
  const [from, to] = legs.split('-').map((name) => (name === 'N' ? null : Number(name.slice(1)) - 1));
  const a = lineToNeutral(from ?? 0);
  if (to === null || to === undefined) return a;
  const b = lineToNeutral(to);
  return { re: a.re - b.re, im: a.im - b.im };
}

/** Which conductors a pair is, with the sign of the current towards the load. */
function conductors(legs: string): readonly { readonly line: number; readonly sign: number }[] {
  return legs
    .split('-')
    .flatMap((name, i) => (name === 'N' ? [] : [{ line: Number(name.slice(1)) - 1, sign: i === 0 ? 1 : -1 }]));
}

/** What parts of a device's draw its live supplies take, by the words of the data sheet. */
function cordPowersW({ drawW, ratingW, loadShares, neededForFull, cords }: ChainDevice, live: readonly boolean[]) {
  const all = (states: readonly boolean[]) => {
    const weights = states.map((isLive, c) => (isLive ? (loadShares?.[c] ?? 1) : 0));
    const sum = weights.reduce((a, b) => a + b, 0);
    const count = states.filter(Boolean).length;
    const shares = states.map((isLive, c) => (sum > 0 ? (weights[c] ?? 0) / sum : isLive ? 1 / count : 0));
    // Together they give what the one that is first at its rating allows.
    const mostW = Math.min(...shares.filter((share) => share > 0).map((share) => ratingW / share));
    return { count, shares, mostW };
  };
  const normal = all(cords.map(() => true));
  const isFullNormally = normal.count >= neededForFull && normal.mostW >= drawW;
  const now = all(live);
  if (now.count === 0) return live.map(() => 0);
  const servedW =
    !isFullNormally || (now.count >= neededForFull && now.mostW >= drawW) ? drawW : Math.min(drawW, now.mostW);
  return now.shares.map((share) => share * servedW);
}

export function solveNodal(chain: Chain, failed: readonly string[], recharges = false): NodalState {
  const rows = new Map(chain.elements.map((row) => [row.name, row]));
  const dead = new Set(failed);
  for (let before = -1; before !== dead.size;) {
    before = dead.size;
    for (const { name, parents = [] } of chain.elements) {
      if (parents.length > 0 && parents.every((parent) => dead.has(parent))) dead.add(name);
    }
  }
  const carriersOf = (row: Row, isDead: ReadonlySet<string>) => {
    const live = (row.parents ?? []).filter((parent) => !isDead.has(parent));
    if (isDead.has(row.name) || live.length === 0) return [];
    if (row.sourcing !== 'parallel') return [{ parent: live[0] ?? '', share: 1 }];
    const ratings = (row.parents ?? []).map((parent) => rows.get(parent)?.ratedApparentPowerVa);
    const weight = (parent: string) =>
      ratings.includes(undefined) ? 1 : (rows.get(parent)?.ratedApparentPowerVa ?? 1);
    const sum = live.reduce((total, parent) => total + weight(parent), 0);
    return live.map((parent) => ({ parent, share: weight(parent) / sum }));
  };
  const carriers = new Map(chain.elements.map((row) => [row.name, carriersOf(row, dead)]));
  const without = new Set<string>();
  const interrupted = (name: string): boolean => {
    const row = rows.get(name);
    if (row === undefined) return false;
    const [now, before] = [carriers.get(name) ?? [], carriersOf(row, without)];
    const isMoved = row.kind !== 'static-switch' && JSON.stringify(now) !== JSON.stringify(before) && !dead.has(name);
    return isMoved || now.some(({ parent }) => rows.get(parent)?.kind !== 'ups' && interrupted(parent));
  };

  const width = 6;
  const at = new Map(chain.elements.map(({ name }, i) => [name, i * width]));
  const size = chain.elements.length * width;
  const matrix = Array.from({ length: size }, (_, i) => Float64Array.from({ length: size + 1 }, (__, j) => +(i === j)));
  /** Adds coefficient times unknown (or, at `size`, a known current) to what the element gives. */
  const give = (name: string, part: number, unknown: number, coefficient: number) => {
    const row = matrix[(at.get(name) ?? 0) + part];
    if (row === undefined) return;
    if (unknown === size) row[size] = (row[size] ?? 0) + coefficient;
    else row[unknown] = (row[unknown] ?? 0) - coefficient;
  };
  const servedW: number[] = [];
  chain.devices.forEach((device) => {
    const powersW = cordPowersW(
      device,
      device.cords.map(({ pdu }) => !dead.has(`PDU${String(pdu)}`)),
    );
    servedW.push(powersW.reduce((a, b) => a + b, 0));
    device.cords.forEach(({ pdu, legs }, c) => {
      const p = powersW[c] ?? 0;
      const q = p * Math.tan(Math.acos(device.powerFactor));
      const name = `PDU${String(pdu)}`;
      if (chain.pdus[pdu]?.phases === 1) {
        give(name, 0, size, p / SINGLE_V);
        give(name, 1, size, -q / SINGLE_V);
        return;
      }
      // I = (S/V)* on each conductor of the pair; a load on three lines is a third on each.
      const pairs = legs === 'L1-L2-L3' ? ['L1-N', 'L2-N', 'L3-N'] : [legs];
      for (const pair of pairs) {
        const v = pairVoltage(pair);
        const scale = 1 / pairs.length / HALL_V / (v.re ** 2 + v.im ** 2);
        // S*/V* = (p − jq)(re + j·im)/|V|²
        const re = (p * v.re + q * v.im) * scale;
        const im = (p * v.im - q * v.re) * scale;
        for (const { line, sign } of conductors(pair)) {
          give(name, 2 * line, size, sign * re);
          give(name, 2 * line + 1, size, sign * im);
        }
      }
    });
  });

  for (const row of chain.elements) {
    if (dead.has(row.name)) continue;
    const lines = linesOf(chain, row);
    const ownV = voltageOf(chain, row);
    const begin = at.get(row.name) ?? 0;
    /** Real and reactive power of its output, as coefficients of the unknowns. */
    const power = (): readonly { readonly unknown: number; readonly p: number; readonly q: number }[] =>
      lines === 1
        ? [
            { unknown: begin, p: ownV, q: 0 },
            { unknown: begin + 1, p: 0, q: -ownV },
          ]
        : ANGLES.flatMap((angle, k) => {
            const [re, im] = [(ownV / Math.sqrt(3)) * Math.cos(angle), (ownV / Math.sqrt(3)) * Math.sin(angle)];
            // S = V·I*: p = re·i + im·j, q = im·i − re·j
            return [
              { unknown: begin + 2 * k, p: re, q: im },
              { unknown: begin + 2 * k + 1, p: im, q: -re },
            ];
          });
    const isPdu = row.kind === 'rack-pdu';
    const isBypassed = row.kind === 'ups' && row.upsMode === 'bypass';
    const fixedW = isBypassed ? 0 : (row.fixedLossW ?? 0);
    const fraction = isBypassed ? 0 : isPdu ? PDU_LOSS : (row.proportionalLossFraction ?? 0);
    for (const { parent, share } of carriers.get(row.name) ?? []) {
      const above = rows.get(parent);
      if (above === undefined) continue;
      const aboveV = voltageOf(chain, above);
      const aboveLines = linesOf(chain, above);
      /** Gives the parent a balanced complex power: coefficients of p and q of an unknown or a constant. */
      const giveBalanced = (unknown: number, p: number, q: number) => {
        if (aboveLines === 1) {
          give(parent, 0, unknown, (share * p) / aboveV);
          give(parent, 1, unknown, (-share * q) / aboveV);
          return;
        }
        ANGLES.forEach((angle, k) => {
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const scale = share / (Math.sqrt(3) * aboveV);
          give(parent, 2 * k, unknown, (p * cos + q * sin) * scale);
          give(parent, 2 * k + 1, unknown, (p * sin - q * cos) * scale);
        });
      };
      const isConversion = row.kind === 'ups' && row.upsMode !== 'eco' && row.upsMode !== 'bypass';
      if (isConversion) {
        const tan = Math.tan(Math.acos(row.inputPowerFactor ?? 0.99));
        for (const { unknown, p } of power()) giveBalanced(unknown, (1 + fraction) * p, (1 + fraction) * p * tan);
        const rechargeW = recharges && interrupted(row.name) ? (row.rechargeW ?? 0) : 0;
        giveBalanced(size, fixedW + rechargeW, (fixedW + rechargeW) * tan);
        continue;
      }
      const onLine = isPdu ? 1 + fraction : 1;
      if (lines === 3 && row.kind === 'transformer' && row.winding !== 'wye-wye') {
        // Secondary line k loads the primary winding between line k and the next: I = (V_k/V_winding)*·I_k.
        ['L1-L2', 'L2-L3', 'L3-L1'].forEach((pair, k) => {
          const v = pairVoltage(pair);
          const s = { re: Math.cos(ANGLES[k] ?? 0) / Math.sqrt(3), im: Math.sin(ANGLES[k] ?? 0) / Math.sqrt(3) };
          const norm = (v.re ** 2 + v.im ** 2) * (aboveV / ownV);
          // (s/v)* = s*·v/|v|²
          const ratio = { re: (s.re * v.re + s.im * v.im) / norm, im: (s.re * v.im - s.im * v.re) / norm };
          for (const { line, sign } of conductors(pair)) {
            give(parent, 2 * line, begin + 2 * k, share * sign * ratio.re);
            give(parent, 2 * line, begin + 2 * k + 1, -share * sign * ratio.im);
            give(parent, 2 * line + 1, begin + 2 * k, share * sign * ratio.im);
            give(parent, 2 * line + 1, begin + 2 * k + 1, share * sign * ratio.re);
          }
        });
      } else if (lines === 3) {
        const scale = (onLine * ownV) / aboveV;
        for (let i = 0; i < width; i++) give(parent, i, begin + i, share * scale);
      } else if (aboveLines === 1) {
        const scale = (onLine * ownV) / aboveV;
        for (let i = 0; i < 2; i++) give(parent, i, begin + i, share * scale);
      } else if (row.legs === undefined) {
        for (const { unknown, p, q } of power()) giveBalanced(unknown, onLine * p, onLine * q);
      } else {
        const v = pairVoltage(row.legs);
        const scale = onLine / aboveV / (v.re ** 2 + v.im ** 2);
        for (const { unknown, p, q } of power()) {
          for (const { line, sign } of conductors(row.legs)) {
            give(parent, 2 * line, unknown, share * sign * (p * v.re + q * v.im) * scale);
            give(parent, 2 * line + 1, unknown, share * sign * (p * v.im - q * v.re) * scale);
          }
        }
      }
      if (isPdu) continue;
      for (const { unknown, p } of power()) giveBalanced(unknown, fraction * p, 0);
      giveBalanced(size, fixedW, 0);
    }
  }
  const solution = eliminate(matrix);
  return {
    dead,
    carriers,
    servedW,
    outputs: new Map(
      chain.elements.map((row) => {
        const begin = at.get(row.name) ?? 0;
        const lines = linesOf(chain, row) === 1 ? [0] : [0, 1, 2];
        const phasors = lines.map((k) => ({ re: solution[begin + 2 * k] ?? 0, im: solution[begin + 2 * k + 1] ?? 0 }));
        return [row.name, dead.has(row.name) ? phasors.map(() => ({ re: 0, im: 0 })) : phasors];
      }),
    ),
  };
}

/** Gauss and Jordan with partial pivoting; the last column is the right side. */
function eliminate(matrix: Float64Array[]): readonly number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot] ?? new Float64Array(), matrix[column] ?? new Float64Array()];
    const top = matrix[column] ?? new Float64Array();
    for (let row = 0; row < size; row++) {
      const here = matrix[row] ?? new Float64Array();
      const factor = (here[column] ?? 0) / (top[column] ?? 1);
      if (row === column || factor === 0) continue;
      for (let i = column; i <= size; i++) here[i] = (here[i] ?? 0) - factor * (top[i] ?? 0);
    }
  }
  return matrix.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
