import type { HeaviestRack, RouteClearance } from '../../floor/floor-figures.js';
import { TOUCH_TOLERANCE_M } from '../../floor/geometry.js';
import type { Finding } from '../../finding.js';
import type { Rule, RuleContext } from '../rule.js';
import { found } from './found.js';

/** Ways that are too narrow. */
export const routeWidth: Rule = {
  code: 'floor.route-width',
  title: 'Way is too narrow',
  discipline: 'floor',
  basis:
    'circulation routes at least 1.2 m wide and 2.4 m high (RISA); 0.915 m for an accessible route (ADA); racks are 0.6 to 0.8 m wide and are turned',
  sentence:
    'The {purpose} route {subject} is clear for {measured}, at its narrowest beside {narrowestAt}; it needs {limit}',
  guide: {
    method:
      'Twice the least distance from the middle of the way to racks, equipment, columns and walls; doors, ramps and keep-outs do not narrow it. Against the width of the route, else `routeMinimumM` of the site (1.2 m), and of a delivery route never less than the narrow side of the widest rack that comes this way, crate included.',
    example: 'A way 0.5 m beside a rack is clear for 1.0 m < 1.2 m.',
    remedy: 'Move the way or what stands beside it.',
  },
  evaluate: ({ figures }) =>
    figures.floor.routes.flatMap(({ route, room, purpose, clearM, neededM, narrowestAt }) => {
      if (clearM === null || clearM >= neededM - TOUCH_TOLERANCE_M) return [];
      return [
        found(routeWidth, {
          severity: 'error',
          subject: { kind: 'floorRoute', name: `${room} / ${route}` },
          measured: clearM,
          limit: neededM,
          unit: 'm',
          inputs: { purpose, narrowestAt },
        }),
      ];
    }),
};

/** Ways by which racks come, whose floor does not carry them. */
export const routeLoad: Rule = {
  code: 'floor.route-load',
  title: 'Heaviest rack is too heavy for the way by which it comes',
  discipline: 'floor',
  basis:
    'm·g on the footprint of the rack, without the aisles that share the load where it stands; one caster of all alike',
  sentence: 'On the delivery route {subject}, {rack} ({massKg} kg) puts {measured} on {what}; the way carries {limit}',
  guide: {
    method:
      'The heaviest of the racks of this room, and of the rooms into which the way leads on. A rolling rack has no aisle beside it that shares its load: `m·g/(w·d)` against the distributed limit of the route or room, and `m·g/n` of one caster against the point load.',
    example:
      '1479 kg on 0.8 · 1.2 m are 15.1 kPa > 7.2 kPa, although standing in its row it puts 7.55 kPa on the floor; on four casters 3.6 kN.',
    remedy: 'Plates that spread the load, a lighter rack (devices fitted in place), or another way.',
  },
  evaluate: ({ index, figures }) =>
    figures.floor.routes
      .filter(({ purpose }) => purpose === 'delivery')
      .flatMap((way): readonly Finding[] => {
        const { route, room, floorLoadLimitKPa, pointLoadLimitKN } = way;
        const heaviest = heaviestOn({ index, figures }, way);
        if (heaviest === null) return [];
        const check = (what: string, measured: number, limit: number | null, unit: string) =>
          limit === null || measured <= limit * (1 + 1e-9)
            ? []
            : [
                found(routeLoad, {
                  severity: 'warning',
                  subject: { kind: 'floorRoute', name: `${room} / ${route}` },
                  measured,
                  limit,
                  unit,
                  inputs: { rack: heaviest.rack, massKg: heaviest.massKg, what },
                  coverage: heaviest.coverage,
                }),
              ];
        return [
          ...check('its footprint', heaviest.footprintKPa, floorLoadLimitKPa, 'kPa'),
          ...check('one caster', heaviest.casterKN, pointLoadLimitKN, 'kN'),
        ];
      }),
};

