import type { ApiObject, ApiRecord } from '#common/api';
import { toneOf } from '#renderer/fields/state-tone.ts';
import type { FieldView } from '#renderer/host';

/** Days back: what is older and still open is a matter for the list, not for the morning. */
const DAYS = 90;
/** Asked for of each object, before the latest of all are shown. */
const EACH = 8;

/** What to ask for a person's own documents that have not come to their end. */
export interface OwnQuery {
  readonly object: ApiObject;
  readonly filter: string;
  readonly fields: readonly string[];
  readonly limit: number;
}

/**
 * The documents that somebody writes, each with the question for the own ones that are still on their way.
 * @param today ISO day
 */
export function ownQueries(objects: readonly ApiObject[], person: string, today: string): readonly OwnQuery[] {
  return objects.flatMap((object): OwnQuery[] => {
    const has = (name: string): boolean => object.fields.some((field) => field.name === name && field.level !== 'masked');
    const states = Object.keys(object.states);
    const open = states.filter((state) => isOpen(state, states));
    if (object.kind !== 'document' || !object.can.includes('create') || !object.can.includes('read') || !has('ownerId') || !has('createdAt') || open.length === 0 || open.length === states.length) return [];
    const filter = `ownerId == ${JSON.stringify(person)} && createdAt >= ${JSON.stringify(`${daysBefore(today, DAYS)}T00:00:00.000Z`)} && state in ${JSON.stringify(open)}`;
    return [{ object, filter, fields: ['id', 'state', 'createdAt', ...['number', 'date', object.title, partyOf(object)?.name ?? ''].filter((name, at, all) => name !== '' && has(name) && all.indexOf(name) === at)], limit: EACH }];
  });
}

function isOpen(state: string, states: readonly string[]): boolean {
  const tone = toneOf(state, states);
  return tone === 'begun' || tone === 'going';
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Whom a document is for: the first thing that must be said of it. */
export function partyOf(object: ApiObject): FieldView | undefined {
  return object.fields.find((field) => field.type === 'link' && field.required && field.level !== 'masked' && field.name !== 'companyId');
}

export interface OwnDocument {
  readonly object: ApiObject;
  readonly record: ApiRecord;
}

/** The latest of all. */
export function latest(found: readonly (readonly OwnDocument[])[], most: number): readonly OwnDocument[] {
  return found.flat().toSorted((a, b) => String(b.record['createdAt']).localeCompare(String(a.record['createdAt']))).slice(0, most);
}
