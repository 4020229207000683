import type { OpticsProblem } from '../../cabling/optics.js';
import type { Severity } from '../../finding.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const SEVERITIES: Readonly<Record<OpticsProblem, Severity>> = {
  protocol: 'error',
  'lane rate': 'error',
  'form factor': 'error',
  'transceiver rate': 'error',
  medium: 'error',
  connector: 'error',
  polish: 'error',
  wavelength: 'error',
  'transceivers differ': 'warning',
  reach: 'error',
  loss: 'error',
  polarity: 'error',
  'polarity unknown': 'unknown',
  'loss unknown': 'unknown',
  'no transceiver stated': 'unknown',
  pins: 'error',
  'pins unknown': 'unknown',
  'lane share': 'error',
  lanes: 'error',
  'port kinds': 'error',
  'port rates': 'warning',
};

/** Cables, transceivers and ports that do not go together. */
export const optics: Rule = {
  code: 'cabling.link-fit',
  title: 'Cable, transceiver and port do not go together',
  discipline: 'cabling',
  basis:
    'rates, form factors, connectors and polish as the types state them; IEEE 802.3 channel insertion loss; TIA-568.3 polarity of parallel fibre',
  sentence: 'Links with trouble ({subject}): {what}: {count} ({cables}){detail}',
  guide: {
    method:
      'At each end: protocol and lane rate of the cable against the port, form factor and lane rate of a transceiver against its cage, its medium, line connector and polish (APC or UPC) against the cable. Along each link from transceiver to transceiver, through panels: the same wavelength, length within the reach of both, loss = Σ length · attenuation + (cables − 1) · loss of a mated pair within the budget of both, and for MPO an odd number of turns: cables of polarity B and adapters with aligned keys; pins on one plug of each pair that meets, and none in a transceiver. Lanes of a breakout are shared evenly, no port has fewer lanes than come to it, and two ports that a cable joins speak the same at the same rate. What a type does not state is not judged, or judged unknown.',
    example:
      'Two cables of 30 and 20 m at 0.4 dB/km joined in a panel by a pair of 0.5 dB lose 0.05 · 0.4 + 0.5 = 0.52 dB, within 3 dB. Two MPO cables of polarity B and an adapter with opposed keys turn the fibres twice, so that senders meet senders; an adapter with aligned keys turns them a third time. A cable of 8 lanes with three far ends has 8/3 lanes for each: that cannot be.',
    remedy: 'Choose the transceiver, cable or polarity that fits; state what the type leaves out.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.optics.map(({ problem, what, cables, measured, limit, unit }) =>
      found(optics, {
        severity: SEVERITIES[problem],
        subject: { kind: 'link', name: problem },
        measured: measured ?? cables.count,
        limit: limit ?? 0,
        unit: unit ?? '1',
        inputs: {
          what,
          count: cables.count,
          cables: cables.names,
          detail:
            unit === null
              ? ''
              : `, up to ${String(Math.round((measured ?? 0) * 100) / 100)} of ${String(limit)} ${unit}`,
        },
      }),
    ),
};
