import type { ApiOutline } from '#common/api';
import type { Lang, Text } from '#common/errors';
import { STANDARD } from '#common/objects';

/** An entry of the log as the host gives it. */
export interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly user: string | null;
  readonly name: string;
  readonly roles: readonly string[];
  readonly event: string;
  readonly object: string | null;
  readonly record: string | null;
  readonly ok: boolean;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly facts: readonly { readonly name: 'company' | 'session' | 'terminal' | 'address' | 'request' | 'via'; readonly value: string }[];
}

export function entryOf(given: Readonly<Record<string, unknown>>): Entry {
  const text = (name: string): string | null => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : null);
  const values = (name: string): Entry['before'] => (typeof given[name] === 'object' && given[name] !== null ? (given[name] as Record<string, unknown>) : null);
  const facts = ([['company', 'company'], ['session', 'session'], ['terminal', 'terminal'], ['address', 'address'], ['request', 'requestId'], ['via', 'via']] as const);
  return {
    seq: Number(given['seq']), at: text('at') ?? '', user: text('user'), name: text('name') ?? '', roles: Array.isArray(given['roles']) ? given['roles'].map(String) : [],
    event: text('event') ?? '', object: text('object'), record: text('record'), ok: given['ok'] === true, reason: text('reason'), before: values('before'), after: values('after'),
    facts: facts.flatMap(([name, key]) => {
      const value = text(key);
      return value === null ? [] : [{ name, value }];
    }),
  };
}

/** One line of what an entry tells: a field before and after. */
export interface ValueLine {
  readonly path: string;
  readonly label: Text;
  readonly before: string;
  readonly after: string;
}

/** What changed, field by field; of what is the same before and after, nothing. */
export function valueLines(entry: Pick<Entry, 'before' | 'after'>, object: ApiOutline | undefined, lang: Lang): readonly ValueLine[] {
  const names = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  return names.flatMap((name) => {
    const [was, is] = [written(entry.before?.[name], object, name, lang), written(entry.after?.[name], object, name, lang)];
    return was === is ? [] : [{ path: name, label: labelOf(object, name), before: was, after: is }];
  });
}

function labelOf(object: ApiOutline | undefined, name: string): Text {
  const own = object?.fields.find((field) => field.name === name)?.label ?? object?.children.find((child) => child.name === name)?.label;
  return own ?? (Object.hasOwn(STANDARD, name) ? STANDARD[name as keyof typeof STANDARD].label : { zh: name, en: name });
}

/** A value in words: rows of child tables one a line. */
function written(value: unknown, object: ApiOutline | undefined, name: string, lang: Lang): string {
  if (value === undefined || value === null || value === '') return '';
  const child = object?.children.find((one) => one.name === name);
  if (child !== undefined && Array.isArray(value)) return value.map((row) => rowText(row, child.fields, lang)).join('\n');
  if (typeof value === 'object') return JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ');
  return String(value);
}

function rowText(row: unknown, fields: ApiOutline['fields'], lang: Lang): string {
  if (typeof row !== 'object' || row === null) return String(row);
  const shown = Object.entries(row).filter(([name, value]) => value !== null && value !== '' && !['id', 'parentId'].includes(name));
  return shown.map(([name, value]) => `${fields.find((field) => field.name === name)?.label[lang] ?? name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(lang === 'zh' ? '，' : ', ');
}
