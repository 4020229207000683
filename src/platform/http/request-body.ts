import { Readable } from 'node:stream';
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

/** What a route takes as a stream instead of a body in memory. */
interface StreamedBodyRoute {
  readonly streamedBody: readonly string[];
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

/**
 * A route that reads its body piece by piece as it arrives, by `bodyStreamOf`: nothing of it is held, and its length is no
 * matter. A body of any other media type than those named is answered with 415.
 */
export function StreamedBody(mediaTypes: readonly string[]): MethodDecorator {
  return applyDecorators(RouteConfig({ streamedBody: mediaTypes } satisfies StreamedBodyRoute));
}

/** The body of a route with `StreamedBody`; can be read once. Without pieces where the request has no body. */
export function bodyStreamOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return streams.get(request) ?? Readable.from([]);
}

const streams = new WeakMap<FastifyRequest, AsyncIterable<Uint8Array>>();

/**
 * Installs the reading of bodies: JSON for all routes, bytes for routes with `RawBody`, none for routes with `StreamedBody`,
 * 415 for everything else.
 */
export function installBodyReading(fastify: FastifyInstance, config: Config): void {
  fastify.addHook('onRoute', (route: RouteOptions) => {
    if (typesOf(route.config, 'rawBody')) route.bodyLimit = config.documentLimitBytes;
    if (typesOf(route.config, 'streamedBody')) route.bodyLimit = Number.MAX_SAFE_INTEGER;
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
    } else if (typesOf(request.routeOptions.config, 'streamedBody')) {
      streams.set(request, payload as AsyncIterable<Uint8Array>);
      // The framework reads this in its place and compares its length with the one that was announced.
      const announced = Number(request.headers['content-length']);
      done(null, Object.assign(Readable.from([]), { receivedEncodedLength: Number.isNaN(announced) ? 0 : announced }));
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
  const accepted =
    typesOf(request.routeOptions.config, 'rawBody') ?? typesOf(request.routeOptions.config, 'streamedBody');
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

function typesOf(config: unknown, key: 'rawBody' | 'streamedBody'): readonly string[] | undefined {
  const types: unknown = (config as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : undefined;
}
