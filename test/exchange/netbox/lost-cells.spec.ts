import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { toSnapshot } from '../../../src/domain/site/snapshot.js';
import { exportNetbox } from '../../../src/exchange/netbox/csv/export-tables.js';
import { importNetbox } from '../../../src/exchange/netbox/csv/import-tables.js';
import { readSiteDocument } from '../../../src/exchange/site-document.js';

/** A site of two devices on one rack PDU, each table with nothing but what its test puts in. */
function imported(tables: Readonly<Record<string, string>>) {
  const whole = {
    'sites.csv': 'name,slug,status\nDC1,dc1,active\n',
    'locations.csv': 'site,name,slug,status\nDC1,Hall,hall,active\n',
    'racks.csv': 'site,location,name,status,u_height\nDC1,Hall,A01,active,42\n',
    'device_types.csv': 'manufacturer,model,slug,u_height\nMaker,Node,maker-node,2\nMaker,PDU,maker-pdu,0\n',
    'devices.csv': `name,role,manufacturer,device_type,status,site,location,rack,position,face
node-1,Compute,Maker,Node,active,DC1,Hall,A01,3,front
node-2,Compute,Maker,Node,active,DC1,Hall,A01,6,front
pdu-a,Rack PDU,Maker,PDU,active,DC1,Hall,A01,,
`,
    'power_outlets.csv': 'device,name,type\npdu-a,1,iec-60320-c13\n',
    ...tables,
  };
  const files = Object.entries(whole).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  return importNetbox(files);
}

function notesOf(tables: Readonly<Record<string, string>>) {
  const { defects, notes } = imported(tables);
  expect(defects).toEqual([]);
  return notes
    .filter(({ code }) => code !== 'rack-type-made' && code !== 'component-of-some')
    .map(({ code, file, line, field, times }) => [code, file, line, field, times]);
}

