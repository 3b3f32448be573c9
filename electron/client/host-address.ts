import { isIP } from 'node:net';
import { refuse } from '#common/errors';

const PORT = '8443';

/**
 * The address of a host as people type it: `panshi.example.lan`, `192.168.1.5:8443`, `https://…`.
 * @returns `https://host:port`
 * @throws PanshiError `invalid`
 */
export function hostAddress(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  const bare = isIP(text) === 6 ? `[${text}]` : text;
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`;
  const url = URL.canParse(full) && text !== '' ? new URL(full) : undefined;
  const isPlain = url !== undefined && url.protocol === 'https:' && url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === '';
  if (!isPlain) throw refuse('invalid', '主机地址无效，例如：panshi.example.lan 或 192.168.1.5:8443。', 'This is no address of a host; for example: panshi.example.lan or 192.168.1.5:8443.');
  // A port that was typed as 443 is left out by URL; the text tells.
  const port = url.port === '' ? (/:443\/?$/.test(full) ? '443' : PORT) : url.port;
  return `https://${url.hostname}:${port}`;
}
