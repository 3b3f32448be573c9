import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { LocalHost } from './local-host.ts';

const ports: MessagePort[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

it('a host that never comes up does not hold up the end of the program: it is asked to end, and then ended by force', async () => {
  vi.useFakeTimers();
  const heard: unknown[] = [];
  const child = Object.assign(new EventEmitter(), {
    postMessage: (message: { kind: string }) => void heard.push(message.kind),
    kill: () => child.emit('exit', 9),
  });
  let deaths = 0;
  const host = new LocalHost({
    kept: { read: () => undefined, drop: () => {} } as never,
    isKeychainSound: () => false,
    fork: () => child,
    channel: () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      return { own: port1 as never, given: port2 };
    },
    now: Date.now,
    onOpened: () => {},
    onDeath: () => void (deaths += 1),
    onReturn: () => {},
  });
  void host.start();
  const stopped = host.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  await stopped;
  expect(heard).toEqual(['serve', 'close']);
  expect(deaths, 'nobody is told of a death that was asked for').toBe(0);
});
