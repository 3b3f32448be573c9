import type { ApiObject } from '#common/api';
import type { Lang, Text } from '#common/errors';
import { fieldAt, STANDARD, titleField, type FieldAt, type Find } from '#renderer/filter/paths.ts';
import type { FieldView } from '#renderer/host';
import { wordWidth } from './word-width.ts';

/** As many columns as a person reads at a glance. */
const MOST = 10;
/** With so many, no further days are shown. */
const ENOUGH = 8;

/** Long, inner or rarely looked at: to be found among the columns, but not shown unasked. */
const ASIDE = /address|postal|region|fax|note|remark|description|homepage|(Id|Object|Field)$|^cancelledOn$|^reverses|^reversedBy$|^official$|^title$|^contactTitle$|^nameEn$|^lostReason$/i;

/** What a figure is worth in a row, by its name. */
const FIGURES: Readonly<Record<string, number>> = {
  totalAmount: 9, amount: 9, outstandingAmount: 8, expectedAmount: 8, debit: 8, credit: 8, quantity: 8, value: 7, listPrice: 7, creditLimit: 6, margin: 6, cost: 5, average: 5,
};
const OTHER_FIGURE = 3;

/** Whom we trade with. */
const PARTNER = /^(customer|supplier)$/;
/** Kinds of fields by how little a row is looked for by them. */
const LEAST_LOOKED_FOR = ['int', 'bool', 'text', 'link', 'choice', 'date', 'decimal'];
/** A number of a document, or a code. */
const NUMBER = 128;

/** The columns of a list that nobody has arranged yet. */
export function defaultColumns(definition: ApiObject, find: Find): readonly string[] {
  const fields = definition.fields.filter((field) => !STANDARD.has(field.name) && field.type !== 'json' && field.options['long'] !== true);
  const near = fields.filter((field) => !ASIDE.test(field.name));
  const isDocument = definition.kind === 'document';
  const head = definition.title === 'number' && has(definition, 'number') ? ['number'] : ['code', 'username', titleField(definition) ?? ''].filter((name) => has(definition, name));
  const date = near.find((field) => field.type === 'date')?.name;
  const links = near.filter((field) => field.type === 'link' && fieldAt(definition, field.name, find)?.titlePath !== undefined);
  const requiredLinks = links.filter((field) => field.required);
  const optionalLinks = links.filter((field) => !field.required && !/^(quote|lead|freightInvoice|opportunity|reviewedBy|period)$/.test(field.name));
  const texts = near.filter((field) => field.type === 'text');
  const choices = near.filter((field) => field.type === 'choice');
  const bools = near.filter((field) => field.type === 'bool');
  const state = Object.keys(definition.states).length > 0 ? ['state'] : [];
  const others = near.filter((field) => field.type === 'date' && field.name !== date);
  const chosen = [
    ...head,
    ...(date === undefined ? [] : [date]),
    ...names(requiredLinks),
    ...names(texts.filter((field) => field.required)),
    ...names(optionalLinks).slice(0, isDocument ? 1 : 3),
    ...names(texts.filter((field) => !field.required)).slice(0, isDocument && head.includes('number') ? 0 : 4),
    ...figures(near),
    ...names(choices),
    ...(isDocument ? [] : names(bools).slice(0, 2)),
    ...names(near.filter((field) => field.type === 'int' && !isDocument)).slice(0, 2),
  ].filter((name, at, all) => all.indexOf(name) === at);
  if (chosen.length < ENOUGH) chosen.push(...names(others).slice(0, 1));
  return [...chosen.slice(0, MOST - state.length), ...state];
}

/** The figures a row is read for, in the order of the definition. */
function figures(fields: readonly FieldView[]): readonly string[] {
  const decimals = fields.filter((field) => field.type === 'decimal');
  const worth = (field: FieldView): number => FIGURES[field.name] ?? OTHER_FIGURE;
  const best = [...decimals].sort((a, b) => worth(b) - worth(a)).slice(0, 4);
  const enough = best.some((field) => worth(field) > OTHER_FIGURE);
  return names(decimals.filter((field) => best.includes(field) && (!enough || worth(field) > OTHER_FIGURE)));
}

function names(fields: readonly FieldView[]): readonly string[] {
  return fields.map((field) => field.name);
}

function has(definition: ApiObject, name: string): boolean {
  return definition.fields.some((field) => field.name === name);
}

