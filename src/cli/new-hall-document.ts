import {
  COLD_AISLE_M,
  CRAH_WIDTH_M,
  HOT_AISLE_M,
  MARGIN_M,
  PITCH_M,
  POWER_FACTOR,
  RACK_DEPTH_M,
  SUPPLY_W,
  type NewHall,
  type NewHallSizes,
} from './new-hall-size.js';

const FEEDS = ['A', 'B'] as const;
type Feed = (typeof FEEDS)[number];

/** A starting document of a hall as YAML: what was asked for, what follows from it, and comments that say what to change. */
export function newHallDocument(hall: NewHall, sizes: NewHallSizes): string {
  const feeds = FEEDS.slice(0, hall.feeds);
  const parts = [
    head(hall),
    siteText(hall),
    ...catalogText(hall, sizes, feeds),
    templatesText(hall, sizes, feeds),
    floorText(hall, sizes),
    powerText(hall, sizes, feeds),
    coolingText(sizes, feeds),
    sequenceText(hall),
    assumptionsText(hall, sizes),
  ];
  return parts.join('\n');
}

function head({ racks, rackPowerW, feeds, voltageV, altitudeM }: NewHall): string {
  return `# yaml-language-server: $schema=site.schema.json
#
# A starting point: ${racks === 1 ? '1 rack' : `${String(racks)} racks`} of ${kilowatts(rackPowerW)} on ${feeds === 2 ? 'two feeds' : 'one feed'} of ${String(voltageV)} V at ${String(altitudeM)} m. Every number that nobody
# gave is an assumption, and says so. "CHANGE" marks what to replace first. Then:
#
#   plenum schema -o site.schema.json     lets an editor complete names and show units
#   plenum check hall.yaml                says what is wrong
#   plenum bom hall.yaml -o bom.xlsx      says what to order, and by when
#   plenum report hall.yaml -o hall.pdf   is what a change board signs

plenum: 1
`;
}

function siteText({ name, currency, altitudeM, practice }: NewHall): string {
  return `site:
  name: ${quoted(name)}
  # asOf: 2027-03-01 # the day for which it is calculated; today where left out
  currency: ${currency}
  altitudeM: ${String(altitudeM)}
  electricalPractice: ${practice}
  supplyC: 24
  relativeHumidity: 0.5
  ashraeClass: A2
  redundancy: n+1
  receivingBufferDays: 14
  sources:
    supplyC: 'assumption: within the recommended 18 to 27 C of ASHRAE TC 9.9'
    receivingBufferDays: 'assumption: two weeks to receive and test a delivery'
`;
}

