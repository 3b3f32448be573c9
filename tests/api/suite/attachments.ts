import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { order, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

const MARKER = 'PLANTED-MARKER-7f3a-合同原文';

export function attachments(company: () => Company): void {
  describe('attachments', () => {
    it('come back as they were, and lie sealed on the disk', async () => {
      const clerk = await company().as('clerk');
      const id = await order(clerk, company().goods.mine, company().goods.chai, '1');
      const content = Buffer.from(`${MARKER}\n`.repeat(5000));
      const made = await clerk.attach('sales-order', id, { name: '合同 2026.txt', mediaType: 'text/plain', content });
      expect(made).toMatchObject({ name: '合同 2026.txt', mediaType: 'text/plain', bytes: content.length });
      expect(await clerk.attachments('sales-order', id)).toEqual([made]);
      expect(Buffer.from(await clerk.attachment('sales-order', id, made.id)).equals(content)).toBe(true);
      const download = await clerk.send('GET', `/records/sales-order/${id}/attachments/${made.id}`);
      await download.arrayBuffer();
      expect(download.headers.get('content-disposition')).toBe(
        `attachment; filename="_2026.txt"; filename*=UTF-8''${encodeURIComponent('合同 2026.txt')}`,
      );
      expect(download.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(filesWith(company().data, [MARKER])).toEqual([]);
    });

    it('are visible with their record and not otherwise', async () => {
      const clerk = await company().as('clerk');
      const other = await company().as('otherClerk');
      const { mine, theirs, myOrder } = company().goods;
      const made = await clerk.attach('customer', mine, {
        name: 'card.txt',
        mediaType: 'text/plain',
        content: Buffer.from('visiting card'),
      });
      expect(await refusal(other.attachment('customer', mine, made.id))).toMatchObject({ status: 404 });
      expect(await refusal(other.attachments('customer', mine))).toMatchObject({ status: 404 });
      // Nor through a record of one's own, or of another object.
      expect(await refusal(other.attachment('customer', theirs, made.id))).toMatchObject({ status: 404 });
      expect(await refusal(clerk.attachment('sales-order', myOrder, made.id))).toMatchObject({ status: 404 });
      // Who reads the record, and may change nothing of it, attaches nothing.
      const boss = await company().as('boss');
      expect(await boss.attachments('customer', mine)).toHaveLength(1);
      expect(
        await refusal(boss.attach('customer', mine, { name: 'x.txt', mediaType: 'text/plain', content: Buffer.from('x') })),
      ).toMatchObject({ status: 403 });
    });

    it('are added by who may change the record; to act on it is not enough', async () => {
      const storekeeper = await company().as('storekeeper');
      const { theirOrder } = company().goods;
      const file = { name: 'x.txt', mediaType: 'text/plain', content: Buffer.from('x') };
      expect(await storekeeper.attachments('sales-order', theirOrder)).toEqual([]);
      expect(await refusal(storekeeper.attach('sales-order', theirOrder, file))).toMatchObject({ status: 403, code: 'forbidden' });
    });

    it('are no programs, pages, or something under a false name', async () => {
      const clerk = await company().as('clerk');
      const { mine } = company().goods;
      const pdf = Buffer.from('%PDF-1.7\n');
      for (const [name, mediaType, content] of [
        ['a.exe', 'application/octet-stream', pdf],
        ['a.html', 'text/plain', pdf],
        ['a.svg', 'text/plain', pdf],
        ['a.pdf', 'application/pdf', Buffer.from('no pdf at all, surely')],
        ['a.bin', 'application/octet-stream', Buffer.from('MZ\u0090\u0000 a program')],
        ['a.html', 'text/html', pdf],
        ['a.png', 'image/png', pdf],
      ] as const) {
        expect(await refusal(clerk.attach('customer', mine, { name, mediaType, content })), name).toMatchObject({
          status: 415,
          code: 'unsupported_media',
        });
      }
      const kept = await clerk.attach('customer', mine, { name: '../../etc/passwd.pdf', mediaType: 'application/pdf', content: pdf });
      expect(kept.name).toBe('passwd.pdf');
      expect(await refusal(clerk.attach('customer', mine, { name: '..', mediaType: 'application/pdf', content: pdf }))).toMatchObject({
        status: 422,
      });
    });
  });
}

/** Files below a folder that hold one of the texts in the clear. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      return texts.some((text) => bytes.includes(text)) ? [path] : [];
    });
}
