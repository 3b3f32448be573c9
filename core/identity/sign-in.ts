import { refuse, type PanshiError } from '#common/errors';
import type { AttemptParts, AttemptRequest, Proof } from './attempt.ts';
import { writeCredential } from './credentials.ts';
import { NO_ATTEMPTS } from './lockout.ts';
import { fitsHash } from './passwords.ts';
import { insertSession, newToken, tokenHash } from './sessions.ts';

export interface SignInRequest extends AttemptRequest {
  readonly password: string;
  readonly code?: string | undefined;
}

export interface OpenedSession {
  readonly token: string;
  readonly sessionId: string;
}

/** Proves a person by the password, and opens a session. */
export function byPassword(request: SignInRequest, parts: AttemptParts): Proof<OpenedSession> {
  return {
    event: 'session.sign-in',
    wrong: 'wrong name or password',
    refusal: wrongNameOrPassword,
    holds: async (_key, credential) => await fitsHash(request.password, credential?.passwordHash ?? (await parts.strangerHash)),
    prepare: () =>
      Promise.resolve(async (transaction, credential, context) => {
        if (credential === undefined) throw wrongNameOrPassword();
        if (credential.failures > 0) await writeCredential(transaction, { ...credential, ...NO_ATTEMPTS });
        const token = newToken();
        const sessionId = parts.newId();
        const now = parts.clock().toISOString();
        await insertSession(transaction, {
          id: sessionId,
          tokenHash: tokenHash(token),
          userId: credential.userId,
          companyId: null,
          createdAt: now,
          seenAt: now,
          endedAt: null,
          terminal: context.terminal,
          address: context.address,
        });
        return { value: { token, sessionId }, session: sessionId };
      }),
  };
}

function wrongNameOrPassword(): PanshiError {
  return refuse('unauthenticated', '用户名或密码不正确。', 'The user name or password is wrong.');
}
