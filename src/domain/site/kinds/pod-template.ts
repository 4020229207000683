import { z } from 'zod';
import { defineKind } from '../definition.js';
import {
  count,
  described,
  identified,
  label,
  namePattern,
  oneOf,
  positive,
  quantity,
  reference,
  slug,
  text,
} from '../fields.js';
import { DEVICE_FACES, DEVICE_ROLES } from './device.js';

/**
 * What repeats: the racks of a pod, what stands in them, how it is fed and how it is cabled. Things that follow from a
 * template are named `<rack>-<name in the template>`; a thing of that name in the document takes its place. Whatever a
 * template says of `racks` holds in each of them.
 */
export const podTemplate = defineKind({
  name: 'podTemplate',
  plural: 'podTemplates',
  title: 'Pod template',
  scope: 'catalog',
  key: ['slug'],
  schema: z.strictObject({
    ...identified,
    slug: slug('Name by which documents refer to it'),
    version: label('Version', 60),
    ...described,
    source: text('Where the facts of this template come from').optional(),
    racks: z
      .array(namePattern('Rack of the pod'))
      .min(1)
      .max(1000)
      .meta({ description: 'Racks of the pod, by their names in the pod' }),
    devices: z
      .array(
        z.strictObject({
          name: namePattern('Device'),
          racks: namePattern('Racks of the pod in which it stands'),
          type: reference('deviceType', 'Device type'),
          unit: quantity({ unit: 'U', description: 'Lowest unit of the first one', min: 0, max: 100 }),
          unitStep: quantity({
            unit: 'U',
            description: 'Units from one to the next; its height where left out',
            min: 0,
            max: 100,
          }).optional(),
          face: oneOf(DEVICE_FACES, 'Face on which it is mounted; front where left out').optional(),
          role: oneOf(DEVICE_ROLES, 'What it is for').optional(),
        }),
      )
      .max(2000)
      .meta({ description: 'Devices of the pod' })
      .optional(),
    pdus: z
      .array(
        z.strictObject({
          name: label('Rack PDU'),
          racks: namePattern('Racks of the pod in which it hangs'),
          type: reference('pduType', 'Rack PDU type'),
          feed: label('Feed of the rack on which it hangs', 30),
        }),
      )
      .max(2000)
      .meta({ description: 'Rack PDUs of the pod' })
      .optional(),
    cords: z
      .array(
        z.strictObject({
          devices: namePattern('Devices'),
          supply: label('Supply of each device'),
          pdu: label('Rack PDU'),
          outlets: namePattern('Outlets, one for each device in order'),
          cableType: reference('cableType', 'Power cord').optional(),
          lengthM: positive('m', 100, 'Length').optional(),
        }),
      )
      .max(2000)
      .meta({ description: 'Which supply hangs on which outlet' })
      .optional(),
    portMap: z
      .array(
        z.strictObject({
          name: label('What these links are'),
          pattern: oneOf(
            ['mesh', 'leaf-spine', 'one-to-one'],
            'mesh: every two members are linked; leaf-spine: each device of one list to each of another, in every rack; one-to-one: ports of the devices of a rack to other ports, in order',
          ),
          between: oneOf(
            ['groups', 'devices', 'racks'],
            'Members of a mesh: groups of ports inside each device, devices inside each rack, or racks of the pod',
          ).optional(),
          devices: namePattern('Devices of each rack whose ports are used'),
          groups: namePattern('Groups of ports inside a device, as the start of the port name').optional(),
          ports: namePattern('Ports of each group or device, used in this order'),
          subPorts: namePattern('Sub-ports of each of these ports, the sub-port running fastest').optional(),
          multiplicity: count(1, 1000, 'Links between every two; 1 where left out').optional(),
          toDevices: namePattern('Devices at the other end of one-to-one and leaf-spine').optional(),
          toPorts: namePattern('Ports at the other end of one-to-one and leaf-spine').optional(),
          toSubPorts: namePattern('Sub-ports of each port at the other end').optional(),
          ways: count(
            1,
            31,
            'Far ends of each cable of one-to-one: above 1 it is a breakout; 1 where left out',
          ).optional(),
          cableType: reference('cableType', 'Cable type'),
          transceiver: reference('transceiverType', 'Transceiver in each near port').optional(),
          toTransceiver: reference('transceiverType', 'Transceiver in each far port').optional(),
          lengthM: positive('m', 10_000, 'Length, until routes are computed').optional(),
        }),
      )
      .max(500)
      .meta({ description: 'Pattern that expands to every cable of the pod' })
      .optional(),
    reservedPorts: z
      .array(
        z.strictObject({
          name: label('What they are kept for'),
          devices: namePattern('Devices of each rack'),
          ports: namePattern('Ports that stay free'),
          subPorts: namePattern('Sub-ports of each of these ports').optional(),
        }),
      )
      .max(500)
      .meta({ description: 'Ports that no cable may take, kept for growth' })
      .optional(),
    replicas: count(0, 100_000, 'Replicas that one pod can host').optional(),
  }),
});
export type PodTemplate = Readonly<z.infer<typeof podTemplate.schema>>;
