import type { SiteIndex } from '../site/site-index.js';
import { cableLengths } from './cable-lengths.js';
import type { CablingFigures } from './cabling-figures.js';
import { portUse } from './port-use.js';

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
  };
}
