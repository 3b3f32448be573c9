import type { Call, SignedCall } from './call.ts';
import type { HandlerParts } from './parts.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Place {
  readonly method: Method;
  /** Below `/api/v1`; `:name` for a part of it. */
  readonly path: string;
}

/** For people who are signed in. */
export interface SignedRoute extends Place {
  /** Open to people who must change their password first. */
  readonly beforeChange?: boolean;
  /** Asked by pages on their own, with nobody before them: no use of the session, which ends all the same when it rests too long. */
  readonly unattended?: boolean;
  run(call: SignedCall, parts: HandlerParts): Promise<Response>;
}

/** For anybody. */
export interface OpenRoute extends Place {
  open(call: Call, parts: HandlerParts): Promise<Response>;
}

export type Route = SignedRoute | OpenRoute;
