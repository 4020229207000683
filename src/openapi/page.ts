import type { RawQuery } from './parameter.js';

/** One page of a list, as NetBox answers it. */
export interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly unknown[];
}

/** What was asked: the path without its query, the query as parsed, and the part of the list that it means. */
export interface PageRequest {
  readonly path: string;
  readonly query: RawQuery;
  readonly limit: number;
  readonly offset: number;
}

/** A page with the addresses of the pages beside it, relative to the service. */
export function pageOf(
  request: PageRequest,
  { count, results }: { readonly count: number; readonly results: readonly unknown[] },
): Page {
  const { limit, offset } = request;
  return {
    count,
    next: offset + limit < count ? addressOf(request, offset + limit) : null,
    previous: offset > 0 ? addressOf(request, Math.max(0, Math.min(offset - limit, count - 1))) : null,
    results,
  };
}

function addressOf({ path, query, limit }: PageRequest, offset: number): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name === 'limit' || name === 'offset') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  parameters.set('limit', String(limit));
  if (offset > 0) parameters.set('offset', String(offset));
  return `${path}?${parameters.toString()}`;
}
