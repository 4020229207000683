import type { Axis } from '../../domain/drawing/chart.js';

/** Marks of an axis and the range that they and the data span. */
export interface AxisMarks {
  readonly min: number;
  readonly max: number;
  readonly marks: readonly { readonly value: number; readonly text: string }[];
  readonly isLog: boolean;
  /** Place of a value from 0 (start) to 1 (end). */
  readonly place: (value: number) => number;
}

/** Round marks for an axis: steps of 1, 2 or 5 times a power of ten, or powers of ten where it is logarithmic. */
export function axisMarks(axis: Axis, values: readonly number[], mostMarks = 7): AxisMarks {
  const shown = values.filter((value) => Number.isFinite(value) && (axis.scale === 'linear' || value > 0));
  const least = axis.min ?? shown.reduce((a, b) => Math.min(a, b), Infinity);
  const most = axis.max ?? shown.reduce((a, b) => Math.max(a, b), -Infinity);
  const [low, high] = least < most ? [least, most] : spread(Number.isFinite(least) ? least : 1, axis.scale);
  return axis.scale === 'log' ? logMarks(low, high, mostMarks) : linearMarks(low, high, mostMarks, axis);
}

function spread(value: number, scale: Axis['scale']): readonly [number, number] {
  if (scale === 'log') return [value / 10, value * 10];
  return value === 0 ? [0, 1] : [Math.min(0, value), Math.max(0, value)];
}

function linearMarks(low: number, high: number, mostMarks: number, axis: Axis): AxisMarks {
  if (axis.names !== undefined) return namedMarks(low, high, axis.names);
  const raw = Math.max((high - low) / mostMarks, axis.isCount === true ? 1 : 0);
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((lead) => lead * magnitude >= raw * (1 - 1e-9)) ?? 10) * magnitude;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const min = axis.min ?? first * step;
  const max = axis.max ?? last * step;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const marks: { value: number; text: string }[] = [];
  for (let k = first; k <= last; k += 1) {
    const value = k * step;
    if (value >= min - step * 1e-6 && value <= max + step * 1e-6) marks.push({ value, text: grouped(value, decimals) });
  }
  return { min, max, marks, isLog: false, place: (value) => (value - min) / (max - min) };
}

function namedMarks(min: number, max: number, names: readonly string[]): AxisMarks {
  const marks = names.map((text, i) => ({ value: i + 1, text }));
  return { min, max, marks, isLog: false, place: (value) => (value - min) / (max - min) };
}

function logMarks(low: number, high: number, mostMarks: number): AxisMarks {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const every = Math.max(1, Math.ceil((last - first) / mostMarks));
  const marks: { value: number; text: string }[] = [];
  for (let k = first; k <= last; k += every) marks.push({ value: 10 ** k, text: powerText(k) });
  return {
    min: 10 ** first,
    max: 10 ** last,
    marks,
    isLog: true,
    place: (value) => (Math.log10(value) - first) / (last - first),
  };
}

function powerText(power: number): string {
  return power >= -4 && power <= 6 ? grouped(10 ** power, Math.max(0, -power)) : `1e${String(power)}`;
}

function grouped(value: number, decimals: number): string {
  const [whole = '', rest] = Math.abs(value).toFixed(decimals).split('.');
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}
