import type { ApiObject } from '#common/api';
import type { Text } from '#common/errors';
import type { FieldTypes, ValueType } from '#common/expression';
import type { FieldView } from '#renderer/host';
import type { Kind } from './filter.ts';

export type Find = (object: string) => ApiObject | undefined;

/** A field of an object, or of what it links to, as a list speaks of it. */
export interface FieldAt {
  /** `date`, `customer.city` */
  readonly path: string;
  readonly field: FieldView;
  /** `客户 · 城市` */
  readonly label: Text;
  /** Object whose field it is. */
  readonly object: string;
  /** For a link, where the name of what it points at is read; absent where the reader may not read it. */
  readonly titlePath?: string;
  /** Whether it can be searched, sorted and summed by: its values are open to the reader. */
  readonly open: boolean;
}

/** Written by the program for itself; nobody looks for them. */
const INNER = new Set(['id', 'companyId', 'version']);

/** The field at a path, one link far at most; undefined where the reader has none. */
export function fieldAt(definition: ApiObject, path: string, find: Find): FieldAt | undefined {
  const [first = '', second, ...further] = path.split('.');
  if (further.length > 0) return undefined;
  const field = ownField(definition, first);
  if (field === undefined) return undefined;
  if (second === undefined) return at(definition, field, first, field.label, find);
  const linked = targetOf(field, find);
  const inner = linked && ownField(linked, second);
  if (linked === undefined || inner === undefined || field.level === 'masked') return undefined;
  return at(linked, inner, path, { zh: `${field.label.zh} · ${inner.label.zh}`, en: `${field.label.en} · ${inner.label.en}` }, find);
}

function at(owner: ApiObject, field: FieldView, path: string, label: Text, find: Find): FieldAt {
  const title = titleField(targetOf(field, find));
  return { path, field, label, object: owner.name, open: field.level !== 'masked', ...(title === undefined ? {} : { titlePath: `${path}.${title}` }) };
}

/** The state of a record is a choice among the states of its life. */
function ownField(definition: ApiObject, name: string): FieldView | undefined {
  const field = definition.fields.find((one) => one.name === name);
  if (field === undefined || name !== 'state') return field;
  return Object.keys(definition.states).length === 0 ? undefined : { ...field, type: 'choice', options: { ...field.options, values: definition.states } };
}

function targetOf(field: FieldView, find: Find): ApiObject | undefined {
  const to = field.options['to'];
  return field.type === 'link' && typeof to === 'string' ? find(to) : undefined;
}

/** The field by which people know a record of an object, as far as the reader has it. */
export function titleField(definition: ApiObject | undefined): string | undefined {
  if (definition === undefined) return undefined;
  const named = [definition.title, 'name', ...(definition.kind === 'document' ? ['number'] : []), 'code'];
  return named.find((name) => definition.fields.some((field) => field.name === name && field.type === 'text'));
}

/** All fields that a list can show or ask for: its own, and those of what it links to. */
export function fieldsAt(definition: ApiObject, find: Find): readonly FieldAt[] {
  const own = definition.fields.filter((field) => !INNER.has(field.name)).map((field) => fieldAt(definition, field.name, find)).filter((one) => one !== undefined);
  const linked = own.flatMap((link) => {
    const target = targetOf(link.field, find);
    if (target === undefined || !link.open || /^(ownerId|departmentId|createdBy|updatedBy)$/.test(link.path)) return [];
    const names = target.fields.filter((field) => !INNER.has(field.name) && !STANDARD.has(field.name) && field.type !== 'json').map((field) => field.name);
    return names.map((name) => fieldAt(definition, `${link.path}.${name}`, find)).filter((one) => one !== undefined);
  });
  const told = own.filter((one) => isTold(definition, one.path));
  const main = new Set([definition.title, 'state']);
  // First what a record is known by, then its own fields, and last those that every record has.
  const place = ({ path }: FieldAt): number => (main.has(path) ? 0 : STANDARD.has(path) ? 2 : 1);
  return [...told.sort((a, b) => place(a) - place(b)), ...linked];
}

/** Fields that every record has. */
export const STANDARD: ReadonlySet<string> = new Set([
  'id', 'companyId', 'ownerId', 'departmentId', 'state', 'number', 'archived', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy',
]);

/** Numbers are given to documents alone. */
function isTold(definition: ApiObject, path: string): boolean {
  return path !== 'number' || definition.kind === 'document';
}

/** What kind of questions a field answers; undefined where it answers none. */
export function kindOfField({ field, open }: FieldAt): Kind | undefined {
  if (!open) return undefined;
  switch (field.type) {
    case 'int':
    case 'decimal':
      return 'number';
    case 'text':
    case 'date':
    case 'time':
    case 'choice':
    case 'link':
    case 'bool':
      return field.type;
    default:
      return undefined;
  }
}

/** Types of an object's fields for the checker of expressions. */
export function typesOf(definition: ApiObject, find: Find): FieldTypes {
  return (path) => {
    const found = fieldAt(definition, path.join('.'), find) ?? hidden(definition, path);
    return found?.open === true ? valueType(found.field) : undefined;
  };
}

/** Fields that no list offers but that may still be asked for. */
function hidden(definition: ApiObject, path: readonly string[]): { field: FieldView; open: boolean } | undefined {
  const field = path.length === 1 ? definition.fields.find(({ name }) => name === path[0]) : undefined;
  return field && { field, open: field.level !== 'masked' };
}

function valueType({ type, options }: FieldView): ValueType | undefined {
  switch (type) {
    case 'decimal':
      return { kind: 'decimal', scale: Number(options['scale'] ?? 2) };
    case 'link':
      return { kind: 'link', object: String(options['to'] ?? '') };
    case 'int':
    case 'bool':
    case 'date':
    case 'time':
      return { kind: type };
    case 'text':
    case 'choice':
      return { kind: 'text' };
    default:
      return undefined;
  }
}
