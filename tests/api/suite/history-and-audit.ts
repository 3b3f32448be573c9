import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '#core/audit/bundle';
import { MY_PHONE, order, type Company } from '../testing/company.ts';
import { PEOPLE, type PersonName } from '../testing/people.ts';
import { refusal } from '../testing/refusal.ts';

const run = promisify(execFile);

export function historyAndAudit(company: () => Company): void {
  describe('history', () => {
    it('tells what happened to a record, as far as the reader may see it', async () => {
      const clerk = await company().as('clerk');
      const manager = await company().as('salesManager');
      const made = await clerk.create('customer', { code: 'HIST', name: '历史客户', city: '宁波' });
      await manager.update('customer', made.id, { version: 1, creditLimit: '777' });
      await clerk.update('customer', made.id, { version: 2, city: '绍兴' });
      const whole = await manager.history('customer', made.id);
      expect(whole.map((entry) => [entry.user, entry.event])).toEqual([
        ['clerk', 'create'],
        ['sales.manager', 'update'],
        ['clerk', 'update'],
      ]);
      expect(whole[1]).toMatchObject({ before: { creditLimit: null }, after: { creditLimit: '777.00' } });
      expect(whole[2]).toMatchObject({ before: { city: '宁波' }, after: { city: '绍兴' } });
      const own = await clerk.history('customer', made.id);
      expect(JSON.stringify(own)).not.toMatch(/creditLimit|777\.00/);
      expect(own.at(-1)).toMatchObject({ before: { city: '宁波' }, after: { city: '绍兴' } });
      await manager.update('customer', made.id, { version: 3, archived: true });
    });
  });

  describe('audit', () => {
    it('is for the auditor alone', async () => {
      for (const person of Object.keys(PEOPLE) as PersonName[]) {
        if (person === 'auditor' || person === 'newcomer' || person === 'leaver') continue;
        const somebody = await company().as(person);
        expect(await refusal(somebody.audit()), person).toMatchObject({ status: 403, code: 'forbidden' });
        expect(await refusal(somebody.exportAudit()), person).toMatchObject({ status: 403, code: 'forbidden' });
      }
    });

    it('finds entries by person, time, object, record, event and content, newest first, page by page', async () => {
      const auditor = await company().as('auditor');
      const { client, id } = await company().signIn('clerk');
      const made = await order(client, company().goods.mine, company().goods.chang, '7');
      const { entries } = await auditor.audit({ record: made });
      expect(entries.map((entry) => entry['event'])).toEqual(['submit', 'create']);
      const [submit] = entries;
      expect(submit).toMatchObject({
        user: id,
        name: 'clerk',
        roles: ['sales-clerk'],
        object: 'sales-order',
        record: made,
        ok: true,
        before: { state: 'draft' },
        after: { state: 'confirmed' },
      });
      for (const told of ['seq', 'at', 'session', 'requestId', 'company']) expect(submit?.[told], told).toBeTruthy();
      const today = new Date();
      const day = new Date(today.getTime() - today.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
      expect(
        (await auditor.audit({ user: id, event: 'submit', object: 'sales-order', from: day, to: day, text: made })).entries,
      ).toHaveLength(1);
      expect((await auditor.audit({ record: made, to: '2020-01-01' })).entries).toEqual([]);
      const first = await auditor.audit({ limit: '2' });
      const second = await auditor.audit({ limit: '2', cursor: first.next ?? '' });
      const seqs = [...first.entries, ...second.entries].map((entry) => Number(entry['seq']));
      expect(seqs).toEqual([0, 1, 2, 3].map((back) => (seqs[0] ?? 0) - back));
      const wrongs: readonly Record<string, string>[] = [
        { from: '2026-02-30' },
        { limit: '0' },
        { limit: '501' },
        { cursor: 'x' },
        { nonsense: '1' },
      ];
      for (const wrong of wrongs) {
        expect(await refusal(auditor.audit(wrong)), JSON.stringify(wrong)).toMatchObject({ status: 400 });
      }
    });

    it('keeps sign-ins, refusals and exports, but no password', async () => {
      const auditor = await company().as('auditor');
      const clerk = await company().as('clerk');
      await refusal(clerk.list('product', { sort: ['cost'] }));
      const {
        entries: [refused],
      } = await auditor.audit({ event: 'records.list', object: 'product', limit: '1' });
      expect(refused).toMatchObject({ name: 'clerk', ok: false, reason: 'field_denied', after: { fields: ['cost'] } });
      const typo = 'Secret-Typed-As-Name-1';
      await refusal(company().stranger().signIn({ username: typo, password: typo }));
      const {
        entries: [failed],
      } = await auditor.audit({ event: 'session.sign-in', limit: '1' });
      expect(failed).toMatchObject({ ok: false, user: null });
      expect((await auditor.audit({ text: typo })).entries).toEqual([]);
      expect((await auditor.audit({ text: typo.toLowerCase() })).entries).toEqual([]);
    });

    it('is taken away as a bundle that openssl and the verifier accept, and in which every change shows', async () => {
      const auditor = await company().as('auditor');
      const folder = await mkdtemp(join(tmpdir(), 'panshi-bundle-'));
      try {
        const zip = await auditor.exportAudit();
        await writeFile(join(folder, 'audit.zip'), zip);
        const files = unzipSync(zip);
        expect(Object.keys(files)).toEqual(expect.arrayContaining(['manifest.json', 'entries.jsonl', 'ca.pem', 'signature.p7s']));
        for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
        const cms = (content: string) =>
          run(
            'openssl',
            [
              'cms',
              '-verify',
              '-binary',
              '-inform',
              'DER',
              '-in',
              'signature.p7s',
              '-content',
              content,
              '-CAfile',
              'ca.pem',
              '-out',
              '/dev/null',
            ],
            { cwd: folder },
          );
        expect((await cms('manifest.json')).stderr).toMatch(/Verification successful/);
        await writeFile(join(folder, 'other.json'), Buffer.concat([Buffer.from(files['manifest.json'] ?? []), Buffer.from(' ')]));
        await expect(cms('other.json')).rejects.toThrow(/Verification failure/);

        const verdict = await verifyBundle(join(folder, 'audit.zip'));
        expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
        expect(verdict.ok).toBe(true);
        const {
          entries: [last],
        } = await auditor.audit({ event: 'audit.export', limit: '1' });
        expect(last).toMatchObject({ name: 'auditor', ok: true, seq: verdict.entries });
        const lines = Buffer.from(files['entries.jsonl'] ?? [])
          .toString('utf8')
          .trimEnd()
          .split('\n');
        expect(lines).toHaveLength(verdict.entries);

        const tampered = Buffer.from(zip);
        const at = Math.floor(tampered.length / 2);
        tampered.writeUInt8(tampered.readUInt8(at) ^ 1, at);
        await writeFile(join(folder, 'tampered.zip'), tampered);
        expect((await verifyBundle(join(folder, 'tampered.zip'))).ok).toBe(false);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });

    it('exports what is asked for by object, and seals the rest of the chain all the same', async () => {
      const auditor = await company().as('auditor');
      const folder = await mkdtemp(join(tmpdir(), 'panshi-bundle-'));
      try {
        const path = join(folder, 'customers.zip');
        const bundle = await auditor.exportAudit({ object: 'customer' });
        await writeFile(path, bundle);
        const verdict = await verifyBundle(path);
        expect(verdict.ok).toBe(true);
        const lines = Buffer.from(unzipSync(bundle)['entries.jsonl'] ?? []).toString('utf8');
        expect(lines).toContain(MY_PHONE);
        expect(lines).not.toContain('"object":"sales-order"');
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
