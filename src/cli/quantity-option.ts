import { InvalidArgumentError } from 'commander';

/** Parses a whole number of an option. */
export function integerIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`"${text}" is no whole number from ${String(least)} to ${String(most)}.`);
  };
}

/** Parses a power with its unit, W or kW, to W. */
export function wattsOf(leastW: number, mostW: number): (text: string) => number {
  return withUnit({
    units: { W: 1, kW: 1000 },
    least: leastW,
    most: mostW,
    allowed: `${String(leastW / 1000)}kW to ${String(mostW / 1000)}kW`,
    example: '36kW or 36000W',
  });
}

/** Parses a height with its unit, m. */
export function metresOf(leastM: number, mostM: number): (text: string) => number {
  return withUnit({
    units: { m: 1 },
    least: leastM,
    most: mostM,
    allowed: `${String(leastM)}m to ${String(mostM)}m`,
    example: '1609m',
  });
}

/** Parses one of some voltages with its unit, V. */
export function voltsOf(allowedV: readonly number[]): (text: string) => number {
  const names = allowedV.map((volts) => `${String(volts)}V`).join(', ');
  const parse = withUnit({ units: { V: 1, kV: 1000 }, least: 0, most: 1e6, allowed: names, example: names });
  return (text) => {
    const volts = parse(text);
    if (allowedV.includes(volts)) return volts;
    throw new InvalidArgumentError(`"${text}" is none of ${names}; give the voltage at the racks, line to line.`);
  };
}

interface UnitOption {
  readonly units: Readonly<Record<string, number>>;
  readonly least: number;
  readonly most: number;
  readonly allowed: string;
  readonly example: string;
}

/** A number and its unit; without a unit nobody knows what is meant. */
function withUnit({ units, least, most, allowed, example }: UnitOption): (text: string) => number {
  return (text) => {
    const parts = /^(-?\d{1,9}(?:\.\d{1,6})?) ?([A-Za-z]*)$/.exec(text.trim());
    const unit = parts?.[2] ?? '';
    const factor = Object.entries(units).find(([name]) => name === unit)?.[1];
    if (parts === null) throw new InvalidArgumentError(`"${text}" is no number with a unit; write it as ${example}.`);
    if (factor === undefined) {
      const near = Object.keys(units).find((name) => name.toLowerCase() === unit.toLowerCase());
      const hint = near === undefined ? '' : ` Did you mean "${parts[1] ?? ''}${near}"?`;
      const what = unit === '' ? `"${text}" has no unit` : `"${unit}" is no unit here`;
      throw new InvalidArgumentError(`${what}; write it as ${example}.${hint}`);
    }
    const value = Math.round(Number(parts[1]) * factor * 1000) / 1000;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`"${text}" is out of range; allowed: ${allowed}.`);
  };
}