function catalogText(hall: NewHall, sizes: NewHallSizes, feeds: readonly Feed[]): readonly string[] {
  const supplies = sizes.suppliesPerFeed * feeds.length;
  const price = (indent: string) =>
    `${indent}# priceMinor: 100000 # CHANGE: the price in cents, and its priceSource; without, the bill says that it is missing`;
  const legs = sizes.wiring === 'wye' ? ['L1-N', 'L2-N', 'L3-N'] : ['L1-L2', 'L2-L3', 'L3-L1'];
  const outlets = Array.from(
    { length: sizes.outletsPerPdu },
    (_, i) =>
      `      - { name: '${String(i + 1)}', connector: C19, legs: ${legs[i % 3] ?? ''}, bank: B${String(i + 1)}, ratedCurrentA: 16 }`,
  );
  const item = (slug: string, model: string, leadTimeDays: number) =>
    `  - { slug: ${slug}, manufacturer: Generic, model: '${model}', category: power, currency: ${hall.currency}, leadTimeDays: ${String(leadTimeDays)}, leadTimeSource: assumption, source: assumption }`;
  return [
    `# ---- Catalog: what is bought. CHANGE makes, models, weights, prices and lead times to those of your quotes ----

rackTypes:
  - slug: rack-42u
    manufacturer: Generic
    model: Cabinet 42U 800 x 1200
    heightU: 42
    outerWidthMm: 800
    outerDepthMm: 1200
    emptyWeightKg: 150
    maximumLoadKg: 1500
${price('    ')}
    currency: ${hall.currency}
    leadTimeDays: 56
    leadTimeSource: 'assumption: racks take 4 to 10 weeks'
    source: 'assumption: a common cabinet'

deviceTypes:
  - slug: node
    manufacturer: Generic # CHANGE
    model: Node of ${String(sizes.nodePowerW)} W
    heightU: ${String(sizes.nodeHeightU)}
    fullDepth: true
    weightKg: ${String(12 * sizes.nodeHeightU)} # CHANGE
    maximumPowerW: ${String(sizes.nodePowerW)} # ${kilowatts(hall.rackPowerW)} / ${String(hall.nodesPerRack)} nodes
    powerFactor: ${String(POWER_FACTOR)}
    powerSupplies:
      - { name: 'PSU[1-${String(supplies)}]', connector: C20, maximumPowerW: ${String(SUPPLY_W)} }
    suppliesForFullService: ${String(sizes.suppliesPerFeed)}
    airflowDirection: front-to-rear
    maximumAirflowM3PerH: ${String(sizes.nodeAirM3PerH)} # warms its air by about 15 K
    maximumInletC: 35
    acceleratorCount: 8 # CHANGE
${price('    ')}
    currency: ${hall.currency}
    leadTimeDays: 196
    leadTimeSource: 'assumption: accelerators take 12 to 40 weeks'
    source: assumption
`,
    `pduTypes:
  - slug: rack-pdu
    manufacturer: Generic
    model: Rack PDU ${String(hall.voltageV)} V ${String(sizes.breakerA)} A, ${String(sizes.outletsPerPdu)} C19
    inputVoltageLlV: ${String(hall.voltageV)}
    ratedCurrentA: ${String(sizes.breakerA)}
    phases: 3
    wiring: ${sizes.wiring}
    lossFraction: 0.01
    weightKg: 12
    banks:
      - { name: 'B[1-${String(sizes.outletsPerPdu)}]', breakerA: 20 }
    outlets:
${outlets.join('\n')}
${price('    ')}
    currency: ${hall.currency}
    leadTimeDays: 84
    leadTimeSource: 'assumption: rack PDUs take 6 to 14 weeks'
    source: assumption

coolingUnitTypes:
  - slug: crah
    manufacturer: Generic
    model: Chilled-water CRAH, ${kilowatts(sizes.crahCapacityW)} sensible
    kind: crah
    sensibleCapacityW: ${String(sizes.crahCapacityW)}
    ratedReturnC: 39
    ratedSupplyC: 24
    ratedAltitudeM: ${String(hall.altitudeM)}
    airflowM3PerH: ${String(sizes.crahAirM3PerH)}
    powerW: ${String(sizes.crahPowerW)} # assumption: 5 % of its capacity
    widthMm: 2500
    depthMm: 890
    heightMm: 1980
    weightKg: 900
${price('    ')}
    currency: ${hall.currency}
    leadTimeDays: 175
    leadTimeSource: 'assumption: CRAHs take 20 to 30 weeks'
    source: 'assumption: capacity quoted for the site'

cableTypes:
  - slug: cord-c19-c20
    manufacturer: Generic
    model: Power cord C19 to C20
    medium: power-cord
    connectorA: C19
    connectorB: C20
    stockLengths:
      - { lengthM: 2 }
    outerDiameterMm: 11
    leadTimeDays: 14
    leadTimeSource: 'assumption: cords take 2 to 4 weeks'
    source: assumption

itemTypes:
${item('breaker', `Breaker ${String(sizes.breakerA)} A, 3 poles`, 70)}
${item('panel', `Remote power panel ${String(sizes.panelA)} A`, 196)}
${item('ups', `UPS ${String(sizes.upsVa / 1000)} kVA`, 280)}
`,
  ];
}

function templatesText(hall: NewHall, sizes: NewHallSizes, feeds: readonly Feed[]): string {
  const lengths = [...new Set(sizes.rowSizes)];
  const own = sizes.suppliesPerFeed;
  const templates = lengths.map((racks) => {
    const all = numbered('R', racks);
    const nodes = numbered('N', hall.nodesPerRack);
    const cords = feeds.flatMap((feed, f) =>
      Array.from({ length: own }, (_, s) => {
        const outlets = Array.from({ length: hall.nodesPerRack }, (__, n) => n * own + s + 1);
        const list = outlets.length === 1 ? `'${String(outlets[0])}'` : `'[${outlets.join(',')}]'`;
        return `      - { devices: '${nodes}', supply: PSU${String(f * own + s + 1)}, pdu: PDU-${feed}, outlets: ${list}, cableType: cord-c19-c20, lengthM: 2 }`;
      }),
    );
    return `  - slug: pod-${String(racks)}
    version: '1'
    racks: ['${all}']
    devices:
      - { name: '${nodes}', racks: '${all}', type: node, unit: 1, role: compute }
    pdus:
${feeds.map((feed) => `      - { name: PDU-${feed}, racks: '${all}', type: rack-pdu, feed: ${feed} }`).join('\n')}
    cords:
${cords.join('\n')}
    # portMap: # add what cables the nodes to each other and to switches; examples/lpu-hall.yaml shows how`;
  });
  return `# ---- What a row of racks holds, said once; each pod below follows it ----

podTemplates:
${templates.join('\n')}
`;
}

