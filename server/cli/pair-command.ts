import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { fingerprint, pairingCode, serverIdentity } from '#core/pki';
import { dataFolder } from '#server/host';
import { print } from './print.ts';

/** What somebody types at a desktop to work with this host: its addresses and the pairing code. It needs no secret, and is none. */
export function pair(options: { readonly data: string }): number {
  const { keys } = dataFolder(options.data);
  const authority = read(join(keys, 'authority.pem'));
  const { hosts } = serverIdentity({ certificatePem: read(join(keys, 'server.pem')), privateKeyPem: '', caPem: authority });
  print(`code ${pairingCode(authority)}`);
  print(`hosts ${hosts.join(' ')}`);
  print(`authority SHA-256 ${fingerprint(authority)}`);
  return 0;
}

function read(file: string): string {
  if (!existsSync(file)) throw refuse('not_found', `缺少证书文件：${file}。请先运行 init。`, `A certificate is missing: ${file}. Run init first.`);
  return readFileSync(file, 'utf8');
}
