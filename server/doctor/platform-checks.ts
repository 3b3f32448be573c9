import { X509Certificate } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyStored } from '#core/audit';
import { probeCrypto, vaultStatus } from '#core/vault';
import { checkStore } from '#db';
import type { Host } from '#server/host';
import type { DoctorCheck, Finding } from './doctor-check.ts';

const DAY = 86_400_000;
/** Below this the next weeks' work may not fit. */
const LEAST_FREE = 1024 * 1024 * 1024;
const RENEW_WITHIN_DAYS = 30;

export async function storeFindings(host: Host): Promise<readonly Finding[]> {
  return (await checkStore(host.core.store)).map(({ name, ok, detail }) => ({ name: `store ${name}`, ok, detail }));
}

export const PLATFORM_CHECKS: readonly DoctorCheck[] = [
  {
    name: 'cryptography',
    run: () => Promise.resolve({ faults: [], note: probeCrypto().join(', ') }),
  },
  {
    name: 'vault',
    run: ({ folder }) => {
      const { unlockers } = vaultStatus(folder.root);
      const recovery = unlockers.some((unlocker) => unlocker.type === 'recovery-key');
      return Promise.resolve({ faults: recovery ? [] : ['no recovery key'], note: unlockers.map((unlocker) => unlocker.type).join(', ') });
    },
  },
  {
    name: 'audit chain',
    async run({ core }) {
      const { head, fault } = await verifyStored(core.audit, core.store.longReader);
      return { faults: fault === undefined ? [] : [fault.reason.en], note: `${head.seq} entries, head ${head.hash}` };
    },
  },
  {
    name: 'certificates',
    run: ({ keys }) => {
      const now = Date.now();
      const faults = (['authority', 'server', 'signer'] as const).flatMap((holder) => {
        const left = Math.floor((new X509Certificate(keys[holder].certificatePem).validToDate.getTime() - now) / DAY);
        return left < RENEW_WITHIN_DAYS ? [`${holder} ends in ${left} days`] : [];
      });
      return Promise.resolve({ faults, note: `server until ${keys.server.notAfter.slice(0, 10)}` });
    },
  },
  {
    name: 'attachments',
    async run({ core, folder }) {
      const rows = await core.store.longReader.rows('SELECT id, file FROM attachment');
      const missing = rows
        .filter((row) => !existsSync(join(folder.files, String(row[1]))))
        .map((row) => `attachment ${String(row[0])} has no file`);
      return { faults: missing, note: `${rows.length} files` };
    },
  },
  {
    name: 'free disk',
    run: ({ folder }) => {
      const { bavail, bsize } = statfsSync(folder.root);
      const free = bavail * bsize;
      const note = `${(free / 1024 ** 3).toFixed(1)} GiB`;
      return Promise.resolve({ faults: free < LEAST_FREE ? [`only ${note} left`] : [], note });
    },
  },
];
