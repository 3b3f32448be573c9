import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../system/chromium.ts';
import { icoFile } from './ico-file.ts';

/* Draws resources/icons/icon.svg as the PNG and ICO that packages need: node scripts/run.mjs scripts/build/icons.ts. Both are kept in the repository. */

const folder = resolve(import.meta.dirname, '..', '..', 'resources', 'icons');
const drawing = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });

async function png(size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

try {
  const sizes = [16, 24, 32, 48, 64, 128, 256];
  const pictures = [];
  for (const size of sizes) pictures.push({ size, png: await png(size) });
  writeFileSync(join(folder, 'icon.ico'), icoFile(pictures));
  writeFileSync(join(folder, 'icon.png'), await png(512));
} finally {
  await browser.close();
}
