import { z } from 'zod';

/* What program and host say to each other beside requests. The host is a process of its own; requests go through the port that comes with `serve`. */

const id = z.int().positive();
const text = z.object({ zh: z.string(), en: z.string() });

/** 32 bytes in base64: structured clone would carry bytes too, but not all stand-ins alike. */
const secret = z.base64().max(64);

export const toHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serve') }),
  z.object({ kind: z.literal('unlock'), id, secret }),
  z.object({ kind: z.literal('remember'), id, label: z.string().max(100) }),
  z.object({ kind: z.literal('forget'), id, unlocker: z.uuid() }),
  z.object({ kind: z.literal('close') }),
]);

export const fromHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), state: z.enum(['empty', 'made', 'locked', 'open']) }),
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('done'), id, kept: z.object({ unlocker: z.uuid(), secret }).optional() }),
  z.object({ kind: z.literal('refused'), id, code: z.string(), text }),
]);

export type ToHost = z.infer<typeof toHostSchema>;
export type FromHost = z.infer<typeof fromHostSchema>;
