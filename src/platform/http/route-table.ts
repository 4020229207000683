import type { FastifyInstance } from 'fastify';

/** Which methods a path knows, to tell "no such thing" from "not this method". */
export class RouteTable {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ method, url }) => {
      const pattern = patternOf(url);
      for (const one of [method].flat()) this.#routes.push({ method: one, pattern });
    });
  }

  /** Methods of the routes that match the path, sorted; none when there is no such path. */
  methodsOf(path: string): readonly string[] {
    const methods = this.#routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) =>
      part
        .split(/(:\w+|\*)/)
        .map((piece) => {
          if (piece === '*') return '.*';
          return piece.startsWith(':') ? '[^/]+' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        })
        .join(''),
    )
    .join('/');
  return new RegExp(`^${source}$`);
}
