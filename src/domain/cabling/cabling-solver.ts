import type { SiteIndex } from '../site/site-index.js';
import { cableLengths } from './cable-lengths.js';
import type { CablingFigures } from './cabling-figures.js';
import { portMapDeviations, type PortMapDeviation } from './port-map-deviations.js';
import { portUse } from './port-use.js';
import { endText } from '../site/expansion/port-claims.js';

/** Use of ports, fit of connectors and lengths of all cables of a site. */
export function solveCabling(index: SiteIndex): CablingFigures {
  const { endCount, clashes, unknownPorts, connectorMismatches } = portUse(index);
  return {
    cableCount: index.snapshot.cables.length,
    endCount,
    portClashes: clashes,
    unknownPorts,
    connectorMismatches,
    lengths: cableLengths(index),
    deviations: statedDeviations(index),
  };
}

/** Cables that a pattern had to give way to, against those that it wanted in their place. */
function statedDeviations(index: SiteIndex): readonly PortMapDeviation[] {
  const { displaced, origin, snapshot } = index;
  if (displaced.length === 0) return [];
  const ports = new Set(displaced.flatMap(({ ends }) => ends.map(endText)));
  const built = snapshot.cables.filter(
    ({ name, ends }) => !origin.cables.has(name) && ends.some((end) => ports.has(endText(end))),
  );
  return portMapDeviations({ expected: displaced, built });
}
