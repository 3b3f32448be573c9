import { refuse } from '#common/errors';
import { verifyBundle } from '#core/audit/bundle';
import { exportAudit, openHost } from '#server/host';
import { complain, print } from './print.ts';
import { commandContext } from './program-context.ts';
import { unlockFrom } from './unlock.ts';

export interface ExportOptions {
  readonly data: string;
  readonly out: string;
  readonly unlockFile?: string;
  readonly from?: string;
  readonly to?: string;
  readonly user?: string;
  readonly object?: string;
}

export async function auditExport(options: ExportOptions): Promise<number> {
  const host = await openHost({ data: options.data, unlock: unlockFrom(options.unlockFile), visit: true });
  try {
    const { from, to, user, object } = options;
    const { entries, covered, head, bytes } = await exportAudit(host.auditParts, commandContext(), { from, to, user, object }, options.out);
    print(JSON.stringify({ event: 'exported', out: options.out, entries, covered, head: `${head.seq}:${head.hash}`, bytes }));
    return 0;
  } finally {
    await host.close();
  }
}

/** Needs neither data folder nor secret. */
export async function auditVerify(file: string, trust: readonly string[]): Promise<number> {
  const verdict = await verifyBundle(file, { trust });
  for (const check of verdict.checks) print(`${check.ok ? 'ok  ' : 'FAIL'} ${check.name}: ${check.detail.zh} ${check.detail.en}`);
  print(`${verdict.entries} entries${verdict.head === undefined ? '' : `, head ${verdict.head.seq}:${verdict.head.hash}`}`);
  if (verdict.authority !== undefined) print(`authority ${verdict.authority}`);
  return verdict.ok ? 0 : complain(refuse('rule', '审计包未通过校验。', 'The bundle does not verify.'));
}
