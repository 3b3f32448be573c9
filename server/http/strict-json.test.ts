import { expect, it } from 'vitest';
import fc from 'fast-check';
import { parseStrictJson } from './strict-json.ts';

it('reads what JSON.parse reads', () => {
  fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
    const text = JSON.stringify(value);
    if (/\\u|__proto__|constructor|prototype/.test(text)) return;
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  }));
});

it.each([
  ['{', 'not valid'],
  ['{"a":1,"a":2}', 'stands twice'],
  ['{"a":{"b":1,"\\u0062":2}}', 'stands twice'],
  ['{"__proto__":{"admin":true}}', 'not allowed'],
  ['[{"x":[{"constructor":1}]}]', 'not allowed'],
  ['{"a":1e400}', 'out of range'],
  ['["\\u0000"]', 'not allowed'],
  ['["\\ud800"]', 'not allowed'],
  [`${'['.repeat(65)}${']'.repeat(65)}`, 'deeper than 64'],
])('refuses %s', (text, why) => {
  expect(() => parseStrictJson(text)).toThrow(new RegExp(why));
});

it('takes the same name in different objects, names inside texts, and 64 levels', () => {
  expect(parseStrictJson('[{"a":{"a":1}},{"a":"{\\"a\\":1,\\"a\\":2}"}]')).toBeDefined();
  expect(parseStrictJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined();
});
