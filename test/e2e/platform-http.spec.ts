import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { DOCUMENT_MEDIA_TYPES, RawBody } from '../../src/platform/http/request-body.js';
import { PlatformModule, type Runtime } from '../../src/platform/platform.module.js';
import { Problem } from '../../src/platform/problem.js';
import { startApp, type TestApp } from '../support/app.js';

const RackSchema = z.strictObject({ name: z.string(), heightU: z.number().optional() });

@Controller('probe')
class ProbeController {
  @Post('echo')
  echo(@Body() body: unknown): { readonly body: unknown } {
    return { body };
  }

  @Post('racks')
  rack(@Body({ schema: RackSchema }) rack: z.infer<typeof RackSchema>): z.infer<typeof RackSchema> {
    return rack;
  }

  @Put('document')
  @RawBody(DOCUMENT_MEDIA_TYPES)
  document(@Body() bytes: Buffer): { readonly isBuffer: boolean; readonly bytes: number } {
    return { isBuffer: Buffer.isBuffer(bytes), bytes: bytes.length };
  }

  @Get('things/:name')
  thing(@Param('name') name: string): { readonly name: string } {
    if (name === 'missing') {
      throw new Problem({
        status: 409,
        code: 'name-taken',
        detail: 'The name is taken.',
        errors: [{ code: 'duplicate-name', detail: 'Taken.', pointer: '/name', nearest: 'messing' }],
        headers: { 'retry-after': '1' },
      });
    }
    if (name === 'bug') throw new TypeError('secret of the implementation');
    return { name };
  }
}

@Module({})
class ProbeModule {
  static with(runtime: Runtime) {
    return { module: ProbeModule, imports: [PlatformModule.with(runtime)], controllers: [ProbeController] };
  }
}

