import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePages } from '../build/pages.ts';
import { show } from '../system/show.ts';

/** Serves a data folder until stopped, and shows the program in a browser where there is one. @returns the exit status */
export async function serve(data: string, unlockFile: string, port: string): Promise<number> {
  await ensurePages();
  const main = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');
  const host = spawn(process.execPath, [main, 'serve', '--data', data, '--unlock-file', unlockFile, '--port', port], { stdio: ['inherit', 'pipe', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal));
  host.stdout.setEncoding('utf8');
  host.stdout.on('data', (text: string) => {
    const url = /"url":"([^"]+)"/.exec(text)?.[1];
    if (url === undefined) return;
    process.stdout.write(`\n程序地址 The program is at ${url} （Ctrl+C 结束 ends it）\n`);
    show(url);
  });
  return await new Promise((resolve) => host.on('exit', (code) => resolve(code ?? 0)));
}
