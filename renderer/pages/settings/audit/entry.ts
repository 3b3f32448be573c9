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

/** What the record of an entry is called, where the entry itself tells: its number, code or name. */
export function recordName({ before, after }: Pick<Entry, 'before' | 'after'>): string {
  const told = ['number', 'code', 'username', 'name'].map((name) => after?.[name] ?? before?.[name]);
  return told.find((value): value is string => typeof value === 'string' && value !== '') ?? '';
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
  const child = object?.children.find((one) => one.name === name);
  if (child !== undefined && Array.isArray(value)) return value.map((row) => rowText(row, child.fields, lang)).join('\n');
  return plain(value, object?.fields.find((field) => field.name === name), lang);
}

function rowText(row: unknown, fields: ApiOutline['fields'], lang: Lang): string {
  if (typeof row !== 'object' || row === null) return String(row);
  const shown = Object.entries(row).filter(([name, value]) => value !== null && value !== '' && !['id', 'parentId'].includes(name));
  return shown.map(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    return `${field?.label[lang] ?? name} ${plain(value, field, lang)}`;
  }).join(lang === 'zh' ? '，' : ', ');
}

const YES_NO = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } as const;

/** One value as people say it: a choice by what it is called. */
function plain(value: unknown, field: ApiOutline['fields'][number] | undefined, lang: Lang): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return YES_NO[value ? 'true' : 'false'][lang];
  if (typeof value === 'object') return JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ');
  const text = String(value);
  return field?.values !== undefined && Object.hasOwn(field.values, text) ? (field.values[text]?.[lang] ?? text) : text;
}
