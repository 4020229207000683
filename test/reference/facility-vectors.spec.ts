/**
 * The formulas of power, cooling, floor and cabling against the published and computed numbers in
 * facility-vectors.json. A vector's own tolerance applies where it states one; otherwise a result has to agree within
 * half a unit of the last digit that the vector gives, or, for the few in the trade's rounded constants (1.08, 500,
 * 0.785), within 0.3 %, which is stated beside them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { cableSectionMm2 } from '../../src/domain/cabling/tray-fill.js';
import { airDeltaTK, airDensityKgPerM3, pressureRatio, requiredAirflowM3PerH } from '../../src/domain/cooling/air.js';
import { ASHRAE_CLASS_NAMES, ASHRAE_CLASSES, thermalEnvelope } from '../../src/domain/cooling/ashrae.js';
import { rackCoolingIndexHigh, returnTemperatureIndex, supplyHeatIndex } from '../../src/domain/cooling/indices.js';
import { requiredLiquidFlowLPerMin, WATER_VOLUMETRIC_HEAT_J_PER_L_K } from '../../src/domain/cooling/liquid.js';
import { mixRacks } from '../../src/domain/cooling/mixing-network.js';
import { distributedLoadKpa } from '../../src/domain/floor/load.js';
import { workingSpaceDepthM } from '../../src/domain/floor/working-space.js';
import { carriedPowerVa, lineAmps, lineCurrents, type Legs, type Load } from '../../src/domain/power/line-currents.js';
import { minimumOvercurrentRatingA, nextStandardRatingA } from '../../src/domain/power/overcurrent.js';
import { apparentPowerVa, busiestLine, imbalanceFraction, usableFeedVa } from '../../src/domain/power/three-phase.js';
import { upsModulesForLoad, upsUsableFraction } from '../../src/domain/power/ups.js';
import {
  cfmFromM3PerH,
  deltaFFromDeltaK,
  deltaKFromDeltaF,
  DESIGN_AIR_DENSITY_KG_PER_M3,
  FOOT_M,
  INCH_M,
  m3PerHFromCfm,
  US_GALLON_L,
  wattFromBtuPerH,
} from '../../src/domain/units.js';

const number = z.number();
const triple = z.tuple([number, number, number]);
const condition = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const ashraeClass = z.enum(ASHRAE_CLASS_NAMES);

const file = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(new URL('./facility-vectors.json', import.meta.url), 'utf8')));

/** The groups that these rooms answer for; the others belong to spares, sequencing, cabling patterns and the fabric. */
const vectors = z
  .object({
    'power.delta_line_currents': z.array(z.object({ in: triple, out: triple, tol: number.optional() })),
    'power.delta_total_W': z.array(
      z.object({ lines: triple, V_LL: number, out: number, tol: number, shortcut: number }),
    ),
    'power.imbalance_pct': z.array(z.object({ in: triple, out: number, kVA415: number, util63: number })),
    'power.neutral': z.array(z.object({ in: triple, out: number })),
    'power.pdu_kVA': z.array(z.object({ V: number, A: number, f: number, out: number })),
    'power.bank_overload': z.array(
      z.object({ banks_VA: triple, V: number, limit_A: number, max_A: number, ok: z.boolean() }),
    ),
    'power.phasor_pf': z.array(
      z.object({ S12: number, pf12: number, S23: number, pf23: number, S31: number, V: number, L: triple }),
    ),
    'power.nec': z.array(z.object({ cont: number, non: number, min: number })),
    'power.ups_n_plus_1': z.array(
      z.object({ load: number, module: number, cap: number, modules: number, post_fail: number }),
    ),
    'power.4n3': z.array(z.object({ ups: number, unit_kW: number, usable_kW: number })),
    'cool.cfm_F': z.array(
      z.union([
        z.object({ W: number, dT_F: number, k: z.string(), out: number }),
        z.object({ kW: number, ft: number, dT_F: number, out: number, tol: number }),
      ]),
    ),
    'cool.dT_F': z.array(z.object({ kW: number, CFM: number, out: number })),
    'cool.pressure_ratio': z.array(z.object({ ft: number, out: number, published: number })),
    'cool.rho': z.array(z.object({ t: number, h: number, rh: number, out: number })),
    'cool.ashrae_max': z.array(z.object({ class: ashraeClass, h: number, out: number })),
    'cool.rci_hi': z.array(z.object({ class: ashraeClass, T: z.array(number), out: number })),
    'cool.rti': z.array(z.object({ ahu: number, it: number, out: number, state: z.literal('bypass') })),
    'cool.shi': z.array(z.object({ Ts: number, Tin: number, Tout: number, out: number })),
    'cool.recirc': z.array(z.object({ r: number, dT: number, rise: number })),
    'cool.liquid_lpm_per_kW': z.array(z.object({ dT: number, out: number })),
    'cool.gpm': z.array(z.object({ btuh: number, dT_F: number, out: number })),
    'floor.load': z.array(z.object({ kg: number, area: number, kPa: number })),
    'floor.nec110_26_depth_m': z.array(z.object({ Vg: number, cond: condition, out: number })),
    'cable.tray': z.array(z.object({ n: number, od_in: number, fill: number, cable_in2: number, tray_in2: number })),
  })
  .parse(file);

