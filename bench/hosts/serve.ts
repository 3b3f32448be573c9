import { openHttps } from '#server/doors';
import { openHost } from '#server/host';
import { modulesWith } from './many-objects.ts';

/*
 * The host in a process of its own, as `serve` runs it: `node serve.ts DATA OBJECTS`, the passphrase in PANSHI_UNLOCK.
 * Prints one line when it listens; answers each line on its standard input with what it uses; ends when that is closed.
 */

const [data = '', objects = '0'] = process.argv.slice(2);
const host = await openHost({ data, unlock: { passphrase: process.env['PANSHI_UNLOCK'] ?? '' }, modules: modulesWith(Number(objects)) });
const door = await openHttps(host.handler, { host: '127.0.0.1', port: 0, server: host.keys.server });
say({ event: 'listening', url: door.url, port: door.port, ca: host.keys.server.caPem });

process.stdin.on('data', () => say({ event: 'usage', rss: process.memoryUsage.rss(), cpu: processorTime() }));
process.stdin.on('end', () => void end());

async function end(): Promise<void> {
  await door.close();
  await host.close();
}

/** Microseconds since the start. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
