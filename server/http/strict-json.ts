import { malformed } from './answers.ts';

/** Deepest nesting taken. */
const DEEPEST = 64;

/**
 * Reads JSON more strictly than `JSON.parse`: names stand once in an object, none reaches for the prototype, nesting is bounded, numbers
 * are finite, and texts are well formed without NUL, which no store could keep.
 * @throws PanshiError `malformed`
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('请求内容不是有效的 JSON。', 'The body is not valid JSON.');
  }
  checkTokens(text);
  return value;
}

/** Walks over text that is known to be JSON: so every quote, bracket and number is where it may be. */
function checkTokens(text: string): void {
  // One entry for each open bracket: the names seen so far, or nothing in an array.
  const open: (Set<string> | null)[] = [];
  let nameNext = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(text, at);
      const names = open.at(-1);
      const isName = nameNext && names !== null && names !== undefined;
      const string = readString(text, at, end);
      if (isName) takeName(names, string);
      nameNext = false;
      at = end;
    } else if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
      open.push(char === OPEN_OBJECT ? new Set() : null);
      nameNext = char === OPEN_OBJECT;
      if (open.length > DEEPEST) throw malformed(`JSON 嵌套超过 ${DEEPEST} 层。`, `The JSON is nested deeper than ${DEEPEST}.`);
    } else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) {
      open.pop();
    } else if (char === COMMA) {
      nameNext = open.at(-1) !== null;
    } else if (char === MINUS || (char >= ZERO && char <= NINE)) {
      at = endOfNumber(text, at);
    }
  }
}

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function readString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  const string: unknown = JSON.parse(text.slice(start, end + 1));
  if (typeof string !== 'string' || string.includes('\0') || !string.isWellFormed()) {
    throw malformed('文本中含有不允许的字符。', 'A text holds characters that are not allowed.');
  }
  return string;
}

function takeName(names: Set<string>, name: string): void {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
    throw malformed(`不允许的名称“${name}”。`, `The name "${name}" is not allowed.`);
  }
  if (names.has(name)) throw malformed(`名称“${name.slice(0, 100)}”重复。`, `The name "${name.slice(0, 100)}" stands twice.`);
  names.add(name);
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && /[\d.eE+-]/.test(text.charAt(end))) end++;
  if (!Number.isFinite(Number(text.slice(start, end)))) throw malformed('数值超出范围。', 'A number is out of range.');
  return end - 1;
}
