import type { PortMapDeviation } from '../../cabling/port-map-deviations.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { problemFound } from './site-template.js';

/** Lines of port maps that cannot be written out. */
export const portMapProblem: Rule = {
  code: 'cabling.port-map-problem',
  title: 'Line of a port map cannot be written out',
  discipline: 'cabling',
  basis: 'expansion of the port map: a line is written out whole or not at all',
  sentence: 'Port map {subject}, line {at}: {meaning}{shortage}',
  guide: {
    method:
      'Each line of a port map is a pattern. A mesh of n members with m links between every two needs (n − 1)·m ports of each; leaves and spines need m times the number of the other side. A line that needs more ports than its pattern gives, names a port or device that is not there, comes back to a port that it has used, or takes a port of another line or one that is kept for growth, is left out whole.',
    example:
      'Nine nodes, every two linked twice, need (9 − 1)·2 = 16 ports each. With `ports: C[1-8]P8` there are 8: the line is refused, 8 of 16.',
    remedy: 'Correct the line that is named: more ports, fewer links, or ports that no other line uses.',
  },
  evaluate: ({ index }) =>
    index.problems.flatMap((problem) =>
      problem.portMap === null
        ? []
        : [problemFound(portMapProblem, { kind: 'portMap', name: problem.portMap }, problem)],
    ),
};

/** Cables that the document states at ports for which a pattern says otherwise. */
export const portMapDeviation: Rule = {
  code: 'cabling.port-map-deviation',
  title: 'Cable as stated departs from the port map',
  discipline: 'cabling',
  basis: 'strict port map: cables by their two ends and their type',
  sentence: '{subject} departs from the port map: {deviation}. {what}',
  guide: {
    method:
      'A cable that the document states takes the place of every cable of a pattern with which it shares a port. What then differs is named: two cables with exchanged far ends are swapped; a pair of ends without a cable is missing; a cable at ports of the pattern with other ends is extra; the right ends with another cable type are of the wrong type.',
    example:
      'The pattern asks for L1:1–S1:1 and L1:2–S2:1. Stated are L1:1–S2:1 and L1:2–S1:1: the two are swapped, one finding.',
    remedy: 'Re-plug the cables, or change the pattern where what was built is what is wanted.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.deviations.map((deviation) =>
      found(portMapDeviation, {
        severity: deviation.kind === 'wrong-type' ? 'warning' : 'error',
        subject: { kind: 'cable', name: subjectOf(deviation) },
        inputs: { deviation: deviation.kind, what: deviationText(deviation) },
      }),
    ),
};

function subjectOf(deviation: PortMapDeviation): string {
  if (deviation.kind === 'swapped') return deviation.expected[0].name;
  return deviation.kind === 'missing' ? deviation.expected.name : deviation.built.name;
}

/** A deviation in words. */
export function deviationText(deviation: PortMapDeviation): string {
  switch (deviation.kind) {
    case 'swapped':
      return `${deviation.built.map(({ name }) => name).join(' and ')} have their far ends exchanged`;
    case 'missing':
      return `no cable joins ${endsText(deviation.expected)}`;
    case 'extra':
      return `the pattern has no cable from ${endsText(deviation.built)}`;
    case 'wrong-type':
      return `it is of type ${deviation.built.type}, the pattern asks for ${deviation.expected.type}`;
  }
}

function endsText({
  ends,
}: {
  readonly ends: readonly { device: string; port: string; subPort?: string | undefined }[];
}) {
  return ends
    .map(({ device, port, subPort }) => `${device}:${port}${subPort === undefined ? '' : `/${subPort}`}`)
    .join(' to ');
}
