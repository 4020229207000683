import { boundedDraw, deviceDraw } from '../power/device-draw.js';
import type { Device } from '../site/kinds/device.js';
import type { Rack } from '../site/kinds/rack.js';
import type { SiteIndex } from '../site/site-index.js';
import type { HallFacts } from './hall-facts.js';
import { NOTHING_KNOWN } from './hall-facts.js';

/** Racks of a hall that hold nodes, with their nodes. */
interface NodeRack {
  readonly pod: string | null;
  readonly segment: string | null;
  readonly serving: number;
  readonly spare: number;
  readonly nodePowerW: number | null;
  readonly overheadW: number | null;
}

/**
 * What a hall says of the racks that replicas stand in. Where racks differ, the smaller number of nodes and the larger draw are
 * taken, so that a size drawn from them holds in each; of fabric segments the one of most racks.
 */
export function hallFactsOf(index: SiteIndex): HallFacts {
  const racks = index.snapshot.racks.flatMap((rack) => nodeRackOf(index, rack));
  if (racks.length === 0) return NOTHING_KNOWN;
  const perPod = new Map<string, number>();
  for (const { pod } of racks) if (pod !== null) perPod.set(pod, (perPod.get(pod) ?? 0) + 1);
  const perSegment = new Map<string, number>();
  for (const { segment } of racks) if (segment !== null) perSegment.set(segment, (perSegment.get(segment) ?? 0) + 1);
  const least = (values: Iterable<number>) => [...values].reduce((a, b) => Math.min(a, b), Infinity);
  const spare = least(racks.map((rack) => rack.spare));
  return {
    nodesPerRack: least(racks.map(({ serving }) => serving)) + spare,
    spareNodesPerRack: spare,
    racksPerPod: perPod.size === 0 ? null : least(perPod.values()),
    racksPerSegment: perSegment.size === 0 ? null : [...perSegment.values()].reduce((a, b) => Math.max(a, b)),
    nodePowerW: largestOrNull(racks.map(({ nodePowerW }) => nodePowerW)),
    rackOverheadW: largestOrNull(racks.map(({ overheadW }) => overheadW)),
    racksAvailable: racks.length,
  };
}

function nodeRackOf(index: SiteIndex, { name, pod, fabricSegment }: Rack): readonly NodeRack[] {
  const devices = index.devicesByRack.get(name) ?? [];
  const nodes = devices.filter((device) => isNode(index, device));
  const serving = nodes.filter(({ role }) => role !== 'spare').length;
  if (serving === 0) return [];
  const others = devices.filter((device) => !isNode(index, device)).map((device) => maximumW(index, device));
  return [
    {
      pod: pod ?? null,
      segment: fabricSegment ?? null,
      serving,
      spare: nodes.length - serving,
      nodePowerW: largestOrNull(nodes.map((device) => maximumW(index, device))),
      overheadW: others.reduce<number | null>((sum, watts) => (sum === null || watts === null ? null : sum + watts), 0),
    },
  ];
}

/** A node is a device that carries accelerators. */
export function isNode(index: SiteIndex, { type }: Device): boolean {
  return (index.deviceTypes.get(type)?.acceleratorCount ?? 0) > 0;
}

function maximumW(index: SiteIndex, device: Device): number | null {
  const type = index.deviceTypes.get(device.type);
  if (type === undefined) return null;
  const supplies = index.expandedDeviceTypes.get(device.type)?.supplies ?? [];
  return boundedDraw(deviceDraw({ device, type, supplies, corded: index.cordsByDevice.has(device.name) }).maximum)
    .value;
}

function largestOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (most, value) => (most === null || value === null ? null : Math.max(most, value)),
    values.length === 0 ? null : -Infinity,
  );
}
