import { v7 as newId } from 'uuid';
import { confirmBodySchema, unlockBodySchema, type Lobby as Seen } from '#common/api';
import { isPanshiError, refuse, type Lang, type PanshiError, type Text } from '#common/errors';
import { MLPS3, shownRules } from '#core/identity';
import type { UnlockWith } from '#core/vault';
import { unlockOf } from '#server/host';
import type { DoorInfo, Handler, Pages } from '#server/http';
import { errorAnswer, errorBody, json } from '../http/answers.ts';
import { bodyAs, readJsonText } from '../http/json-body.ts';
import { languageOf } from '../http/language.ts';
import { requireOwnOrigin } from '../http/origin.ts';
import { pageAnswer } from '../http/page-answer.ts';
import { Attempts } from './attempts.ts';
import type { LobbyOptions } from './lobby-options.ts';
import { readSetupBody } from './setup-answers.ts';
import { SetupCode } from './setup-code.ts';
import { SetupDesk } from './setup-desk.ts';
import { STANDARD_ERROR } from './standard-error.ts';

export interface LobbyParts {
  readonly options: LobbyOptions;
  readonly version: string;
  readonly pages?: Pages;
  state(): Seen['state'];
  /** One after the other. */
  inLine<T>(work: () => Promise<T>): Promise<T>;
  open(unlock: UnlockWith): Promise<unknown>;
  setUpEnded(succeeded: boolean): void;
  isClosed(): boolean;
}

/** One request before there is a host. */
interface Call {
  readonly request: Request;
  readonly requestId: string;
  readonly lang: Lang;
  readonly address: string;
}

interface Place {
  readonly method: 'GET' | 'POST';
  answer(call: Call): Promise<Response> | Response;
}

const BASE = '/api/v1';

/** What to do first, by state; there is nothing else to be had until then. */
const FIRST: Readonly<Record<Seen['state'], Text>> = {
  empty: { zh: '请先完成初始设置。', en: 'Finish the setup first.' },
  made: { zh: '请先确认恢复密钥。', en: 'Confirm the recovery key first.' },
  locked: { zh: '数据尚未解锁，请先输入口令或恢复密钥。', en: 'The data is locked; give the passphrase or the recovery key first.' },
  open: { zh: '数据刚刚打开，请再试一次。', en: 'The data has just been opened; try again.' },
};

/** Answers while there is no host yet. */
export function lobbyHandler(parts: LobbyParts): { readonly handler: Handler; settled(): Promise<void> } {
  const { options } = parts;
  const log = options.log ?? STANDARD_ERROR;
  const code = new SetupCode(options.code);
  const attempts = new Attempts();
  const desk = new SetupDesk(parts, log);
  const now = () => (options.clock?.() ?? new Date()).getTime();
  const look = () => json({ state: parts.state(), version: parts.version, signedIn: false, passwordRules: shownRules(MLPS3) } satisfies Seen);

  async function setUp(call: Call): Promise<Response> {
    const body = readSetupBody(await readJsonText(call.request));
    code.require(body.code, call.address, now());
    requireState('empty');
    return await desk.setUp(body, call);
  }

  /** Opens by what somebody typed. @param field where it stands in the body */
  async function openBy(field: string, unlock: UnlockWith): Promise<Response> {
    attempts.check(now());
    try {
      await parts.open(unlock);
    } catch (error) {
      if (!isPanshiError(error) || error.code !== 'vault_locked') throw error;
      attempts.failed(now());
      throw refuse('invalid', error.text.zh, error.text.en, { fields: [field], problems: { [field]: error.text } });
    }
    attempts.succeeded();
    return look();
  }

  async function confirm(call: Call): Promise<Response> {
    const body = bodyAs(confirmBodySchema, await readJsonText(call.request));
    code.require(body.code, call.address, now());
    return await parts.inLine(() => {
      requireState('made');
      // What opens the vault is the key: nothing has to be kept to compare with, and the comparison is the cipher's own.
      return openBy('recoveryKey', { recoveryKey: body.recoveryKey });
    });
  }

  async function unlock(call: Call): Promise<Response> {
    const body = bodyAs(unlockBodySchema, await readJsonText(call.request));
    code.require(body.code, call.address, now());
    return await parts.inLine(() => {
      requireState('locked', 'made');
      return openBy('secret', unlockOf(body.secret));
    });
  }

  /** @throws PanshiError `wrong_state` saying what comes first */
  function requireState(...wanted: readonly Seen['state'][]): void {
    const state = parts.state();
    if (wanted.includes(state)) return;
    const said: Text = state === 'open' ? { zh: '数据已经打开，请登录。', en: 'The data is open already; sign in.' } : FIRST[state];
    throw refuse('wrong_state', said.zh, said.en);
  }

  const places: Readonly<Record<string, Place>> = {
    [`${BASE}/lobby`]: { method: 'GET', answer: look },
    [`${BASE}/healthz`]: { method: 'GET', answer: () => json({ status: 'waiting' }) },
    [`${BASE}/lobby/setup`]: { method: 'POST', answer: setUp },
    [`${BASE}/lobby/confirm`]: { method: 'POST', answer: confirm },
    [`${BASE}/lobby/unlock`]: { method: 'POST', answer: unlock },
  };

  async function handler(request: Request, info: DoorInfo = {}): Promise<Response> {
    const call: Call = {
      request,
      requestId: newId(),
      lang: languageOf(request.headers.get('accept-language')),
      address: info.address ?? '',
    };
    try {
      return await answer(call);
    } catch (error) {
      if (isPanshiError(error) && error.code === 'not_ready') return refusal(error, call);
      return errorAnswer(error, call.lang, call.requestId, log, retryAfter(error));
    }
  }

  async function answer(call: Call): Promise<Response> {
    const { request, lang, requestId } = call;
    const path = new URL(request.url).pathname;
    const place = Object.hasOwn(places, path) ? places[path] : undefined;
    if (place === undefined) {
      const { zh, en } = FIRST[parts.state()];
      return pageAnswer(parts.pages, request, lang, requestId) ?? refusal(refuse('not_ready', zh, en), call);
    }
    if (place.method === 'GET' && request.method === 'HEAD') return new Response(null, await place.answer(call));
    if (place.method !== request.method) {
      const error = refuse('method_not_allowed', `此地址不支持 ${request.method}。`, `${request.method} is not supported here.`);
      return json(errorBody(error, lang, requestId), error.status, { allow: place.method });
    }
    if (place.method === 'POST') requireOwnOrigin(request, options.origins ?? [], false);
    return await place.answer(call);
  }

  return { handler, settled: () => desk.settled() };
}

/** No defect, so nothing for the log. */
function refusal(error: PanshiError, { lang, requestId }: Call): Response {
  return json(errorBody(error, lang, requestId), error.status, { 'retry-after': '5' });
}

function retryAfter(error: unknown): Record<string, string> {
  const seconds = isPanshiError(error) && error.status === 429 ? error.details?.facts?.['seconds'] : undefined;
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}
