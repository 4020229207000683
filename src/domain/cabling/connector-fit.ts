import type { CableType } from '../site/kinds/cable-type.js';
import type { DevicePort } from '../site/kinds/device-type.js';

/** Cages into which smaller or older modules of the same shape go. Sources: SFF-8432, SFF-8665, QSFP-DD MSA. */
const CAGE_FAMILIES: readonly { readonly cage: RegExp; readonly plugs: RegExp }[] = [
  { cage: /^SFP-?DD/, plugs: /^SFP/ },
  { cage: /^SFP/, plugs: /^SFP(?!-?DD)/ },
  { cage: /^QSFP-?DD/, plugs: /^QSFP/ },
  { cage: /^QSFP/, plugs: /^QSFP(?!-?DD)/ },
];

/**
 * Whether a plug goes into a cage or jack. Cages of the SFP and QSFP families take every module of their shape and
 * smaller rates; everything else must be named alike, whatever its case and blanks.
 */
export function plugFits({ plug, cage }: { readonly plug: string; readonly cage: string }): boolean {
  const [plugName, cageName] = [normalized(plug), normalized(cage)];
  if (plugName === cageName) return true;
  const family = CAGE_FAMILIES.find((candidate) => candidate.cage.test(cageName));
  return family?.plugs.test(plugName) === true;
}

/** Whether a port is a cage for transceivers: those of the SFP, QSFP, OSFP, CFP and XFP families are. */
export function takesTransceivers(connector: string): boolean {
  return /^(SFP|QSFP|OSFP|CFP|CXP|XFP|X2|XENPAK|GBIC)/.test(normalized(connector));
}

function normalized(connector: string): string {
  return connector.toUpperCase().replace(/\s+/g, '');
}

/**
 * Whether cables of a type plug into a port without a transceiver between, so that their connectors must fit: fibre does
 * so at panels only.
 */
export function plugsDirectly(type: CableType, port: DevicePort): boolean {
  if (type.medium === 'multimode' || type.medium === 'single-mode') return port.kind === 'panel';
  return true;
}