function floorText(hall: NewHall, sizes: NewHallSizes): string {
  const { roomWidthM: width, roomDepthM: depth, rowSizes } = sizes;
  const rows = rowSizes.map((slots, i) => {
    const base = HOT_AISLE_M + Math.floor(i / 2) * (2 * RACK_DEPTH_M + COLD_AISLE_M + HOT_AISLE_M) + RACK_DEPTH_M;
    const isFar = i % 2 === 1;
    const y = Math.round((base + (isFar ? COLD_AISLE_M : 0)) * 10) / 10;
    return `  - { name: ${rowName(i)}, room: Hall 1, origin: [${String(MARGIN_M)}, ${String(y)}], bearingDeg: 90, coldAisleSide: ${isFar ? 'right' : 'left'}, pitchM: ${String(PITCH_M)}, slots: ${String(slots)}, containment: cold }`;
  });
  const racks = rowSizes.flatMap((count, i) =>
    Array.from({ length: count }, (_, k) => {
      const name = rackName(i, k);
      const feeds = FEEDS.slice(0, hall.feeds).map((feed) => `{ feed: ${feed}, element: BRK-${name}-${feed} }`);
      return `  - { name: ${name}, type: rack-42u, room: Hall 1, row: ${rowName(i)}, slot: ${String(k + 1)}, pod: POD-${rowName(i)}, podRack: R${String(k + 1)}, status: planned, feeds: [${feeds.join(', ')}] }`;
    }),
  );
  return `# ---- The floor, in m: x runs east, y north, from the south-west corner. Rows face each other over cold aisles ----

rooms:
  - name: Hall 1
    outline: [[0, 0], [${String(width)}, 0], [${String(width)}, ${String(depth)}], [0, ${String(depth)}]] # CHANGE to your walls
    floor: slab
    ceilingHeightM: 4
    floorLoadLimitKPa: 12 # CHANGE
    sources: { floorLoadLimitKPa: 'assumption: TIA-942 recommends 12 kPa' }
  - name: Electrical room
    outline: [[${String(width + 1)}, 0], [${String(width + 9)}, 0], [${String(width + 9)}, ${String(depth)}], [${String(width + 1)}, ${String(depth)}]]
    floor: slab
    floorLoadLimitKPa: 20
    sources: { floorLoadLimitKPa: assumption }

rows:
${rows.join('\n')}

pods:
${rowSizes.map((count, i) => `  - { name: POD-${rowName(i)}, template: pod-${String(count)}, purpose: compute, phase: Phase 1, status: planned }`).join('\n')}

racks:
${racks.join('\n')}
`;
}

function powerText(hall: NewHall, sizes: NewHallSizes, feeds: readonly Feed[]): string {
  const v = String(hall.voltageV);
  const { wiring } = sizes;
  const lines = feeds.flatMap((feed) => [
    `  - { name: UPS-${feed}, kind: ups, item: ups, parents: [UTIL], feed: ${feed}, room: Electrical room, voltageLlV: ${v}, phases: 3, wiring: ${wiring}, ratedApparentPowerVa: ${String(sizes.upsVa)}, ratedPowerW: ${String(sizes.upsVa)}, ratingIsContinuous: true, proportionalLossFraction: 0.04, status: planned }`,
    ...sizes.rowSizes.flatMap((count, i) => [
      `  - { name: PNL-${rowName(i)}-${feed}, kind: panel, item: panel, parents: [UPS-${feed}], feed: ${feed}, room: Electrical room, voltageLlV: ${v}, phases: 3, wiring: ${wiring}, ratedCurrentA: ${String(sizes.panelA)}, status: planned }`,
      ...Array.from({ length: count }, (_, k) => {
        const rack = rackName(i, k);
        return `  - { name: BRK-${rack}-${feed}, kind: breaker, item: breaker, parents: [PNL-${rowName(i)}-${feed}], feed: ${feed}, voltageLlV: ${v}, phases: 3, wiring: ${wiring}, ratedCurrentA: ${String(sizes.breakerA)}, status: planned }`;
      }),
    ]),
  ]);
  const mechanical = feeds.map(
    (feed) =>
      `  - { name: MECH-${feed}, kind: panel, item: panel, parents: [UTIL], room: Electrical room, voltageLlV: ${v}, phases: 3, wiring: ${wiring}, ratedCurrentA: ${String(sizes.panelA)}, status: planned }`,
  );
  return `# ---- The power chain. Each breaker carries its rack alone${hall.feeds === 2 ? ', after the loss of the other feed' : ''} ----

powerElements:
  - { name: UTIL, kind: utility, voltageLlV: ${v}, phases: 3, wiring: ${wiring}, ratedApparentPowerVa: ${String(2 * sizes.upsVa)}, ratingIsContinuous: true, status: active } # CHANGE
${lines.join('\n')}
  # Cooling hangs on the utility alone: add a generator, or it stops with the mains ("plenum air fail" says how soon)
${mechanical.join('\n')}
`;
}

