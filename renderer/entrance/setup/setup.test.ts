import { expect, it } from 'vitest';
import { setupBodySchema } from '#common/api';
import { bodyOf, noAnswers, problemsOf, stepOf, type Answers } from './answers.ts';
import { askedGroups, groupsOf, typedKey } from './recovery.ts';

const RULES = { shortest: 10, classes: 3, remembers: 5 };

function answered(): Answers {
  const answers = noAnswers();
  answers.company.name = ' 磐石贸易有限公司 ';
  Object.assign(answers, { passphrase: '秋天的桂花开得很晚', passphraseAgain: '秋天的桂花开得很晚' });
  const officers = [['system', '李建国', 'Hafen-7-Boot'], ['security', '赵敏', 'Wolke-8-Berg'], ['audit', '孙立', 'Insel-9-Wald']] as const;
  for (const [office, name, password] of officers) Object.assign(answers.officers[office], { name, password, again: password });
  return answers;
}

it('nothing is wrong with full answers, and the host takes them', () => {
  for (const step of ['company', 'passphrase', 'officers', 'sample'] as const) expect(problemsOf(step, answered(), RULES)).toEqual({});
  expect(setupBodySchema.parse(bodyOf(answered()))).toMatchObject({ company: { name: '磐石贸易有限公司', currency: 'CNY' }, officers: { audit: { username: 'auditor', name: '孙立' } } });
  expect(bodyOf(answered())).not.toHaveProperty('code');
});

it('asks for what is missing, at its place', () => {
  const none = noAnswers();
  expect(Object.keys(problemsOf('company', none, RULES))).toEqual(['company.name']);
  expect(Object.keys(problemsOf('passphrase', none, RULES))).toEqual(['passphrase']);
  expect(Object.keys(problemsOf('officers', none, RULES))).toEqual(['system', 'security', 'audit'].flatMap((office) => [`officers.${office}.name`, `officers.${office}.password`]));
  expect(problemsOf('officers', none, RULES)['officers.audit.password']?.zh).toBe('请设置密码。');
});

it('the passphrase is typed twice alike, and is nobody’s password', () => {
  const answers = answered();
  answers.passphraseAgain = '秋天的桂花';
  expect(Object.keys(problemsOf('passphrase', answers, RULES))).toEqual(['passphraseAgain']);
  const same = answered();
  same.passphrase = 'Wolke-8-Berg';
  expect(Object.keys(problemsOf('officers', same, RULES))).toEqual(['officers.security.password']);
});

it('the three officers are three people with three names', () => {
  const answers = answered();
  answers.officers.audit.username = 'System.Officer';
  expect(Object.keys(problemsOf('officers', answers, RULES))).toEqual(['officers.system.username', 'officers.audit.username']);
});

it('an objection of the host leads back to its question', () => {
  expect(stepOf(['officers.audit.password', 'company.name'])).toBe('company');
  expect(stepOf(['officers.audit.password'])).toBe('officers');
  expect(stepOf(['passphrase'])).toBe('passphrase');
  expect(stepOf(['elsewhere'])).toBeUndefined();
});

const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH';

it('asks for three groups of the key, one of each third, whatever chance says', () => {
  const chances = [0, 0.2, 0.5, 0.999];
  for (const [a, b, c] of chances.flatMap((first) => chances.flatMap((second) => chances.map((third) => [first, second, third])))) {
    const rolls = [a, b, c];
    const asked = askedGroups(8, () => rolls.shift() ?? 0);
    expect(asked.map((at) => [0, 0, 1, 1, 1, 2, 2, 2][at])).toEqual([0, 1, 2]);
  }
  expect(askedGroups(0, () => 0)).toEqual([]);
});

it('puts what was typed into its places, as carelessly as people type', () => {
  expect(typedKey(groupsOf(KEY), new Map([[1, ' bbb bb']]))).toBe(KEY);
  expect(typedKey(groupsOf(KEY), new Map([[7, 'HHHHＨ']]))).toBe(KEY);
  expect(typedKey(groupsOf(KEY), new Map([[0, 'AAAAB']]))).not.toBe(KEY);
});