describe('cells that NetBox has and a document cannot hold', () => {
  it('are listed by column: labels, colours and descriptions of components, each with how often', () => {
    const ports = `device,name,label,type,maximum_draw,description
node-1,PSU1,left,iec-60320-c14,700,
node-2,PSU1,right,iec-60320-c14,700,the old one
`;
    const outlets = 'device,name,label,type,color,power_port\npdu-a,1,one,iec-60320-c13,ff0000,In 1\n';
    expect(notesOf({ 'power_ports.csv': ports, 'power_outlets.csv': outlets })).toEqual([
      ['column-not-carried', 'power_ports.csv', 2, 'label', 2],
      ['column-not-carried', 'power_ports.csv', 3, 'description', 1],
      ['column-not-carried', 'power_outlets.csv', 2, 'label', 1],
      ['column-not-carried', 'power_outlets.csv', 2, 'color', 1],
      ['column-not-carried', 'power_outlets.csv', 2, 'power_port', 1],
    ]);
  });

  it('are not listed where they say what an export writes or NetBox takes', () => {
    expect(
      notesOf({
        'manufacturers.csv': 'name,slug\nMaker,maker\n',
        'power_ports.csv': 'device,name,type,mark_connected\npdu-a,Inlet,iec-60320-c20,False\n',
        'interfaces.csv': 'device,name,type,enabled,mgmt_only\nnode-1,eth0,25gbase-x-sfp28,True,false\n',
      }),
    ).toEqual([]);
  });

  it('are listed of makers and roles, the name of an inlet of a rack PDU and what NetBox calls a type of another rate', () => {
    expect(
      notesOf({
        'manufacturers.csv': 'name,slug,description\nMaker,the-maker,of things\n',
        'power_ports.csv': 'device,name,type\npdu-a,Cord,iec-60320-c20\n',
        'interfaces.csv': 'device,name,type\nnode-1,eth0,10gbase-t\n',
      }),
    ).toEqual([
      ['column-not-carried', 'manufacturers.csv', 2, 'slug', 1],
      ['column-not-carried', 'manufacturers.csv', 2, 'description', 1],
      ['column-not-carried', 'power_ports.csv', 2, 'name', 1],
      ['type-not-kept', 'interfaces.csv', 2, 'type', 1],
    ]);
  });

  it('are whole rows where a rack PDU has ports or several inlets, and where what is no rack PDU has outlets', () => {
    const devices = `name,role,manufacturer,device_type,status,site
ups-1,UPS,Maker,Node,active,DC1
pdu-a,Rack PDU,Maker,PDU,active,DC1
`;
    expect(
      notesOf({
        'devices.csv': devices,
        'power_ports.csv': 'device,name,type\npdu-a,Inlet,iec-60320-c20\npdu-a,Inlet 2,iec-60320-c20\n',
        'power_outlets.csv': 'device,name,type\npdu-a,1,iec-60320-c13\nups-1,1,iec-60320-c13\n',
        'interfaces.csv': 'device,name,type\npdu-a,net,100base-tx\n',
      }),
    ).toEqual(
      expect.arrayContaining([
        ['outlets-without-pdu', 'power_outlets.csv', 3, '', 1],
        ['pdu-ports', 'interfaces.csv', 2, '', 1],
        ['pdu-inlets', 'power_ports.csv', 3, '', 1],
      ]),
    );
  });

  it('leave a cable at a port of a rack PDU out, and say so', () => {
    const cables = `side_a_device,side_a_type,side_a_name,side_b_device,side_b_type,side_b_name
node-1,dcim.interface,eth0,pdu-a,dcim.interface,net
`;
    const tables = {
      'interfaces.csv': 'device,name,type\nnode-1,eth0,1000base-t\npdu-a,net,1000base-t\n',
      'cables.csv': cables,
    };
    expect(notesOf(tables)).toEqual(
      expect.arrayContaining([
        ['pdu-ports', 'interfaces.csv', 3, '', 1],
        ['cable-left-out', 'cables.csv', 2, '', 1],
      ]),
    );
    expect(imported(tables).document?.cables).toBeUndefined();
  });

  it('are typical draws of several inlets, of which nobody can tell a share from the whole', () => {
    const ports = 'device,name,type,allocated_draw\nnode-1,PSU1,iec-60320-c14,300\nnode-1,PSU2,iec-60320-c14,300\n';
    expect(notesOf({ 'power_ports.csv': ports })).toEqual([
      ['allocated-draw-unused', 'power_ports.csv', 2, 'allocated_draw', 1],
      ['allocated-draw-unused', 'power_ports.csv', 3, 'allocated_draw', 1],
    ]);
  });

  it('are told where devices of one type differ: the first one stands for all', () => {
    const ports = `device,name,type,maximum_draw
node-1,PSU1,iec-60320-c14,700
node-2,PSU1,iec-60320-c14,900
node-2,PSU2,iec-60320-c14,900
`;
    const { notes } = imported({ 'power_ports.csv': ports });
    const told = notes.filter(({ code }) => code.startsWith('component'));
    expect(told.map(({ code, detail }) => [code, detail.split(':')[0]])).toEqual([
      ['component-differs', 'PSU1'],
      ['component-of-some', 'PSU2'],
    ]);
  });

  it.each(['examples/gpu-hall.yaml', 'examples/lpu-hall.yaml'])('are none in the tables of %s', (file) => {
    const read = readSiteDocument({ bytes: readFileSync(file), format: 'yaml' });
    if (!read.ok) throw new Error(JSON.stringify(read.defects[0]));
    const { files } = exportNetbox(toSnapshot(read.document));
    const { notes } = importNetbox(
      files.map(({ name, text }) => ({ path: name, bytes: new TextEncoder().encode(text) })),
    );
    expect(notes.filter((note) => note.class === 'unused-field' || note.class === 'left-out')).toEqual([]);
    expect(notes.filter(({ code }) => ['type-not-kept', 'component-differs'].includes(code))).toEqual([]);
  });
});
