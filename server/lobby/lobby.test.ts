import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lobbyOf } from '#common/api';
import { PASSPHRASE } from '#server/testing';
import { emptyFolder, OFFICERS, openEntrance, setUp, setUpWell, type Entrance } from './testing/entrance.ts';

/* From an empty folder to a host at work, and again after a night, over HTTPS. */
describe('a new firm', () => {
  const { data, remove } = emptyFolder();
  let entrance: Entrance;
  let recoveryKey = '';
  beforeAll(async () => {
    entrance = await openEntrance(data);
  });
  afterAll(async () => {
    await entrance.close();
    remove();
  });

  const firmCa = () => readFileSync(join(data, 'keys', 'authority.pem'), 'utf8');

  it('finds nothing but the lobby', async () => {
    const { client } = entrance;
    expect(await lobbyOf(client).look()).toEqual({
      state: 'empty', version: expect.stringMatching(/^\d+\.\d+\.\d+$/), signedIn: false, passwordRules: { shortest: 10, classes: 3, remembers: 5 },
    });
    expect(await (await client.send('GET', '/healthz')).json()).toEqual({ status: 'waiting' });
    await expect(client.signIn({ username: OFFICERS.audit.username, password: OFFICERS.audit.password })).rejects.toMatchObject({
      status: 503, code: 'not_ready', message: 'Finish the setup first.',
    });
    await expect(lobbyOf(client).unlock(PASSPHRASE)).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
    await expect(lobbyOf(client).confirm('AAAAA')).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
  });

  it('is set up step by step, and shown its recovery key', async () => {
    const lines = await setUp(entrance.client);
    expect(lines.slice(0, -1).map((line) => (line.line === 'step' ? `${line.step} ${line.done}/${line.of}` : line.line))).toEqual([
      'vault 0/1', 'vault 1/1', 'store 0/1', 'store 1/1', 'company 0/1', 'company 1/1', 'people 0/1', 'people 1/1',
    ]);
    const last = lines.at(-1);
    expect(last).toEqual({ line: 'made', recoveryKey: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/), people: [] });
    recoveryKey = last?.line === 'made' ? last.recoveryKey : '';
    expect((await lobbyOf(entrance.client).look()).state).toBe('made');
    await expect(entrance.client.send('GET', '/objects').then((response) => response.status)).resolves.toBe(503);
    await expect(setUp(entrance.client)).rejects.toMatchObject({ status: 409, message: 'Confirm the recovery key first.' });
  });

  it('types the recovery key again: a slip is told by its group, another key is not taken', async () => {
    const { confirm } = lobbyOf(entrance.client);
    const slip = `${recoveryKey.slice(0, 6)}${recoveryKey[6] === 'Z' ? '0' : 'Z'}${recoveryKey.slice(7)}`;
    await expect(confirm(slip)).rejects.toMatchObject({ status: 422, code: 'invalid', message: expect.stringContaining('Group 2') });
    await expect(confirm(PASSPHRASE)).rejects.toMatchObject({ status: 422 });
    const another = emptyFolder();
    const neighbour = await openEntrance(another.data);
    const theirs = await setUpWell(neighbour.client);
    await neighbour.close();
    another.remove();
    await expect(confirm(theirs)).rejects.toMatchObject({ status: 422, details: { problems: { recoveryKey: expect.stringContaining('is wrong') } } });
    expect(entrance.lobby.state()).toBe('made');
  });

  it('is open once the key is right, however it is spelt, and shows the certificate of its own authority at the same port', async () => {
    const spelt = recoveryKey.toLowerCase().replaceAll('-', '  ');
    expect(await lobbyOf(entrance.client).confirm(spelt)).toMatchObject({ state: 'open' });
    const pinned = entrance.trusting(firmCa());
    const { user } = await pinned.signIn({ username: OFFICERS.audit.username, password: OFFICERS.audit.password });
    expect(user).toMatchObject({ username: 'sun.audit', name: '孙丽', roles: ['audit-administrator'], mustChangePassword: false });
    expect(await lobbyOf(pinned).look()).toMatchObject({ state: 'open' });
    await expect(lobbyOf(pinned).unlock(PASSPHRASE)).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
    await expect(setUp(pinned)).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
    // Whoever trusts the passing authority alone gets no new connection.
    await expect(lobbyOf(entrance.trusting(entrance.passingCa)).look()).rejects.toThrow(/certificate|issuer/);
  });

  it('finds it locked the next morning, and opens it by passphrase or recovery key', async () => {
    for (const secret of [PASSPHRASE, recoveryKey, recoveryKey.toLowerCase().replaceAll('-', ''), ` ${recoveryKey} `]) {
      await entrance.close();
      entrance = await openEntrance(data);
      const lobby = lobbyOf(entrance.client);
      expect((await lobby.look()).state).toBe('locked');
      await expect(entrance.client.me()).rejects.toMatchObject({ status: 503, message: expect.stringContaining('locked') });
      await expect(setUp(entrance.client)).rejects.toMatchObject({ status: 409, code: 'wrong_state' });
      await expect(lobby.unlock('not the passphrase')).rejects.toMatchObject({ status: 422, code: 'invalid', message: expect.stringContaining('the data stays closed') });
      expect((await lobby.look()).state).toBe('locked');
      expect((await lobby.unlock(secret)).state).toBe('open');
      await entrance.trusting(firmCa()).signIn({ username: OFFICERS.system.username, password: OFFICERS.system.password });
    }
  });

  it('opens without a person where the secret is given', async () => {
    await entrance.close();
    entrance = await openEntrance(data);
    await expect(entrance.lobby.open({ passphrase: 'wrong one' })).rejects.toMatchObject({ code: 'vault_locked' });
    await entrance.lobby.open({ passphrase: PASSPHRASE });
    expect(entrance.lobby.state()).toBe('open');
  });
});

