import { z } from 'zod';
import type { LibraryKind } from './library-fields.js';

/**
 * What the files must hold, so far as it is used; other fields may hold anything. Texts that a YAML reader takes for a number
 * (`name: 01`) are refused, because what was written is lost.
 */
const text = z.string().min(1).max(100);
const component = { name: text, type: text.optional() };
const watts = z.number().min(0).max(1_000_000);
const size = z.number().min(0).max(100_000);

const components = {
  'console-ports': z.array(z.looseObject(component)).optional(),
  'console-server-ports': z.array(z.looseObject(component)).optional(),
  'power-ports': z
    .array(z.looseObject({ ...component, maximum_draw: watts.optional(), allocated_draw: watts.optional() }))
    .optional(),
  'power-outlets': z
    .array(z.looseObject({ ...component, power_port: text.optional(), feed_leg: z.enum(['A', 'B', 'C']).optional() }))
    .optional(),
  interfaces: z.array(z.looseObject({ ...component, mgmt_only: z.boolean().optional() })).optional(),
  'front-ports': z.array(z.looseObject(component)).optional(),
  'rear-ports': z.array(z.looseObject(component)).optional(),
  'module-bays': z.array(z.looseObject({ name: text, position: z.string().max(60).optional() })).optional(),
};

const described = { description: z.string().optional(), comments: z.string().optional() };
const weighed = { weight: size.optional(), weight_unit: z.enum(['kg', 'g', 'lb', 'oz']).optional() };

export const deviceTypeFile = z.looseObject({
  manufacturer: text,
  model: text,
  slug: text,
  part_number: z.string().max(100).optional(),
  u_height: z.number().min(0).max(100).multipleOf(0.5).optional(),
  is_full_depth: z.boolean().optional(),
  is_powered: z.boolean().optional(),
  airflow: z.string().optional(),
  ...weighed,
  ...described,
  ...components,
});
export type DeviceTypeFile = Readonly<z.infer<typeof deviceTypeFile>>;

export const moduleTypeFile = z.looseObject({
  manufacturer: text,
  model: text,
  part_number: z.string().max(100).optional(),
  ...weighed,
  ...described,
  ...components,
});
export type ModuleTypeFile = Readonly<z.infer<typeof moduleTypeFile>>;

export const rackTypeFile = z.looseObject({
  manufacturer: text,
  model: text,
  slug: text,
  u_height: z.int().min(1).max(100),
  starting_unit: z.int().min(0).max(100).optional(),
  desc_units: z.boolean().optional(),
  outer_width: size.optional(),
  outer_depth: size.optional(),
  outer_height: size.optional(),
  outer_unit: z.enum(['mm', 'in']).optional(),
  max_weight: size.optional(),
  ...weighed,
  ...described,
});
export type RackTypeFile = Readonly<z.infer<typeof rackTypeFile>>;

export const librarySchemas = {
  'device-type': deviceTypeFile,
  'module-type': moduleTypeFile,
  'rack-type': rackTypeFile,
} as const satisfies Record<LibraryKind, z.ZodObject>;
