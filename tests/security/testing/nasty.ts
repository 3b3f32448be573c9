/** Texts that have broken programs before. */
export const NASTY_TEXTS: readonly string[] = [
  `'; DROP TABLE customer; --`, `" OR "1"="1`, `') UNION SELECT username FROM "user" --`, `\\'; DELETE FROM audit_entry; --`, `1; UPDATE product SET cost = 0`,
  `%' OR 1=1 --`, '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '../../../../etc/passwd', '..\\..\\windows\\win.ini', '%00', '\u202e\u0000', '\u0000',
  'ÿþ', '\uFEFF', '😀'.repeat(50), 'a'.repeat(20_000), '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'NaN', 'Infinity', '-0',
  '1e400', '0x10', '٣', '１２', '1,5', '+1', ' 1', '1 ', '2026-02-30', '2026-13-01', '0000-00-00', '9999-99-99', 'true', '[]', '{}', '*', '$ne', '|| true', '',
];

/** Conditions that are none, or ask for too much. */
export const BAD_FILTERS: readonly string[] = [
  'name ==', '== 1', '(', ')', '((((((((((', 'name == "', `name == 'x`, 'name = 1', 'name === 1', 'name == 1 1', 'nosuch == 1', 'name.nosuch == 1', 'name.startsWith()', 'name.startsWith(1)',
  'name.matches("(a+)+$")', 'eval("1")', 'process.exit(1)', 'this', '__proto__ == null', 'constructor == null', 'name.constructor == null', 'customer.__proto__', 'reader.password == ""',
  '[1,2,3].map(x, x)', 'true ? true', '1', '"text"', 'name', 'name in name', 'name + 1 == 2', 'name > 1', 'true == 1', '{"a": 1} == null', 'size(name, name)', 'today', 'nosuch()',
  '-name == 1', '!name', 'name == null == null == 3', `name == "${'x'.repeat(5000)}"`, `${'('.repeat(200)}true${')'.repeat(200)}`, Array.from({ length: 600 }, () => 'true').join(' && '),
  '999999999999999999999999999999999999999999999999 == 1', '1 / 0 == 1 / "x"', 'name == "a" &&', '"; DROP TABLE customer; --', 'name == b"x"', 'timestamp("x") == now()', '\u0000', 'name == "\\ud800"',
];
