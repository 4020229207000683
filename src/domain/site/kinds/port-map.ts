import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, label, named, namePattern, oneOf, physical, positive, reference } from '../fields.js';

export const PORT_MAP_PATTERNS = ['mesh', 'leaf-spine', 'one-to-one'] as const;
export const PORT_MAP_MEMBERS = ['groups', 'devices', 'racks', 'pods', 'lists'] as const;

/**
 * A port map says by a few patterns which port of the hall is cabled to which: what reaches beyond one rack or pod, such
 * as a fabric of leaves and spines, or racks that are linked all to all. Names are those of the hall; what a pod template
 * stands for may be named. Cables that follow are named by their first end, `<device>:<port>`.
 */
export const portMap = defineKind({
  name: 'portMap',
  plural: 'portMaps',
  title: 'Port map',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('port map'),
    ...physical,
    phase: reference('phase', 'Phase in which its cables are pulled').optional(),
    lines: z
      .array(
        z.strictObject({
          name: label('What these links are'),
          pattern: oneOf(
            PORT_MAP_PATTERNS,
            'mesh: every two members are linked; leaf-spine: each of `devices` to each of `toDevices`; one-to-one: ports to other ports, in order',
          ),
          between: oneOf(
            PORT_MAP_MEMBERS,
            'Members of a mesh: groups of ports inside each device, devices, racks or pods in which the devices stand, or the entries of `devices`; of a leaf-spine `lists`: each entry of `devices` to the entry of `toDevices` at the same place, as rails are',
          ).optional(),
          devices: z
            .array(namePattern('Devices'))
            .min(1)
            .max(2000)
            .meta({ description: 'Devices whose ports are used, in this order' }),
          groups: namePattern('Groups of ports inside a device, as the start of the port name').optional(),
          ports: namePattern('Ports of each group or device, used in this order'),
          subPorts: namePattern('Sub-ports of each of these ports, the sub-port running fastest').optional(),
          multiplicity: count(1, 1000, 'Links between every two; 1 where left out').optional(),
          toDevices: z
            .array(namePattern('Devices'))
            .min(1)
            .max(2000)
            .meta({ description: 'Devices at the other end of one-to-one and leaf-spine' })
            .optional(),
          toPorts: namePattern('Ports at the other end').optional(),
          toSubPorts: namePattern('Sub-ports of each port at the other end').optional(),
          ways: count(
            1,
            31,
            'Far ends of each cable of one-to-one: above 1 it is a breakout; 1 where left out',
          ).optional(),
          cableType: reference('cableType', 'Cable type'),
          transceiver: reference('transceiverType', 'Transceiver in each near port').optional(),
          toTransceiver: reference('transceiverType', 'Transceiver in each far port').optional(),
          lengthM: positive('m', 10_000, 'Length, in place of that of the route').optional(),
        }),
      )
      .min(1)
      .max(500)
      .meta({ description: 'Patterns, expanded in this order' }),
    reservedPorts: z
      .array(
        z.strictObject({
          name: label('What they are kept for'),
          devices: z.array(namePattern('Devices')).min(1).max(2000).meta({ description: 'Devices' }),
          ports: namePattern('Ports that stay free'),
          subPorts: namePattern('Sub-ports of each of these ports').optional(),
        }),
      )
      .max(500)
      .meta({ description: 'Ports that no cable may take, kept for growth' })
      .optional(),
  }),
});
export type PortMap = Readonly<z.infer<typeof portMap.schema>>;
