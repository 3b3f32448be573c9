import { expect, test } from 'vitest';
import { UnitOfWork } from './unit-of-work.ts';
import type { WriteConnection } from './write-connection.ts';

/** A connection that does what it is told, and writes down what it was asked. */
function scripted(fail: (step: string) => string | undefined): { connection: WriteConnection; steps: string[] } {
  const steps: string[] = [];
  const step = async (name: string): Promise<void> => {
    steps.push(name);
    const code = fail(name);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  const connection: WriteConnection = {
    dialect: 'postgres',
    begin: () => step('begin'),
    commit: () => step('commit'),
    rollback: () => step('rollback').catch(() => {}),
    rows: (text) => step(text).then(() => []),
    run: (text) => step(text).then(() => 1),
  };
  return { connection, steps };
}

test('a commit that fails is rolled back and thrown, and calls nobody', async () => {
  let called = 0;
  const { connection, steps } = scripted((step) => (step === 'commit' ? 'SQLITE_FULL' : undefined));
  const work = new UnitOfWork(connection).write(async (transaction) => {
    transaction.afterCommit(() => {
      called += 1;
    });
    await transaction.run('insert');
  });
  await expect(work).rejects.toMatchObject({ code: 'store_broken' });
  expect(steps).toEqual(['begin', 'insert', 'commit', 'rollback']);
  expect(called).toBe(0);
});

test('a serialization failure does the whole work again, even when the work swallowed it', async () => {
  let failures = 2;
  let called = 0;
  const { connection, steps } = scripted((step) => {
    if (step !== 'insert' || failures === 0) return undefined;
    failures -= 1;
    return '40001';
  });
  await new UnitOfWork(connection).write(async (transaction) => {
    transaction.afterCommit(() => {
      called += 1;
    });
    await transaction.run('insert').catch(() => {});
  });
  expect(steps).toEqual(['begin', 'insert', 'rollback', 'begin', 'insert', 'rollback', 'begin', 'insert', 'commit']);
  expect(called).toBe(1);
});

test('after ten serialization failures the store is busy', async () => {
  let tries = 0;
  const { connection } = scripted((step) => (step === 'commit' ? '40P01' : undefined));
  const work = new UnitOfWork(connection).write(async () => {
    tries += 1;
  });
  await expect(work).rejects.toMatchObject({ code: 'store_busy' });
  expect(tries).toBe(10);
});

test('a listener that fails does not undo what is committed, nor keep the others from hearing', async () => {
  const warned: unknown[] = [];
  const hear = (warning: Error): void => {
    warned.push(warning.message);
  };
  process.once('warning', hear);
  const heard: number[] = [];
  const { connection } = scripted(() => undefined);
  const result = await new UnitOfWork(connection).write(async (transaction) => {
    transaction.afterCommit(() => {
      throw new Error('deaf');
    });
    transaction.afterCommit(() => heard.push(1));
    return 'kept';
  });
  expect(result).toBe('kept');
  expect(heard).toEqual([1]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(warned).toEqual(['deaf']);
});
