import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerIdentity } from '#core/pki';
import { openHttps } from '#server/doors';
import { createPages } from '#server/http';
import { asForPeople } from '../../scripts/build/pages.ts';

export interface EmptyPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the empty page as the workbench is built, and serves it behind a door of the same kind. */
export async function serveEmptyPage(server: ServerIdentity): Promise<EmptyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'panshi-empty-page-'));
  const { build } = await import('vite');
  await asForPeople(() => build({
    configFile: join(import.meta.dirname, '../../scripts/build/vite.config.ts'),
    root: join(import.meta.dirname, 'empty-page'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  }));
  const pages = createPages(folder);
  const answer = async (request: Request): Promise<Response> => pages(new URL(request.url).pathname, request.headers) ?? new Response(null, { status: 404 });
  const door = await openHttps(answer, { host: '127.0.0.1', port: 0, server });
  return {
    url: `https://localhost:${door.port}/`,
    async close() {
      await door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
