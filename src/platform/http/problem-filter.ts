import { STATUS_CODES } from 'node:http';
import { types } from 'node:util';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Problem, PROBLEM_MEDIA_TYPE, type ProblemBody } from '../problem.js';
import { isSystemError } from '../system-error.js';
import type { RouteTable } from './route-table.js';

/** Codes of what the framework refuses before any of our code runs. */
const CODES: Readonly<Record<number, string>> = {
  400: 'request-malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'url-too-long',
  415: 'media-type-unsupported',
  431: 'headers-too-large',
  503: 'unavailable',
};

/** Turns whatever a request ends with, other than success, into an RFC 9457 answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.#problemOf(exception, request);
    if (problem.getStatus() >= 500) {
      this.log.error({ requestId: request.id, err: problem.cause ?? exception }, 'request failed');
    }
    if (reply.sent) return;
    sendProblem(reply, problem, request.id);
  }

  #problemOf(exception: unknown, request: FastifyRequest): Problem {
    if (exception instanceof Problem) return exception;
    if (exception instanceof HttpException) {
      const status = exception.getStatus();
      if (status === 404 && request.is404) return this.#notFound(request);
      if (status === 413) {
        const detail = `The body is larger than ${request.routeOptions.bodyLimit} bytes, which is the limit here.`;
        return plainProblem({ status, detail, cause: exception });
      }
      return plainProblem({ status, detail: exception.message, cause: exception });
    }
    if (isConnectionFailure(exception)) {
      return new Problem({
        status: 503,
        code: 'database-unavailable',
        detail: 'The database does not answer; try again shortly.',
        headers: { 'retry-after': '5' },
        cause: exception,
      });
    }
    return new Problem({
      status: 500,
      code: 'internal-error',
      detail: 'The request failed for a reason that lies in Plenum; its log has the details under the request id.',
      cause: exception,
    });
  }

  #notFound(request: FastifyRequest): Problem {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = this.routes.methodsOf(path);
    if (methods.length === 0) {
      return new Problem({ status: 404, code: 'not-found', detail: `There is nothing at ${path}.` });
    }
    return new Problem({
      status: 405,
      code: 'method-not-allowed',
      detail: `${request.method} is not allowed at ${path}; allowed: ${methods.join(', ')}.`,
      headers: { allow: methods.join(', ') },
    });
  }
}

/** A problem of the framework, which knows only a status. */
export function plainProblem({
  status,
  detail,
  cause,
}: {
  readonly status: number;
  readonly detail: string;
  readonly cause: unknown;
}): Problem {
  return new Problem({ status, code: CODES[status] ?? `http-${status}`, detail, cause });
}

export function problemBody(problem: Problem, requestId: string): ProblemBody {
  const { code, detail, errors } = problem;
  const status = problem.getStatus();
  return {
    type: `urn:plenum:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId,
    ...(errors && { errors }),
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  void reply
    .code(problem.getStatus())
    .headers({ ...problem.headers, 'content-type': PROBLEM_MEDIA_TYPE, 'x-request-id': requestId })
    // As bytes: to text Fastify would add a charset, which this media type does not have.
    .send(Buffer.from(JSON.stringify(problemBody(problem, requestId))));
}

/** SQLSTATE classes 08, 53 and 57P, errors of the socket, and what Prisma calls them. */
const CONNECTION_CODES = /^(08|53|57P)...?$|^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|P1001|P1017|P2024|P2028)$/;

/** A failure of the connection to the database, and not of a statement. */
function isConnectionFailure(exception: unknown): boolean {
  for (let error = exception; types.isNativeError(error); error = error.cause) {
    if (isSystemError(error) && CONNECTION_CODES.test(error.code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  }
  return false;
}
