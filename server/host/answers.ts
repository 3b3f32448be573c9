import { z } from 'zod';
import { refuse } from '#common/errors';

/** Charts may be named by the standard's title too. */
const BY_TITLE: Readonly<Record<string, string>> = { 小企业会计准则: 'small-enterprise', 企业会计准则: 'enterprise' };

const answers = z.strictObject({
  company: z.strictObject({
    code: z.string().min(1).max(20).default('01'),
    name: z.string().min(1).max(200),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('CNY'),
    chart: z.string().min(1).max(60).default('small-enterprise').transform((chart) => BY_TITLE[chart] ?? chart),
  }),
  passphrase: z.string(),
  users: z.array(
    z.strictObject({
      username: z.string().min(1).max(64),
      name: z.string().min(1).max(100),
      password: z.string(),
      roles: z.array(z.string().min(1).max(60)).min(1),
    }),
  ),
  sample: z.string().optional(),
  store: z
    .discriminatedUnion('dialect', [
      z.strictObject({ dialect: z.literal('sqlite') }),
      z.strictObject({
        dialect: z.literal('postgres'),
        url: z.string().min(1),
        schema: z
          .string()
          .regex(/^[a-z_][a-z0-9_]{0,62}$/)
          .optional(),
      }),
    ])
    .default({ dialect: 'sqlite' }),
  cipher: z.enum(['aegis256', 'sqlcipher']).default('aegis256'),
  /** Names and addresses the host answers to, besides this machine's own. */
  hosts: z.array(z.string()).default([]),
});

/** What setup asks. */
export type Answers = z.infer<typeof answers>;
export type GivenAnswers = z.input<typeof answers>;

/** @throws PanshiError `invalid` naming each wrong answer */
export function parseAnswers(given: unknown): Answers {
  const parsed = answers.safeParse(given);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw refuse('invalid', `安装答案有误：${where}`, `The answers are not valid: ${where}`);
}
