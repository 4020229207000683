import type { CablingFigures } from '../cabling/cabling-figures.js';
import type { CapacityFigures } from '../capacity/hall-capacity.js';
import type { AirFigures } from '../cooling/air-figures.js';
import type { CoolingFigures } from '../cooling/cooling-figures.js';
import type { FloorFigures } from '../floor/floor-figures.js';
import type { PowerFigures } from '../power/power-figures.js';
import type { SpaceFigures } from '../floor/space-figures.js';
import type { SequenceFigures } from '../sequencing/sequence-figures.js';
import type { OrderFigures } from './order-figures.js';

/** Every number that engines calculated of a site, before any rule has judged it. */
export interface Figures {
  readonly power: PowerFigures;
  readonly cooling: CoolingFigures;
  /** What every rack breathes at maximum draw. */
  readonly air: AirFigures;
  readonly floor: FloorFigures;
  readonly space: SpaceFigures;
  readonly cabling: CablingFigures;
  readonly sequence: SequenceFigures;
  readonly orders: OrderFigures;
  readonly capacity: CapacityFigures;
}
