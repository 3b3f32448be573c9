import { isPanshiError, refuse, type PanshiError, type Text } from '#common/errors';
import { isBreached, isUsername, MLPS3, normalUsername, requireNewPassword } from '#core/identity';
import { requirePassphrase } from '#core/vault';
import type { Answers } from './answers.ts';
import { sampleRolesOf, type Sample } from './sample.ts';

type Problems = Record<string, Text>;

/**
 * What would fail later, found before anything is made: a sample plays for a while.
 * @throws PanshiError `invalid` with a reason for each wrong answer by its place (`users.0.password`)
 */
export async function checkAnswers(answers: Answers, sample: Sample | undefined): Promise<void> {
  const problems: Problems = {};
  const refused = (at: string, error: unknown) => {
    if (!isPanshiError(error)) throw error;
    problems[at] = error.text;
  };
  try {
    requirePassphrase(answers.passphrase);
  } catch (error) {
    refused('passphrase', error);
  }
  // It seals all there is, and whoever has a copy of the folder may guess at it for as long as they like.
  if (await isBreached(answers.passphrase.normalize('NFKC').trim())) {
    problems['passphrase'] ??= { zh: '这个口令在公开的泄露密码名单中，请另选一句话。', en: 'This passphrase is on the list of breached passwords; choose some other words.' };
  }
  const names = answers.users.map((user) => normalUsername(user.username));
  for (const [at, user] of answers.users.entries()) {
    const name = names[at] ?? '';
    Object.assign(problems, usernameProblem(`users.${at}.username`, user, name, names.slice(0, at), sample));
    try {
      await requireNewPassword(MLPS3, user.password, name, []);
    } catch (error) {
      refused(`users.${at}.password`, error);
    }
    if (user.password.normalize('NFKC') === answers.passphrase.normalize('NFKC')) {
      problems['passphrase'] = { zh: '口令不能与任何人的密码相同。', en: "The passphrase is nobody's password." };
    }
  }
  if (Object.keys(problems).length > 0) throw wrongAnswers(problems);
}

function usernameProblem(at: string, user: Answers['users'][number], name: string, before: readonly string[], sample: Sample | undefined): Problems {
  if (name === '') return { [at]: { zh: '请填写用户名。', en: 'Give a user name.' } };
  if (!isUsername(name)) {
    return { [at]: { zh: '用户名只能用字母、汉字、数字和 . _ -，以字母或数字开头。', en: 'A user name takes letters, digits and . _ - and begins with a letter or digit.' } };
  }
  if (before.includes(name)) return { [at]: { zh: `用户名 ${name} 重复。`, en: `The user name ${name} is given twice.` } };
  const own = sampleRolesOf(sample, name);
  if (own === undefined || own.toSorted().join() === user.roles.toSorted().join()) return {};
  const roles = own.join(', ');
  return { [at]: { zh: `样例中已有 ${name}（${roles}），请另起一个用户名。`, en: `The sample has ${name} (${roles}); choose another user name.` } };
}

/** All reasons in one refusal. */
export function wrongAnswers(problems: Readonly<Problems>): PanshiError {
  const texts = Object.values(problems);
  const zh = [...new Set(texts.map((text) => text.zh))].join('');
  const en = [...new Set(texts.map((text) => text.en))].join(' ');
  return refuse('invalid', zh, en, { fields: Object.keys(problems), problems });
}
