import { json } from '../answers.ts';
import type { Route } from '../route.ts';

export const objectRoutes: readonly Route[] = [
  { method: 'GET', path: '/objects', run: async (call, { gate }) => json({ objects: await gate.objects(call.context) }) },
  { method: 'GET', path: '/outline', run: async (call, { gate }) => json({ objects: await gate.outline(call.context) }) },
  { method: 'GET', path: '/objects/:object', run: async (call, { gate }) => json(await gate.object(call.context, call.param('object'))) },
];
