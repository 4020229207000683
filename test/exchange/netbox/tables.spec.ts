import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { SiteDocument } from '../../../src/domain/site/document.js';
import { toSnapshot } from '../../../src/domain/site/snapshot.js';
import { exportNetbox } from '../../../src/exchange/netbox/csv/export-tables.js';
import { importNetbox } from '../../../src/exchange/netbox/csv/import-tables.js';
import { netboxTables, tableNames } from '../../../src/exchange/netbox/csv/tables.js';
import { readSiteDocument } from '../../../src/exchange/site-document.js';

type Tables = Readonly<Record<string, string>>;

function documentOf(file: string): SiteDocument {
  const read = readSiteDocument({ bytes: readFileSync(file), format: 'yaml' });
  if (!read.ok) throw new Error(JSON.stringify(read.defects[0]));
  return read.document;
}

function exported(document: SiteDocument): Tables {
  return Object.fromEntries(exportNetbox(toSnapshot(document)).files.map(({ name, text }) => [name, text]));
}

function read(tables: Tables, site?: string) {
  const files = Object.entries(tables).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  return importNetbox(files, site === undefined ? {} : { site });
}

function imported(tables: Tables): SiteDocument {
  const { document, defects } = read(tables);
  expect(defects).toEqual([]);
  if (document === null) throw new Error('the tables have defects');
  return document;
}

function defectsOf(tables: Tables) {
  return read(tables).defects.map(({ file, defect }) => [
    file,
    defect.line,
    defect.code,
    defect.path.join('.'),
    defect.nearest,
  ]);
}

/** A small site as NetBox has it, with words and columns that Plenum has no field for. */
const NETBOX: Tables = {
  'sites.csv': 'name,slug,status,facility\nDC1,dc1,active,FRA-3\n',
  'locations.csv': 'site,name,slug,status\nDC1,Hall,hall,active\n',
  'rack_types.csv':
    'manufacturer,model,slug,width,u_height,outer_width,outer_depth,outer_unit\nMaker,R42,maker-r42,23,42,600,1200,mm\n',
  'racks.csv': 'site,location,name,status,rack_type,asset_tag,cf_owner\nDC1,Hall,A01,available,R42,1234,"Team, blue"\n',
  'device_types.csv':
    'manufacturer,model,slug,u_height,is_full_depth\nMaker,Node,maker-node,2,true\nMaker,PDU 32,maker-pdu-32,0,false\n',
  'devices.csv': `name,role,manufacturer,device_type,status,site,location,rack,position,face
node-1,Compute,Maker,Node,offline,DC1,Hall,A01,3,front
pdu-a,Rack PDU,Maker,PDU 32,active,DC1,Hall,A01,,
switch-1,Core router,Maker,Node,planned,DC1,Hall,A01,10,rear
`,
  'rack_reservations.csv': 'site,location,rack,units,status,description\nDC1,Hall,A01,"20,21",pending,for storage\n',
  'power_panels.csv': 'site,location,name\nDC1,Hall,Panel A\n',
  'power_feeds.csv': `site,power_panel,location,rack,name,status,type,supply,phase,voltage,amperage,max_utilization
DC1,Panel A,Hall,A01,Feed 1,active,primary,ac,three-phase,400,32,80
`,
  'power_ports.csv': `device,name,type,maximum_draw
node-1,PSU1,iec-60320-c14,750
node-1,PSU2,iec-60320-c14,750
pdu-a,Inlet,iec-60309-3p-n-e-6h,
`,
  'power_outlets.csv': `device,name,type,power_port,feed_leg
pdu-a,1,iec-60320-c13,Inlet,A
pdu-a,2,iec-60320-c13,Inlet,B
`,
  'interfaces.csv': 'device,name,type\nnode-1,eth0,25gbase-x-sfp28\nswitch-1,eth0,25gbase-x-sfp28\n',
  'cables.csv': `side_a_device,side_a_power_panel,side_a_type,side_a_name,side_b_device,side_b_type,side_b_name,type,status,label,length,length_unit
node-1,,dcim.interface,eth0,switch-1,dcim.interface,eth0,dac-passive,connected,C1,2,m
pdu-a,,dcim.poweroutlet,1,node-1,dcim.powerport,PSU1,power,connected,,1.5,m
,Panel A,dcim.powerfeed,Feed 1,pdu-a,dcim.powerport,Inlet,power,connected,,,
`,
};

