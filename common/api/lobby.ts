import { z } from 'zod';
import { apiError } from './api-error.ts';
import { ask, tell } from './ask.ts';
import type { Client } from './client.ts';

/* Before there is a host to sign in to: the data folder is empty, or still locked. */

/** `empty`: set up first; `made`: set up, and the recovery key not yet confirmed; `locked`: asks for passphrase or recovery key; `open`: sign in. */
export const lobbySchema = z.object({
  state: z.enum(['empty', 'made', 'locked', 'open']),
  version: z.string(),
  /** Whether this request came with a session that stands: `GET /session` says whose. */
  signedIn: z.boolean(),
  /** What a new password must be. */
  passwordRules: z.object({
    /** Characters, at least. */
    shortest: z.int(),
    /** Kinds of characters, at least, of: lower case, upper case, digits, others. */
    classes: z.int(),
    /** So many earlier passwords of the person are refused. */
    remembers: z.int(),
  }),
});

/** Where the setup is asked from elsewhere than the desktop, the code that the terminal showed. */
const code = z.string().max(100).optional();
const person = z.strictObject({ username: z.string().min(1).max(64), name: z.string().min(1).max(100), password: z.string().min(1).max(1000) });

export const setupBodySchema = z.strictObject({
  code,
  company: z.strictObject({ name: z.string().min(1).max(200), currency: z.string().regex(/^[A-Z]{3}$/), chart: z.string().max(60) }),
  passphrase: z.string().min(8).max(1000),
  officers: z.strictObject({ system: person, security: person, audit: person }),
  sample: z.enum(['northwind']).nullable(),
});

/** One line of the setup's answer, newline-delimited JSON. The last one is `made` or `failed`. */
export const setupLineSchema = z.discriminatedUnion('line', [
  z.object({ line: z.literal('step'), step: z.enum(['vault', 'store', 'company', 'people', 'sample']), done: z.int(), of: z.int() }),
  z.object({
    line: z.literal('made'),
    /** Shown this once. */
    recoveryKey: z.string(),
    people: z.array(z.object({ username: z.string(), password: z.string(), roles: z.array(z.string()) })),
  }),
  z.object({ line: z.literal('failed'), message: z.string(), problems: z.record(z.string(), z.string()).optional() }),
]);

/** The recovery key as its keeper wrote it down; right, it opens the program. */
export const confirmBodySchema = z.strictObject({ code, recoveryKey: z.string().max(200) });
export const unlockBodySchema = z.strictObject({ code, secret: z.string().min(1).max(1000) });

export type Lobby = z.infer<typeof lobbySchema>;
export type ApiPasswordRules = Lobby['passwordRules'];
export type SetupBody = z.infer<typeof setupBodySchema>;
export type SetupLine = z.infer<typeof setupLineSchema>;

export function lobbyOf(client: Pick<Client, 'send'>) {
  return {
    look: async (): Promise<Lobby> => ask(client, lobbySchema, 'GET', '/lobby'),
    /** Sets up, telling each step as it is done. @throws ApiError for answers that are refused at once */
    async *setUp(body: SetupBody): AsyncIterable<SetupLine> {
      const response = await tell(client, 'POST', '/lobby/setup', body);
      if (response.body === null) throw await apiError(response);
      let rest = '';
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') yield setupLineSchema.parse(JSON.parse(line));
      }
    },
    confirm: async (recoveryKey: string, setupCode?: string): Promise<Lobby> => ask(client, lobbySchema, 'POST', '/lobby/confirm', { recoveryKey, code: setupCode }),
    unlock: async (secret: string, setupCode?: string): Promise<Lobby> => ask(client, lobbySchema, 'POST', '/lobby/unlock', { secret, code: setupCode }),
  };
}
