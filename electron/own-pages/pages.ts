import type { Lang } from '#common/errors';
import type { DesktopConnection } from '#common/desktop';
import { say } from '../words.ts';
import { escaped, ownPage } from './own-page.ts';

/** Where the program's own pages are, beside the workbench's. */
export const OWN_PAGES = { connection: '/desktop/connection', stopped: '/desktop/stopped', restart: '/desktop/restart' } as const;

/** The host has died. @param again whether it is being started again by itself @param lastWords what it wrote, when it did not even come up */
export function stoppedPage(lang: Lang, again: boolean, lastWords: string): Response {
  const words = (word: Parameters<typeof say>[0]): string => escaped(say(word, lang));
  const way = again
    ? `<p role="status">${words('stoppedAgain')}</p>`
    : `<p role="alert">${words('stoppedFor')}</p><form method="post" action="${OWN_PAGES.restart}"><button autofocus>${words('restart')}</button> `
      + `<a href="${OWN_PAGES.connection}">${words('connection')}</a></form>`
      + (lastWords === '' ? '' : `<details><summary>${words('stoppedWhy')}</summary><pre>${escaped(lastWords)}</pre></details>`);
  return ownPage(lang, say('stopped', lang), `<h1>${words('stopped')}</h1>${way}`, 200);
}

export interface Typed {
  readonly address: string;
  readonly code: string;
}

/** Where a host is chosen. @param now nothing when the settings are damaged @param problem what was wrong with what was typed */
export function connectionPage(lang: Lang, now: DesktopConnection | undefined, problem?: string, typed: Typed = { address: '', code: '' }): Response {
  const words = (word: Parameters<typeof say>[0]): string => escaped(say(word, lang));
  const present = now === undefined ? '' : `<p>${words('connectNow')}${now.mode === 'local' ? words('connectLocal') : escaped(now.url ?? '')}</p>`;
  const bad = problem === undefined ? '' : `<p class="bad" role="alert">${escaped(problem)}</p>`;
  const back = now === undefined ? '' : `<p><a href="/">${words('back')}</a></p>`;
  return ownPage(lang, say('connectTitle', lang), `<h1>${words('connectTitle')}</h1>${present}${bad}
<form method="post" action="${OWN_PAGES.connection}" autocomplete="off">
<h2>${words('connectLan')}</h2><p>${words('connectLanMore')}</p>
<label>${words('address')}<input name="address" required maxlength="300" spellcheck="false" value="${escaped(typed.address)}" placeholder="panshi.example.lan:8443"></label>
<label>${words('code')}<input name="code" required maxlength="100" spellcheck="false" value="${escaped(typed.code)}" placeholder="XXXXX-XXXXX-XXXXX-XXXXX"></label>
<button name="mode" value="client">${words('connect')}</button>
</form>
<form method="post" action="${OWN_PAGES.connection}">
<h2>${words('connectLocal')}</h2><p>${words('connectLocalMore')}</p>
<button name="mode" value="local">${words('useLocal')}</button>
</form>${back}`, problem === undefined ? 200 : 422);
}
