import type { DocumentFormat } from '../exchange/document/read-document.js';
import { Problem } from '../platform/problem.js';

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'text/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'application/vnd.yaml': 'yaml',
  'text/x-yaml': 'yaml',
};

export interface AnswerFormat {
  readonly mediaType: string;
  readonly format: DocumentFormat;
}

/** How a document was sent. Its media type is one of those that the route takes. */
export function sentFormat(contentType: string | undefined): DocumentFormat {
  return FORMATS[(contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? 'json';
}

/**
 * How a document is answered, by `Accept` (RFC 9110 §12.5.1): the acceptable type of the highest weight, JSON where all
 * are alike.
 *
 * @throws Problem (406) where nothing is acceptable
 */
export function answerFormat(accept: string | undefined): AnswerFormat {
  const ranges = (accept ?? '*/*').split(',').flatMap(rangeOf);
  let best: { readonly mediaType: string; readonly weight: number } | undefined;
  for (const mediaType of Object.keys(FORMATS)) {
    const weight = weightOf(mediaType, ranges);
    if (weight > (best?.weight ?? 0)) best = { mediaType, weight };
  }
  const format = best === undefined ? undefined : FORMATS[best.mediaType];
  if (best !== undefined && format !== undefined) return { mediaType: best.mediaType, format };
  throw new Problem({
    status: 406,
    code: 'not-acceptable',
    detail: `A document is answered as ${Object.keys(FORMATS).join(', ')}.`,
  });
}

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly weight: number;
}

function rangeOf(text: string): readonly MediaRange[] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = range.split('/');
  if (type === '' || subtype === '') return [];
  const quality = parameters.flatMap((parameter) => /^q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1] ?? [])[0];
  return [{ type, subtype, weight: Math.min(1, Number(quality ?? '1')) }];
}

/** The weight of the most specific range that a media type is in; 0 where it is in none. */
function weightOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const [type, subtype] = mediaType.split('/');
  const specific = (range: MediaRange): number => {
    if (range.type === type && range.subtype === subtype) return 3;
    if (range.type === type && range.subtype === '*') return 2;
    return range.type === '*' && range.subtype === '*' ? 1 : 0;
  };
  let best = { rank: 0, weight: 0 };
  for (const range of ranges) {
    const rank = specific(range);
    if (rank > best.rank) best = { rank, weight: range.weight };
  }
  return best.weight;
}
