import { refuse, type PanshiError, type Text } from '#common/errors';

/**
 * An expression that cannot be understood, with the place in words.
 * @param at offset in UTF-16 units; people are told the character, counted from 1
 */
export function malformedAt(source: string, at: number, reason: Text, fields?: readonly string[]): PanshiError {
  const position = [...source.slice(0, Math.max(0, at))].length + 1;
  return refuse(
    'malformed',
    `表达式第 ${position} 个字符处有误：${reason.zh}`,
    `The expression is wrong at character ${position}: ${reason.en}`,
    { ...(fields ? { fields } : {}), facts: { position } },
  );
}

/** An expression that is right but that a database cannot run. */
export function unsupported(reason: Text): PanshiError {
  return refuse('unsupported_filter', `不能用作筛选条件：${reason.zh}`, `This cannot be used as a filter: ${reason.en}`);
}

/** cel-js names its syntax errors by code; these are the sentences for people. */
const SYNTAX: Readonly<Record<string, Text>> = {
  unexpected_character: {
    zh: '出现了不认识的字符；字段名用英文字母，文本要加引号。',
    en: 'there is an unknown character; field names use Latin letters, and text needs quotes.',
  },
  unexpected_token: { zh: '这里缺少一个值、字段或括号内的内容。', en: 'a value, a field or the inside of a bracket is missing here.' },
  expected_token: { zh: '这里缺少符号，或多出了内容；请检查括号和运算符。', en: 'a symbol is missing or something is left over; check brackets and operators.' },
  reserved_identifier: { zh: '这是保留字，不能用作字段名。', en: 'this word is reserved and cannot name a field.' },
  limit_exceeded: { zh: '表达式太复杂；请拆成几条。', en: 'the expression is too complex; split it up.' },
  unterminated_string: { zh: '文本缺少结束引号。', en: 'the text lacks its closing quote.' },
  unterminated_triple_quoted_string: { zh: '文本缺少结束引号。', en: 'the text lacks its closing quotes.' },
  newline_in_string: { zh: '文本中不能直接换行；请写 \\n。', en: 'a text cannot break the line; write \\n.' },
  invalid_number: { zh: '数字写法不正确。', en: 'this is no number.' },
  invalid_integer: { zh: '整数写法不正确。', en: 'this is no whole number.' },
  invalid_hex_integer: { zh: '十六进制数写法不正确。', en: 'this is no hexadecimal number.' },
  invalid_exponent: { zh: '指数写法不正确。', en: 'the exponent is wrong.' },
};

const ESCAPES: Text = { zh: '反斜杠转义写法不正确。', en: 'this backslash escape is wrong.' };
const OTHER: Text = { zh: '语法不正确。', en: 'the syntax is wrong.' };

/** The sentence for one of cel-js's error codes. */
export function syntaxReason(code: string): Text {
  return SYNTAX[code] ?? (code.includes('escape') || code.includes('surrogate') ? ESCAPES : OTHER);
}
