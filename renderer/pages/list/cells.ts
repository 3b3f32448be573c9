import type { ApiObject } from '#common/api';
import { display, isNumeric, toneOf } from '#renderer/fields';
import type { FieldAt } from '#renderer/filter/paths.ts';
import type { Cell, GridColumn, Row } from '#renderer/grid';
import { words } from './words.ts';

/** What a cell of a list shows. @param mayUnmask whether the eye is offered */
export function cellOf(definition: ApiObject, found: FieldAt, row: Row, mayUnmask: boolean): Cell {
  const { path, field } = found;
  const value = row[path];
  if (row._masked?.includes(path) === true) {
    const text = value === null || value === undefined ? '' : String(value);
    return { kind: text !== '' && mayUnmask && !path.includes('.') ? 'masked' : 'hidden', text };
  }
  if (value === null || value === undefined || value === '') {
    return path === definition.title ? { kind: 'hidden', text: words('draft') } : { kind: 'text', text: '' };
  }
  if (path === 'state') return { kind: 'state', text: display(field, value), tone: toneOf(String(value), Object.keys(definition.states)) };
  if (field.type === 'link') {
    const title = found.titlePath === undefined ? undefined : row[found.titlePath];
    return typeof title === 'string' && title !== '' ? { kind: 'link', text: title } : { kind: 'hidden', text: words('notVisible') };
  }
  const text = display(field, value);
  return isNumeric(field) && text.startsWith('-') ? { kind: 'text', text, negative: true } : { kind: 'text', text };
}

/** Fields that a list has to read for its columns. @param inner also those that work on rows needs */
export function fieldsFor(definition: ApiObject, columns: readonly FieldAt[]): readonly string[] {
  const known = new Set(definition.fields.map((field) => field.name));
  const inner = ['id', 'version', 'state', definition.title].filter((name) => known.has(name));
  return [...new Set([...inner, ...columns.flatMap(({ path, titlePath }) => (titlePath === undefined ? [path] : [path, titlePath]))])];
}

/** The key a column is sorted by: links by what they are called. */
export function sortPath({ path, titlePath }: FieldAt): string {
  return titlePath ?? path;
}

/** @param width pixels; @param drawn whether a person chose them */
export function columnOf(definition: ApiObject, found: FieldAt, label: string, width: number, drawn: boolean): GridColumn {
  return {
    path: found.path,
    label,
    width,
    numeric: isNumeric(found.field),
    grows: !drawn && ((found.field.type === 'link' && found.titlePath?.endsWith('.number') !== true) || (found.field.type === 'text' && !/^(code|number)$/.test(found.field.name))),
    sortable: found.open && found.field.type !== 'json' && (found.field.type !== 'link' || found.titlePath !== undefined),
    opens: found.path === definition.title || (definition.title !== 'number' && found.path === 'code'),
  };
}
