import type { Text } from '#common/errors';
import type { ChainHead } from '../chain.ts';
import type { Manifest } from './manifest.ts';
import type { Trust } from './trust.ts';

export interface BundleCheck {
  /** `container`, `manifest`, `signature`, `files`, `chain`, `counts`, `trust`, in this order. */
  readonly name: string;
  readonly ok: boolean;
  readonly detail: Text;
}

/** Which of the trusted heads the chain passes through. */
export class HeadsSeen {
  readonly #wanted: ReadonlyMap<string, readonly Trust[]>;
  readonly #met = new Set<Trust>();

  constructor(trusted: readonly Trust[]) {
    this.#wanted = Map.groupBy(trusted.filter((trust) => trust.kind === 'head'), (trust) => trust.hash);
  }

  show(head: ChainHead): void {
    for (const trust of this.#wanted.get(head.hash) ?? []) {
      if (trust.kind === 'head' && (trust.seq === undefined || trust.seq === head.seq)) this.#met.add(trust);
    }
  }

  met(trust: Trust): boolean {
    return this.#met.has(trust);
  }
}

/**
 * Holds a bundle against what the reader trusts.
 * @param authority fingerprint of the authority under which the bundle's signature is good; nothing when it is not
 */
export function checkTrust(trusted: readonly Trust[], seen: HeadsSeen, manifest: Manifest, authority: string | undefined): BundleCheck[] {
  if (trusted.length === 0) {
    const zh = '未给出可信的链头或 CA：只能证明包内自洽，不能排除整包伪造、截尾或回退。请用 --trust 给出先前记下的链头或本单位 CA。';
    const en = 'no head or CA was given to trust: the bundle agrees with itself, but a bundle forged as a whole, truncated or rolled back '
      + 'is not excluded. Give a head noted earlier, or the firm\'s CA, with --trust.';
    return [{ name: 'trust', ok: true, detail: { zh, en } }];
  }
  return trusted.map((trust) => {
    const ok = trust.kind === 'head' ? seen.met(trust) : trust.fingerprint === authority;
    return { name: 'trust', ok, detail: trust.kind === 'head' ? headDetail(trust, ok, manifest) : authorityDetail(trust.fingerprint, ok) };
  });
}

function headDetail(trust: Trust & { kind: 'head' }, ok: boolean, manifest: Manifest): Text {
  const shown = trust.seq === undefined ? trust.hash : `${trust.seq}:${trust.hash}`;
  if (ok) return { zh: `链中含可信链头 ${shown}`, en: `the chain passes through the trusted head ${shown}` };
  const { first, last } = manifest.heads;
  if (trust.seq !== undefined && trust.seq > last.seq) {
    return { zh: `包止于第 ${last.seq} 条，未达可信链头 ${shown}：被截尾或回退。`,
      en: `the bundle ends at entry ${last.seq}, before the trusted head ${shown}: truncated or rolled back.` };
  }
  if (trust.seq !== undefined && trust.seq < first.seq - 1) {
    return { zh: `包始于第 ${first.seq} 条，不含可信链头 ${shown}，无法比对。`,
      en: `the bundle starts at entry ${first.seq}, after the trusted head ${shown}; it cannot be compared.` };
  }
  return { zh: `链中没有可信链头 ${shown}：日志被改动、截尾或回退。`,
    en: `the chain does not pass through the trusted head ${shown}: the log was changed, truncated or rolled back.` };
}

function authorityDetail(fingerprint: string, ok: boolean): Text {
  return ok
    ? { zh: `由可信 CA 签发（${fingerprint}）`, en: `signed under the trusted CA ${fingerprint}` }
    : { zh: `不是由可信 CA 签发（${fingerprint}）。`, en: `not signed under the trusted CA ${fingerprint}.` };
}
