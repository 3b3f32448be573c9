import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Saved } from '#common/api';
import { openSaved, type SavedItems } from '#core/desk/saved.ts';
import { withStores } from '#db/testing';
import { fieldsIn, OBJECTS, type ObjectName } from './testing/fields.ts';
import type { Oracle, Seen } from './testing/oracle.ts';
import { makeScene, tapes } from './testing/scene.ts';
import { Stage } from './testing/stage.ts';
import { COLLEAGUE, HOME, READER, uuid } from './testing/world.ts';

/*
 * Views and dashboards that were kept by whoever knew of a field, under random roles of who reads them: a name of a hidden field is in no answer, what
 * is masked is a column and no more, and nothing that is open is left out. What is hidden is decided by testing/oracle.ts.
 */

const CASES = { sqlite: 100, postgres: 30 } as const;

interface Kept {
  readonly object: ObjectName;
  readonly path: string;
}

const PATHS: readonly Kept[] = OBJECTS.flatMap((object) =>
  Object.entries(fieldsIn(object)).flatMap(([name, field]) => {
    const to = OBJECTS.find((one) => field.type === 'link' && field.to === one);
    const linked = to === undefined ? [] : Object.keys(fieldsIn(to)).map((inner) => `${name}.${inner}`);
    return [name, ...linked].map((path) => ({ object, path }));
  }),
);

/** One card each, of as many fields as a dashboard takes. */
const BOARDS = Array.from({ length: Math.ceil(PATHS.length / 60) }, (_, n) => PATHS.slice(n * 60, n * 60 + 60));

withStores((open, dialect) => {
  let stage: Stage;
  let saved: SavedItems;
  let run = 0;
  const tally = { open: 0, masked: 0, hidden: 0 };

  beforeAll(async () => {
    const { store } = await open();
    stage = await Stage.open(store);
    saved = openSaved(stage.core);
    await store.write(async (transaction) => {
      let kept = 0;
      const keep = (kind: Saved['kind'], object: string, name: string, content: unknown): Promise<number> =>
        transaction.run('INSERT INTO saved_item (id, company_id, owner_id, kind, object, name, shared, content, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
          // One's own are no exception.
          uuid(9, (kept += 1)), HOME, kept % 2 === 0 ? READER : COLLEAGUE, kind, object, name, true, JSON.stringify(content), '2026-09-01T04:00:00.000Z',
        ]);
      for (const { object, path } of PATHS) {
        await keep('view', object, `names ${path}`, { columns: [{ path }, { path: 'id' }], sort: [`-${path}`, 'id'], group: [path, 'id'] });
        await keep('view', object, `filter ${path}`, { filter: `${path} == null || id == ""` });
      }
      for (const [n, some] of BOARDS.entries()) {
        const cards = some.map(({ object, path }) => ({
          name: `${object} ${path}`, label: { zh: '数', en: 'Count' }, kind: 'number', query: { object, select: [`count(${path}) as n`] }, y: ['n'], format: 'count', width: 3,
          list: { object, filter: `${path} == null` },
        }));
        await keep('dashboard', '', `board ${n}`, { cards });
      }
    });
  });

  it(`name what is open to their reader, and nothing that is hidden (${CASES[dialect]} cases of ${PATHS.length} fields)`, async () => {
    await fc.assert(
      fc.asyncProperty(tapes, async (drawn) => {
        run += 1;
        const { roles, person, oracle } = makeScene(drawn, run);
        await stage.cast(roles);
        const reader = stage.reader({ ...person, id: READER }, [...roles.keys()]);
        const seen = PATHS.map((kept) => ({ ...kept, seen: seenAt(oracle, kept) }));
        for (const { seen: level } of seen) tally[level] += 1;

        const views = await saved.list(reader, 'view');
        const told = new Map(views.map((view) => [`${view.object} ${view.name}`, view.content]));
        const readable = seen.filter(({ object }) => oracle.best(object, 'id') === 'open');
        expect([...told.keys()].toSorted()).toEqual(
          readable.flatMap(({ object, path, seen: level }) => [`${object} names ${path}`, ...(level === 'open' ? [`${object} filter ${path}`] : [])]).toSorted(),
        );
        for (const { object, path, seen: level } of readable) {
          expect(told.get(`${object} names ${path}`), `${object} ${path} ${level}`).toEqual({
            columns: [...(level === 'hidden' ? [] : [{ path }]), { path: 'id' }],
            sort: [...(level === 'open' ? [`-${path}`] : []), 'id'],
            group: [...(level === 'open' ? [path] : []), 'id'],
          });
        }

        const cards = (await saved.list(reader, 'dashboard')).flatMap(({ content }) => content['cards'] as { name: string; list?: unknown }[]);
        expect(cards.map(({ name }) => name).toSorted()).toEqual(readable.flatMap(({ object, path, seen: level }) => (level === 'open' ? [`${object} ${path}`] : [])).toSorted());
        expect(cards.every(({ list }) => list !== undefined)).toBe(true);
      }),
      { numRuns: CASES[dialect], endOnFailure: true, seed: 20_261_122 },
    );
    // A property over nothing would hold as well.
    const all = tally.open + tally.masked + tally.hidden;
    expect(tally.open / all).toBeGreaterThan(0.1);
    expect(tally.masked / all).toBeGreaterThan(0.02);
    expect(tally.hidden / all).toBeGreaterThan(0.2);
  });
});

/** The best that a field is in any row, through a link only where the link itself is open. */
function seenAt(oracle: Oracle, { object, path }: Kept): Seen {
  const [first = '', second] = path.split('.');
  const own = oracle.best(object, first);
  if (second === undefined || own !== 'open') return second === undefined ? own : 'hidden';
  const field = fieldsIn(object)[first];
  return field?.type === 'link' ? oracle.best(field.to, second) : 'hidden';
}
