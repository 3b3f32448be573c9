import type { ApiPasswordRules, SetupBody } from '#common/api';
import type { Text } from '#common/errors';
import { checkPassword } from '../password-rules.ts';

/** The questions, in order; what follows them is work, not a question. */
export const QUESTIONS = ['language', 'company', 'passphrase', 'officers', 'sample'] as const;
export const STEPS = [...QUESTIONS, 'work', 'recovery', 'confirm', 'people'] as const;
export type Step = (typeof STEPS)[number];

export const OFFICES = ['system', 'security', 'audit'] as const;
export type Office = (typeof OFFICES)[number];

export interface Officer {
  username: string;
  name: string;
  password: string;
  again: string;
}

/** What the person has answered so far. */
export interface Answers {
  company: { name: string; currency: string; chart: string };
  passphrase: string;
  passphraseAgain: string;
  officers: Record<Office, Officer>;
  sample: 'northwind' | null;
  code: string;
}

export function noAnswers(): Answers {
  const officer = (username: string): Officer => ({ username, name: '', password: '', again: '' });
  return {
    company: { name: '', currency: 'CNY', chart: 'small-enterprise' },
    passphrase: '',
    passphraseAgain: '',
    officers: { system: officer('system.officer'), security: officer('security.officer'), audit: officer('auditor') },
    sample: null,
    code: '',
  };
}

/** Sentences by field path, as the host writes them: `officers.audit.password`. */
export type Problems = Readonly<Record<string, Text>>;

const SAY = {
  name: { zh: '请填写公司名称。', en: "Give the company's name." },
  currency: { zh: '币种是三个大写字母，如 CNY。', en: 'A currency is three capital letters, such as CNY.' },
  short: { zh: '口令至少 8 个字符。', en: 'A passphrase has at least 8 characters.' },
  differ: { zh: '两次输入不同。', en: 'The two differ.' },
  person: { zh: '请填写姓名。', en: 'Give the name.' },
  username: { zh: '请填写用户名。', en: 'Give a user name.' },
  same: { zh: '三个用户名必须各不相同。', en: 'The three user names must differ.' },
  password: { zh: '请设置密码。', en: 'Choose a password.' },
  weak: { zh: '密码还不符合下面的要求。', en: 'The password does not keep the rules below yet.' },
  key: { zh: '口令不能与某人的密码相同。', en: 'The passphrase must not be a password of anybody.' },
} satisfies Record<string, Text>;

/** What is wrong with the answers of one step, as far as this page can tell; the host checks everything again. */
export function problemsOf(step: Step, answers: Answers, rules: ApiPasswordRules): Problems {
  switch (step) {
    case 'company':
      return {
        ...(answers.company.name.trim() === '' ? { 'company.name': SAY.name } : {}),
        ...(/^[A-Z]{3}$/.test(answers.company.currency) ? {} : { 'company.currency': SAY.currency }),
      };
    case 'passphrase':
      if ([...answers.passphrase].length < 8) return { passphrase: SAY.short };
      return answers.passphrase === answers.passphraseAgain ? {} : { passphraseAgain: SAY.differ };
    case 'officers':
      return Object.assign({}, ...OFFICES.map((office) => officerProblems(office, answers, rules)));
    default:
      return {};
  }
}

function officerProblems(office: Office, { officers, passphrase }: Answers, rules: ApiPasswordRules): Problems {
  const { username, name, password, again } = officers[office];
  const own = username.trim().toLowerCase();
  const at = `officers.${office}`;
  const isTaken = OFFICES.some((other) => other !== office && officers[other].username.trim().toLowerCase() === own);
  const weak = Object.values(checkPassword(password, own, rules)).includes(false);
  return {
    ...(name.trim() === '' ? { [`${at}.name`]: SAY.person } : {}),
    ...(own === '' ? { [`${at}.username`]: SAY.username } : isTaken ? { [`${at}.username`]: SAY.same } : {}),
    // Of what is not there yet no rules are shown that it could keep.
    ...(password === '' ? { [`${at}.password`]: SAY.password } : weak ? { [`${at}.password`]: SAY.weak } : password === passphrase ? { [`${at}.password`]: SAY.key } : {}),
    ...(!weak && password !== again ? { [`${at}.again`]: SAY.differ } : {}),
  };
}

export function bodyOf(answers: Answers): SetupBody {
  const person = ({ username, name, password }: Officer) => ({ username: username.trim(), name: name.trim(), password });
  const { system, security, audit } = answers.officers;
  return {
    ...(answers.code.trim() === '' ? {} : { code: answers.code.trim() }),
    company: { ...answers.company, name: answers.company.name.trim() },
    passphrase: answers.passphrase,
    officers: { system: person(system), security: person(security), audit: person(audit) },
    sample: answers.sample,
  };
}

/** The first question to which one of the host's objections belongs. */
export function stepOf(paths: readonly string[]): Step | undefined {
  const belongs = (path: string): Step | undefined => QUESTIONS.find((step) => path === step || path.startsWith(`${step}.`));
  return QUESTIONS.find((step) => paths.some((path) => belongs(path) === step));
}
