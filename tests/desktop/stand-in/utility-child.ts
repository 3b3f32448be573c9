import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/* What an Electron utility process finds, under plain Node: `process.parentPort`, and its own script as the first argument. */

class ChildPort extends EventEmitter {
  readonly #id: number;

  constructor(id: number) {
    super();
    this.#id = id;
  }

  postMessage(data: unknown): void {
    process.send?.({ port: this.#id, data });
  }

  start(): void {}
}

const ports = new Map<number, ChildPort>();
const waiting: unknown[] = [];

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    process.send?.({ data });
  }
}

const parentPort = new ParentPort();
parentPort.on('newListener', (event) => {
  if (event === 'message') setImmediate(() => waiting.splice(0).forEach((message) => parentPort.emit('message', message)));
});

process.on('message', (message: { port?: number; data: unknown; ports?: number[] }) => {
  if (message.port !== undefined) return void ports.get(message.port)?.emit('message', { data: message.data, ports: [] });
  const given = (message.ports ?? []).map((id) => {
    const port = new ChildPort(id);
    ports.set(id, port);
    return port;
  });
  const event = { data: message.data, ports: given };
  if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event);
  else waiting.push(event);
});
process.once('disconnect', () => process.exit(0));

const [, , modulePath = '', ...args] = process.argv;
Object.assign(process, { parentPort });
process.argv = [process.execPath, modulePath, ...args];
await import(pathToFileURL(modulePath).href);
