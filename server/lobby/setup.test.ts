import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lobbyOf, type SetupBody } from '#common/api';
import type { Sample } from '#server/host';
import { emptyFolder, OFFICERS, openEntrance, setupBody, setUp, setUpWell, type Entrance } from './testing/entrance.ts';
import type { LobbyOptions } from './index.ts';

let folder: ReturnType<typeof emptyFolder>;
let entrance: Entrance;
beforeEach(() => {
  folder = emptyFolder();
});
afterEach(async () => {
  await entrance.close();
  folder.remove();
});

async function enter(options: Partial<LobbyOptions> = {}): Promise<Entrance> {
  entrance = await openEntrance(folder.data, options);
  return entrance;
}
const sampleOf = (play: Sample['play']) => ({ samples: { northwind: { people: () => [{ username: 'accountant', roles: ['accountant'] }], play } } });
const content = () => (existsSync(folder.data) ? readdirSync(folder.data) : []);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  entrance.client.send('POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('a setup', () => {
  it('tells how far the sample is while it plays, and whom it made', async () => {
    const STEPS = 250;
    const { client } = await enter(sampleOf(async ({ progress }) => {
      for (let done = 1; done <= STEPS; done += 1) {
        // Business that never waits for anything, as the store's work.
        const until = performance.now() + 2;
        while (performance.now() < until);
        await progress(done, STEPS);
      }
      return [{ username: 'accountant', password: 'made-By-Sample-1', roles: ['accountant'] }];
    }));
    const heard: { done: number; at: number }[] = [];
    let last: unknown;
    for await (const line of lobbyOf(client).setUp(setupBody({ sample: 'northwind' }))) {
      if (line.line === 'step' && line.step === 'sample') heard.push({ done: line.done, at: performance.now() });
      last = line;
    }
    expect(heard.map(({ done }) => done)).toEqual([...new Set(heard.map(({ done }) => done))].toSorted((a, b) => a - b));
    expect(heard.at(-1)?.done).toBe(STEPS);
    expect(heard.length).toBeGreaterThan(90);
    expect(heard.length).toBeLessThanOrEqual(102);
    // The lines come while the work goes on, which takes half a second at least, and not all at its end.
    expect(heard.at(-1)!.at - heard[0]!.at).toBeGreaterThan(STEPS * 2 * 0.8);
    expect(last).toMatchObject({ line: 'made', people: [{ username: 'accountant', password: 'made-By-Sample-1', roles: ['accountant'] }] });
  });

  it('runs alone', async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { client } = await enter(sampleOf(async () => {
      begun.resolve();
      await gate.promise;
      return [];
    }));
    const first = setUpWell(client, { sample: 'northwind' });
    await begun.promise;
    await expect(setUp(client)).rejects.toMatchObject({ status: 409, code: 'conflict' });
    expect((await lobbyOf(client).look()).state).toBe('empty');
    gate.resolve();
    await first;
    expect((await lobbyOf(client).look()).state).toBe('made');
  });

  it('that fails leaves an empty folder, says why, and can be tried again', async () => {
    let broken = true;
    const logged: unknown[] = [];
    const { client } = await enter({ ...sampleOf(async () => {
      if (broken) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return [];
    }), log: { info: () => undefined, warn: () => undefined, error: (entry, message) => void logged.push([entry, message]) } });
    const lines = await setUp(client, { sample: 'northwind' });
    expect(logged).toEqual([[expect.objectContaining({ err: expect.objectContaining({ code: 'ENOSPC' }) }), 'setup failed']]);
    expect(lines.at(-1)).toEqual({ line: 'failed', message: 'The setup did not end; nothing is left of it, and it can be tried again. Reason: ENOSPC.' });
    expect(content()).toEqual([]);
    expect((await lobbyOf(client).look()).state).toBe('empty');
    broken = false;
    await setUpWell(client, { sample: 'northwind' });
  });

  it('ends when its reader goes away, since nobody would have the recovery key', async () => {
    const begun = Promise.withResolvers<void>();
    const { client } = await enter(sampleOf(async ({ progress }) => {
      begun.resolve();
      for (let done = 1; ; done += 1) await progress(done % 1000, 1000);
    }));
    const gone = new AbortController();
    const response = await client.send('POST', '/lobby/setup', {
      body: JSON.stringify(setupBody({ sample: 'northwind' })), headers: { 'content-type': 'application/json' }, signal: gone.signal,
    });
    const reading = response.text().catch(() => undefined);
    await begun.promise;
    gone.abort();
    await reading;
    while (content().length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await lobbyOf(client).look()).state).toBe('empty');
  });

  it('ends with the program, and leaves nothing', async () => {
    const begun = Promise.withResolvers<void>();
    const { client } = await enter(sampleOf(async ({ progress }) => {
      begun.resolve();
      for (let done = 1; ; done += 1) await progress(done % 1000, 1000);
    }));
    const lines = setUp(client, { sample: 'northwind' });
    await begun.promise;
    await entrance.lobby.close();
    expect(content()).toEqual([]);
    expect((await lines).at(-1)).toMatchObject({ line: 'failed', message: 'The program is ending; the setup did not end.' });
  });

  it('does not touch a folder that holds anything', async () => {
    mkdirSync(folder.data);
    writeFileSync(join(folder.data, 'letters.docx'), 'mine');
    const { client } = await enter();
    expect((await setUp(client)).at(-1)).toMatchObject({ line: 'failed', message: expect.stringContaining('not empty') });
    expect(content()).toEqual(['letters.docx']);
  });
});

