import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePages } from './build/pages.ts';
import { serveLobby } from './start/serve-lobby.ts';
import { openWatched, type Look } from '../tests/browser/testing/browser.ts';
import { openScene, type Scene } from '../tests/browser/testing/open-scene.ts';
import { openKind, PAGE_KINDS, type PageKind } from '../tests/browser/testing/page-kinds.ts';
import { makeSample } from '../tests/browser/testing/sample-setup.ts';
import { smallerPng } from './screenshots/smaller-png.ts';

/*
 * `npm run screenshots`: every kind of page in both languages, light and dark, on a small and a large screen, with the sample's data, into a scratch folder to be
 * looked at. `-- --publish` puts those of the small screen into docs/images/ too. `-- --only list,record` takes these kinds, `--data` a folder made before.
 */
const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' }, data: { type: 'string' }, publish: { type: 'boolean', default: false } } });
const published = join(import.meta.dirname, '..', 'docs', 'images');
const SMALL = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
const LOOKS: readonly Required<Look>[] = (['zh', 'en'] as const).flatMap((lang) => [false, true].flatMap((dark) => [SMALL, LARGE].map((size) => ({ lang, dark, size }))));

const root = mkdtempSync(join(tmpdir(), 'panshi-screenshots-'));
const out = values.out ?? join(root, 'pictures');
mkdirSync(out, { recursive: true });
const scene = await openScene(values.data ?? (await makeSample(join(root, 'data'))));
try {
  const kinds = PAGE_KINDS.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
  for (const look of LOOKS) await photograph(scene, look, kinds);
  if (values.only === undefined || values.only.split(',').includes('setup')) await photographSetup(scene);
} finally {
  await scene.close();
  rmSync(join(root, 'data'), { recursive: true, force: true });
}
if (values.publish) writeFileSync(join(published, 'README.md'), indexOf(published));
process.stdout.write(`${out}\n`);

async function photograph(at: Scene, look: Required<Look>, kinds: readonly PageKind[]): Promise<void> {
  if (values.only === undefined) {
    const { page, context } = await openWatched(at.browser, at.url, look);
    await page.locator('[data-part=sign-in]').waitFor();
    keep('sign-in', look, await page.screenshot());
    await context.close();
  }
  for (const [username, theirs] of Map.groupBy(kinds, (kind) => kind.username)) {
    const person = await at.as(username, look);
    for (const kind of theirs) {
      try {
        await openKind(at, person, kind);
      } catch (error) {
        process.stderr.write(`${kind.name}: ${String(error).split('\n')[0] ?? ''}\n`);
      }
      keep(kind.name, look, await person.page.screenshot(), kind.unpublished);
    }
    await person.context.close();
  }
}

/** The setup as far as its officers; nothing is made of it. */
async function photographSetup({ browser }: Scene): Promise<void> {
  const program = await serveLobby({ data: join(root, 'empty'), port: 0, pages: await ensurePages() });
  try {
    for (const look of LOOKS) {
      const { page, context } = await openWatched(browser, program.url, look);
      const next = async (from: string): Promise<void> => {
        await page.locator(`[data-part=setup][data-step=${from}]`).waitFor();
        if (from === 'company') await page.keyboard.type('北风贸易有限公司');
        if (from === 'passphrase') for (const name of ['passphrase', 'passphraseAgain']) await page.locator(`[data-field=${name}]`).fill('秋天的桂花开得很晚');
        await page.locator('[data-action=next]').click();
      };
      for (const step of ['language', 'company', 'passphrase']) await next(step);
      await page.locator('[data-part=setup][data-step=officers]').waitFor();
      keep('setup', look, await page.screenshot());
      await context.close();
    }
  } finally {
    await program.close();
  }
}

function keep(kind: string, { lang, dark, size }: Required<Look>, png: Buffer, unpublished = false): void {
  const name = `${kind}-${lang}-${dark ? 'dark' : 'light'}`;
  process.stderr.write(`${name} ${size.width}×${size.height}\n`);
  writeFileSync(join(out, `${name}-${size.width}.png`), png);
  if (values.publish && !unpublished && size === SMALL) writeFileSync(join(published, `${name}.png`), smallerPng(png));
}

/** A page that shows each kind once and leads to the others. */
function indexOf(folder: string): string {
  const kinds = [...new Set(readdirSync(folder).flatMap((name) => /^(.+)-(?:zh|en)-(?:light|dark)\.png$/.exec(name)?.[1] ?? []))].toSorted();
  const link = (kind: string, name: string, label: string): string => `[${label}](${kind}-${name}.png)`;
  const rows = kinds.map((kind) => `| ${kind} | ${link(kind, 'zh-light', '浅色')} · ${link(kind, 'zh-dark', '深色')} | ${link(kind, 'en-light', 'light')} · ${link(kind, 'en-dark', 'dark')} |`);
  return `# Pictures 图片

\`house.svg\` is drawn by hand. The others are photographs of the program with the sample company's data, 1366×768, made by \`npm run screenshots -- --publish\`.

| page | 中文 | English |
| --- | --- | --- |
${rows.join('\n')}

![Home page 首页](home-zh-light.png)
`;
}
