import { json } from '../answers.ts';
import { objectOf, readJsonText } from '../json-body.ts';
import type { Route } from '../route.ts';

export const userRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/:id/password-reset',
    // The answer is not kept under an Idempotency-Key: the code is nowhere but in the administrator's hand.
    run: async (call, { identity }) => {
      objectOf(await readJsonText(call.request));
      return json(await identity.startReset(call.context, call.param('id')), 201);
    },
  },
];