function expectWithin(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}

const DELTA_LEGS: readonly Legs[] = ['L1-L2', 'L2-L3', 'L3-L1'];
const WYE_LEGS: readonly Legs[] = ['L1-N', 'L2-N', 'L3-N'];

function loadsOf(legs: readonly Legs[], powersVa: readonly number[], powerFactors: readonly number[] = []): Load[] {
  return legs.map((leg, k) => {
    const powerFactor = powerFactors[k] ?? 1;
    return { legs: leg, powerW: (powersVa[k] ?? NaN) * powerFactor, powerFactor };
  });
}

function lineMagnitudes(loads: readonly Load[], lineToLineV: number): readonly [number, number, number] {
  const { l1A, l2A, l3A } = lineAmps(lineCurrents({ loads, lineToLineV }));
  return [l1A, l2A, l3A];
}

/** Any voltage: bank currents are given. */
const NOMINAL_V = 208;

describe('power', () => {
  it('has a test for every group of vectors on power', () => {
    const groups = Object.keys(file).filter((name) => name.startsWith('power.'));
    expect(groups).toHaveLength(10);
    expect(Object.keys(vectors).filter((name) => name.startsWith('power.'))).toEqual(groups);
  });

  it.each(vectors['power.delta_line_currents'])('delta banks $in A give lines $out A', ({ in: bankA, out, tol }) => {
    const loads = loadsOf(
      DELTA_LEGS,
      bankA.map((currentA) => currentA * NOMINAL_V),
    );
    lineMagnitudes(loads, NOMINAL_V).forEach((currentA, k) => expectWithin(currentA, out[k] ?? NaN, tol ?? 0.0001));
  });

  it.each(vectors['power.delta_total_W'])('delta lines $lines A carry $out W, not $shortcut', (vector) => {
    // the banks behind these lines are those of the first group of vectors
    const behind = vectors['power.delta_line_currents'].find(({ out }) => out.join() === vector.lines.join());
    const loads = loadsOf(
      DELTA_LEGS,
      (behind?.in ?? []).map((currentA) => currentA * vector.V_LL),
    );
    const currents = lineCurrents({ loads, lineToLineV: vector.V_LL });
    expectWithin(carriedPowerVa({ currents, lineToLineV: vector.V_LL }).re, vector.out, vector.tol);
    const [l1A, l2A, l3A] = lineMagnitudes(loads, vector.V_LL);
    expectWithin(apparentPowerVa({ l1A, l2A, l3A, lineToLineV: vector.V_LL }), vector.shortcut, vector.tol);
  });

  it.each(vectors['power.imbalance_pct'])('lines $in A are $out % uneven', ({ in: [l1A, l2A, l3A], out, ...more }) => {
    expectWithin(100 * (imbalanceFraction({ l1A, l2A, l3A }) ?? NaN), out, 0.0005);
    expectWithin(apparentPowerVa({ l1A, l2A, l3A, lineToLineV: 415 }) / 1000, more.kVA415, 0.0005);
    expectWithin((100 * busiestLine({ l1A, l2A, l3A }).currentA) / 63, more.util63, 0.005);
  });

  it.each(vectors['power.neutral'])('phases $in A leave $out A in the neutral', ({ in: phaseA, out }) => {
    const loads = loadsOf(
      WYE_LEGS,
      phaseA.map((currentA) => (currentA * NOMINAL_V) / Math.sqrt(3)),
    );
    expectWithin(lineAmps(lineCurrents({ loads, lineToLineV: NOMINAL_V })).nA, out, 0.00005);
  });

  it.each(vectors['power.pdu_kVA'])('$V V $A A at $f is $out kVA', ({ V, A, f, out }) => {
    const usableVa = usableFeedVa({ phases: 3, voltageV: V, ratedA: A, continuousFraction: f });
    expectWithin(usableVa / 1000, out, 0.0005);
  });

  it.each(vectors['power.bank_overload'])('banks $banks_VA VA peak at $max_A A: $ok', (vector) => {
    const [l1A, l2A, l3A] = lineMagnitudes(loadsOf(DELTA_LEGS, vector.banks_VA), vector.V);
    const { currentA } = busiestLine({ l1A, l2A, l3A });
    expectWithin(currentA, vector.max_A, 0.0005);
    expect(currentA <= vector.limit_A).toBe(vector.ok);
  });

  it.each(vectors['power.phasor_pf'])('banks of pf $pf12 and $pf23 give lines $L A', (vector) => {
    const loads = loadsOf(DELTA_LEGS, [vector.S12, vector.S23, vector.S31], [vector.pf12, vector.pf23]);
    lineMagnitudes(loads, vector.V).forEach((currentA, k) => expectWithin(currentA, vector.L[k] ?? NaN, 0.0005));
  });

  it.each(vectors['power.nec'])('$cont A continuous and $non A not need $min A', ({ cont, non, min }) => {
    const neededA = minimumOvercurrentRatingA({ continuousA: cont, nonContinuousA: non });
    expectWithin(neededA, min, 1e-9);
    expect(nextStandardRatingA(neededA)).toBeGreaterThanOrEqual(min);
  });

  it.each(vectors['power.ups_n_plus_1'])('$load kVA on modules of $module need $modules', (vector) => {
    const modules = upsModulesForLoad({
      loadVa: vector.load * 1000,
      moduleVa: vector.module * 1000,
      capFraction: vector.cap,
    });
    expect(modules.installed).toBe(vector.modules);
    expectWithin(modules.afterLossFraction, vector.post_fail, 1e-9);
  });

  it.each(vectors['power.4n3'])('$ups systems of $unit_kW kW give $usable_kW kW', ({ ups, unit_kW, usable_kW }) => {
    expectWithin(ups * unit_kW * upsUsableFraction({ kind: 'distributed', systems: ups }), usable_kW, 1e-9);
  });
});

