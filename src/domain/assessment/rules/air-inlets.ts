import { airDeltaTK, airDensityKgPerM3 } from '../../cooling/air.js';
import { exactly, type Finding } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import type { AirContext, HotSpot } from '../air-study.js';
import type { Rule, StudyRule } from '../rule.js';
import { found } from './found.js';
import { groupedByRow } from './rack-groups.js';

const MODEL_BASIS =
  'zonal mixing model of the room (docs/air-model.md), tightest limit of devices and ASHRAE TC 9.9 (2021) class';

/** Racks whose inlet is above what is allowed, or above what is recommended. */
export const hotSpot: StudyRule<AirContext> = {
  code: 'air.hot-spot',
  title: 'Rack breathes too warm air',
  discipline: 'cooling',
  basis: MODEL_BASIS,
  sentence:
    '{rack} breathes {measured}, above {limit} ({limitOf}): supply {supplyC} °C, {recirculatedPercent} % of its air comes from the hot side at {hotSideC} °C; likewise racks of {subject}: {rackCount} ({racks})',
  guide: {
    method:
      'Inlet of each rack: `T_in = (1 − r)·T_supply + r·H`, where `r` is the share of its air that comes from its hot side (stated by the zone, else by its place and open units) and `H` the temperature there, from the heat balance of the hot sides. An aisle that gets less than it wants recirculates what is missing. Compared with the tightest of the devices’ `maximumInletC` and the allowable maximum of their class and that of the site, derated by altitude (error), and with the recommended maximum (warning).',
    example:
      'Supply 24 °C, r = 0.3, rise of the rack 18.6 K: H = 24 + 18.6/0.7 = 50.6 °C; inlet 0.7·24 + 0.3·50.6 = 32.0 °C > 30 °C of the device, although class A2 allows 35 °C.',
    remedy:
      'Close open units and row ends, contain the aisle, give it more air, lower the set point, or spread the load; then give the measured `recirculationFraction` of the zone.',
  },
  evaluate: ({ assessed, hotSpots, envelope }) => {
    const recommendedC = envelope?.recommendedC.max ?? null;
    const tooHot = hotSpots.filter(({ aboveLimitK }) => aboveLimitK !== null && aboveLimitK > 1e-9);
    const hotNames = new Set(tooHot.map(({ rack }) => rack));
    const warm = hotSpots.filter(
      ({ rack, inletC }) => !hotNames.has(rack) && recommendedC !== null && (inletC ?? 0) > recommendedC + 1e-9,
    );
    const of = (spots: readonly HotSpot[], severity: 'error' | 'warning') =>
      groupedByRow(
        assessed.index,
        spots.map((spot) => ({ rack: spot.rack, fact: spot })),
        ({ aboveLimitK, inletC }) => aboveLimitK ?? inletC ?? 0,
      ).map(({ subject, worst: { fact }, rackCount, racks }): Finding =>
        found(hotSpot, {
          severity,
          subject,
          measured: fact.inletC,
          limit: severity === 'error' ? fact.limitC : recommendedC,
          unit: 'C',
          inputs: {
            rack: fact.rack,
            limitOf: severity === 'error' ? fact.limitOf : 'recommended',
            supplyC: fact.supplyC,
            hotSideC: fact.hotSideC,
            recirculatedPercent: fact.recirculatedFraction * 100,
            rackCount,
            racks,
          },
        }),
      );
    return [...of(tooHot, 'error'), ...of(warm, 'warning')];
  },
};

/** Rooms that warm without limit. */
export const noSteadyState: StudyRule<Pick<AirContext, 'figures'>> = {
  code: 'air.no-steady-state',
  title: 'Room has no steady state: it warms without limit',
  discipline: 'cooling',
  basis: 'heat balance: units take less than the room gives at any return temperature up to 200 °C',
  sentence:
    '{subject} gives {measured} of heat, and its running units ({unitCount}) take it at no return temperature; rated {limit}',
  guide: {
    method:
      'Return temperature at which `Σ min(C_u·(T − T_set), Q_u(T))` equals the heat of the room, with `C_u` the heat capacity rate of the air of unit u and `Q_u` its sensible capacity, which follows the return where the rating says for which return and water it holds.',
    example:
      'Two racks of 10 kW on one unit of 15 kW whose rating does not follow the return: 20 kW > 15 kW at every temperature.',
    remedy:
      'Add units or capacity, or state the return and water of the rating so that the higher return can be counted.',
  },
  evaluate: ({ figures }) =>
    figures.rooms
      .filter(({ state }) => state === 'warms-without-limit')
      .map(({ room, heatW, units }) =>
        found(noSteadyState, {
          severity: 'error',
          subject: { kind: 'room', name: room },
          measured: exactly(heatW) ?? heatW.lower,
          limit: units.every(({ ratedW }) => ratedW !== null)
            ? units.reduce((sum, { ratedW }) => sum + (ratedW ?? 0), 0)
            : null,
          unit: 'W',
          inputs: { unitCount: units.filter(({ airflowM3PerH }) => airflowM3PerH !== null).length },
          coverage: heatW.coverage,
        }),
      ),
};