function coolingText(sizes: NewHallSizes, feeds: readonly Feed[]): string {
  const half = Math.ceil(sizes.crahs / 2);
  const units = Array.from({ length: sizes.crahs }, (_, k) => {
    const isWest = k < half;
    const place = isWest ? k : k - half;
    const count = isWest ? half : sizes.crahs - half;
    const y = sizes.roomDepthM / 2 + (place - (count - 1) / 2) * CRAH_WIDTH_M;
    const x = isWest ? 0.445 : sizes.roomWidthM - 0.445;
    return `  - { name: CRAH-${String(k + 1)}, type: crah, room: Hall 1, position: [${rounded(x)}, ${rounded(y)}], frontBearingDeg: ${isWest ? '90' : '270'}, zones: [Cold aisles], supplyC: 24, redundancyGroup: CRAH, poweredBy: [${feeds.map((feed) => `MECH-${feed}`).join(', ')}], status: planned }`;
  });
  return `# ---- Cooling, one unit more than needed ----

coolingZones:
  - name: Cold aisles
    room: Hall 1
    rows: [${sizes.rowSizes.map((_, i) => rowName(i)).join(', ')}]
    leakageFraction: 0.05 # assumption: contained aisles
    recirculationFraction: 0.05 # assumption: blanking panels everywhere

coolingUnits:
${units.join('\n')}
`;
}

function sequenceText({ racks }: NewHall): string {
  const days = (perRack: number, least: number) => String(Math.max(least, Math.ceil(racks * perRack)));
  return `# ---- When. Deliveries take calendar days, work takes working days; "installs" gives the lines of the bill their dates ----

calendars:
  - { name: Working days, workingDays: [mon, tue, wed, thu, fri], holidays: [] } # CHANGE: add your holidays

phases:
  - { name: Phase 1, position: 1 } # needBy: 2028-01-31 says by when it must serve

tasks:
  - { name: Deliver UPS and panels, leadTimeDays: 280, phase: Phase 1 }
  - { name: Deliver cooling units, leadTimeDays: 175, phase: Phase 1 }
  - { name: Deliver nodes, leadTimeDays: 196, phase: Phase 1 }
  # Ten working days after a delivery are the two weeks that it takes to receive it
  - name: Install power
    durationDays: ${days(0.5, 5)}
    predecessors: [{ task: Deliver UPS and panels, lagDays: 10 }]
    calendar: Working days
    phase: Phase 1
    installs: [{ category: power }, { phase: Phase 1, category: power }]
  - name: Install cooling
    durationDays: ${days(0.5, 5)}
    predecessors: [{ task: Deliver cooling units, lagDays: 10 }]
    calendar: Working days
    phase: Phase 1
    installs: [{ category: cooling }]
  - name: Rack and cable
    durationDays: ${days(0.75, 3)}
    predecessors: [{ task: Install power }, { task: Deliver nodes, lagDays: 10 }]
    calendar: Working days
    phase: Phase 1
    installs: [{ phase: Phase 1 }]
  - name: Commission
    durationDays: 5
    predecessors: [{ task: Rack and cable }, { task: Install cooling }]
    calendar: Working days
    phase: Phase 1
    delivers: ${racks === 1 ? '1 rack' : `${String(racks)} racks`} in service
`;
}

function assumptionsText(hall: NewHall, sizes: NewHallSizes): string {
  return `# ---- What somebody must validate before concrete is poured ----

assumptions:
  - { name: Draw of a rack, value: ${kilowatts(hall.rackPowerW)}, usedIn: deviceTypes node maximumPowerW, source: asked for, owner: Capacity planning }
  - { name: Air of a node, value: ${String(sizes.nodeAirM3PerH)} m3/h, usedIn: deviceTypes node maximumAirflowM3PerH, source: a warming of about 15 K, owner: Facilities engineering }
  - { name: Lead times, value: all, usedIn: order-by dates, source: ranges of the trade, owner: Procurement }
`;
}

function numbered(letter: string, count: number): string {
  return count === 1 ? `${letter}1` : `${letter}[1-${String(count)}]`;
}

/** A, B … Z, then AA, AB … */
function rowName(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : rowName(Math.floor(i / 26) - 1) + rowName(i % 26);
}

function rackName(row: number, slot: number): string {
  return `${rowName(row)}${String(slot + 1).padStart(2, '0')}`;
}

function kilowatts(watts: number): string {
  return `${String(watts / 1000)} kW`;
}

function rounded(metres: number): string {
  return String(Math.round(metres * 1000) / 1000);
}

/** Single quotes, with those inside doubled: YAML reads it as it was given. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
