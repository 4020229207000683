/** Units of one rack. */
export interface RackSpace {
  readonly rack: string;
  readonly heightU: number;
  readonly usedU: number;
  readonly deviceCount: number;
  readonly nodeCount: number;
  readonly acceleratorCount: number;
}

export interface SpaceFigures {
  readonly racks: readonly RackSpace[];
}
