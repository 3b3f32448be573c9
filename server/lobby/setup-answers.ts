import { setupBodySchema, type SetupBody } from '#common/api';
import { isPanshiError, type Text } from '#common/errors';
import type { GivenAnswers } from '#server/host';
import { wrongAnswers } from '#server/host/check-answers.ts';
import { bodyAs, objectOf } from '../http/json-body.ts';

/** The three offices, in the order they are asked for. */
const OFFICES = [
  ['system', 'system-administrator'],
  ['security', 'security-administrator'],
  ['audit', 'audit-administrator'],
] as const;

/** What to say where a form's text is missing, too long or misspelt; by the end of its place. */
const SENTENCES: Readonly<Record<string, Text>> = {
  'company.name': { zh: '请填写公司名称，最多 200 个字符。', en: "Give the company's name, 200 characters at most." },
  'company.currency': { zh: '币种是三个大写字母，如 CNY。', en: 'A currency is three capital letters, such as CNY.' },
  'company.chart': { zh: '请选择科目表。', en: 'Choose a chart of accounts.' },
  passphrase: { zh: '口令至少 8 个字符。', en: 'A passphrase has at least 8 characters.' },
  username: { zh: '请填写用户名，最多 64 个字符。', en: 'Give a user name, 64 characters at most.' },
  name: { zh: '请填写姓名，最多 100 个字符。', en: 'Give a name, 100 characters at most.' },
  password: { zh: '请填写密码。', en: 'Give a password.' },
};

/** Slips of a person at a form; anything else is a program's that does not fit the interface. */
const SLIPS = new Set(['too_small', 'too_big', 'invalid_format']);

/** @throws PanshiError `malformed` for what does not fit the interface, `invalid` for what a person left out or misspelt */
export function readSetupBody(text: string): SetupBody {
  const parsed = setupBodySchema.safeParse(objectOf(text));
  const slips = parsed.success
    ? blanksOf(parsed.data)
    : parsed.error.issues.every((issue) => SLIPS.has(issue.code))
      ? parsed.error.issues.map((issue) => issue.path.join('.'))
      : [];
  const problems = Object.fromEntries(
    slips.flatMap((at): [string, Text][] => {
      const sentence = sentenceAt(at);
      return sentence === undefined ? [] : [[at, sentence]];
    }),
  );
  if (Object.keys(problems).length > 0) throw wrongAnswers(problems);
  return parsed.success ? parsed.data : bodyAs(setupBodySchema, text);
}

export function answersOf(body: SetupBody): GivenAnswers {
  return {
    company: { ...body.company, name: body.company.name.trim() },
    passphrase: body.passphrase,
    users: OFFICES.map(([office, role]) => {
      const { username, name, password } = body.officers[office];
      return { username: username.trim(), name: name.trim(), password, roles: [role] };
    }),
    ...(body.sample === null ? {} : { sample: body.sample }),
  };
}

/** A refusal of the answers with its reasons at their places in the form; anything else as it is. */
export function inForm(error: unknown): unknown {
  if (!isPanshiError(error) || error.code !== 'invalid') return error;
  const { fields = [], problems } = error.details ?? {};
  const reasons = problems ?? Object.fromEntries(fields.map((field) => [field, error.text]));
  const placed = Object.entries(reasons).map(([at, reason]): [string, Text] => [placeInForm(at), reason]);
  return placed.length === 0 ? error : wrongAnswers(Object.fromEntries(placed));
}

/** `users.2.password` stands at `officers.audit.password`, and the company's `chart` at `company.chart`. */
function placeInForm(at: string): string {
  const [first = '', second = '', ...rest] = at.split('.');
  if (first === 'users') return ['officers', OFFICES[Number(second)]?.[0] ?? second, ...rest].join('.');
  return `company.${first}` in SENTENCES ? `company.${at}` : at;
}

function sentenceAt(place: string): Text | undefined {
  return SENTENCES[place] ?? (place.startsWith('officers.') ? SENTENCES[place.split('.').at(-1) ?? ''] : undefined);
}

/** Places where only spaces were typed. */
function blanksOf({ company, officers }: SetupBody): string[] {
  const texts: Readonly<Record<string, string>> = {
    'company.name': company.name,
    'company.chart': company.chart,
    ...Object.fromEntries(
      OFFICES.flatMap(([office]) => [
        [`officers.${office}.username`, officers[office].username],
        [`officers.${office}.name`, officers[office].name],
      ]),
    ),
  };
  return Object.keys(texts).filter((at) => texts[at]?.trim() === '');
}
