import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHost, type Host } from '#server/host';
import { emptyCompany } from './testing/company.ts';
import { CHEAP, PASSPHRASE } from './testing/people.ts';

/* docs/interface.md names what there is: every call, object, action and report, and nothing that is not there. */
describe('the interface document', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'interface.md'), 'utf8');
  let host: Host;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const made = await emptyCompany('sqlite');
    remove = made.remove;
    host = await openHost({ data: made.data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
  });
  afterAll(async () => {
    await host.close();
    await remove();
  });

  it('names every call of the OpenAPI document', async () => {
    const response = await host.handler(new Request('https://localhost/api/v1/openapi.json'));
    const { paths } = (await response.json()) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls.length).toBeGreaterThan(25);
    expect(calls.filter((call) => !text.includes(`\`${call}`))).toEqual([]);
  });

  it('names every object, and no other', () => {
    const [, list = ''] = /Objects so far: ([^.]*)\./.exec(text) ?? [];
    const named = [...list.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    expect(named.toSorted()).toEqual(
      host.core
        .registry()
        .definitions.map((definition) => definition.name)
        .toSorted(),
    );
  });

  it('names every action of every object', () => {
    const rows = rowsUnder('### Actions');
    const named = new Map(
      rows.flatMap(([objects = '', actions = '']) => codes(objects).map((object) => [object, codes(actions).map(firstWord)] as const)),
    );
    const declared = host.core.registry().definitions.filter((definition) => definition.lifecycle && !definition.programOnly);
    const people = [...declared, host.core.registry().definition('period')];
    for (const { name, lifecycle } of people)
      expect([name, named.get(name)?.toSorted()]).toEqual([name, Object.keys(lifecycle?.actions ?? {}).toSorted()]);
    expect([...named.keys()].toSorted()).toEqual(people.map((definition) => definition.name).toSorted());
  });

  it('names every report', () => {
    const named = rowsUnder('### Queries and reports').flatMap(([reports = '']) => codes(reports));
    expect(named.toSorted()).toEqual(
      host.core
        .registry()
        .reports.map((report) => report.name)
        .toSorted(),
    );
  });

  it('points at sections and files that are there', () => {
    const headings = new Set([...text.matchAll(/^#+ (.+)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replaceAll(' ', '-')));
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('#')) expect(headings, target).toContain(target.slice(1));
      else expect(() => readFileSync(join(import.meta.dirname, '..', '..', 'docs', target)), target).not.toThrow();
    }
  });

  /** Cells of the table in a section. */
  function rowsUnder(heading: string): string[][] {
    const section = text.slice(text.indexOf(`${heading}\n`)).split(/\n#+ /, 2)[0] ?? '';
    const lines = section.split('\n').filter((line) => line.startsWith('| `'));
    return lines.map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
});

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

function firstWord(action: string): string {
  return action.split(' ', 1)[0] ?? '';
}