describe('whoever unlocks', () => {
  const { data, remove } = emptyFolder();
  let now = new Date('2026-03-02T08:00:00Z');
  let entrance: Entrance;
  beforeAll(async () => {
    const first = await openEntrance(data);
    await setUpWell(first.client);
    await first.close();
  });
  beforeEach(async () => {
    entrance = await openEntrance(data, { clock: () => now });
  });
  afterEach(() => entrance.close());
  afterAll(remove);

  it('is slowed down after five failures in a row, even when all come at once', async () => {
    const { unlock } = lobbyOf(entrance.client);
    const statusOf = (secret: string) => unlock(secret).then(() => 200, (error: { status: number }) => error.status);
    expect((await Promise.all(Array.from({ length: 7 }, (_, at) => statusOf(`guess ${at}`)))).toSorted()).toEqual([422, 422, 422, 422, 422, 429, 429]);
    const refused = await entrance.client.send('POST', '/lobby/unlock', { body: JSON.stringify({ secret: PASSPHRASE }), headers: { 'content-type': 'application/json' } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    now = new Date(now.getTime() + 1000);
    expect(await statusOf('guess again')).toBe(422);
    now = new Date(now.getTime() + 1000);
    expect(await statusOf(PASSPHRASE)).toBe(429);
    now = new Date(now.getTime() + 1000);
    expect(await statusOf(PASSPHRASE)).toBe(200);
  });

  it('opens it once, when two do so at the same moment', async () => {
    const { unlock } = lobbyOf(entrance.client);
    const both = await Promise.allSettled([unlock(PASSPHRASE), unlock(PASSPHRASE)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ status: 409, code: 'wrong_state' });
  });

  it('finds nothing when the folder is gone in the meantime', async () => {
    rmSync(data, { recursive: true });
    expect((await lobbyOf(entrance.client).look()).state).toBe('empty');
    await expect(lobbyOf(entrance.client).unlock(PASSPHRASE)).rejects.toMatchObject({ status: 409 });
  });
});
