import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { isPanshiError, type Text } from '#common/errors';
import { readNumber } from './exact.ts';
import { malformedAt, syntaxReason } from './problems.ts';
import { isReaderFact } from './reader.ts';
import type { Expression, Node, OrderSymbol, ArithmeticSymbol, TextTest } from './tree.ts';

const MAX_SOURCE = 4000;
const MAX_NODES = 500;
const MAX_DEPTH = 50;
/** Digits a literal may have: more than any amount needs, few enough that arithmetic stays cheap. */
const MAX_DIGITS = 40;

/** cel-js gives the grammar and nothing else (see README): no variable or function is registered here. */
const cel = new Environment({
  limits: { maxAstNodes: MAX_NODES, maxDepth: MAX_DEPTH, maxListElements: MAX_NODES, maxCallArguments: 4, maxMapEntries: 0 },
});

/**
 * Parses CEL as Panshi speaks it.
 * @throws PanshiError `malformed`, with the position in `details.facts.position` (characters, from 1)
 */
export function parseExpression(source: string): Expression {
  if (typeof source !== 'string' || source.trim() === '') {
    throw malformedAt('', 0, { zh: '表达式是空的。', en: 'the expression is empty.' });
  }
  if (source.length > MAX_SOURCE) {
    throw malformedAt(source, MAX_SOURCE, { zh: `表达式超过 ${MAX_SOURCE} 个字符。`, en: `it is longer than ${MAX_SOURCE} characters.` });
  }
  const reading = new Reading(source);
  const root = reading.node(syntaxTree(source), 1);
  const fields = reading.fields();
  return Object.freeze({ source, paths: fields.map((field) => field.path), positions: fields.map((field) => field.at), root });
}

/** Every field path an expression reads, once each, without `reader.…`. */
export function fieldsOf(expression: Expression): readonly (readonly string[])[] {
  return expression.paths;
}

function syntaxTree(source: string): ASTNode {
  try {
    return cel.parse(source).ast;
  } catch (error) {
    // Whatever the library throws, a stack overflow included, is the fault of this one source.
    const { code, at } = celFault(error);
    throw malformedAt(source, at, syntaxReason(code));
  }
}

function celFault(error: unknown): { code: string; at: number } {
  if (isPanshiError(error) || !(error instanceof Error)) return { code: '', at: 0 };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const range = 'range' in error ? error.range : undefined;
  const at = typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number' ? range.start : 0;
  return { code, at };
}

const TEXT_TESTS: readonly string[] = ['startsWith', 'endsWith', 'contains'] satisfies TextTest[];

function isTextTest(name: string): name is TextTest {
  return TEXT_TESTS.includes(name);
}

const OVER_LISTS: Text = {
  zh: '不支持遍历列表；请用 in 判断是否包含。',
  en: 'walking through a list is not supported; ask with in whether it holds a value.',
};

/** What CEL has and Panshi leaves out, with the way to say it instead. */
const LEFT_OUT = new Map<string, Text>([
  // A pattern can be written that takes for ever to match.
  ['matches', {
    zh: '不支持正则表达式；请用 startsWith、endsWith 或 contains。',
    en: 'regular expressions are not supported; use startsWith, endsWith or contains.',
  }],
  ['has', { zh: '不支持 has；请写成“字段 != null”。', en: 'has is not supported; write field != null.' }],
  ...['all', 'exists', 'exists_one', 'map', 'filter'].map((name): [string, Text] => [name, OVER_LISTS]),
]);

/** Turns cel-js's tree into ours, refusing what Panshi's language leaves out, and noting the field paths on the way. */
class Reading {
  readonly #source: string;
  readonly #fields = new Map<string, Extract<Node, { op: 'field' }>>();

  constructor(source: string) {
    this.#source = source;
  }