/** The same at maximum draw, of which every assessment knows. */
export const noSteadyStateAtMaximum: Rule = {
  ...noSteadyState,
  evaluate: ({ figures }) => noSteadyState.evaluate({ figures: figures.air }),
};

/** K. A rise that no server fan is built for; a flow in CFM that was read as m³/h gives 1.7 times the rise. */
const LARGEST_CREDIBLE_RISE_K = 40;

/** Devices whose heat and air do not go together. */
export const implausibleRise: StudyRule<AirContext> = {
  code: 'air.implausible-rise',
  title: 'Temperature rise that cannot be: units mixed up?',
  discipline: 'cooling',
  basis: 'ΔT = Q/(ρ·cp·V̇); air-cooled equipment is built for 10 to 25 K',
  sentence:
    '{subject}: {heatW} W on {airflowM3PerH} m³/h would warm the air by {measured}, more than {limit}; is the airflow in another unit (×{cfmAsM3PerH} if it is CFM), or the power of something else?',
  guide: {
    method: 'Rise of the air through each rack, `ΔT = 3600·Q/(ρ·cp·V̇)`, at the density of the site, against 40 K.',
    example:
      '10 kW on 100 m³/h: 3600·10 000/(1.2·1005·100) = 299 K. The same 100 in L/s are 360 m³/h and 83 K; in m³/min 6000 m³/h and 5 K.',
    remedy: 'Check the unit of `maximumAirflowM3PerH` (1 CFM is 1.699 m³/h, 1 L/s is 3.6 m³/h) and of the power.',
  },
  evaluate: ({ assessed, figures }) => {
    const suspects = figures.rooms.flatMap(({ racks }) =>
      racks.flatMap((rack) => {
        const [heatW, airflowM3PerH] = [exactly(rack.heatW), exactly(rack.airflowM3PerH)];
        if (heatW === null || airflowM3PerH === null || airflowM3PerH <= 0) return [];
        const riseK = airDeltaTK({ heatW, airflowM3PerH, densityKgPerM3: figures.densityKgPerM3 });
        return riseK > LARGEST_CREDIBLE_RISE_K ? [{ rack: rack.rack, fact: { riseK, heatW, airflowM3PerH } }] : [];
      }),
    );
    return groupedByRow(assessed.index, suspects, ({ riseK }) => riseK).map(({ subject, worst, rackCount, racks }) =>
      found(implausibleRise, {
        severity: 'warning',
        subject,
        measured: worst.fact.riseK,
        limit: LARGEST_CREDIBLE_RISE_K,
        unit: 'K',
        inputs: {
          rack: worst.rack,
          heatW: worst.fact.heatW,
          airflowM3PerH: worst.fact.airflowM3PerH,
          cfmAsM3PerH: 1.699,
          rackCount,
          racks,
        },
      }),
    );
  },
};

