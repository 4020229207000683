import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, named, physical, reference } from '../fields.js';

export const deployment = defineKind({
  name: 'deployment',
  plural: 'deployments',
  title: 'Deployment',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('deployment'),
    ...physical,
    artifact: reference('artifact', 'Artifact'),
    replicas: count(0, 10_000_000, 'Replicas on these footprints'),
    pods: z.array(reference('pod', 'Pod')).max(10_000).meta({ description: 'Pods that host it' }).optional(),
    racks: z.array(reference('rack', 'Rack')).max(10_000).meta({ description: 'Racks that host it' }).optional(),
    nodes: z.array(reference('device', 'Node')).max(100_000).meta({ description: 'Nodes that host it' }).optional(),
  }),
});
export type Deployment = Readonly<z.infer<typeof deployment.schema>>;
