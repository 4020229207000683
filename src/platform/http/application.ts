import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { nestLogger } from '../log.js';
import type { Runtime } from '../platform.module.js';
import { pointerOf, Problem, PROBLEM_MEDIA_TYPE } from '../problem.js';
import { plainProblem, problemBody, ProblemFilter, sendProblem } from './problem-filter.js';
import { installBodyReading } from './request-body.js';
import { RouteTable } from './route-table.js';

export const API_PREFIX = 'api/v1';
const HEADER_LIMIT_BYTES = 16 * 1024;
/** A document of 256 MB over a slow line; shorter limits would cut it off. */
const REQUEST_LIMIT_MS = 15 * 60_000;
const PARAMETER_LIMIT_CHARACTERS = 500;

/** Puts the application together, ready to listen: routes, bodies, errors, request ids and logs. */
export async function createApplication({
  module,
  runtime: { config, log, lifecycle },
}: {
  readonly module: DynamicModule;
  readonly runtime: Pick<Runtime, 'config' | 'log' | 'lifecycle'>;
}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: config.bodyLimitBytes,
    genReqId: requestIdOf,
    requestIdHeader: false,
    requestTimeout: REQUEST_LIMIT_MS,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    routerOptions: { maxParamLength: PARAMETER_LIMIT_CHARACTERS },
    frameworkErrors: (error: FastifyError, { id }: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, plainProblem({ status: error.statusCode ?? 400, detail: error.message, cause: error }), id);
    },
    clientErrorHandler: refuseUnreadable,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  installRequestIds(fastify);
  installAccessLog(fastify, log);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    // A client that keeps its connection would hold up the stop.
    if (lifecycle.draining) void reply.header('connection', 'close');
    done(null, payload);
  });
  installBodyReading(fastify, config);
  const routes = new RouteTable(fastify);
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: nestLogger(log),
    abortOnError: false,
  });
  application.setGlobalPrefix(API_PREFIX, {
    exclude: ['health/live', 'health/ready', 'openapi.json', 'docs', 'docs/:file', 'docs/start.js'],
  });
  application.useGlobalFilters(new ProblemFilter(log, routes));
  application.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }));
  return application;
}

/** The id that a client gave its request, where it can stand in a log as it is; else a new one. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:/+=-]{1,128}$/.test(given) ? given : randomUUID();
}

function installRequestIds(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (!/%00/.test(request.raw.url ?? '')) return done();
    // PostgreSQL cannot hold this character, so nothing can be found or stored by it.
    done(new Problem({ status: 400, code: 'url-invalid', detail: 'The URL holds the character U+0000.' }));
  });
}

function installAccessLog(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method } = request;
    const path = request.url.split('?', 1)[0];
    const durationMs = Math.round(reply.elapsedTime * 10) / 10;
    const quiet = path?.startsWith('/health/') && reply.statusCode < 400;
    log[quiet ? 'debug' : 'info']({ requestId, method, path, status: reply.statusCode, durationMs }, 'request');
    done();
  });
}

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

function invalidRequest(issues: readonly SchemaIssue[]): Problem {
  return new Problem({
    status: 400,
    code: 'request-invalid',
    detail: `The request has ${issues.length === 1 ? 'one field that is' : `${issues.length} fields that are`} not valid.`,
    errors: issues.map(({ message, path = [] }) => ({
      code: 'invalid',
      detail: message,
      pointer: pointerOf(path.map((step) => (typeof step === 'object' ? step.key : step))),
    })),
  });
}

/** Answers what is not HTTP, or too large a head, before there is a request; the connection ends with it. */
function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, `The head of a request may have ${HEADER_LIMIT_BYTES} bytes.`]
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'The request did not arrive in time.']
        : [400, 'This is not a valid HTTP request.'];
  const requestId = randomUUID();
  const body = problemBody(plainProblem({ status, detail, cause: error }), requestId);
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${body.title}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `X-Request-ID: ${requestId}\r\nConnection: close\r\n\r\n${text}`,
  );
}