describe('the HTTP platform', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({
      environment: { BODY_LIMIT_BYTES: '2048', DOCUMENT_LIMIT_BYTES: '8192' },
      application: (runtime) => ProbeModule.with(runtime),
    });
  });
  afterAll(() => app.stop());

  interface Sent {
    readonly method?: string;
    readonly body?: string | Uint8Array;
    readonly type?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }
  const send = async (path: string, { method = 'POST', body, type = 'application/json', headers }: Sent = {}) => {
    const answer = await fetch(`${app.url}${path}`, {
      method,
      headers: { ...(body !== undefined && type !== '' && { 'content-type': type }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      json: (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> | undefined,
    };
  };

  const refused: readonly (readonly [string, string, Sent, number, string])[] = [
    ['JSON with a syntax error', '/api/v1/probe/echo', { body: '{"a":' }, 400, 'json-malformed'],
    ['an empty body', '/api/v1/probe/echo', { body: ' ' }, 400, 'body-missing'],
    [
      'bytes that are not UTF-8',
      '/api/v1/probe/echo',
      { body: Buffer.from([0x22, 0xff, 0x22]) },
      400,
      'encoding-invalid',
    ],
    ['a body over the limit', '/api/v1/probe/echo', { body: `"${'x'.repeat(2048)}"` }, 413, 'body-too-large'],
    [
      'a document over the limit',
      '/api/v1/probe/document',
      { method: 'PUT', body: 'x'.repeat(8193) },
      413,
      'body-too-large',
    ],
    [
      'a form',
      '/api/v1/probe/echo',
      { body: 'a=1', type: 'application/x-www-form-urlencoded' },
      415,
      'media-type-unsupported',
    ],
    [
      'YAML where JSON is read',
      '/api/v1/probe/echo',
      { body: 'a: 1', type: 'application/yaml' },
      415,
      'media-type-unsupported',
    ],
    [
      'a picture as a document',
      '/api/v1/probe/document',
      { method: 'PUT', body: 'x', type: 'image/png' },
      415,
      'media-type-unsupported',
    ],
    [
      'a body without a media type',
      '/api/v1/probe/echo',
      { body: Buffer.from('{}'), type: '' },
      415,
      'media-type-unsupported',
    ],
    [
      'a compressed body',
      '/api/v1/probe/echo',
      { body: '{}', headers: { 'content-encoding': 'gzip' } },
      415,
      'content-encoding-unsupported',
    ],
    ['a path that does not exist', '/api/v1/nowhere', { method: 'GET' }, 404, 'not-found'],
    ['a body sent to nowhere', '/api/v1/nowhere', { body: 'a=1', type: 'text/plain' }, 404, 'not-found'],
    ['a method that the path does not know', '/api/v1/probe/things/a', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['a path with a slash too many', '/api/v1/probe/echo/', { body: '1' }, 404, 'not-found'],
    ['U+0000 in the path', '/api/v1/probe/things/a%00b', { method: 'GET' }, 400, 'url-invalid'],
    ['U+0000 in the query', '/api/v1/probe/things/a?name=%00', { method: 'GET' }, 400, 'url-invalid'],
    ['a broken percent encoding', '/api/v1/probe/things/%zz', { method: 'GET' }, 400, 'request-malformed'],
    ['a percent encoding that is not UTF-8', '/api/v1/probe/things/%ff', { method: 'GET' }, 400, 'request-malformed'],
    [
      'a path parameter beyond all reason',
      `/api/v1/probe/things/${'x'.repeat(501)}`,
      { method: 'GET' },
      414,
      'url-too-long',
    ],
    [
      'headers beyond all reason',
      '/health/live',
      { method: 'GET', headers: { 'x-big': 'x'.repeat(17_000) } },
      431,
      'headers-too-large',
    ],
  ];
  it.each(refused)('refuses %s', async (_name, path, request, status, code) => {
    const answer = await send(path, request);
    expect(answer.json).toMatchObject({ status, code, type: `urn:plenum:problem:${code}` });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json?.['requestId']).toBe(answer.headers.get('x-request-id'));
  });

  it('says how large a body may be', async () => {
    const detailOf = async (path: string, method: string) =>
      (await send(path, { method, body: 'x'.repeat(9000) })).json?.['detail'];
    expect(await detailOf('/api/v1/probe/echo', 'POST')).toContain('2048 bytes');
    expect(await detailOf('/api/v1/probe/document', 'PUT')).toContain('8192 bytes');
  });

  it('names every place of JSON that other readers would change in silence', async () => {
    const body = String.raw`{"a":1,"b":[{"c":1,"\u0063":2},1e999,"\u0000"],"a":2,"d":"\ud800"}`;
    const { status, json } = await send('/api/v1/probe/echo', { body });
    expect(status).toBe(400);
    expect(json?.['errors']).toEqual([
      expect.objectContaining({ code: 'duplicate-key', pointer: '/b/0/c' }),
      expect.objectContaining({ code: 'range', pointer: '/b/1' }),
      expect.objectContaining({ code: 'text-invalid', pointer: '/b/2' }),
      expect.objectContaining({ code: 'duplicate-key', pointer: '/a' }),
      expect.objectContaining({ code: 'text-invalid', pointer: '/d' }),
    ]);
  });

  it('refuses __proto__ and JSON nested deeper than 100 levels', async () => {
    expect((await send('/api/v1/probe/echo', { body: '{"__proto__":{"a":1}}' })).json).toMatchObject({
      code: 'json-ambiguous',
      errors: [{ code: 'unknown-key', pointer: '/__proto__' }],
    });
    const deep = `${'['.repeat(101)}${']'.repeat(101)}`;
    expect((await send('/api/v1/probe/echo', { body: deep })).json).toMatchObject({
      errors: [{ code: 'nesting-too-deep' }],
    });
  });

  it('reads JSON as it stands', async () => {
    const body = { text: 'ü"\\\u{1F600}', list: [1, -2.5e-3, null, true, { a: {} }, []], '': 'empty key' };
    expect((await send('/api/v1/probe/echo', { body: JSON.stringify(body) })).json).toEqual({ body });
    const patch = { body: '[1]', type: 'application/merge-patch+json; charset=utf-8' };
    expect((await send('/api/v1/probe/echo', patch)).json).toEqual({ body: [1] });
  });

  it('names every field that a schema refuses', async () => {
    const { status, json } = await send('/api/v1/probe/racks', { body: '{"heightU":"42"}' });
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '/name' }, { pointer: '/heightU' }] });
  });

  it('hands a document over as bytes, up to its own limit', async () => {
    const document = { method: 'PUT', body: 'x'.repeat(8192), type: 'text/yaml; charset=utf-8' };
    expect((await send('/api/v1/probe/document', document)).json).toEqual({ isBuffer: true, bytes: 8192 });
  });

  it('keeps the request id of the client where it is harmless, and makes one otherwise', async () => {
    const idOf = async (given: string): Promise<string | null> =>
      (await send('/health/live', { method: 'GET', headers: { 'x-request-id': given } })).headers.get('x-request-id');
    expect(await idOf('change-42/a:b')).toBe('change-42/a:b');
    expect(await idOf('two words')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells nothing of an error of its own but the request id', async () => {
    const { status, json } = await send('/api/v1/probe/things/bug', { method: 'GET' });
    expect(status).toBe(500);
    expect(json).toMatchObject({ code: 'internal-error', requestId: expect.any(String) });
    expect(JSON.stringify(json)).not.toContain('secret');
  });

  it('answers a problem of a feature with its code, errors and headers', async () => {
    const { status, json, headers } = await send('/api/v1/probe/things/missing', { method: 'GET' });
    expect(status).toBe(409);
    expect(headers.get('retry-after')).toBe('1');
    expect(json).toMatchObject({
      title: 'Conflict',
      code: 'name-taken',
      errors: [{ code: 'duplicate-name', pointer: '/name', nearest: 'messing' }],
    });
  });

  it('answers what is not HTTP and stays up', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(app.url);
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('application/problem+json');
    expect((await send('/health/live', { method: 'GET' })).status).toBe(200);
  });

  it('says which methods a path knows', async () => {
    const { headers } = await send('/api/v1/probe/document', { method: 'GET' });
    expect(headers.get('allow')).toBe('PUT');
  });

  it('is ready while its database answers', async () => {
    expect((await send('/health/ready', { method: 'GET' })).json).toEqual({ status: 'ok' });
  });
});