describe('cooling', () => {
  it('has a test for every group of vectors on air, water and floor', () => {
    for (const [prefix, count] of [
      ['cool.', 11],
      ['floor.', 2],
    ] as const) {
      const groups = Object.keys(file).filter((name) => name.startsWith(prefix));
      expect(groups).toHaveLength(count);
      expect(Object.keys(vectors).filter((name) => name.startsWith(prefix))).toEqual(groups);
    }
  });

  it.each(vectors['cool.cfm_F'])('airflow of %j', (vector) => {
    const deltaTK = deltaKFromDeltaF(vector.dT_F);
    if ('W' in vector) {
      const flow = requiredAirflowM3PerH({ heatW: vector.W, deltaTK, densityKgPerM3: DESIGN_AIR_DENSITY_KG_PER_M3 });
      // 1.08 stands for 1.0785 with ρ = 1.2 and cp = 1005
      expectWithin(cfmFromM3PerH(flow), vector.out, 0.003 * vector.out);
      return;
    }
    // INRES: supply at 55 °F (12.8 °C); it states no humidity, 50 % taken
    const altitudeM = vector.ft * FOOT_M;
    const densityKgPerM3 = airDensityKgPerM3({ tempC: 12.8, relativeHumidity: 0.5, altitudeM });
    const flow = requiredAirflowM3PerH({ heatW: vector.kW * 1000, deltaTK, densityKgPerM3 });
    expectWithin(cfmFromM3PerH(flow), vector.out, vector.tol);
  });

  it.each(vectors['cool.dT_F'])('$kW kW on $CFM CFM rise by $out °F', ({ kW, CFM, out }) => {
    const riseK = airDeltaTK({
      heatW: kW * 1000,
      airflowM3PerH: m3PerHFromCfm(CFM),
      densityKgPerM3: DESIGN_AIR_DENSITY_KG_PER_M3,
    });
    expectWithin(deltaFFromDeltaK(riseK), out, 0.003 * out);
  });

  it.each(vectors['cool.pressure_ratio'])('at $ft ft the pressure ratio is $out', ({ ft, out, published }) => {
    expectWithin(pressureRatio(ft * FOOT_M), out, 0.000005);
    expectWithin(pressureRatio(ft * FOOT_M), published, 0.005);
  });

  it.each(vectors['cool.rho'])('at $t °C, $h m, RH $rh air has $out kg/m³', ({ t, h, rh, out }) => {
    expectWithin(airDensityKgPerM3({ tempC: t, relativeHumidity: rh, altitudeM: h }), out, 0.00005);
  });

  it.each(vectors['cool.ashrae_max'])('$class at $h m allows $out °C', ({ class: name, h, out }) => {
    expectWithin(thermalEnvelope({ ashraeClass: name, altitudeM: h })?.allowableC.max ?? NaN, out, 0.0005);
  });

  it.each(vectors['cool.rci_hi'])('inlets $T °C in $class have an RCI of $out %', ({ class: name, T, out }) => {
    const { recommendedC, allowableC } = ASHRAE_CLASSES[name];
    expectWithin(100 * rackCoolingIndexHigh({ inletTempsC: T, recommendedC, allowableC }), out, 0.05);
  });

  it.each(vectors['cool.rti'])(
    '$ahu K over $it K is an RTI of $out %: $state',
    ({ ahu, it: equipmentDeltaTK, out }) => {
      const index = returnTemperatureIndex({ returnTempC: 20 + ahu, supplyTempC: 20, equipmentDeltaTK });
      expectWithin(100 * index, out, 0.0005);
      expect(index).toBeLessThan(1);
    },
  );

  it.each(vectors['cool.shi'])('supply $Ts, inlet $Tin, outlet $Tout °C: SHI $out', ({ Ts, Tin, Tout, out }) => {
    expectWithin(supplyHeatIndex({ supplyTempC: Ts, inletTempC: Tin, outletTempC: Tout }), out, 1e-9);
  });

  it.each(vectors['cool.recirc'])('recirculating $r at $dT K warms by $rise K', ({ r, dT, rise }) => {
    const [mixed] = mixRacks([{ flowWPerK: 1000, heatW: 1000 * dT, recirculatedFraction: r, supplyC: 20 }], []);
    expectWithin((mixed?.inletC ?? NaN) - 20, rise, 1e-9);
  });

  it.each(vectors['cool.liquid_lpm_per_kW'])('1 kW at $dT K needs $out L/min', ({ dT, out }) => {
    const volumetricHeatJPerLK = WATER_VOLUMETRIC_HEAT_J_PER_L_K;
    expectWithin(requiredLiquidFlowLPerMin({ heatW: 1000, deltaTK: dT, volumetricHeatJPerLK }), out, 0.0005);
  });

  it.each(vectors['cool.gpm'])('$btuh BTU/h at $dT_F °F need $out gpm', ({ btuh, dT_F, out }) => {
    const flow = requiredLiquidFlowLPerMin({
      heatW: wattFromBtuPerH(btuh),
      deltaTK: deltaKFromDeltaF(dT_F),
      volumetricHeatJPerLK: WATER_VOLUMETRIC_HEAT_J_PER_L_K,
    });
    // 500 BTU/h per gpm·°F stands for 498.5 with 4168 J/(L·K)
    expectWithin(flow / US_GALLON_L, out, 0.003 * out);
  });
});

describe('floor', () => {
  it.each(vectors['floor.load'])('$kg kg on $area m² are $kPa kPa', ({ kg, area, kPa }) => {
    expectWithin(distributedLoadKpa({ massKg: kg, areaM2: area }), kPa, 0.005);
  });

  it.each(vectors['floor.nec110_26_depth_m'])('$Vg V in condition $cond needs $out m', ({ Vg, cond, out }) => {
    expectWithin(workingSpaceDepthM({ voltageToGroundV: Vg, condition: cond }) ?? NaN, out, 0.0005);
  });
});

describe('cabling', () => {
  it.each(vectors['cable.tray'])('$n cables of $od_in in fill $fill of $tray_in2 in²', (vector) => {
    const outerDiameterMm = vector.od_in * INCH_M * 1000;
    const sectionIn2 = cableSectionMm2([{ count: vector.n, outerDiameterMm }]) / (INCH_M * 1000) ** 2;
    // 0.785 stands for π/4
    expectWithin(sectionIn2, vector.cable_in2, 0.003 * vector.cable_in2);
    expectWithin(sectionIn2 / vector.fill, vector.tray_in2, 0.003 * vector.tray_in2);
  });
});
