import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { AppModule } from '../../src/app.module.js';
import { exampleDocument } from '../../src/openapi/document-operations.js';
import { siteDocumentSchema } from '../../src/openapi/json-schema.js';
import { allOperations } from '../../src/openapi/openapi.js';
import { createApplication } from '../../src/platform/http/application.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

/** Every route of the application as `METHOD /path/{parameter}`, as the router knows them. */
async function registeredRoutes(): Promise<readonly string[]> {
  const application = await createApplication({ module: AppModule.with(app.runtime), runtime: app.runtime });
  const routes: string[] = [];
  const fastify: FastifyInstance = application.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`);
  });
  await application.init();
  return routes;
}

describe('the OpenAPI description', () => {
  const operations = allOperations();

  it('is published as it is committed, with every reference resolving', async () => {
    const answer = await fetch(`${app.url}/openapi.json`);
    const text = await answer.text();
    const document = JSON.parse(text) as Readonly<Record<string, unknown>>;
    expect(document['openapi']).toBe('3.1.0');
    const references = new Set([...text.matchAll(/"\$ref": "(#[^"]*)"/g)].map((match) => match[1] ?? ''));
    const dangling = [...references].filter((reference) => {
      const steps = reference.slice(2).split('/');
      const found = steps.reduce<unknown>(
        (at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step],
        document,
      );
      return found === undefined;
    });
    expect(dangling).toEqual([]);
  });

  it('gives every operation an id of its own', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('names exactly the routes that there are', async () => {
    const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    // HEAD comes with GET, and one file of the documentation has a route of its own.
    const routes = (await registeredRoutes()).filter(
      (route) => !route.startsWith('HEAD ') && route !== 'GET /docs/start.js',
    );
    expect(routes.length).toBeGreaterThan(250);
    expect([...new Set(routes)].sort()).toEqual(documented.sort());
  });

  it('needs nothing of another host for its documentation', async () => {
    const page = await (await fetch(`${app.url}/docs`)).text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      expect(part).toMatch(/^docs\//);
      expect((await fetch(`${app.url}/${part}`)).status).toBe(200);
    }
  });
});

describe('the schema of the site document', () => {
  it('is published, and takes what the service takes', async () => {
    const answer = await fetch(`${app.url}/api/v1/schemas/site.json`);
    expect(answer.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
    const schema = (await answer.json()) as object;
    expect(schema).toEqual(siteDocumentSchema());
    const valid = new Ajv({ strict: false, formats: { date: true, 'date-time': true, uuid: true } }).compile(schema);
    expect([valid(exampleDocument), valid.errors]).toEqual([true, null]);
    expect(valid({ ...exampleDocument, rakcs: [] })).toBe(false);
    expect(valid({ ...exampleDocument, site: { name: 'X', altitudeM: -9000 } })).toBe(false);
  });
});
