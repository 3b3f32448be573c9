import { Decimal } from '#common/decimal';
import type { FieldView } from '#renderer/host';
import { isRate } from './display.ts';
import { plain, unread, type Unread } from './reading.ts';

type Options = Pick<FieldView, 'type' | 'options'>;

/**
 * Reads a number as people write them: `1,234.50`, `１２３`, `¥30`, `(5)` for −5 as in ledgers, a small sum such as `=12*3+1`.
 * Rates take percent: `13%` and `13` are 0.13, `0.13` is 0.13.
 */
export function readNumber(field: Options, text: string): string | number | Unread {
  const written = plain(text).replace(/[¥￥$€£\s]/g, '').replace(/^\((.+)\)$/, '-$1');
  const percent = written.endsWith('%');
  const value = evaluate((percent ? written.slice(0, -1) : written).replaceAll(',', ''));
  if (value === undefined) return unread(text, '应为数字', 'must be a number');
  const meant = percent || (isRate(field) && value.abs().gte(1)) ? value.div(100) : value;
  return field.type === 'int' ? readInt(field, text, meant) : readDecimal(field, text, meant);
}

function readInt(field: Options, text: string, value: Decimal): number | Unread {
  if (!value.isInteger() || value.abs().gt(Number.MAX_SAFE_INTEGER)) return unread(text, '应为整数', 'must be a whole number');
  return outOfBounds(field, text, value) ?? value.toNumber();
}

function readDecimal(field: Options, text: string, value: Decimal): string | Unread {
  const scale = field.options['scale'];
  // A sum is rounded, since its places are arithmetic; what was typed is taken exactly or not at all.
  const isSum = /[=*/]/.test(text);
  const rounded = typeof scale === 'number' && isSum ? value.toDecimalPlaces(scale) : value;
  if (typeof scale === 'number' && rounded.decimalPlaces() > scale) return unread(text, `最多 ${scale} 位小数`, `at most ${scale} decimal places`);
  return outOfBounds(field, text, rounded) ?? rounded.toFixed();
}

function outOfBounds({ options }: Options, text: string, value: Decimal): Unread | undefined {
  const { min, max, scale } = options;
  const isUnder = (typeof min === 'string' || typeof min === 'number') && value.lt(min);
  // The smallest there is, as the least that may be, says: more than nothing.
  if (isUnder && typeof scale === 'number' && new Decimal(10).pow(-scale).eq(min)) return unread(text, '应大于 0', 'must be more than 0');
  if (isUnder) return unread(text, `不得小于 ${min}`, `must not be less than ${min}`);
  if ((typeof max === 'string' || typeof max === 'number') && value.gt(max)) return unread(text, `不得大于 ${max}`, `must not be more than ${max}`);
  return undefined;
}

/** Numbers, `+ - * /` and brackets; undefined for anything else. */
export function evaluate(text: string): Decimal | undefined {
  const tokens = text.replace(/^=/, '').replaceAll('×', '*').replaceAll('÷', '/').match(/\d+\.?\d*|\.\d+|[-+*/()]|[^\s]/g) ?? [];
  let at = 0;
  const result = sum();
  return at === tokens.length && result?.isFinite() === true ? result : undefined;

  function sum(): Decimal | undefined {
    let left = product();
    while (left && (tokens[at] === '+' || tokens[at] === '-')) {
      const plus = tokens[at++] === '+';
      const right = product();
      left = right && (plus ? left.plus(right) : left.minus(right));
    }
    return left;
  }

  function product(): Decimal | undefined {
    let left = factor();
    while (left && (tokens[at] === '*' || tokens[at] === '/')) {
      const times = tokens[at++] === '*';
      const right = factor();
      left = right && (times ? left.times(right) : left.div(right));
    }
    return left;
  }

  function factor(): Decimal | undefined {
    const token = tokens[at++];
    if (token === undefined) return undefined;
    if (token === '-') return factor()?.neg();
    if (token === '+') return factor();
    if (token === '(') {
      const inner = sum();
      return tokens[at++] === ')' ? inner : undefined;
    }
    return /^(\d|\.\d)/.test(token) ? new Decimal(token) : undefined;
  }
}
