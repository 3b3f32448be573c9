import { describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import type { Company } from '../testing/company.ts';

type Json = Readonly<Record<string, unknown>>;

export function documents(company: () => Company): void {
  describe('OpenAPI document', () => {
    it('is OpenAPI 3.1, and everything it points at is in it', async () => {
      const document = await openapi(await company().as('salesManager'));
      expect(document['openapi']).toMatch(/^3\.1\./);
      const references: string[] = [];
      JSON.stringify(document, (key, value: unknown) => {
        if (key === '$ref') references.push(String(value));
        return value;
      });
      expect(references.length).toBeGreaterThan(100);
      for (const reference of new Set(references)) expect(found(document, reference), reference).toBeDefined();
      const operations = Object.values(document['paths'] as Record<string, Record<string, Json>>).flatMap((methods) =>
        Object.values(methods),
      );
      const ids = operations.map((operation) => operation['operationId']);
      expect(new Set(ids).size).toBe(ids.length);
      for (const operation of operations) {
        const statuses = Object.keys(operation['responses'] as object);
        expect(statuses, String(operation['operationId'])).toEqual(expect.arrayContaining(['400', '401', '403', '404']));
      }
    });

    it('says of each object what the caller may see and do', async () => {
      const manager = await openapi(await company().as('salesManager'));
      const clerk = await openapi(await company().as('clerk'));
      const fields = (document: Json, name: string): string[] => {
        const schemas = (document['components'] as { schemas: Record<string, { properties: object }> }).schemas;
        return Object.keys(schemas[name]?.properties ?? {});
      };
      expect(fields(manager, 'CustomerRecord')).toEqual(expect.arrayContaining(['name', 'phone', 'creditLimit']));
      expect(fields(clerk, 'CustomerRecord')).toEqual(expect.arrayContaining(['name', 'phone']));
      expect(JSON.stringify(clerk)).not.toMatch(/creditLimit|"cost"|costAmount|"margin"|deliveredCost/);
      const paths = (document: Json): string[] => Object.keys(document['paths'] as object);
      expect(paths(clerk)).toContain('/records/sales-order/{id}/actions/submit');
      expect(paths(clerk)).not.toContain('/records/sales-order/{id}/actions/deliver');
      expect(paths(manager)).toContain('/records/sales-order/{id}/actions/deliver');
      expect(paths(manager)).toContain('/records/customer/{id}/unmask');
      expect(paths(clerk)).not.toContain('/records/customer/{id}/unmask');
      expect(paths(clerk).some((path) => path.includes('voucher'))).toBe(false);
    });

    it('covers every call of the interface', async () => {
      const document = await openapi(company().stranger());
      const calls = Object.entries(document['paths'] as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      expect(calls).toEqual(
        expect.arrayContaining([
          'post /session',
          'get /session',
          'delete /session',
          'post /session/password',
          'get /objects',
          'get /objects/{object}',
          'get /records/{object}',
          'post /records/{object}',
          'get /records/{object}/{id}',
          'patch /records/{object}/{id}',
          'delete /records/{object}/{id}',
          'post /records/{object}/{id}/actions/{action}',
          'post /records/{object}/{id}/unmask',
          'get /records/{object}/{id}/history',
          'get /records/{object}/{id}/attachments',
          'post /records/{object}/{id}/attachments',
          'get /records/{object}/{id}/attachments/{attachment}',
          'post /query',
          'get /reports',
          'get /reports/{report}',
          'get /audit',
          'post /audit/exports',
          'get /events',
          'post /customisations',
          'delete /customisations/{id}',
          'get /openapi.json',
          'get /docs',
          'get /healthz',
        ]),
      );
    });
  });

  describe('documentation page', () => {
    it('reads offline: nothing on it comes from elsewhere, and nothing on it runs', async () => {
      const clerk = await company().as('clerk');
      for (const lang of ['zh', 'en']) {
        const response = await clerk.send('GET', `/docs?lang=${lang}`);
        const html = await response.text();
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toMatch(/unsafe|https?:|\*/);
        expect(html).not.toMatch(/<script|<iframe|<link|<img|@import|url\(|https?:\/\/|\son\w+=/i);
        for (const [, target] of html.matchAll(/(?:href|src)="([^"]*)"/g))
          expect(target).toMatch(/^(#[\w-]+|openapi\.json|docs\?lang=(zh|en))$/);
        expect(html).toContain(lang === 'zh' ? '销售订单' : 'Sales order');
        expect(html).not.toMatch(/creditLimit|costAmount/);
      }
    });
  });

  describe('health', () => {
    it('is answered to anybody, with the status alone', async () => {
      const response = await company().stranger().send('GET', '/healthz');
      expect(await response.json()).toEqual({ status: 'ok' });
      expect(response.status).toBe(200);
    });
  });

  describe('every answer', () => {
    it('carries the headers that keep it from being misused', async () => {
      for (const path of ['/healthz', '/session', '/nothing-here', '/openapi.json']) {
        const { headers } = await company().stranger().send('GET', path);
        expect(
          Object.fromEntries(
            ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cache-control'].map((name) => [name, headers.get(name)]),
          ),
          path,
        ).toEqual({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        });
        expect(headers.get('strict-transport-security'), path).toMatch(/max-age=\d{8}/);
        expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
        expect(headers.has('x-powered-by') || headers.has('server')).toBe(false);
      }
    });

    it('names the methods that an address takes', async () => {
      const response = await (await company().as('clerk')).send('PATCH', '/records/customer');
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    });
  });
}

async function openapi(client: Client): Promise<Json> {
  const response = await client.send('GET', '/openapi.json');
  expect(response.status).toBe(200);
  return (await response.json()) as Json;
}

/** What a reference within the document points at. */
function found(document: Json, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? (at as Json)[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      document,
    );
}
