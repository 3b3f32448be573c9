import { contextOf } from '#core/context';
import { verifyBundle } from '#core/audit/bundle';
import { verifyStored } from '#core/audit';
import { summarise, type Check, type Summary } from '#modules/sample';
import { exportAudit, initHost, openHost, randomPassword, type Host } from '#server/host';
import { playNorthwind } from '#server/sample';
import { plaintextIn } from './plaintext.ts';

export interface DemoPlace {
  readonly data: string;
  readonly bundle: string;
  readonly passphrase: string;
  readonly unlockFile: string;
}

/** The demonstration's answer; `docs/interface.md` has the contract. */
export interface DemoSummary extends Summary {
  readonly data: string;
  readonly unlockFile: string;
  readonly users: readonly { readonly username: string; readonly password: string; readonly roles: readonly string[] }[];
  readonly auditEntries: number;
  readonly auditVerified: boolean;
  readonly bundle: string;
  readonly medianOrderMs: number;
}

export interface Demo {
  readonly summary: DemoSummary;
  readonly trialBalance: readonly Readonly<Record<string, unknown>>[];
}

const OFFICERS = [
  { username: 'system.officer', name: '系统管理员 System administrator', roles: ['system-administrator'] },
  { username: 'security.officer', name: '安全管理员 Security administrator', roles: ['security-administrator'] },
  { username: 'auditor', name: '审计管理员 Auditor', roles: ['audit-administrator'] },
] as const;

/** Sets a company up, plays the sample's history, and checks what has come of it. */
export async function runDemo(place: DemoPlace): Promise<Demo> {
  say('建立加密存储与公司 Making the encrypted store and the company …');
  const officers = OFFICERS.map((officer) => ({ ...officer, roles: [...officer.roles], password: randomPassword() }));
  const { company } = await initHost({
    data: place.data,
    answers: { company: { code: 'NW', name: '北风贸易 Northwind Traders', currency: 'CNY', chart: 'small-enterprise' }, passphrase: place.passphrase, users: officers },
  });
  const host = await openHost({ data: place.data, unlock: { passphrase: place.passphrase } });
  try {
    const started = performance.now();
    const played = await playNorthwind(host.core, host.identity, company, progressLine());
    say(`\n历史已记账，用时 ${seconds(started)} 秒 The history is posted, in ${seconds(started)} s`);
    const reader = played.people.get('general.manager');
    if (!reader) throw new Error('the sample has no general manager');
    const summary = await summarise(host.core.gate, reader, played.data);
    const { rows } = await host.core.gate.report(reader, 'trial-balance', {});
    const audit = await checkAudit(host, place.bundle, company);
    const leaks = plaintextIn(place.data, played.data.customers.map((customer) => customer.companyName));
    const checks: Check[] = [
      ...summary.checks,
      { name: 'audit chain', ok: audit.chainHolds, detail: `${audit.entries} entries` },
      { name: 'audit bundle', ok: audit.verified, detail: audit.detail },
      { name: 'nothing readable on disk', ok: leaks.length === 0, detail: leaks.length === 0 ? 'no customer name, no SQLite header' : leaks.join(', ') },
    ];
    return {
      summary: {
        data: place.data,
        unlockFile: place.unlockFile,
        users: [...officers, ...played.users].map(({ username, password, roles }) => ({ username, password, roles })),
        ...summary,
        auditEntries: audit.entries,
        auditVerified: audit.verified,
        bundle: place.bundle,
        medianOrderMs: median(played.orderMs),
        checks,
      },
      trialBalance: rows,
    };
  } finally {
    await host.close();
  }
}

async function checkAudit(host: Host, bundle: string, company: string): Promise<{ entries: number; chainHolds: boolean; verified: boolean; detail: string }> {
  const program = contextOf({ principal: { kind: 'program', userId: null, name: 'demo', roles: [], department: null, departments: [] }, company });
  await exportAudit(host.auditParts, program, {}, bundle);
  const { head, fault } = await verifyStored(host.core.audit, host.core.store.longReader);
  const verdict = await verifyBundle(bundle, { trust: `${head.seq}:${head.hash}` });
  const failed = verdict.checks.filter((check) => !check.ok).map((check) => `${check.name}: ${check.detail.en}`);
  return { entries: head.seq, chainHolds: fault === undefined, verified: verdict.ok, detail: failed.length === 0 ? `${verdict.entries} entries, signed` : failed.join('; ') };
}

function progressLine(): (done: number, of: number) => void {
  let shown = -1;
  return (done, of) => {
    const percent = Math.floor((done / of) * 100);
    if (percent === shown) return;
    shown = percent;
    process.stderr.write(`\r重放 ${of} 步业务 Playing ${of} steps of business … ${percent} %`);
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[sorted.length >> 1] ?? 0) * 100) / 100;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
