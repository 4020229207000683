import type { TroubledCables } from '../../cabling/route-figures.js';
import { piecesText } from '../../cabling/tray-pieces.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const ROUTE_METHOD =
  'The way of a cable is d_A + h_A + T + h_B + d_B: from the port to the cable manager beside it (lateral) and along it to the top or bottom of the rack, from there to the tray (|Δx| + |Δy| + |Δz|), T along the trays, and the same at the other end. T is the shortest way over segments that take the medium and have room. Needed is (way + slack + service loops) · (1 + margin). Slack, loops, lateral and margin are those of the site, else assumptions that are listed.';

/** Cables to which the trays of the site do not lead. */
export const noRoute: Rule = {
  code: 'cabling.no-route',
  title: 'Cable has no way over the trays',
  discipline: 'cabling',
  basis: 'shortest way over trays that take the medium of the cable',
  sentence: 'No way at {subject}: {failure}; cables {cables} ({count})',
  guide: {
    method: `${ROUTE_METHOD} A rack drops into trays of its room that are near enough on the plan; segments are joined where an end of one comes within 0.1 m of the other.`,
    example: 'A copper cable in a hall whose only trays are for fibre: no tray of its kind is near its rack.',
    remedy:
      'Draw the tray that is missing, join the pieces, say in which unit a device stands, or correct the stated route.',
  },
  evaluate: ({ figures }) =>
    (figures.cabling.routes?.unrouted ?? [])
      .filter(({ failure }) => failure !== 'trays not connected')
      .map(({ failure, at, cables }) =>
        found(noRoute, {
          severity:
            failure === 'unit not stated' || failure === 'not in a rack' || failure === 'rack not placed'
              ? 'unknown'
              : 'error',
          subject: { kind: 'place', name: at },
          measured: cables.count,
          limit: 0,
          unit: '1',
          inputs: { failure, count: cables.count, cables: cables.names },
        }),
      ),
};

/** Trays in pieces, between which cables have no way. */
export const traysApart: Rule = {
  code: 'cabling.trays-apart',
  title: 'Trays are in pieces',
  discipline: 'cabling',
  basis: 'segments that lead to each other, over trays that take the medium',
  sentence:
    'Trays for {kinds} are in {measured} pieces, so that cables have no way: {count} ({cables}). The pieces: {pieces}',
  guide: {
    method:
      'Segments are joined where an end of one comes within 0.1 m of the other; segments that only cross are not, and no way leads through a rack in between. Where the two ends of a cable drop into different pieces, every piece is named once, with its segments and the racks that drop into it.',
    example:
      'TF-1 ends at x = 5.0 m and TF-2 begins at 5.5 m: two pieces, TF-1 (racks A1 to A4) and TF-2 (racks A5 to A8). Cables from A1 to A5 have no way.',
    remedy: 'Draw the segment that joins the pieces, or correct the end that was meant to meet another segment.',
  },
  evaluate: ({ index, figures }) =>
    (figures.cabling.routes?.apart ?? []).map(({ kinds, pieces, cables }) =>
      found(traysApart, {
        severity: 'error',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: pieces.length,
        limit: 1,
        unit: '1',
        inputs: { kinds: kinds.join(' and '), count: cables.count, cables: cables.names, pieces: piecesText(pieces) },
      }),
    ),
};

/** Cables whose stated length is shorter than the way that they must go. */
export const shortCable: Rule = {
  code: 'cabling.length-short',
  title: 'Cable is shorter than its way',
  discipline: 'cabling',
  basis: 'length as stated against the shortest way from port to port, without slack',
  sentence:
    'Cables of type {subject} that do not reach: {count} ({cables}); the worst, {worst}, has {measured} for a way of {limit}',
  guide: {
    method: `${ROUTE_METHOD} A stated length that is less than the bare way cannot reach.`,
    example:
      'Two ports 0.894 m high in racks of 2.1 m, 3.6 m apart, the tray 0.4 m above: 2 · (1.206 + 0.3 + 0.4) + 3.6 = 7.41 m. A cable of 7 m does not reach.',
    remedy: 'Order the next length, or leave the length out, so that the route gives it.',
  },
  evaluate: ({ figures }) =>
    troubled(figures.cabling.routes, 'stated length too short').map(({ cableType, cables, worst }) =>
      found(shortCable, {
        severity: 'error',
        subject: { kind: 'cableType', name: cableType },
        measured: worst.lengthM,
        limit: worst.routeM,
        unit: 'm',
        inputs: { count: cables.count, cables: cables.names, worst: worst.cable },
      }),
    ),
};

/** Cables whose stated length reaches, with less than the slack that they should have. */
export const shortSlack: Rule = {
  code: 'cabling.slack-short',
  title: 'Cable has less than its slack',
  discipline: 'cabling',
  basis:
    'planned length against (way + slack + service loops) · (1 + margin); length as built against way + slack + service loops',
  sentence:
    'Cables of type {subject} that reach with less than their slack: {count} ({cables}); {worst} has {measured} of {limit}, for a way of {wayM} m',
  guide: {
    method: `${ROUTE_METHOD} A planned length must be what is needed; a length as built has used its margin, and must be the way with slack and service loops.`,
    example:
      'A way of 9.955 m and 0.5 m of slack are 10.455 m, with 5 % more 10.98 m. A cable planned with 10 m reaches, and cannot be dressed as planned; one of 10.5 m as built can.',
    remedy:
      'Order the next length, leave the length out, so that the route gives it, or state less slack for the site.',
  },
  evaluate: ({ figures }) =>
    troubled(figures.cabling.routes, 'stated length without slack').map(({ cableType, cables, worst }) =>
      found(shortSlack, {
        severity: 'warning',
        subject: { kind: 'cableType', name: cableType },
        measured: worst.lengthM,
        limit: worst.leastM,
        unit: 'm',
        inputs: {
          count: cables.count,
          cables: cables.names,
          worst: worst.cable,
          wayM: Math.round((worst.routeM ?? 0) * 1000) / 1000,
        },
      }),
    ),
};

