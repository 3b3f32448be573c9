import { createHash } from 'node:crypto';
import { isPanshiError, refuse } from '#common/errors';
import { errorBody, jsonText, malformed } from './answers.ts';
import type { SignedCall } from './call.ts';
import type { HandlerParts } from './parts.ts';

/** What a POST comes to. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

const DAY = 86_400_000;

/** Refusals that say nothing about the request itself: the same request may be answered otherwise in a minute. */
const PASSING = new Set(['unauthenticated', 'store_busy', 'too_many', 'locked']);

/**
 * Does a POST once for each `Idempotency-Key` of a person within a day: a second one with the same key and body gets the first one's
 * answer. Reservation, act and answer are one unit of work, so that a crash leaves either all of it or nothing, and concurrent ones wait
 * for each other.
 * @param fingerprint what must be the same the second time, besides method and path
 * @throws PanshiError `idempotency_mismatch` for a key used with something else
 */
export async function onceFor(call: SignedCall, parts: HandlerParts, fingerprint: string, act: () => Promise<Outcome>): Promise<Response> {
  const key = call.request.headers.get('idempotency-key');
  if (key === null) {
    const { status, body } = await act();
    return jsonText(JSON.stringify(body), status);
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw malformed('Idempotency-Key 应为 1 至 200 个可见字符。', 'Idempotency-Key is 1 to 200 visible characters.');
  const userId = call.user.principal.userId ?? '';
  const requestHash = createHash('sha256')
    .update(JSON.stringify([call.request.method, new URL(call.request.url).pathname, call.user.company, fingerprint]))
    .digest('hex');
  const now = call.context.clock();
  const { status, answer } = await parts.store.write(async (transaction) => {
    const since = new Date(now.getTime() - DAY).toISOString();
    // Only the person's own, which the index finds: what everybody else left is theirs to sweep.
    await transaction.run('DELETE FROM idempotency WHERE user_id = ? AND created_at < ?', [userId, since]);
    const [row] = await transaction.rows('SELECT request_hash, status, answer FROM idempotency WHERE user_id = ? AND key = ?', [
      userId,
      key,
    ]);
    if (row !== undefined) {
      if (row[0] !== requestHash) {
        throw refuse('idempotency_mismatch', '此 Idempotency-Key 已用于另一个请求。', 'This Idempotency-Key was used for another request.');
      }
      return { status: Number(row[1]), answer: String(row[2]) };
    }
    const outcome = await settled(call, act);
    const answer = JSON.stringify(outcome.body);
    await transaction.run('INSERT INTO idempotency (user_id, key, request_hash, status, answer, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
      userId,
      key,
      requestHash,
      outcome.status,
      answer,
      now.toISOString(),
    ]);
    return { status: outcome.status, answer };
  });
  return jsonText(answer, status);
}

/** A refusal is an answer too, and is kept: the gate has rolled back its own savepoint by then, and what it logged stays. */
async function settled(call: SignedCall, act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    if (!isPanshiError(error) || error.status >= 500 || PASSING.has(error.code)) throw error;
    return { status: error.status, body: errorBody(error, call.lang, call.requestId) };
  }
}