/** Documents by date, the latest first; masters by code or name. */
export function defaultSort(definition: ApiObject, find: Find): readonly string[] {
  const open = (name: string): boolean => definition.fields.some((field) => field.name === name && field.level !== 'masked');
  if (definition.kind === 'document' || open('date')) {
    const byDate = ['date', ...(definition.kind === 'document' ? ['number'] : [])].filter(open);
    const keys = open('date') ? byDate : [open('code') ? 'code' : 'createdAt'].filter(open);
    return keys.map((name) => `-${name}`);
  }
  const named = ['code', 'username', 'name'].find(open);
  if (named !== undefined) return [named];
  const title = fieldAt(definition, definition.title, find);
  return title?.open === true ? [title.titlePath ?? title.path] : [];
}

/** Around the words of a head: paddings, a line, and the arrow when it is sorted. */
const AROUND_HEAD = 34;
const AROUND_CELL = 18;
/** Around a state besides: its tag with the shape in it. */
const AROUND_TAG = 31;

/** How the words are shown. */
export interface Look {
  readonly lang: Lang;
  /** Pixels of the letters. */
  readonly size: number;
}

/** Pixels a column takes before anybody has drawn it wider: what its words need in the reader's language, at least. */
export function defaultWidth(definition: ApiObject, path: string, find: Find, look: Look): number {
  const found = fieldAt(definition, path, find);
  if (found === undefined) return 120;
  // Bold.
  const head = AROUND_HEAD + wordWidth(found.label[look.lang], look.size) * 1.06;
  const isMain = path === definition.title || path === partnerOf(definition, find)?.name || (found.field.type === 'text' && found.field.required);
  return Math.ceil(Math.max(head, widthOf(found, isMain, look)));
}

/** Who a document is with; of anything else, what it is mostly about. */
function partnerOf(definition: ApiObject, find: Find): FieldView | undefined {
  const links = definition.fields.filter((field) => field.type === 'link' && !STANDARD.has(field.name));
  const masters = definition.kind === 'document' ? links.filter((field) => find(String(field.options['to']))?.kind === 'master' && fieldAt(definition, field.name, find)?.titlePath !== undefined) : [];
  return masters.find((field) => PARTNER.test(String(field.options['to']))) ?? masters.find((field) => field.required) ?? links.find((field) => field.required);
}

/** @param isMain what a row is mostly known by */
function widthOf({ field, titlePath, path }: FieldAt, isMain: boolean, { lang, size }: Look): number {
  const { name, type, options } = field;
  switch (type) {
    case 'decimal':
      return 108;
    case 'int':
      return 80;
    case 'bool':
      return 72;
    case 'date':
      return 92;
    case 'time':
      return 142;
    case 'choice':
      return AROUND_CELL + (path === 'state' ? AROUND_TAG : 0) + Math.max(0, ...Object.values((options['values'] ?? {}) as Readonly<Record<string, Text>>).map((text) => wordWidth(text[lang], size)));
    case 'link':
      return titlePath?.endsWith('.number') === true ? NUMBER : isMain ? 190 : 124;
    default:
      if (/^(code|number|sourceNumber|username)$/.test(name)) return NUMBER;
      return isMain && name === 'name' ? 230 : Math.max(110, Math.min(180, Number(options['max'] ?? 200) * 1.2));
  }
}

/**
 * The columns of a list that nobody has arranged, as many as stand side by side: what a row is known by, its day, whom it is with, what it comes to and its
 * state are whole, and of the rest goes first what is looked for least.
 * @param room pixels for columns
 */
export function columnsWithin(definition: ApiObject, find: Find, look: Look, room: number): readonly string[] {
  const columns = [...defaultColumns(definition, find)];
  const fields = new Map(columns.map((path) => [path, fieldAt(definition, path, find)?.field]));
  const [date] = columns.filter((path) => fields.get(path)?.type === 'date');
  const [best] = columns.filter((path) => fields.get(path)?.type === 'decimal').sort((a, b) => (FIGURES[b] ?? OTHER_FIGURE) - (FIGURES[a] ?? OTHER_FIGURE));
  const kept = new Set([columns[0], definition.title, date, partnerOf(definition, find)?.name, best, 'state']);
  // Of one kind, the last goes first.
  const others = columns.filter((path) => !kept.has(path)).map((path, at) => ({ path, at, worth: LEAST_LOOKED_FOR.indexOf(fields.get(path)?.type ?? '') }));
  const leaving = others.sort((a, b) => a.worth - b.worth || b.at - a.at).map(({ path }) => path);
  while (leaving.length > 0 && columns.reduce((sum, path) => sum + defaultWidth(definition, path, find, look), 0) > room) columns.splice(columns.indexOf(leaving.shift() ?? ''), 1);
  return columns;
}