/** Cables for which no stock length is long enough. */
export const noStockLength: Rule = {
  code: 'cabling.no-stock-length',
  title: 'No stock length is long enough',
  discipline: 'cabling',
  basis: 'smallest stock length of the cable type that is at least as long as needed',
  sentence:
    'Cables of type {subject} longer than every stock length of it: {count} ({cables}); the longest, {worst}, needs {measured}, the longest stock length is {limit}',
  guide: {
    method: `${ROUTE_METHOD} The smallest stock length that is long enough is ordered.`,
    example: 'A route that needs 16.2 m, of a type sold in 5, 10 and 15 m: nothing can be ordered.',
    remedy: 'Choose a cable type with longer stock lengths, or a shorter way.',
  },
  evaluate: ({ figures }) =>
    troubled(figures.cabling.routes, 'longer than every stock length').map(({ cableType, cables, worst, limitM }) =>
      found(noStockLength, {
        severity: 'error',
        subject: { kind: 'cableType', name: cableType },
        measured: worst.lengthM,
        limit: limitM,
        unit: 'm',
        inputs: { count: cables.count, cables: cables.names, worst: worst.cable },
      }),
    ),
};

/** Cables that the document lays into trays that do not take their medium. */
export const routeMedium: Rule = {
  code: 'cabling.route-medium',
  title: 'Stated route leads over trays of another kind',
  discipline: 'cabling',
  basis:
    'kinds of trays that a medium may take: fibre and copper apart unless the site lets them share, power always alone',
  sentence: 'Cables of type {subject} with stated routes over trays that do not take them: {measured} ({cables})',
  guide: {
    method:
      'Routes that are computed keep to trays of the kind of their cable. A stated route is taken as it is, and each of its segments is held against the kinds that the medium may take.',
    example:
      'A copper cable with the route TF-1, a tray for fibre, of a site that does not say `sharedTrays`: one cable.',
    remedy: 'Choose another route, leave the route out, or say that trays are shared.',
  },
  evaluate: ({ figures }) =>
    troubled(figures.cabling.routes, 'stated route over trays of another kind').map(({ cableType, cables }) =>
      found(routeMedium, {
        severity: 'error',
        subject: { kind: 'cableType', name: cableType },
        measured: cables.count,
        limit: 0,
        unit: '1',
        inputs: { cables: cables.names },
      }),
    ),
};

/** Cables that must turn in less room than their bend radius needs. */
export const tightBend: Rule = {
  code: 'cabling.bend-radius',
  title: 'Cable has no room for its bend',
  discipline: 'cabling',
  basis:
    'minimum bend radius of the cable type against the lateral of the cable manager and the width of the trays on its way',
  sentence: 'Cables of type {subject} need a bend radius of {limit} and turn in less: {count} ({cables})',
  guide: {
    method:
      'A cable turns from its port into the cable manager within the lateral, and from tray to tray within their width. The smallest of these must be at least the minimum bend radius of its type.',
    example: 'A cable of 350 mm bend radius with a lateral of 0.3 m has no room: 0.30 < 0.35 m.',
    remedy: 'Use a more flexible cable, a wider cable manager or a wider tray.',
  },
  evaluate: ({ figures }) =>
    troubled(figures.cabling.routes, 'bend tighter than allowed').map(({ cableType, cables, limitM }) =>
      found(tightBend, {
        severity: 'warning',
        subject: { kind: 'cableType', name: cableType },
        limit: limitM,
        unit: 'm',
        inputs: { count: cables.count, cables: cables.names },
      }),
    ),
};

/** Power cords that do not reach their outlets. */
export const shortCord: Rule = {
  code: 'cabling.cord-short',
  title: 'Power cord does not reach its outlet',
  discipline: 'cabling',
  basis:
    'way from supply to outlet: |Δz|, the lateral, half the depth of the rack where the supply is in front, and slack',
  sentence: 'Cords in rack {subject} that do not reach: {count} ({cords}); {worst} needs {limit} and has {measured}',
  guide: {
    method:
      'Supplies are at the middle of their device, on its rear. Rack PDUs hang upright on the rear of the rack; their outlets are spread evenly over their length, the first at the bottom, and where the length is not stated it is that of the units of the rack. Needed is |Δz| + lateral + half the depth of the rack where the supply faces its front + slack.',
    example:
      'A supply at 39.5 units and the lowest of 21 outlets over 42 units, at 1 unit: 38.5 · 0.04445 + 0.3 + 0.1 = 2.11 m. A cord of 1.2 m does not reach; from a supply at 1.5 units it does: 0.42 m.',
    remedy: 'Take an outlet at the height of the device, or a longer cord.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.shortCords.map(({ rack, cords, worst }) =>
      found(shortCord, {
        severity: 'error',
        subject: { kind: 'rack', name: rack },
        measured: worst.lengthM,
        limit: worst.neededM,
        unit: 'm',
        inputs: { count: cords.count, cords: cords.names, worst: worst.cord },
      }),
    ),
};

function troubled(
  routes: { readonly troubled: readonly TroubledCables[] } | null,
  trouble: TroubledCables['trouble'],
): readonly TroubledCables[] {
  return (routes?.troubled ?? []).filter((one) => one.trouble === trouble);
}
