import type { SizedPool, Sizing } from '../../domain/capacity/sizing.js';
import { figure, GAP, table } from './markdown-text.js';

/** The rack and pod plan: where replicas stand, what each failure domain takes, and the spare strategy. */
export function rackPodPlan(sizing: Sizing | null): string {
  const totals = sizing?.totals ?? null;
  const known = (value: number | null | undefined) => value ?? (sizing === null ? GAP : 'not known');
  return [
    `# Rack and pod plan${sizing === null ? '' : `: ${sizing.name}`}`,
    '',
    'After tier 02, 4 and 5. A pod is the smallest repeatable group of racks that contains a failure domain.',
    '',
    '## Space and power',
    '',
    table(
      ['Pool', 'Replicas', 'Nodes in service', 'Spare nodes', 'Racks', 'Pods', 'kW'],
      [
        ...(sizing === null
          ? [[GAP, GAP, GAP, GAP, GAP, GAP, GAP]]
          : sizing.pools.map(({ name, size, racks, pods, powerW }) => [
              name,
              size.replicas,
              size.space.nodes,
              size.space.spareNodes,
              known(racks),
              known(pods),
              powerW === null ? 'not known' : powerW / 1000,
            ])),
        [
          'together',
          known(totals?.replicas),
          '',
          '',
          known(totals?.racks),
          known(totals?.pods),
          totals === null || totals.powerW === null ? known(null) : totals.powerW / 1000,
        ],
      ],
    ),
    '',
    ...(sizing?.pools ?? []).flatMap((pool) => [...spaceLines(pool, sizing), '']),
    `P_rack = P_node · N_nodes_rack + P_overhead = ${rackPowerText(sizing)}`,
    '',
    '## Failure domains',
    '',
    table(
      [
        'Pool',
        'Domain whose loss keeps the promise',
        'Replicas lost',
        'Lost for as long as it lasts',
        'Left',
        'Needed',
        'What is shed',
      ],
      sizing === null
        ? [[GAP, GAP, GAP, GAP, GAP, GAP, GAP]]
        : sizing.pools.map(({ name, size, prepared }) => [
            name,
            prepared.request.failureDomain ?? 'none',
            size.loss.atOnce,
            size.loss.lasting,
            size.replicas - size.loss.lasting,
            size.forDegraded,
            size.shedWorkloads.length === 0 ? 'nothing' : size.shedWorkloads.join(', '),
          ]),
    ),
    '',
    '## Spare strategy',
    '',
    ...(sizing === null
      ? [`${GAP} spare nodes in each rack; they take over within ${GAP} s.`]
      : sizing.pools.map(spareText)),
    '',
    ...(totals !== null && totals.unplaced !== null && totals.unplaced.length > 0
      ? [`The racks of the hall do not hold: ${totals.unplaced.join(', ')}.`, '']
      : []),
  ].join('\n');
}

/** Racks and kW of a pool, with their arithmetic; nothing where racks are not known. */
function spaceLines(pool: SizedPool, sizing: Sizing | null): readonly string[] {
  const { name, size, racks, powerW, prepared, replicasPerRack, racksPerReplica } = pool;
  if (racks === null) return [];
  const { layout } = prepared.request;
  const usable = `(${figure(layout.nodesPerRack)} − ${figure(layout.spareNodesPerRack)})`;
  const rackText =
    layout.footprint === 'node' && replicasPerRack > 0
      ? `replicas of a rack = floor(${usable} / ${figure(layout.footprintCount)}) = ${figure(replicasPerRack)}; racks = ceil(${figure(size.replicas)} / ${figure(replicasPerRack)}) = ${figure(racks)}`
      : `racks of a replica = ${figure(racksPerReplica)}; racks = ${figure(size.replicas)} · ${figure(racks / size.replicas)} = ${figure(racks)}`;
  const { nodePowerW = null, rackOverheadW = null } = sizing?.hall ?? {};
  const power =
    powerW === null || nodePowerW === null || rackOverheadW === null
      ? ''
      : `; kW = (${figure(size.space.nodes)} + ${figure(size.space.spareNodes)}) · ${figure(nodePowerW / 1000)} + ${figure(racks)} · ${figure(rackOverheadW / 1000)} = ${figure(powerW / 1000)}`;
  return [`${name}: ${rackText}${power}.`];
}

function rackPowerText(sizing: Sizing | null): string {
  if (sizing === null) return `${GAP} · ${GAP} + ${GAP} = ${GAP} kW`;
  const { nodePowerW, nodesPerRack, rackOverheadW } = sizing.hall;
  if (nodePowerW === null || nodesPerRack === null || rackOverheadW === null) return 'not known';
  return `${figure(nodePowerW / 1000)} · ${figure(nodesPerRack)} + ${figure(rackOverheadW / 1000)} = ${figure((nodePowerW * nodesPerRack + rackOverheadW) / 1000)} kW`;
}

function spareText({ name, size, prepared }: SizedPool): string {
  const { spareNodesPerRack } = prepared.request.layout;
  return spareNodesPerRack === 0
    ? `${name}: no spare nodes; the loss of a node is carried by the replicas that are left.`
    : `${name}: ${figure(spareNodesPerRack)} spare in each rack, ${figure(size.space.spareNodes)} in all; a lost node is replaced inside its rack within the failover time.`;
}
