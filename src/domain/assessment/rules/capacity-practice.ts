import { sampleOf } from '../../name-sample.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Cables between the nodes of one replica that carry Ethernet. */
export const ethernetPath: Rule = {
  code: 'capacity.ethernet-path',
  title: 'Nodes of one replica are linked by Ethernet',
  discipline: 'capacity',
  basis: '"unpredictable congestion kills deterministic latency guarantees" (tier 02, 3.4)',
  sentence:
    '{subject} spans several nodes, and {measured} of {cables} cables between nodes of its racks carry Ethernet ({names})',
  guide: {
    method:
      'Of a replica that occupies more than one node, every cable with nodes of its racks at both ends is on the path of the model; its cable type must not say `ethernet` as its protocol, nor stand in a port of kind `ethernet`.',
    example: 'A replica of a rack whose nine nodes are meshed by 72 Ethernet cables: 72 of 72.',
    remedy: 'Link the nodes by the fabric of the accelerators; keep Ethernet for requests and management.',
  },
  evaluate: ({ index, figures: { capacity } }) =>
    capacity.pools.flatMap(({ artifact, placed }) => {
      const kind = index.snapshot.artifacts.find(({ name }) => name === artifact);
      const isWide = kind?.footprint === 'rack' || kind?.footprint === 'pod' || (kind?.footprintCount ?? 1) > 1;
      const racks = new Set(placed.replicas.flatMap((replica) => replica.racks));
      if (!isWide || racks.size === 0) return [];
      const between = index.snapshot.cables.filter(({ ends }) =>
        ends.every(({ device }) => isNodeIn(index, device, racks)),
      );
      const ethernet = between.filter((cable) => carriesEthernet(index, cable));
      if (ethernet.length === 0) return [];
      return [
        found(ethernetPath, {
          severity: 'error',
          subject: { kind: 'artifact', name: artifact },
          measured: ethernet.length,
          limit: 0,
          unit: '1',
          inputs: { cables: between.length, names: sampleOf(ethernet.map(({ name }) => name)).names },
        }),
      ];
    }),
};

function isNodeIn(index: SiteIndex, name: string, racks: ReadonlySet<string>): boolean {
  const device = index.devices.get(name);
  if (device?.rack === undefined || !racks.has(device.rack)) return false;
  return (index.deviceTypes.get(device.type)?.acceleratorCount ?? 0) > 0;
}

function carriesEthernet(index: SiteIndex, { type, ends }: SiteIndex['snapshot']['cables'][number]): boolean {
  const protocol = index.cableTypes.get(type)?.protocol;
  if (protocol !== undefined) return /ethernet/i.test(protocol);
  return ends.some(({ device, port }) => {
    const deviceType = index.devices.get(device)?.type;
    return deviceType !== undefined && index.expandedDeviceTypes.get(deviceType)?.ports.get(port)?.kind === 'ethernet';
  });
}

/** Deployments that are not there yet, of artifacts whose compilation nobody planned. */
export const expansionWithoutCompile: Rule = {
  code: 'capacity.no-compile-time',
  title: 'An expansion is planned without time to compile and validate',
  discipline: 'capacity',
  basis: '"treating compilation as a build step you can do on deploy" (tier 02, 3.3)',
  sentence: '{subject}: {artifact} is to be deployed {when}, and no task compiles and validates it{stated}',
  guide: {
    method:
      'A deployment that is planned, or that begins after the day of the assessment, needs a task whose `compiles` is its artifact, or whose name or delivery names its artifact or says that it compiles or validates, where the site plans tasks at all. `compileDays` and `validationDays` say how long it takes.',
    example: 'A second pod from 2027-12-01, 14 tasks that build it, none that compiles the artifact for it: a finding.',
    remedy: 'Add a task for compilation and one for validation of its schedules before the deployment serves.',
  },
  evaluate: ({ index }) => {
    const { deployments, tasks, artifacts } = index.snapshot;
    if (tasks.length === 0) return [];
    return [
      ...deployments.filter(({ status }) => status === 'planned' || status === 'ordered'),
      ...index.deploymentsToCome,
    ]
      .filter(
        ({ artifact }) =>
          !tasks.some(
            ({ name, delivers = '', compiles }) =>
              compiles === artifact ||
              /compil|validat/i.test(`${name} ${delivers}`) ||
              `${name} ${delivers}`.includes(artifact),
          ),
      )
      .map((deployment) => {
        const artifact = artifacts.find(({ name }) => name === deployment.artifact);
        const days =
          artifact?.compileDays === undefined && artifact?.validationDays === undefined
            ? null
            : (artifact.compileDays ?? 0) + (artifact.validationDays ?? 0);
        return found(expansionWithoutCompile, {
          severity: 'warning',
          subject: { kind: 'deployment', name: deployment.name },
          measured: 0,
          limit: days,
          unit: 'd',
          inputs: {
            artifact: deployment.artifact,
            when: deployment.availableFrom === undefined ? 'as planned' : `from ${deployment.availableFrom}`,
            stated: days === null ? '; how long that takes is not stated' : `, which takes ${String(days)} days`,
          },
        });
      });
  },
};

/** Batching windows in the serving policy. */
export const windowInPolicy: Rule = {
  code: 'capacity.batching-window',
  title: 'The serving policy waits for batches',
  discipline: 'capacity',
  basis: '"batching windows add queueing; performance becomes compile mismatch" (tier 02, 3.1)',
  sentence:
    '{subject}: a batching window of {measured} is added to the wait of requests, {share} of the promised {limitS} s',
  guide: {
    method:
      '`batchingWindowS` above 0. A request that opens a batch waits the whole window before anything else; static schedules gain nothing by it.',
    example: 'A window of 0.05 s on a promise of 1 s: 5 % of it are given away.',
    remedy: 'Set the window to 0 and admit by buckets and cost.',
  },
  evaluate: ({ index: { snapshot } }) =>
    snapshot.workloads.flatMap(({ name, batchingWindowS = 0, sloLatencyS }) =>
      batchingWindowS > 0
        ? [
            found(windowInPolicy, {
              severity: 'warning',
              subject: { kind: 'workload', name },
              measured: batchingWindowS,
              limit: 0,
              unit: 's',
              inputs: {
                limitS: sloLatencyS ?? null,
                share: sloLatencyS === undefined ? null : batchingWindowS / sloLatencyS,
              },
            }),
          ]
        : [],
    ),
};
