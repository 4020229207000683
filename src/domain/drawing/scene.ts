/** A point of a drawing in its own unit (m on plans, mm on elevations): x to the right, y upwards. */
export type Point = readonly [number, number];

/**
 * What a shape stands for. Renderers give each its line, fill and hatch, so that a drawing reads alike on screen, on
 * paper and in grey.
 */
export type ShapeStyle =
  | 'wall'
  | 'room'
  | 'tile'
  | 'staging'
  | 'obstacle'
  | 'column'
  | 'door'
  | 'keep-out'
  | 'cold-aisle'
  | 'hot-aisle'
  | 'rack'
  | 'front'
  | 'cooling-unit'
  | 'cooling-unit-out'
  | 'power-element'
  | 'wire'
  | 'wire-standby'
  | 'air'
  | 'air-fresh'
  | 'air-recirculated'
  | 'air-bypass'
  | 'air-leak'
  | 'tray-fibre'
  | 'tray-copper'
  | 'tray-power'
  | 'tray-empty'
  | 'tray-light'
  | 'tray-half'
  | 'tray-full'
  | 'tray-over'
  | 'tray-unknown'
  | 'cable-way'
  | 'matrix-none'
  | 'matrix-few'
  | 'matrix-some'
  | 'matrix-many'
  | 'dimension'
  | 'sheet'
  | 'frame'
  | 'device'
  | 'device-hidden'
  | 'free'
  | 'grid'
  | 'as-of'
  | 'phase'
  | 'need-by'
  | 'task'
  | 'task-critical'
  | 'delivery'
  | 'delivery-critical'
  | 'task-float'
  | 'task-uncertain';

/** Load of a rack against what its feeds may carry for hours. */
export type LoadBand = 'unknown' | 'none' | 'low' | 'middle' | 'high' | 'full' | 'over';

/** Inlet of a rack against its limit. */
export type InletBand =
  'inlet-unknown' | 'inlet-cold' | 'inlet-recommended' | 'inlet-warm' | 'inlet-near' | 'inlet-above' | 'inlet-endless';

export type TextStyle =
  'room' | 'row' | 'rack' | 'load' | 'grid' | 'aisle' | 'dimension' | 'device' | 'unit' | 'label' | 'heading';

export interface TextShape {
  readonly shape: 'text';
  readonly style: TextStyle;
  /** On the middle line of the capitals, at the end that `anchor` names. */
  readonly at: Point;
  readonly text: string;
  /** Height of capitals, in the unit of the drawing. */
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Counterclockwise. */
  readonly rotationDeg: number;
  /** Room along the line; longer text is made smaller, then cut short. */
  readonly maxWidth: number;
  /** Lies on lines or hatches, from which it must stand out. */
  readonly onLines?: boolean;
}

export type Shape =
  | {
      readonly shape: 'polygon';
      readonly style: ShapeStyle;
      readonly band?: LoadBand | InletBand;
      readonly points: readonly Point[];
    }
  | { readonly shape: 'line'; readonly style: ShapeStyle; readonly points: readonly Point[] }
  | TextShape
  /** A numbered mark that refers to a finding; `size` is its height. */
  | {
      readonly shape: 'mark';
      readonly at: Point;
      readonly size: number;
      readonly number: number;
      readonly severity: 'error' | 'warning';
    }
  /** A rack whose feeds carry more than they may after the loss of one; `size` is its height. */
  | { readonly shape: 'after-loss'; readonly at: Point; readonly size: number };

export interface Extent {
  readonly min: Point;
  readonly max: Point;
}

/** A drawing: what is to be seen and how large it is, nothing of how it is drawn. Later shapes lie above earlier ones. */
export interface Scene {
  readonly title: string;
  readonly unit: 'm' | 'mm';
  readonly extent: Extent;
  /** Denominator of the scale for which texts and marks were sized. */
  readonly scale: number;
  /** False: its lengths are not lengths of things, so that a scale would say nothing. */
  readonly isToScale?: boolean;
  /** Bearing of north, clockwise from upwards; null where it has no meaning. */
  readonly northDeg: number | null;
  readonly shapes: readonly Shape[];
  /** What the drawing cannot show, in words. */
  readonly notes: readonly string[];
}
