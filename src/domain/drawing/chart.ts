/** A diagram with two axes: what is to be seen, nothing of how it is drawn. */
export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Lines across the diagram, such as an objective. */
  readonly limits: readonly Limit[];
  /** What a reader must know beside the diagram. */
  readonly notes: readonly string[];
}

export interface Axis {
  readonly label: string;
  /** A log axis shows only values above 0. */
  readonly scale: 'linear' | 'log';
  /** Where the axis starts or ends, whatever the data; their range where left out. */
  readonly min?: number;
  readonly max?: number;
  /** Marks only at whole numbers, as where things are counted. */
  readonly isCount?: boolean;
  /** Names at 1, 2, 3 … in place of numbers. */
  readonly names?: readonly string[];
}

/** line: joined points. steps: each value holds until the next x. bars: from the axis, as wide as the step. points: marks. */
export interface Series {
  readonly name: string;
  readonly kind: 'line' | 'steps' | 'bars' | 'points';
  readonly points: readonly (readonly [number, number])[];
  /** Written at the points, where given. */
  readonly labels?: readonly string[];
}

export interface Limit {
  readonly axis: 'x' | 'y';
  readonly value: number;
  readonly label: string;
}
