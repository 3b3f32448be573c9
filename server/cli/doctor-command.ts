import { refuse } from '#common/errors';
import { examine } from '#server/doctor';
import { openHost } from '#server/host';
import { complain, print } from './print.ts';
import { unlockFrom } from './unlock.ts';

export async function doctor(options: { readonly data: string; readonly unlockFile?: string }): Promise<number> {
  const host = await openHost({ data: options.data, unlock: unlockFrom(options.unlockFile), visit: true });
  try {
    const findings = await examine(host);
    for (const { name, ok, detail } of findings) print(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`);
    const failed = findings.filter((finding) => !finding.ok).map((finding) => finding.name);
    return failed.length === 0 ? 0 : complain(refuse('rule', `检查未通过：${failed.join('、')}。`, `These checks failed: ${failed.join(', ')}.`));
  } finally {
    await host.close();
  }
}
