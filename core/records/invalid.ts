import { refuse, type ErrorDetails, type PanshiError, type Text } from '#common/errors';
import type { FieldMap } from '#common/fields';
import { CHILD_STANDARD, STANDARD, type ChildMap } from '#common/objects';

/** One reason by field path: `customer`, `lines.2.quantity`. */
export type Problems = Record<string, Text>;

/** A place for problems by field. Without a prototype: `__proto__` is a name like any other that a caller may have sent. */
export function noProblems(): Problems {
  return Object.create(null) as Problems;
}

/** What was filled in: a record, or what an action asks for. Its labels are what people know its fields by. */
export interface Form {
  readonly fields?: FieldMap;
  readonly children?: ChildMap;
}

/** So many problems are told in the sentence; all of them stand beside it, by field. */
const TOLD = 3;

/** A refusal that names the fields as people know them, and the rows as they count them. @returns the error to be thrown */
export function invalid(form: Form, problems: Readonly<Problems>): PanshiError {
  const fields = Object.keys(problems);
  const details: ErrorDetails = { fields, problems };
  const told = fields.slice(0, TOLD).map((path) => ({ at: placeOf(form, path), problem: problems[path] ?? { zh: '', en: '' } }));
  const more = fields.length - told.length;
  const zh = [...told.map(({ at, problem }) => `${at.zh}：${bare(problem.zh)}`), ...(more > 0 ? [`另有 ${more} 处`] : [])].join('；');
  const en = [...told.map(({ at, problem }, index) => `${index === 0 ? at.en : small(at.en)}: ${bare(problem.en)}`), ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return refuse('invalid', `${zh}。请更正后再保存。`, `${en}. Correct ${fields.length > 1 ? 'them' : 'it'} and save again.`, details);
}

/** How people name the place that a path leads to; what has no label keeps the name it was given. */
export function placeOf({ fields = {}, children = {} }: Form, path: string): Text {
  const [name = '', index, ...rest] = path.split('.');
  const child = own(children, name);
  if (!child || index === undefined) return child?.label ?? labelIn({ ...STANDARD, ...fields }, path);
  // Where there is one table only, everybody knows which line is meant.
  const only = Object.keys(children).length === 1;
  const line = Number(index) + 1;
  const row = { zh: `${only ? '' : child.label.zh}第 ${line} 行`, en: only ? `Line ${line}` : `${child.label.en}, line ${line}` };
  if (rest.length === 0) return row;
  const label = labelIn({ ...CHILD_STANDARD, ...child.fields }, rest.join('.'));
  return { zh: `${row.zh} ${label.zh}`, en: `${row.en}, ${small(label.en)}` };
}

function labelIn(fields: FieldMap, name: string): Text {
  return own(fields, name)?.label ?? { zh: name, en: name };
}

/** Callers may have sent any name, `toString` too. */
function own<T>(named: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(named, name) ? named[name] : undefined;
}

/** Within a sentence, unless it is an abbreviation: `Unit price`, but `VAT rate`. */
function small(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Reasons are clauses here; some are written as sentences. */
function bare(reason: string): string {
  return reason.replace(/[。.]$/u, '');
}