/** Altitude that nobody states. */
export const unknownAltitude: StudyRule<AirContext> = {
  code: 'air.unknown-altitude',
  title: 'Altitude is not stated',
  discipline: 'cooling',
  basis: 'air pressure by ISO 2533; flow for a heat is divided by the pressure ratio',
  sentence:
    'The altitude of {subject} is not stated: air is taken as {densityKgPerM3} kg/m³ at sea level; at 2000 m it would be {densityAt2000M}, every rise {moreRisePercent} % larger and every class of ASHRAE up to 3.7 K tighter',
  guide: {
    method:
      'Air density from pressure at the altitude, supply temperature and humidity. Without an altitude everything is calculated at sea level, which is the best case; the finding says what 2000 m would change.',
    example:
      '25 °C dry air: 1.1839 kg/m³ at sea level, 0.9288 at 2000 m; the same fans then warm the same heat by 1.1839/0.9288 = 1.27 times as much.',
    remedy: 'State `altitudeM` of the site.',
  },
  evaluate: ({ assessed, figures }) => {
    const { index, assessment } = assessed;
    if (index.snapshot.site.altitudeM !== undefined) return [];
    const { supplyC, relativeHumidity } = assessment.policy;
    const high = airDensityKgPerM3({ tempC: supplyC, relativeHumidity, altitudeM: 2000 });
    return [
      found(unknownAltitude, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: {
          densityKgPerM3: figures.densityKgPerM3,
          densityAt2000M: high,
          moreRisePercent: (figures.densityKgPerM3 / high - 1) * 100,
        },
      }),
    ];
  },
};

/** Rooms of which supply and demand cannot be balanced. */
export const unknownSupply: StudyRule<AirContext> = {
  code: 'air.unknown-supply',
  title: 'Supply of air is not known',
  discipline: 'cooling',
  basis: 'balance of volumes: what units blow against what racks take',
  sentence:
    'In {subject} supply cannot be set against demand: {open}. Inlets are those of an aisle that gets what it wants, which is the best case',
  guide: {
    method:
      'A room with racks needs at least one air-moving unit, each with `airflowM3PerH`; a zone needs a unit that serves it. Where that is missing, aisles are taken as supplied in full at the set point.',
    example: 'A zone with 5000 m³/h of demand whose only unit states no airflow: nothing can be said of its margin.',
    remedy: 'State the airflow of the unit type, or which units serve the zone.',
  },
  evaluate: ({ figures, hall }) =>
    figures.rooms.flatMap((room, r) => {
      const plan = hall.rooms[r];
      const silent = (plan?.units ?? []).filter(({ flowM3PerH }) => flowM3PerH === null).map(({ unit }) => unit.name);
      const unserved = room.aisles
        .filter(({ units, racks }) => units.length === 0 && racks > 0)
        .map(({ zone }) => zone ?? 'racks in no zone');
      const open = [
        ...(plan?.units.length === 0
          ? ['no unit blows air into it']
          : unserved.map((zone) => `no unit serves ${zone}`)),
        ...(silent.length > 0 ? [`units that state no airflow: ${sampleOf(silent).names.join(', ')}`] : []),
      ];
      if (open.length === 0) return [];
      return [
        found(unknownSupply, { severity: 'unknown', subject: { kind: 'room', name: room.room }, inputs: { open } }),
      ];
    }),
};

/** Racks whose inlet cannot be said. */
export const unknownRackAir: StudyRule<AirContext> = {
  code: 'air.unknown-rack',
  title: 'Inlet of racks is not known',
  discipline: 'cooling',
  basis: 'an inlet needs heat and air of the whole rack; what is known of it counts in the balance of its room',
  sentence:
    'Inlets in {subject}: {coverage}; not known for {racks}, whose heat is at least {leastHeatW} W and whose air is at least {leastAirM3PerH} m³/h. Other inlets hold for what is known',
  guide: {
    method:
      'A rack of which a device states no draw or no air has no inlet; its known part is in the heat and demand of the room. The others are exact only if the rest is small.',
    example:
      'Two of 17 racks hold a switch without a draw: 15 of 17 inlets are known, and the heat of the room is a lower bound.',
    remedy: 'State draw and airflow (or `designDeltaTK`) of the device types, or overrides of the devices.',
  },
  evaluate: ({ figures }) =>
    figures.rooms.flatMap(({ room, racks, coverage }) => {
      const open = racks.filter(
        ({ heatW, airflowM3PerH }) => exactly(heatW) === null || exactly(airflowM3PerH) === null,
      );
      if (open.length === 0) return [];
      return [
        found(unknownRackAir, {
          severity: 'unknown',
          subject: { kind: 'room', name: room },
          inputs: {
            racks: sampleOf(open.map(({ rack }) => rack)).names,
            leastHeatW: open.reduce((sum, { heatW }) => sum + heatW.lower, 0),
            leastAirM3PerH: open.reduce((sum, { airflowM3PerH }) => sum + airflowM3PerH.lower, 0),
          },
          coverage,
        }),
      ];
    }),
};
