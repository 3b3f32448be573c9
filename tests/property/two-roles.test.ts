import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { withStores } from '#db/testing';
import { CHILD, fieldsIn, OBJECTS, type ObjectName } from './testing/fields.ts';
import type { Person } from './testing/grants.ts';
import { makeScene, tapes } from './testing/scene.ts';
import { Stage, type Answer } from './testing/stage.ts';
import { idsOf, type World } from './testing/world.ts';

/*
 * Two roles together open no cell that neither of them opens alone: who is added to one more group never sees a field in rows for which
 * only the other group has the right. Held for lists, exports, records with their child rows, values reached through links, history, and
 * single writes.
 */

const CASES = { sqlite: 100, postgres: 15 } as const;
const LINKED: readonly (readonly [ObjectName, string, ObjectName])[] = [
  ['job', 'client', 'client'],
  ['visit', 'job', 'job'],
  ['visit', 'client', 'client'],
  ['client', 'referrer', 'client'],
];

withStores((open, dialect) => {
  let stage: Stage;
  let run = 0;
  let shown = 0;

  beforeAll(async () => {
    stage = await Stage.open((await open()).store);
  });

  it(`open together what one of them opens alone (${CASES[dialect]} cases)`, async () => {
    await fc.assert(
      fc.asyncProperty(tapes, async (drawn) => {
        const { roles, person, world, past } = makeScene(drawn, (run += 1), 2);
        await stage.cast(roles);
        await stage.load(world, past);
        const [both, first, second] = [
          await cellsOf(stage, person, world, [0, 1]),
          await cellsOf(stage, person, world, [0]),
          await cellsOf(stage, person, world, [1]),
        ];
        shown += both.size;
        expect([...both].filter((cell) => !first.has(cell) && !second.has(cell))).toEqual([]);
        // And they take nothing away from each other.
        expect([...first, ...second].filter((cell) => !both.has(cell) && !cell.startsWith('masked '))).toEqual([]);
      }),
      { numRuns: CASES[dialect], endOnFailure: true, seed: 20_261_122 },
    );
    expect(shown).toBeGreaterThan(CASES[dialect] * 50);
  });
});

/** Every cell that the person gets hold of in any of these ways, by name; each way apart. */
async function cellsOf(stage: Stage, person: Person, world: World, roles: readonly number[]): Promise<Set<string>> {
  const context = stage.reader(person, roles);
  const cells = new Set<string>();
  const take = (way: string, record: Readonly<Record<string, unknown>>, key: string): void => {
    const masked = (record['_masked'] ?? []) as readonly string[];
    for (const [field, value] of Object.entries(record)) {
      // That there is such a row is told wherever its record is to be seen.
      if (value === null || typeof value === 'object' || (way === 'row' && (field === 'id' || field === 'position'))) continue;
      cells.add(`${masked.includes(field) ? 'masked ' : ''}${way} ${key}.${field}`);
    }
  };
  for (const object of OBJECTS) {
    const child = CHILD[object];
    for (const record of records(await stage.ask({ ask: 'list', object, request: { archived: true } }, context)))
      take('list', record, String(record['id']));
    for (const record of records(await stage.ask({ ask: 'export', object, request: { archived: true } }, context)))
      take('export', record, String(record['id']));
    for (const id of idsOf(world, object)) {
      const answer = await stage.ask({ ask: 'read', object, id, fields: undefined }, context);
      for (const row of child !== undefined && 'ok' in answer ? rowsOf(answer.ok, child) : []) take('row', row, String(row['id']));
      const history = await stage.ask({ ask: 'history', object, id }, context);
      if ('ok' in history)
        (history.ok as { before: object | null; after: object | null }[]).forEach((entry) =>
          take('history', { ...entry.before, ...entry.after }, id),
        );
      for (const field of ['note', 'phone', 'secret', 'bonus']) {
        if (!fieldsIn(object)[field]) continue;
        const written = await stage.ask({ ask: 'update', object, id, body: { version: 1, [field]: 'a new text' } }, context);
        if ('ok' in written) cells.add(`write ${id}.${field}`);
      }
    }
  }
  for (const [object, link, to] of LINKED) {
    for (const field of Object.keys(fieldsIn(to))) {
      const answer = await stage.ask({ ask: 'list', object, request: { fields: [link, `${link}.${field}`], archived: true } }, context);
      for (const record of records(answer)) {
        if (record[`${link}.${field}`] === null || record[`${link}.${field}`] === undefined || record[link] === undefined) continue;
        // Through a link two cells are seen, of two records: each must be open by one role alone, as the list of each shows.
        cells.add(`list ${String(record['id'])}.${link}`);
        const masked = ((record['_masked'] ?? []) as readonly string[]).includes(`${link}.${field}`);
        cells.add(`${masked ? 'masked ' : ''}list ${String(record[link])}.${field}`);
      }
    }
  }
  return cells;
}

function records(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  if (!('ok' in answer)) return [];
  return Array.isArray(answer.ok) ? answer.ok : (answer.ok as { records: Record<string, unknown>[] }).records;
}

function rowsOf(record: unknown, child: string): readonly Readonly<Record<string, unknown>>[] {
  return ((record as Record<string, unknown>)[child] ?? []) as Record<string, unknown>[];
}
