import { afterEach, describe, expect, it } from 'vitest';
import type { Paper } from './layout/index.ts';
import { PdfPress } from './pdf-press.ts';

const PAPER: Paper = {
  title: '试印',
  lang: 'zh',
  orientation: 'portrait',
  margins: { side: 40, top: 40, bottom: 40 },
  size: 9,
  blocks: [{ kind: 'title', firm: '北风贸易有限公司', text: '试印', underlined: true, starts: true }],
  foot: '北风贸易有限公司',
};

describe('the press', () => {
  const presses: PdfPress[] = [];
  const press = (): PdfPress => {
    const made = new PdfPress();
    presses.push(made);
    return made;
  };
  afterEach(async () => {
    for (const one of presses.splice(0)) await one.close();
  });

  it('makes papers in a thread of its own, one after another', async () => {
    const one = press();
    const files = await Promise.all([one.print(PAPER), one.print(PAPER)]);
    for (const file of files) expect(Buffer.from(file.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('goes on after a paper that could not be made', async () => {
    const one = press();
    const broken = { ...PAPER, orientation: 'portrait', blocks: [{ kind: 'grid', widths: ['*'], head: [], rows: null }] } as unknown as Paper;
    await expect(one.print(broken)).rejects.toThrow(/null|undefined|iterable/);
    await expect(one.print(PAPER)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('reads nothing that a text names', async () => {
    const text = 'file:///etc/hostname http://localhost/x.png data:image/png;base64,AAAA';
    await expect(press().print({ ...PAPER, blocks: [{ kind: 'words', widths: ['*'], cells: [{ text }] }] })).resolves.toBeInstanceOf(Uint8Array);
  });

  it('takes no more work once it is closed, and tells who waits', async () => {
    const one = press();
    const waiting = one.print(PAPER).then(() => 'made', (error: { readonly code?: string }) => error.code);
    await one.close();
    expect(await waiting).toBe('store_busy');
    await expect(one.print(PAPER)).rejects.toMatchObject({ code: 'store_busy' });
  });

  it('lets no more wait than a printer takes', async () => {
    const one = press();
    const all = await Promise.allSettled(Array.from({ length: 60 }, () => one.print(PAPER)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(all.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'too_many' } });
  });
});