/** Ways that are too low for racks. */
export const routeHeight: Rule = {
  code: 'floor.route-height',
  title: 'Rack is too high for the way by which it comes',
  discipline: 'floor',
  basis: 'height of the tallest rack against the lowest place of the way',
  sentence: '{rack} is {measured} high; the delivery route {subject} is {limit} at its lowest',
  guide: {
    method:
      'Height of the tallest rack that comes this way (`shippingHeightMm` of its type, else its own height) against `heightM` of the delivery route, doors included.',
    example: 'A rack of 48 units is 2.3 m high; a door of 2.1 m does not let it in upright.',
    remedy: 'Another way, or racks that are delivered lying or in parts.',
  },
  evaluate: ({ index, figures }) =>
    figures.floor.routes.flatMap(({ route, room, purpose, servedRooms, heightM }) => {
      if (purpose !== 'delivery' || heightM === null) return [];
      const tallest = servedRooms
        .flatMap((served) => index.racksByRoom.get(served) ?? [])
        .reduce<{ rack: string; heightM: number } | null>((most, rack) => {
          const type = index.rackTypes.get(rack.type);
          const mm = type?.shippingHeightMm ?? type?.outerHeightMm;
          return mm === undefined || (most !== null && mm / 1000 <= most.heightM)
            ? most
            : { rack: rack.name, heightM: mm / 1000 };
        }, null);
      if (tallest === null || tallest.heightM <= heightM) return [];
      return [
        found(routeHeight, {
          severity: 'error',
          subject: { kind: 'floorRoute', name: `${room} / ${route}` },
          measured: tallest.heightM,
          limit: heightM,
          unit: 'm',
          inputs: { rack: tallest.rack },
        }),
      ];
    }),
};

/** Corners around which racks do not get. */
export const routeTurn: Rule = {
  code: 'floor.route-turn',
  title: 'Rack does not get around a corner of the way',
  discipline: 'floor',
  basis:
    'a rigid rectangle in a corridor with a corner: L = min over θ of (b·sin θ + a·sin(τ − θ) − D·sin τ)/(sin θ·sin(τ − θ)); or turned on the spot within the clear circle',
  sentence:
    '{crate} ({narrowM} · {limit}, {size}) does not get around the corner of {subject} at {at}: something {narrowM} m wide may be {measured} long there; a turn of {turnDeg}°',
  guide: {
    method:
      'At every corner of a delivery route: the longest rectangle, as wide as the narrow side of the widest rack that comes this way, that is rolled around it, from the clear widths before and after the corner; or turned on the spot, where the clear circle around the corner has its diagonal. Against the long side of the longest such rack, crate included (`shippingWidthMm` and `shippingDepthMm` of its type, else the rack as it stands).',
    example:
      'A right angle between ways of 1.2 m: something 0.8 m wide may be (2·1.2·0.7071 − 0.8)/0.5 = 1.79 m long. A crate of 0.8 · 1.9 m does not get around; the rack of 0.6 · 1.2 m in it does.',
    remedy: 'Unpack before the corner, widen it, or choose another way.',
  },
  evaluate: ({ figures }) =>
    figures.floor.routes.flatMap(({ route, room, largest, turns }): readonly Finding[] => {
      if (largest === null) return [];
      const [worst] = turns
        .filter(({ longestM }) => longestM !== null && longestM < largest.longM - TOUCH_TOLERANCE_M)
        .sort((a, b) => (a.longestM ?? 0) - (b.longestM ?? 0));
      if (worst === undefined) return [];
      return [
        found(routeTurn, {
          severity: 'error',
          subject: { kind: 'floorRoute', name: `${room} / ${route}` },
          measured: worst.longestM,
          limit: largest.longM,
          unit: 'm',
          inputs: {
            crate:
              largest.widestRack === largest.rack
                ? largest.rack
                : `Something as long as ${largest.rack} and as wide as ${largest.widestRack}`,
            narrowM: largest.narrowM,
            size: largest.isStated ? 'as delivered' : 'unpacked where no crate is stated',
            at: `(${worst.at.map((value) => value.toFixed(2)).join(', ')}) m`,
            turnDeg: worst.turnDeg,
          },
        }),
      ];
    }),
};