  fields(): readonly Extract<Node, { op: 'field' }>[] {
    return [...this.#fields.values()];
  }

  node(ast: ASTNode, depth: number): Node {
    const at = ast.start;
    if (depth > MAX_DEPTH) throw this.#wrong(at, { zh: `嵌套超过 ${MAX_DEPTH} 层。`, en: `it is nested deeper than ${MAX_DEPTH} levels.` });
    const inner = (child: ASTNode): Node => this.node(child, depth + 1);
    switch (ast.op) {
      case 'value':
        return this.#literal(ast);
      case 'id':
      case '.':
        return this.#path(ast);
      case '||':
      case '&&':
        return { at, op: ast.op === '||' ? 'or' : 'and', items: chain(ast, ast.op).map(inner) };
      case '!_':
        return { at, op: 'not', item: inner(ast.args) };
      case '-_':
        return this.#negate(at, inner(ast.args));
      case '?:':
        return { at, op: 'if', when: inner(ast.args[0]), then: inner(ast.args[1]), otherwise: inner(ast.args[2]) };
      case '==':
      case '!=':
        return { at, op: 'equal', negated: ast.op === '!=', left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case '<':
      case '<=':
      case '>':
      case '>=':
        return { at, op: 'order', symbol: ast.op satisfies OrderSymbol, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case '+':
      case '-':
      case '*':
      case '/':
        return { at, op: 'arithmetic', symbol: ast.op satisfies ArithmeticSymbol, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case 'in':
        return { at, op: 'member', item: inner(ast.args[0]), list: inner(ast.args[1]) };
      case 'list':
        return { at, op: 'list', items: ast.args.map(inner) };
      case 'call':
        return this.#call(at, ast.args[0], ast.args[1], inner);
      case 'rcall':
        return this.#call(at, ast.args[0], [ast.args[1], ...ast.args[2]], inner);
      default:
        throw this.#wrong(at, { zh: `不支持运算符 ${ast.op}。`, en: `the operator ${ast.op} is not supported.` });
    }
  }

  #literal(ast: Extract<ASTNode, { op: 'value' }>): Node {
    const at = ast.start;
    const value = ast.args;
    if (value === null) return { at, op: 'null' };
    if (typeof value === 'boolean') return { at, op: 'bool', value };
    if (typeof value === 'string') {
      // Databases hold neither; PostgreSQL would fail the whole query.
      if (!value.isWellFormed() || value.includes('\0')) {
        throw this.#wrong(at, { zh: '文本中含有不允许的字符。', en: 'the text holds a character that is not allowed.' });
      }
      return { at, op: 'text', value };
    }
    if (typeof value === 'bigint') return this.#number(at, { units: value, scale: 0 }, true);
    // cel-js turns 0.1 into a float; the exact figure is in the source.
    if (typeof value === 'number') return this.#number(at, readNumber(this.#source.slice(ast.start, ast.end)), false);
    throw this.#wrong(at, { zh: '不支持这种字面值。', en: 'this kind of literal is not supported.' });
  }

  #number(at: number, number: { units: bigint; scale: number } | undefined, whole: boolean): Node {
    if (!number || number.scale > MAX_DIGITS || number.units.toString().replace('-', '').length > MAX_DIGITS) {
      throw this.#wrong(at, { zh: `数字超过 ${MAX_DIGITS} 位。`, en: `the number has more than ${MAX_DIGITS} digits.` });
    }
    return { at, op: 'number', ...number, whole };
  }

  #negate(at: number, item: Node): Node {
    return item.op === 'number' ? { ...item, at, units: -item.units } : { at, op: 'negate', item };
  }

  #path(ast: ASTNode): Node {
    const path: string[] = [];
    let rest = ast;
    while (rest.op === '.') {
      path.unshift(rest.args[1]);
      rest = rest.args[0];
    }
    if (rest.op !== 'id') {
      throw this.#wrong(ast.start, { zh: '只有字段后面才能加点号。', en: 'only a field can be followed by a dot.' });
    }
    path.unshift(rest.args);
    const [first, fact, ...further] = path;
    if (first === 'reader') {
      if (fact !== undefined && further.length === 0 && isReaderFact(fact)) return { at: ast.start, op: 'reader', fact };
      throw this.#wrong(ast.start, {
        zh: 'reader 只有 id、department、departments 和 company。',
        en: 'reader has only id, department, departments and company.',
      });
    }
    const name = path.join('.');
    const field = this.#fields.get(name) ?? { at: ast.start, op: 'field', path: Object.freeze(path) };
    this.#fields.set(name, field);
    return { ...field, at: ast.start };
  }

  #call(at: number, name: string, args: readonly ASTNode[], inner: (child: ASTNode) => Node): Node {
    const [first, second] = args;
    if ((name === 'today' || name === 'now') && args.length === 0) return { at, op: 'clock', fact: name };
    if (name === 'size' && first && args.length === 1) return { at, op: 'size', item: inner(first) };
    if ((name === 'lower' || name === 'lowerAscii') && first && args.length === 1) return { at, op: 'lower', item: inner(first) };
    if (isTextTest(name) && first && second && args.length === 2) {
      return { at, op: 'textTest', test: name, subject: inner(first), part: inner(second) };
    }
    const left = LEFT_OUT.get(name);
    if (left) throw this.#wrong(at, left);
    throw this.#wrong(at, {
      zh: `没有这个函数或参数个数不对：${name}。可用：today()、now()、size、lower、startsWith、endsWith、contains。`,
      en: `there is no such function, or not with so many arguments: ${name}. `
        + 'There are today(), now(), size, lower, startsWith, endsWith and contains.',
    });
  }

  #wrong(at: number, reason: Text) {
    return malformedAt(this.#source, at, reason);
  }
}

/** a || b || c as one list: a long chain is wide, not deep. */
function chain(ast: ASTNode, op: '||' | '&&'): ASTNode[] {
  const items: ASTNode[] = [];
  let rest: ASTNode = ast;
  while (rest.op === op) {
    items.unshift(rest.args[1]);
    rest = rest.args[0];
  }
  items.unshift(rest);
  return items;
}
