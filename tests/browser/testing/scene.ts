import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFailed } from 'vitest';
import type { Watched } from './browser.ts';
import { openScene as open, type Scene } from './open-scene.ts';

export type { Person, Scene } from './open-scene.ts';

/** A copy of the sample company, opened. */
export async function sampleScene(): Promise<Scene> {
  const root = mkdtempSync(join(tmpdir(), 'panshi-scene-'));
  const data = join(root, 'data');
  cpSync(await sampleFolder(), data, { recursive: true });
  return openScene(data, () => rmSync(root, { recursive: true, force: true }));
}

/**
 * @param data a folder whose people all have the password of tests
 * @param remove what is to be done when all is closed
 */
export function openScene(data: string, remove: () => void = () => {}): Promise<Scene> {
  return open(data, { begun: photographIfFailed, remove });
}

/** What was to be seen when it went wrong is worth more than a line number. */
function photographIfFailed({ page, faults }: Watched, username: string): void {
  onTestFailed(async () => {
    if (page.isClosed()) return;
    const path = join(tmpdir(), `panshi-failed-${username}-${Date.now()}.png`);
    await page.screenshot({ path });
    console.error(`${username} at ${page.url()}: ${path} ${faults.join(' | ')}`);
  });
}

function sampleFolder(): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let told = '';
  const socket = connect(inject('sampleDoor'), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => (told += text));
  socket.on('error', reject);
  socket.on('end', () => (told.startsWith('failed') ? reject(new Error(told)) : resolve(told)));
  return promise;
}