describe('a service whose database is gone', () => {
  it('lives, is not ready, and says so', async () => {
    const app = await startApp({});
    try {
      await app.runtime.database.close();
      expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
      const ready = await fetch(`${app.url}/health/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ code: 'not-ready' });
    } finally {
      await app.stop();
    }
  });
});

describe('a service that stops', () => {
  it('finishes the request under way and is no longer ready meanwhile', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));

    @Controller('slow')
    class SlowController {
      @Get()
      async slow(): Promise<{ readonly done: true }> {
        entered();
        await held;
        return { done: true };
      }
    }
    const app = await startApp({
      application: (runtime) => ({
        module: ProbeModule,
        imports: [PlatformModule.with(runtime)],
        controllers: [SlowController],
      }),
    });
    const answer = fetch(`${app.url}/api/v1/slow`);
    await inside;
    const stopped = app.stop();
    expect(app.runtime.lifecycle.draining).toBe(true);
    expect(app.runtime.lifecycle.cancelled.aborted).toBe(false);
    release();
    expect(await (await answer).json()).toEqual({ done: true });
    await stopped;
  });

  it('cancels what takes longer than the grace', async () => {
    let cancelled = false;
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const app = await startApp({
      environment: { SHUTDOWN_GRACE_MS: '50' },
      application: (runtime) => {
        @Controller('endless')
        class EndlessController {
          @Get()
          endless(): Promise<never> {
            entered();
            return new Promise((_resolve, reject) => {
              runtime.lifecycle.cancelled.addEventListener('abort', () => {
                cancelled = true;
                reject(new Error('cancelled'));
              });
            });
          }
        }
        return { module: ProbeModule, imports: [PlatformModule.with(runtime)], controllers: [EndlessController] };
      },
    });
    const answer = fetch(`${app.url}/api/v1/endless`).then(({ status }) => status);
    await inside;
    await app.stop();
    expect(cancelled).toBe(true);
    expect(await answer).toBe(500);
  });
});
