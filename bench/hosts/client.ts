import { Agent, request } from 'node:https';
import { quantile } from '../measuring/timing.ts';

/** Calls to one host over HTTPS, on a few connections that are kept. */
export class Client {
  readonly #agent: Agent;
  readonly #port: number;
  #token: string | undefined;

  constructor(port: number, ca: string, connections: number) {
    this.#port = port;
    this.#agent = new Agent({ ca, keepAlive: true, maxSockets: connections, minVersion: 'TLSv1.3' });
  }

  async signIn(person: { readonly username: string; readonly password: string }): Promise<void> {
    const answer = JSON.parse(await this.call('POST', '/api/v1/session', person)) as { token: string };
    this.#token = answer.token;
  }

  /** @returns the body as it came */
  call(method: 'GET' | 'POST', path: string, body?: object): Promise<string> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const headers = {
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
      };
      const to = { host: '127.0.0.1', servername: 'localhost', port: this.#port, path, method, headers, agent: this.#agent };
      const going = request(to, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          if (answer.statusCode !== undefined && answer.statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`));
        });
        answer.on('error', reject);
      });
      going.on('error', reject);
      going.end(sent);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface Load {
  readonly calls: number;
  readonly perSecond: number;
  /** Of single calls, half took no longer. */
  readonly p50Ms: number;
}

/** Does calls for a while, so many at a time. */
export async function load(seconds: number, atOnce: number, one: () => Promise<unknown>): Promise<Load> {
  const took: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (performance.now() < until) {
      const asked = performance.now();
      await one();
      took.push(performance.now() - asked);
    }
  }));
  return { calls: took.length, perSecond: (took.length * 1000) / (performance.now() - begun), p50Ms: quantile(took, 0.5) };
}