describe("the tables of NetBox's import", () => {
  it.each(['examples/gpu-hall.yaml', 'examples/lpu-hall.yaml'])(
    'carry %s there and back without losing a cell',
    (file) => {
      const first = exported(documentOf(file));
      const second = exported(imported(first));
      expect(Object.keys(second)).toEqual(Object.keys(first));
      for (const [name, text] of Object.entries(first)) expect([name, second[name] === text]).toEqual([name, true]);
      expect(Object.keys(first)).toEqual(expect.arrayContaining(['racks.csv', 'power_feeds.csv', 'cables.csv']));
    },
  );

  it('carry a site of NetBox there and back, with cells that Plenum has no field for', () => {
    const document = imported(NETBOX);
    const back = exported(document);
    expect(cellOf(back, 'sites.csv', 'facility')).toBe('FRA-3');
    expect(cellOf(back, 'rack_types.csv', 'width')).toBe('23');
    expect(cellOf(back, 'racks.csv', 'asset_tag')).toBe('1234');
    expect(back['racks.csv']).toContain('"Team, blue"');
    expect(cellOf(back, 'racks.csv', 'status')).toBe('available');
    expect(cellOf(back, 'devices.csv', 'status')).toBe('offline');
    expect(back['devices.csv']).toContain('switch-1,Core router,');
    expect(back['rack_reservations.csv']).toContain('"20,21",pending,for storage');
    expect(exported(imported(back))).toEqual(back);
  });

  it('become a site: racks, devices, breakers of panels, rack PDUs, cords, cables', () => {
    const document = imported(NETBOX);
    expect(document.racks).toMatchObject([{ name: 'A01', type: 'maker-r42', room: 'Hall', status: 'staged' }]);
    expect(document.racks?.[0]?.feeds).toEqual([{ feed: 'A', element: 'Feed 1' }]);
    expect(document.devices).toMatchObject([
      { name: 'node-1', type: 'maker-node', unit: 3, role: 'compute', status: 'installed' },
      { name: 'switch-1', unit: 10, face: 'rear', role: 'other', status: 'planned' },
    ]);
    expect(document.powerElements).toMatchObject([
      { name: 'Panel A', kind: 'panel', room: 'Hall' },
      { name: 'Feed 1', kind: 'breaker', parents: ['Panel A'], voltageLlV: 400, phases: 3, ratedCurrentA: 32 },
      { name: 'pdu-a', kind: 'rack-pdu', parents: ['Feed 1'], pduType: 'maker-pdu-32' },
    ]);
    // 400 V between lines are too many for a C13: the outlets hang on the neutral, and their legs are lines
    expect(document.pduTypes?.[0]?.outlets).toEqual([
      { name: '1', connector: 'C13', legs: 'L1-N' },
      { name: '2', connector: 'C13', legs: 'L2-N' },
    ]);
    expect(document.cords).toMatchObject([
      { device: 'node-1', supply: 'PSU1', pdu: 'pdu-a', outlet: '1', lengthM: 1.5 },
    ]);
    expect(document.cables).toMatchObject([{ name: 'C1', ends: [{ device: 'node-1', port: 'eth0' }, {}], lengthM: 2 }]);
    expect(document.rackReservations).toMatchObject([{ rack: 'A01', units: [20, 21], description: 'for storage' }]);
  });

  it('leave the draw of a device with two supplies unknown, and their ratings limits', () => {
    const [node] = imported(NETBOX).deviceTypes ?? [];
    expect(node?.powerSupplies).toEqual([{ name: 'PSU[1-2]', connector: 'C14', maximumPowerW: 750 }]);
    expect(node?.maximumPowerW).toBeUndefined();
  });

  it('leave legs unknown where two lines have less than 250 V between them', () => {
    const feeds = (NETBOX['power_feeds.csv'] ?? '').replace(',400,', ',208,');
    const { document, notes } = read({ ...NETBOX, 'power_feeds.csv': feeds });
    expect(document?.pduTypes?.[0]?.outlets).toEqual([{ name: '[1-2]', connector: 'C13' }]);
    expect(notes.map(({ code }) => code)).toContain('feed-leg-is-no-line');
  });

  it('give rooms placeholder outlines, which stand in the register of assumptions', () => {
    const { assumptions } = imported(NETBOX);
    expect(assumptions).toMatchObject([{ name: 'Outline of Hall', value: '6 m x 6 m' }]);
    expect(assumptions?.[0]?.validatedOn).toBeUndefined();
  });

  it('refuse an unknown column with the nearest one, and a file that is no table', () => {
    expect(defectsOf({ ...NETBOX, 'locations.csv': 'site,nme,slug,status\nDC1,Hall,hall,active\n' })).toEqual([
      ['locations.csv', 1, 'unknown-key', '', 'name'],
      ['locations.csv', 1, 'missing', '', undefined],
    ]);
    expect(defectsOf({ ...NETBOX, 'rakcs.csv': 'a\n1\n' })).toEqual([['rakcs.csv', 1, 'unknown-key', '', 'racks.csv']]);
  });

  it('name everything that is wrong, each with its row and column', () => {
    const devices = (NETBOX['devices.csv'] ?? '').replace(',Node,offline,', ',Nod,ofline,');
    const cables = (NETBOX['cables.csv'] ?? '').replace('node-1,,dcim.interface,eth0', 'node-1,,dcim.interface,eht0');
    expect(defectsOf({ ...NETBOX, 'devices.csv': devices })).toContainEqual([
      'devices.csv',
      2,
      'unresolved-reference',
      'device_type',
      'Maker Node',
    ]);
    expect(defectsOf({ ...NETBOX, 'cables.csv': cables })).toContainEqual([
      'cables.csv',
      2,
      'unresolved-reference',
      'side_a_name',
      'eth0',
    ]);
    const racks = 'site,location,name,status,rack_type\nDC1,Hall,A01,activ,R4\n';
    expect(defectsOf({ ...NETBOX, 'racks.csv': racks })).toEqual(
      expect.arrayContaining([
        ['racks.csv', 2, 'range', 'status', 'active'],
        ['racks.csv', 2, 'unresolved-reference', 'rack_type', 'R42'],
      ]),
    );
  });

  it('refuse rows of a site or a device that no row describes, for they would be lost', () => {
    const tables = {
      ...NETBOX,
      'racks.csv': 'site,name,status,u_height\nDC1,A01,active,42\nDC2,A02,active,42\n',
      'interfaces.csv': `${NETBOX['interfaces.csv'] ?? ''}node-2,eth0,25gbase-x-sfp28\n`,
    };
    const defects = defectsOf(tables);
    expect(defects).toContainEqual(['racks.csv', 3, 'unresolved-reference', 'site', 'DC1']);
    expect(defects).toContainEqual(['interfaces.csv', 4, 'unresolved-reference', 'device', 'node-1']);
  });

  it('say what they leave out of other sites', () => {
    const { notes } = read(
      {
        'sites.csv': 'name,slug,status\nA,a,active\nB,b,active\n',
        'racks.csv': 'site,name,status,u_height\nA,R1,active,42\nB,R2,active,42\n',
      },
      'A',
    );
    expect(notes.filter(({ code }) => code === 'other-site')).toMatchObject([
      { class: 'left-out', file: 'racks.csv', line: 3 },
    ]);
  });

  it('refuse units that NetBox does not have, and a cell once', () => {
    const rack = (cells: string) =>
      defectsOf({
        'sites.csv': 'name,slug,status\nA,a,active\n',
        'racks.csv': `site,name,status,u_height,outer_width,outer_unit,weight,weight_unit\nA,R1,active,${cells}\n`,
      }).map(([, , code, column]) => [code, column]);
    expect(rack('42,2,ft,10,stone')).toEqual([
      ['range', 'outer_unit'],
      ['range', 'weight_unit'],
    ]);
    expect(rack('-1,,,,')).toEqual([['type', 'u_height']]);
    expect(rack(',,,,')).toEqual([['missing', 'u_height']]);
  });

  it('name the thing that is out of range once the tables are a site', () => {
    const { defects } = read({
      'sites.csv': 'name,slug,status\nA,a,active\n',
      'racks.csv': 'site,name,status,u_height\nA,R1,active,420\n',
    });
    expect(defects).toMatchObject([
      {
        file: 'the site that the tables make, "netbox-rack-420"',
        defect: { code: 'range', found: '420', allowed: 'a whole number, 1 to 100 U' },
      },
    ]);
  });

  it('hold one site, or the one that is chosen', () => {
    const two = { ...NETBOX, 'sites.csv': 'name,slug,status\nDC1,dc1,active\nDC2,dc2,active\n' };
    expect(defectsOf(two)).toMatchObject([['sites.csv', 1, 'missing', 'name', undefined]]);
    expect(read(two, 'DC2').document).toMatchObject({ site: { name: 'DC2' } });
    expect(read(two, 'DC1').document?.racks).toHaveLength(1);
    expect(read(two, 'DC3').defects).toMatchObject([{ defect: { nearest: 'DC1' } }]);
    expect(read(NETBOX, 'DC3').defects).toMatchObject([{ defect: { allowed: expect.stringContaining('"DC1"') } }]);
  });

  it('list what they have no place for', () => {
    const { notCarried, unheldCables } = exportNetbox(toSnapshot(documentOf('examples/gpu-hall.yaml')));
    const whats = notCarried.map(({ what }) => what);
    expect(whats).toEqual(
      expect.arrayContaining(['rooms.outline', 'racks.row', 'coolingUnits', 'deviceTypes.priceMinor']),
    );
    // One management port is given twice, and cables on two halves of one cage are two cables on one port
    const [wrong, ...halves] = unheldCables;
    expect(wrong).toBe('M-22');
    expect(halves.filter((name) => !/\/[12]$/.test(name))).toEqual([]);
  });

  it('have every required column among the known ones', () => {
    for (const name of tableNames) {
      const { columns, required } = netboxTables[name];
      expect([name, required.filter((column) => !columns.includes(column))]).toEqual([name, []]);
    }
  });
});

/** The first cell of a column. */
function cellOf(tables: Tables, file: string, column: string): string | undefined {
  const [header = '', row = ''] = (tables[file] ?? '').split('\r\n');
  return row.split(',')[header.split(',').indexOf(column)];
}