/** Ways of which not everything is stated that racks on them need. */
export const unknownRoute: Rule = {
  code: 'floor.unknown-route',
  title: 'What the way of racks carries and lets pass is not stated in full',
  discipline: 'floor',
  basis: 'load and height on the way can only be judged where they are stated',
  sentence: 'The delivery route {subject}, by which racks come: {rackCount}, does not state {missing}',
  guide: {
    method:
      'A delivery route needs `heightM` and, through a room without racks, the distributed load of its floor from itself, its room or the site, and the point load of its panels unless the room stands on a slab. What is missing is not judged, which is not a pass. The floor of a room with racks is `floor.unknown-limit`, their weight `floor.unknown-weight`, their height `floor.unknown-headroom`.',
    example:
      'A corridor that leads to a hall of 10 racks and states no floor load: `floor.route-load` says nothing of it.',
    remedy: 'State what is named.',
  },
  evaluate: ({ index, figures }) =>
    figures.floor.routes.flatMap((way) => {
      const { route, room, purpose, servedRooms, floorLoadLimitKPa, pointLoadLimitKN, heightM, lengthM } = way;
      const racks = servedRooms.flatMap((served) => index.racksByRoom.get(served) ?? []);
      if (purpose !== 'delivery' || racks.length === 0) return [];
      const hasOwnRacks = (index.racksByRoom.get(room)?.length ?? 0) > 0;
      const missing = [
        ...(lengthM === 0 ? ['where it leads: all of its points are one'] : []),
        ...(heightM === null ? ['its height'] : []),
        ...(floorLoadLimitKPa === null && !hasOwnRacks ? ['what its floor carries'] : []),
        ...(pointLoadLimitKN === null && !hasOwnRacks && index.rooms.get(room)?.floor !== 'slab'
          ? ['what a panel of its floor carries at one point']
          : []),
      ];
      if (missing.length === 0) return [];
      return [
        found(unknownRoute, {
          severity: 'unknown',
          subject: { kind: 'floorRoute', name: `${room} / ${route}` },
          inputs: { rackCount: racks.length, missing },
        }),
      ];
    }),
};

/** Rooms with racks of which nobody says how racks come and people leave. */
export const noRoute: Rule = {
  code: 'floor.no-route',
  title: 'Ways by which racks come and people leave are not stated',
  discipline: 'floor',
  basis: 'width, height and floor rating on the way can only be judged where the way is stated',
  sentence:
    '{subject} holds {rackCount} racks and states no {missing} route: width, height and load on the way are not judged',
  guide: {
    method: 'A room with racks should have a `floorRoutes` entry of each purpose.',
    example: 'A room with 10 racks and no route: nothing can be said of the door through which they come.',
    remedy: 'Draw the way: its middle line from the door on, its width and height.',
  },
  evaluate: ({ index, figures }) =>
    index.snapshot.rooms.flatMap(({ name }) => {
      const rackCount = index.racksByRoom.get(name)?.length ?? 0;
      const missing = (['delivery', 'egress'] as const).filter(
        (purpose) => !figures.floor.routes.some((route) => route.room === name && route.purpose === purpose),
      );
      if (rackCount === 0 || missing.length === 0) return [];
      return [
        found(noRoute, {
          severity: 'unknown',
          subject: { kind: 'room', name },
          inputs: { rackCount, missing: missing.join(' and no ') },
        }),
      ];
    }),
};

/** The heaviest rack that comes along a way; its coverage is that of all of them. */
function heaviestOn(
  { index, figures }: Pick<RuleContext, 'index' | 'figures'>,
  { servedRooms }: RouteClearance,
): HeaviestRack | null {
  const served = figures.floor.heaviest
    .filter(({ room }) => servedRooms.includes(room))
    .flatMap(({ rack }) => rack ?? []);
  const [first] = served;
  if (first === undefined) return null;
  const heaviest = served.reduce((most, next) => (next.massKg > most.massKg ? next : most), first);
  return {
    ...heaviest,
    coverage: {
      known: served.reduce((sum, { coverage }) => sum + coverage.known, 0),
      total: servedRooms.reduce((sum, room) => sum + (index.racksByRoom.get(room)?.length ?? 0), 0),
    },
  };
}
