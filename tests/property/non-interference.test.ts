import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { TrialAnswer } from '#core/records';
import { withStores } from '#db/testing';
import { OBJECTS } from './testing/fields.ts';
import { twinPast } from './testing/past.ts';
import { keepsReach } from './testing/reach.ts';
import { Asking, type Asked } from './testing/requests.ts';
import { makeScene, tapes, type Scene } from './testing/scene.ts';
import { Stage, type Answer } from './testing/stage.ts';
import { twinOf } from './testing/twin.ts';
import { idsOf } from './testing/world.ts';

/*
 * Non-interference: change any value that a reader may not see, and no answer that the reader can get changes.
 *
 * Two stores hold the same records, but for cells that are hidden from the reader (for masked cells: other values with the same mask),
 * and rows out of the reader's reach. Which grant reaches which row is the same in both. What is hidden is decided by testing/oracle.ts,
 * in plain code that knows nothing of core/access. Every request must be answered alike, to the letter of a refusal.
 *
 * Declared exceptions, where an answer must depend on what the writer cannot see, because the store has to stay right:
 * - Uniqueness: a value that a hidden record holds already is refused as `duplicate`. (No field here is unique.)
 * - References: a record that a hidden record points at is not deleted; `conflict`.
 * - A writer learns from whether a change, an action or a deletion is accepted whether the record is in a state that allows it, and
 *   whether it has a number; and the number that an action gives carries the year of the document's date. (No more than that of them is
 *   held fast, in records that the reader may write.)
 * - A draft that is only tried is a writing whose answer is taken back: what it answers is what its writing would, and the same exceptions
 *   hold. Before it is complete, what is wrong with it stands among its problems, and is left out of what is computed.
 * - A change that brings a record within reach of further grants, or out of reach, is accepted by who may reach it afterwards, and shows
 *   what they open.
 * - Checks, save hooks and action handlers are business rules, and decide on all of the record: who declares them answers for what a
 *   refusal tells. (The check here holds for all values used.)
 */

const REQUESTS = 8;
const CASES = { sqlite: 1000, postgres: 200 } as const;

withStores((open, dialect) => {
  let one: Stage;
  let other: Stage;
  let run = 0;
  const tally = { cases: 0, changed: 0, answers: 0, given: 0, withRows: 0, waiting: 0, tries: 0, tried: 0, asksAround: 0, around: 0 };

  beforeAll(async () => {
    one = await Stage.open((await open()).store);
    other = await Stage.open((await open()).store);
  });

  it(`holds for random roles, rows and requests (${CASES[dialect]} cases of ${REQUESTS + 4} requests)`, async () => {
    await fc.assert(
      fc.asyncProperty(tapes, async (drawn) => {
        run += 1;
        const scene = makeScene(drawn, run);
        const twin = twinOf(drawn.twin, scene.world, scene.oracle, run);
        const past = twinPast(drawn.twin, scene.past, scene.world, scene.oracle);
        await Promise.all([prepare(one, scene), prepare(other, { ...scene, world: twin.world, past })]);
        tally.cases += 1;
        if (twin.changed > 0) tally.changed += 1;
        await expectWhatTheOracleSays(one, scene);
        const asking = new Asking(drawn.asking, scene.world, scene.oracle);
        const everything = OBJECTS.map((object): Asked => ({ ask: 'list', object, request: { archived: true } }));
        for (const asked of [...everything, { ask: 'todo' } as const, ...Array.from({ length: REQUESTS }, () => asking.next())]) {
          const [a, b] = await Promise.all([put(one, scene, asked), put(other, scene, asked)]);
          if (asked.ask === 'remove' && [a, b].some((answer) => 'code' in answer && answer.code === 'conflict')) continue;
          if (!keepsReach(asked, a, scene.world, twin.world, scene.oracle)) continue;
          count(a);
          countNew(asked, a);
          if (asked.ask === 'todo' && JSON.stringify(a).length > 40) tally.waiting += 1;
          expect({ asked, answer: b }).toEqual({ asked, answer: a });
          expect(a).not.toHaveProperty('defect');
        }
      }),
      { numRuns: CASES[dialect], endOnFailure: true, seed: 20_261_122 },
    );
    // A property over nothing would hold as well: most cases must differ, and many answers must hold records.
    expect(tally.changed / tally.cases).toBeGreaterThan(0.9);
    expect(tally.given / tally.answers).toBeGreaterThan(0.5);
    expect(tally.withRows / tally.given).toBeGreaterThan(0.4);
    expect(tally.waiting / tally.cases).toBeGreaterThan(0.1);
    expect(tally.tried / tally.tries).toBeGreaterThan(0.1);
    expect(tally.around / tally.asksAround).toBeGreaterThan(0.08);
  });

  /** Drafts of which something was computed, and records around which there is something. */
  function countNew(asked: Asked, answer: Answer): void {
    if (asked.ask === 'try') {
      tally.tries += 1;
      if ('ok' in answer && (answer.ok as TrialAnswer).record !== null) tally.tried += 1;
    }
    if (asked.ask === 'related') {
      tally.asksAround += 1;
      if ('ok' in answer && (answer.ok as readonly unknown[]).length > 0) tally.around += 1;
    }
  }

  function count(answer: Answer): void {
    tally.answers += 1;
    if (!('ok' in answer)) return;
    tally.given += 1;
    if (JSON.stringify(answer.ok).length > 40) tally.withRows += 1;
  }
});

async function prepare(stage: Stage, scene: Scene): Promise<void> {
  await stage.cast(scene.roles);
  await stage.load(scene.world, scene.past);
}

function put(stage: Stage, { person, roles }: Scene, asked: Asked): Promise<Answer> {
  return stage.ask(asked, stage.reader(person, [...roles.keys()]));
}

/** The gate opens exactly the rows and cells that the grants speak of: no more, and no fewer. */
async function expectWhatTheOracleSays(stage: Stage, scene: Scene): Promise<void> {
  const { world, oracle } = scene;
  const context = stage.reader(scene.person, [...scene.roles.keys()]);
  for (const object of OBJECTS) {
    const listed = await stage.ask({ ask: 'list', object, request: { archived: true, limit: 500 } }, context);
    if (oracle.best(object, 'id') === 'hidden') {
      expect(listed).toMatchObject({ code: 'forbidden' });
      continue;
    }
    const there = world.filter((row) => row.object === object && oracle.sees(row, world));
    expect(listed).toEqual({ ok: { records: there.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((row) => oracle.shown(row, world)) } });
    const [first] = there;
    if (first) {
      const rows = oracle.shownRows(first, world);
      const child = object === 'client' ? 'contacts' : 'lines';
      expect(await stage.ask({ ask: 'read', object, id: first.id, fields: undefined }, context)).toEqual({
        ok: { ...oracle.shown(first, world), ...(rows ? { [child]: rows } : {}) },
      });
    }
    const hidden = idsOf(world, object).find((id) => !there.some((row) => row.id === id));
    if (hidden !== undefined)
      expect(await stage.ask({ ask: 'read', object, id: hidden, fields: ['id'] }, context)).toMatchObject({ code: 'not_found' });
  }
}
