import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Config } from '../config.js';
import { Problem } from '../problem.js';
import { readJson } from './json-reader.js';

/** What a route takes as its body instead of JSON. */
interface RawBodyRoute {
  readonly rawBody: readonly string[];
}

/** Media types of a site document. */
export const DOCUMENT_MEDIA_TYPES = [
  'application/json',
  'application/yaml',
  'application/x-yaml',
  'application/vnd.yaml',
  'text/yaml',
  'text/x-yaml',
] as const;

/**
 * A route whose `@Body()` is the bytes as sent, a `Buffer`, up to the limit for documents. Any other media type than
 * those named is answered with 415; the media type of the request is in its `content-type` header.
 */
export function RawBody(mediaTypes: readonly string[]): MethodDecorator {
  return applyDecorators(RouteConfig({ rawBody: mediaTypes } satisfies RawBodyRoute));
}

/** Installs the reading of bodies: JSON for all routes, bytes for routes with `RawBody`, 415 for everything else. */
export function installBodyReading(fastify: FastifyInstance, config: Config): void {
  fastify.addHook('onRoute', (route: RouteOptions) => {
    if (acceptedBytes(route.config)) route.bodyLimit = config.documentLimitBytes;
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.is404) return done(null, payload);
    const encoding = request.headers['content-encoding']?.trim().toLowerCase();
    if (encoding && encoding !== 'identity') {
      done(
        new Problem({
          status: 415,
          code: 'content-encoding-unsupported',
          detail: `A body must be sent as it is, not with Content-Encoding ${encoding}.`,
          headers: { 'accept-encoding': 'identity' },
        }),
      );
    } else {
      done(null, payload);
    }
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readBody(request, typeof body === 'string' ? Buffer.from(body) : body));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function readBody(request: FastifyRequest, bytes: Buffer): unknown {
  // Nothing reads the body of a request to nowhere: what is wrong with it is the path.
  if (request.is404) return undefined;
  const mediaType = mediaTypeOf(request);
  const accepted = acceptedBytes(request.routeOptions.config);
  if (accepted) {
    if (accepted.includes(mediaType)) return bytes;
    throw unsupportedMediaType(mediaType, accepted);
  }
  if (/^application\/(?:[\w.-]+\+)?json$/.test(mediaType)) return readJson(bytes);
  throw unsupportedMediaType(mediaType, ['application/json']);
}

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function unsupportedMediaType(found: string, accepted: readonly string[]): Problem {
  return new Problem({
    status: 415,
    code: 'media-type-unsupported',
    detail: `${found ? `The media type ${found} is not read here` : 'The Content-Type is missing'}; allowed: ${accepted.join(', ')}.`,
    headers: { accept: accepted.join(', ') },
  });
}

function acceptedBytes(config: unknown): readonly string[] | undefined {
  if (typeof config !== 'object' || config === null || !('rawBody' in config)) return undefined;
  return Array.isArray(config.rawBody) ? config.rawBody.filter((type) => typeof type === 'string') : undefined;
}
