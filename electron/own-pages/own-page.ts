import { createHash } from 'node:crypto';
import type { Lang } from '#common/errors';

/* Pages of the program itself, for when the workbench cannot speak: plain forms without a script. */

const STYLE = `
:root { color-scheme: light dark; --ink: #1f3a5f; --paper: #fbfaf7; --text: #1c2430; --soft: #5b6675; --line: #d9d5cb; --bad: #a3271d; }
@media (prefers-color-scheme: dark) { :root { --ink: #9dbbe4; --paper: #14181e; --text: #e6e9ee; --soft: #9aa5b4; --line: #333b47; --bad: #ff9a8f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--text); font: 15px/1.7 "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; }
main { width: min(46rem, 100% - 3rem); padding: 2rem 0; }
h1 { margin: 0 0 .5rem; color: var(--ink); font-size: 1.5rem; font-weight: 600; }
h2 { margin: 0; font-size: 1.05rem; font-weight: 600; }
p { margin: .25rem 0 .75rem; color: var(--soft); }
form { margin: 1.25rem 0 0; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: 6px; }
label { display: block; margin: .6rem 0; }
input { display: block; width: 100%; margin-top: .2rem; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: 4px; background: transparent; color: inherit; font: inherit; font-variant-numeric: tabular-nums; }
button { padding: .45rem 1.2rem; border: 1px solid var(--ink); border-radius: 4px; background: var(--ink); color: var(--paper); font: inherit; cursor: pointer; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid color-mix(in srgb, var(--ink) 45%, transparent); outline-offset: 1px; }
a { color: var(--ink); }
button + a { margin-left: 1rem; }
form + p { margin-top: 1.25rem; }
details { margin-top: 1.25rem; color: var(--soft); }
pre { max-height: 20rem; overflow: auto; padding: .75rem; border: 1px solid var(--line); font: 13px/1.5 ui-monospace, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.bad { padding: .5rem .75rem; border-left: 4px solid var(--bad); color: var(--bad); }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @param body HTML, whose texts went through `escaped` */
export function ownPage(lang: Lang, title: string, body: string, status = 200): Response {
  const html = `<!doctype html><html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`
    + `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // Under `no-referrer` a form would be sent with the origin `null`, which is nobody's.
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

/** A text as HTML, also inside attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
