import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { servePort } from '#server/doors';
import type { ToHost } from '../host/control.ts';
import { HostProcess, type Child } from './index.ts';

/** A child that answers as it is told, over a real port. */
class FakeChild extends EventEmitter implements Child {
  readonly stderr = new EventEmitter();
  readonly heard: ToHost[] = [];
  killed = 0;
  answer: (message: ToHost) => unknown = () => undefined;
  postMessage(message: ToHost, ports: readonly unknown[] = []): void {
    this.heard.push(message);
    if (message.kind === 'serve') {
      const port = ports[0] as MessagePort;
      servePort(port, async (request) => (new URL(request.url).pathname === '/slow' ? await new Promise<Response>(() => {}) : endless(request.url)));
      setImmediate(() => this.emit('message', { kind: 'ready', state: 'locked' }));
      return;
    }
    const reply = this.answer(message);
    if (reply !== undefined) setImmediate(() => this.emit('message', reply));
  }
  kill(): boolean {
    this.killed += 1;
    setImmediate(() => this.emit('exit', 9));
    return true;
  }
}

/** Says its address, and then nothing for ever. */
function endless(address: string): Response {
  return new Response(new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode(address)) }));
}

let child: FakeChild;
let deaths: number;
let opened: number;
let state: string;
let ports: MessagePort[];
let host: HostProcess;
beforeEach(async () => {
  [deaths, opened, ports] = [0, 0, []];
  host = new HostProcess({
    fork: () => (child = new FakeChild()),
    channel: () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      return { own: port1 as never, given: port2 };
    },
    onDeath: () => void (deaths += 1),
    onOpened: () => void (opened += 1),
  });
  state = await host.start();
});
afterEach(() => {
  vi.useRealTimers();
  for (const port of ports) port.close();
});

describe('a host that dies', () => {
  it('leaves nobody waiting: not for an answer, nor for the rest of one, nor for the answer to a question', async () => {
    const asked = host.fetch(new Request('panshi://app/slow'));
    const reader = (await host.fetch(new Request('panshi://app/stream'))).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('panshi://app/stream');
    const rest = reader?.read();
    const question = host.remember('PC');
    child.emit('exit', 1);
    await expect(asked).rejects.toThrow('the host ended');
    await expect(rest).rejects.toThrow('the host ended');
    await expect(question).rejects.toThrow('the host ended');
    expect([deaths, host.isRunning]).toEqual([1, false]);
    await expect(host.fetch(new Request('panshi://app/'))).rejects.toThrow(TypeError);
    await expect(host.remember('PC')).rejects.toMatchObject({ code: 'not_ready' });
  });

  it('before it is ready fails the start', async () => {
    const early = new HostProcess({
      fork: () => {
        const stillborn = new FakeChild();
        stillborn.postMessage = () => void setImmediate(() => {
          stillborn.stderr.emit('data', Buffer.from('Error: no '));
          stillborn.stderr.emit('data', Buffer.from('library\n'));
          stillborn.emit('exit', 1);
        });
        return stillborn;
      },
      channel: () => ({ own: Object.assign(new EventEmitter(), { postMessage() {}, start() {}, close() {} }) as never, given: {} }),
      onDeath: () => void (deaths += 1),
      onOpened: () => {},
    });
    await expect(early.start()).rejects.toThrow('the host ended');
    expect([deaths, early.lastWords]).toEqual([1, 'Error: no library\n']);
  });
});

it('what a host writes once it is ready, when data may be open, is not kept', () => {
  child.stderr.emit('data', Buffer.from('客户 华东贸易'));
  expect(host.lastWords).toBe('');
});

describe('a host that is asked', () => {
  it('says in which state it found the data', () => expect(state).toBe('locked'));

  it('tells that the data is open, and what it made for the keychain', async () => {
    child.emit('message', { kind: 'opened' });
    const kept = { unlocker: '01a20137-6344-41c2-9741-b8fa45cf4728', secret: 'AAAA' };
    child.answer = (message) => ('id' in message ? { kind: 'done', id: message.id, ...(message.kind === 'remember' ? { kept } : {}) } : undefined);
    expect(await host.remember('财务室')).toEqual(kept);
    await host.unlock('AAAA');
    expect(child.heard).toMatchObject([{ kind: 'serve' }, { kind: 'remember', label: '财务室' }, { kind: 'unlock', secret: 'AAAA' }]);
    expect(opened).toBe(1);
  });

  it('refuses with a sentence of its own', async () => {
    child.answer = (message) => ('id' in message ? { kind: 'refused', id: message.id, code: 'vault_locked', text: { zh: '不对', en: 'wrong' } } : undefined);
    await expect(host.unlock('AAAA')).rejects.toMatchObject({ code: 'vault_locked', text: { zh: '不对', en: 'wrong' } });
  });
});

describe('a host that is to end', () => {
  it('is let end what is under way, and counts as no death', async () => {
    const stopped = host.stop();
    expect(child.heard.at(-1)).toEqual({ kind: 'close' });
    child.emit('exit', 0);
    await stopped;
    expect([deaths, child.killed, host.isRunning]).toEqual([0, 0, false]);
  });

  it('is ended by force when it takes too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = host.stop();
    vi.advanceTimersByTime(8000);
    await stopped;
    expect([deaths, child.killed]).toEqual([0, 1]);
  });
});