describe('answers', () => {
  const officers = (change: Partial<SetupBody['officers']>) => setupBody({ officers: { ...OFFICERS, ...change } });

  it.each<[string, SetupBody, Record<string, string>]>([
    ['a weak password', officers({ audit: { ...OFFICERS.audit, password: 'short' } }), { 'officers.audit.password': '密码至少 10 个字符。' }],
    ['a breached password', officers({ system: { ...OFFICERS.system, password: 'nick1234-rem936' } }), { 'officers.system.password': expect.stringContaining('泄露密码') as string }],
    ['one person in two offices', officers({ audit: { ...OFFICERS.audit, username: ' LI.system' } }), { 'officers.audit.username': '用户名 li.system 重复。' }],
    ['a name of the sample', { ...officers({ audit: { ...OFFICERS.audit, username: 'accountant' } }), sample: 'northwind' }, { 'officers.audit.username': '样例中已有 accountant（accountant），请另起一个用户名。' }],
    ['the passphrase as a password', setupBody({ passphrase: OFFICERS.security.password }), { passphrase: '口令不能与任何人的密码相同。' }],
    ['a short passphrase', setupBody({ passphrase: '七个字符的口令' }), { passphrase: '口令至少 8 个字符。' }],
    ['a passphrase of spaces', setupBody({ passphrase: '          ' }), { passphrase: '口令至少 8 个字符。' }],
    ['a passphrase that everybody tries first', setupBody({ passphrase: '12345678' }), { passphrase: expect.stringContaining('泄露密码') as string }],
    ['a name with a space in it', officers({ security: { ...OFFICERS.security, username: 'sec officer' } }), { 'officers.security.username': expect.stringContaining('只能用字母') as string }],
    ['no company', setupBody({ company: { name: ' ', currency: 'CNY', chart: 'small-enterprise' } }), { 'company.name': '请填写公司名称，最多 200 个字符。' }],
    ['no such currency', setupBody({ company: { name: '甲', currency: '元', chart: 'small-enterprise' } }), { 'company.currency': '币种是三个大写字母，如 CNY。' }],
    ['nobody', officers({ security: { username: '', name: '', password: '' } }), {
      'officers.security.username': '请填写用户名，最多 64 个字符。', 'officers.security.name': '请填写姓名，最多 100 个字符。', 'officers.security.password': '请填写密码。',
    }],
  ])('%s is told at once, at its place', async (_what, body, problems) => {
    await enter(sampleOf(() => Promise.reject(new Error('not to be played'))));
    const chinese = entrance.trusting(entrance.passingCa, 'zh');
    await expect(lobbyOf(chinese).setUp(body)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 422, code: 'invalid', details: { problems } });
    expect(content()).toEqual([]);
  });

  it('tells of a chart that is not there while it sets up', async () => {
    const { client } = await enter();
    const lines = await setUp(client, { company: { name: '甲', currency: 'CNY', chart: 'nowhere' } });
    expect(lines.at(-1)).toMatchObject({ line: 'failed', problems: { 'company.chart': expect.stringContaining('nowhere') } });
    expect(content()).toEqual([]);
  });

  it('that fit no interface are malformed', async () => {
    await enter();
    const { officers: _, ...headless } = setupBody();
    for (const body of ['', '{', '[]', 'null', {}, headless, { ...setupBody(), more: 1 }, { ...setupBody(), sample: 'southwind' }, { ...setupBody(), passphrase: 7 }]) {
      expect([body, (await post('/lobby/setup', body)).status]).toEqual([body, 400]);
    }
    for (const path of ['/lobby/confirm', '/lobby/unlock']) for (const body of ['{', {}, { secret: 1, recoveryKey: 1 }, { secret: '' }]) expect((await post(path, body)).status).toBe(400);
    expect((await post('/lobby/setup', setupBody(), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/lobby/unlock', { secret: 'x'.repeat(2_000_000) })).status).toBe(413);
    expect(content()).toEqual([]);
  });
});

describe('the door', () => {
  it('asks for the code that was shown, on all three calls', async () => {
    await enter({ code: 'shown-in-the-terminal' });
    for (const path of ['/lobby/setup', '/lobby/confirm', '/lobby/unlock']) {
      const body = path === '/lobby/setup' ? setupBody() : path === '/lobby/unlock' ? { secret: 'x' } : { recoveryKey: 'x' };
      for (const code of [{}, { code: 'guessed' }, { code: '' }, { code: 'shown-in-the-terminal ' }]) {
        expect([path, code, (await post(path, { ...body, ...code })).status]).toEqual([path, code, 403]);
      }
    }
    expect(content()).toEqual([]);
    const recoveryKey = await setUpWell(entrance.client, { code: 'shown-in-the-terminal' });
    await expect(lobbyOf(entrance.client).confirm(recoveryKey)).rejects.toMatchObject({ status: 403 });
    expect(await lobbyOf(entrance.client).confirm(recoveryKey, 'shown-in-the-terminal')).toMatchObject({ state: 'open' });
  });

  it('lets nobody go on guessing the code', async () => {
    await enter({ code: 'shown-in-the-terminal' });
    const statuses: number[] = [];
    for (let guess = 0; guess < 31; guess += 1) statuses.push((await post('/lobby/unlock', { code: String(guess), secret: 'x' })).status);
    expect(statuses).toEqual([...Array<number>(30).fill(403), 429]);
  });

  it('takes nothing from the pages of other sites', async () => {
    await enter();
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }] as Record<string, string>[]) {
      expect([headers, (await post('/lobby/setup', setupBody(), headers)).status]).toEqual([headers, 403]);
    }
    expect(content()).toEqual([]);
  });

  it('answers to each call by its own method, and shows the pages from the start', async () => {
    const pages = join(folder.data, '..', 'pages');
    mkdirSync(pages);
    writeFileSync(join(pages, 'index.html'), '<title>磐石</title>');
    await enter({ pages });
    const ask = async (method: string, path: string) => {
      const response = await entrance.lobby.handler(new Request(`https://localhost${path}`, { method }));
      return [response.status, response.headers.get('content-type')?.split(';')[0] ?? ''];
    };
    expect(await ask('GET', '/')).toEqual([200, 'text/html']);
    expect(await ask('GET', '/customers')).toEqual([200, 'text/html']);
    expect(await ask('GET', '/api/v1/docs')).toEqual([503, 'application/json']);
    expect(await ask('GET', '/api')).toEqual([503, 'application/json']);
    expect(await ask('HEAD', '/api/v1/lobby')).toEqual([200, 'application/json']);
    expect(await ask('DELETE', '/api/v1/lobby')).toEqual([405, 'application/json']);
    expect(await ask('GET', '/api/v1/lobby/setup')).toEqual([405, 'application/json']);
    const recoveryKey = await setUpWell(entrance.client);
    await lobbyOf(entrance.client).confirm(recoveryKey);
    expect(await ask('GET', '/')).toEqual([200, 'text/html']);
    expect(await ask('GET', '/api/v1/docs')).toEqual([200, 'text/html']);
  });
});
