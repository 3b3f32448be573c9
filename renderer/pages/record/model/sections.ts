import type { ApiObject } from '#common/api';
import { isAmount } from '#renderer/fields/display.ts';
import type { FieldView } from '#renderer/host';

/** What kind of thing a field tells, and so where it stands on the page. */
export type SectionName = 'main' | 'delivery' | 'address' | 'contact' | 'progress' | 'amounts' | 'data' | 'note' | 'about';

export interface Section {
  readonly name: SectionName;
  readonly fields: readonly FieldView[];
}

const ORDER: readonly SectionName[] = ['main', 'contact', 'delivery', 'address', 'progress', 'amounts', 'data', 'note', 'about'];
/** The kind of an object, as far as the reader knows it. */
type KindOf = (object: string) => ApiObject['kind'] | undefined;

/** Shown in the title bar, or nobody's business. */
const ELSEWHERE = new Set(['id', 'companyId', 'version', 'state', 'number', 'archived']);
const ABOUT = new Set(['ownerId', 'departmentId', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'sourceObject', 'sourceId']);

/**
 * The fields of a record in sections, by their kind: what it is about first, money that the program works out together, notes last.
 * @param verb while it is entered, what can only be read is left out of a new record: there is nothing in it yet
 * @param kindOf tells what kind of object a link leads to: whom an invoice is for stands at its head, though it follows from the order
 */
export function sectionsOf(object: ApiObject, verb: 'create' | 'update' | undefined, kindOf: KindOf = () => undefined): readonly Section[] {
  const shown = object.fields.filter((field) => !ELSEWHERE.has(field.name) && (verb !== 'create' || isEditable(field, verb)));
  const byName = Map.groupBy(shown, (field) => sectionOf(field, object, kindOf));
  return ORDER.flatMap((name) => {
    const fields = byName.get(name) ?? [];
    return fields.length === 0 ? [] : [{ name, fields: name === 'main' ? mainFirst(fields, object) : fields }];
  });
}

export function isEditable(field: FieldView, verb: 'create' | 'update' | undefined): boolean {
  return verb !== undefined && field.level === 'write' && field.writable.includes(verb) && !(verb === 'update' && field.options['fixed'] === true);
}

function sectionOf(field: FieldView, object: ApiObject, kindOf: KindOf): SectionName {
  const { name } = field;
  if (ABOUT.has(name)) return 'about';
  if (field.type === 'json') return 'data';
  if (field.options['long'] === true) return 'note';
  if (/^ship(per|[A-Z])/.test(name)) return 'delivery';
  if (/^(address|city|region|postalCode|country)$/.test(name)) return 'address';
  if (/^(contact[A-Z]|phone|mobile|fax|email|homepage)/.test(name) && object.kind === 'master') return 'contact';
  const isComputed = field.writable.length === 0 && field.level !== 'write' && isSystem(field, object);
  if (isComputed && isAmount(field)) return 'amounts';
  return isComputed && !isParty(field, kindOf) ? 'progress' : 'main';
}

function isParty(field: FieldView, kindOf: KindOf): boolean {
  return field.type === 'link' && kindOf(String(field.options['to'])) === 'master';
}

/** Written by the program alone: nobody who may enter such records at all can write it. */
function isSystem(field: FieldView, object: ApiObject): boolean {
  return object.kind === 'document' && (field.options['default'] !== undefined || !object.can.includes('create') || field.writable.length === 0) && !field.required;
}

/** What must be entered comes first, then links and dates, then the rest, each in the order of the definition. */
function mainFirst(fields: readonly FieldView[], object: ApiObject): readonly FieldView[] {
  if (object.kind !== 'document') return fields;
  const rank = (field: FieldView): number => (field.required ? 0 : field.type === 'link' || field.type === 'date' ? 1 : 2);
  return fields.toSorted((a, b) => rank(a) - rank(b));
}
