import { exactly, type Total } from '../finding.js';
import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import { dewPointC } from './air.js';
import type { AirHall } from './air-solver.js';
import { cduCircuits, circuitWithout, type CduCircuit, type CircuitState } from './cdu-circuits.js';
import type { Amount } from './cooling-figures.js';
import { liquidDeltaTK, requiredLiquidFlowLPerMin } from './liquid.js';
import { loopDesign } from './loop-design.js';
import { doorHeat } from './rear-door.js';

/** A unit that takes heat into liquid: a rear door or a coolant distribution unit. */
export interface LiquidUnit {
  readonly unit: string;
  readonly kind: 'rear-door-exchanger' | 'cdu';
  readonly loop: string | null;
  /** Heat that it takes in normal operation, W. */
  readonly heatW: Amount;
  readonly capacityW: number | null;
  /** Of the liquid that enters racks or door, °C: the set point of a distribution unit, else the supply of the loop. */
  readonly supplyC: number | null;
  /** Supply above the dew point of the room, K; water condenses below 0. */
  readonly aboveDewPointK: number | null;
  /** Set point of a distribution unit above the supply of its loop, K. */
  readonly approachK: number | null;
  /** Flow that the heat needs at the design rise of the loop, L/min; null where rise or glycol leave it open. */
  readonly neededLPerMin: Amount | null;
  /** Flow that its type states, L/min. */
  readonly waterLPerMin: number | null;
  /** Rise of the water at that flow, K. */
  readonly riseK: number | null;
  /** Design rise of the loop: return less supply, K. */
  readonly designRiseK: number | null;
}

/** A rear door with what it leaves in the room. */
export interface DoorOnRack {
  readonly unit: string;
  readonly rack: string;
  readonly room: string;
  /** Heat of the rack into its air, W. */
  readonly rackHeatW: Total;
  /** Heat that its doors leave in the room, W. */
  readonly residualW: Total;
  /** Share of the heat that its doors take; null where it is not known. */
  readonly capturedFraction: number | null;
}

export interface CircuitFigures extends CduCircuit {
  readonly normal: CircuitState;
  /** Each of its units lost in turn. */
  readonly losses: readonly CircuitState[];
}

/** Heat that goes into liquid, with what takes it. */
export interface LiquidFigures {
  /** Dew point of the rooms, °C: of the supply air of the site, whose moisture does not change as it warms. */
  readonly dewPointC: number | null;
  readonly units: readonly LiquidUnit[];
  readonly doors: readonly DoorOnRack[];
  readonly circuits: readonly CircuitFigures[];
  /** Racks that give heat to liquid which nothing takes. */
  readonly uncooled: readonly { readonly rack: string; readonly heatW: Total }[];
}

/** Flow, capture, dew point and redundancy of everything that takes heat into liquid. */
export function solveLiquid(hall: AirHall): LiquidFigures {
  const { index, rooms, input } = hall;
  const { supplyC, relativeHumidity } = input.policy;
  const airDewPointC = relativeHumidity > 0 ? dewPointC({ tempC: supplyC, relativeHumidity }) : null;
  const circuits = cduCircuits(index, rooms);
  const racks = rooms.flatMap(({ racks: inRoom }) => inRoom.map(({ load }) => load));
  const doorHeats = new Map(
    racks.flatMap(({ doors, rackHeatW }) =>
      doors.map(({ unit }, at) => [unit, doorHeat(rackHeatW, doors, at)] as const),
    ),
  );
  const cduHeats = new Map(
    circuits.flatMap(({ units, heatW }) => units.map(({ unit }) => [unit.name, partOf(heatW, units.length)] as const)),
  );
  const cooled = new Set(circuits.flatMap((circuit) => circuit.racks));
  return {
    dewPointC: airDewPointC,
    units: index.snapshot.coolingUnits.flatMap((unit) => {
      const kind = index.coolingUnitTypes.get(unit.type)?.kind;
      if (kind !== 'rear-door-exchanger' && kind !== 'cdu') return [];
      const heatW = doorHeats.get(unit.name) ?? cduHeats.get(unit.name) ?? { value: null, lower: 0, upper: null };
      return [liquidUnit(hall, { unit, kind, heatW, airDewPointC })];
    }),
    doors: racks.flatMap(({ rack, doors, rackHeatW, heatW }) =>
      doors.map(({ unit }): DoorOnRack => {
        const [wholeW, leftW] = [exactly(rackHeatW), exactly(heatW)];
        const capturedFraction = wholeW === null || leftW === null || wholeW === 0 ? null : 1 - leftW / wholeW;
        return { unit, rack: rack.name, room: rack.room, rackHeatW, residualW: heatW, capturedFraction };
      }),
    ),
    circuits: circuits.map((circuit) => ({
      ...circuit,
      normal: circuitWithout(circuit, new Set()),
      losses: circuit.units.map(({ unit }) => circuitWithout(circuit, new Set([unit.name]))),
    })),
    uncooled: racks
      .filter(({ rack, liquidW }) => (liquidW.lower > 0 || liquidW.upper !== 0) && !cooled.has(rack.name))
      .map(({ rack, liquidW }) => ({ rack: rack.name, heatW: liquidW })),
  };
}

function liquidUnit(
  { index }: AirHall,
  {
    unit,
    kind,
    heatW,
    airDewPointC,
  }: {
    readonly unit: CoolingUnit;
    readonly kind: LiquidUnit['kind'];
    readonly heatW: Amount;
    readonly airDewPointC: number | null;
  },
): LiquidUnit {
  const loop = index.snapshot.waterLoops.find(({ name }) => name === unit.loop);
  const type = index.coolingUnitTypes.get(unit.type);
  const setC = kind === 'cdu' ? unit.supplyC : undefined;
  const supplyC = setC ?? loop?.supplyC ?? null;
  const { riseK: designRiseK, volumetricHeatJPerLK } = loopDesign(index, unit);
  const waterLPerMin = type?.waterFlowLPerMin ?? null;
  return {
    unit: unit.name,
    kind,
    loop: unit.loop ?? null,
    heatW,
    capacityW: type?.sensibleCapacityW ?? null,
    supplyC,
    aboveDewPointK: supplyC === null || airDewPointC === null ? null : supplyC - airDewPointC,
    approachK: setC === undefined || loop?.supplyC === undefined ? null : setC - loop.supplyC,
    neededLPerMin:
      designRiseK === null || volumetricHeatJPerLK === null
        ? null
        : each(heatW, (watt) => requiredLiquidFlowLPerMin({ heatW: watt, deltaTK: designRiseK, volumetricHeatJPerLK })),
    waterLPerMin,
    riseK:
      heatW.value === null || waterLPerMin === null || volumetricHeatJPerLK === null
        ? null
        : liquidDeltaTK({ heatW: heatW.value, flowLPerMin: waterLPerMin, volumetricHeatJPerLK }),
    designRiseK,
  };
}

/** Equal part of a total. */
function partOf(total: Total, parts: number): Amount {
  const whole = exactly(total);
  return each({ value: whole, lower: total.lower, upper: total.upper }, (amount) => amount / parts);
}

function each({ value, lower, upper }: Amount, of: (amount: number) => number): Amount {
  return {
    value: value === null ? null : of(value),
    lower: of(lower),
    upper: upper === null ? null : of(upper),
  };
}
