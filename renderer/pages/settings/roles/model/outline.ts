import type { ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { CHILD_STANDARD, STANDARD } from '#common/objects';
import type { Grant, Level } from './grants.ts';
import { namedLevel } from './grants.ts';

export type FieldOutline = ApiOutline['fields'][number];

/** One line of the matrix. */
export interface FieldLine {
  /** `price`, `lines.price`, `lines.*`, `*`. */
  readonly path: string;
  readonly label: Text;
  readonly kind: 'rest' | 'table' | 'field' | 'standard';
  /** Only the program sets it: it cannot be written whatever the role. */
  readonly system: boolean;
  readonly personal: boolean;
  /** Labels of what it is computed from: who may not read one of them may not read this. */
  readonly from: readonly Text[];
}

/** Readable wherever the row is, whatever a role says (core/access/levels.ts). */
const ALWAYS = new Set(['id', 'companyId', 'version', 'archived', 'parentId', 'position']);

const REST: Text = { zh: '其余字段（*）', en: 'All other fields (*)' };

/** The lines of an object's matrix: the rest first, its fields, each child table with a rest of its own, then what every record has. */
export function linesOf(object: ApiOutline): readonly FieldLine[] {
  const own = object.fields.map((field) => lineOf(object, field, undefined));
  const children = object.children.flatMap((child) => [
    { path: `${child.name}.*`, label: { zh: `${child.label.zh}的其余字段`, en: `All other fields of ${child.label.en}` }, kind: 'table', system: false, personal: false, from: [] } as const,
    ...child.fields.filter((field) => !Object.hasOwn(CHILD_STANDARD, field.name)).map((field) => lineOf(object, field, child)),
  ]);
  const standard = Object.entries(STANDARD)
    .filter(([name]) => !ALWAYS.has(name) && !object.fields.some((field) => field.name === name))
    .map(([name, { label, ...options }]): FieldLine => ({ path: name, label, kind: 'standard', system: 'system' in options && options.system === true, personal: false, from: [] }));
  return [{ path: '*', label: REST, kind: 'rest', system: false, personal: false, from: [] }, ...own, ...children, ...standard];
}

function lineOf(object: ApiOutline, field: FieldOutline, child: ApiOutline['children'][number] | undefined): FieldLine {
  return {
    path: child === undefined ? field.name : `${child.name}.${field.name}`, label: field.label, kind: 'field', system: field.system, personal: field.personal,
    from: inputsOf(object, field, child).map((input) => input.field.label),
  };
}

interface Input {
  readonly path: string;
  readonly field: FieldOutline;
}

/** What a field is computed from: fields of its own table, or of the document as `parent.x`; `lines.x` from the rows of a child table. */
function inputsOf(object: ApiOutline, field: FieldOutline, child: ApiOutline['children'][number] | undefined): readonly Input[] {
  return field.computedFrom.flatMap((name) => {
    const [first = '', second] = name.split('.');
    if (second === undefined) {
      const found = (child ?? object).fields.find((one) => one.name === first);
      return found ? [{ path: child === undefined ? first : `${child.name}.${first}`, field: found }] : [];
    }
    if (first === 'parent') {
      const found = object.fields.find((one) => one.name === second);
      return found ? [{ path: second, field: found }] : [];
    }
    const table = object.children.find((one) => one.name === first);
    const found = table?.fields.find((one) => one.name === second);
    return found ? [{ path: name, field: found }] : [];
  });
}

const RANK: Readonly<Record<Level, number>> = { none: 0, masked: 1, read: 2, write: 3 };

export function rankOf(level: Level): number {
  return RANK[level];
}

/** What a grant really opens: nobody writes what the program sets, and a computed field is open only where all it is computed from are. */
export function levelIn(object: ApiOutline, grant: Grant, path: string, seen: ReadonlySet<string> = new Set()): Level {
  const [first = '', second] = path.split('.');
  const child = second === undefined ? undefined : object.children.find((one) => one.name === first);
  const name = second ?? first;
  const field = (second === undefined ? object.fields : child?.fields)?.find((one) => one.name === name);
  const named = namedLevel(grant, path).level;
  const isSystem = field?.system === true || (second === undefined && isSystemStandard(name));
  const own = named === 'write' && isSystem ? 'read' : named;
  if (ALWAYS.has(name)) return rankOf(own) >= RANK.read ? own : 'read';
  if (field === undefined || seen.has(path)) return own;
  for (const input of inputsOf(object, field, child)) {
    if (rankOf(levelIn(object, grant, input.path, new Set([...seen, path]))) < RANK.read) return 'none';
  }
  return own;
}

function isSystemStandard(name: string): boolean {
  const options = (STANDARD as Readonly<Record<string, { readonly system?: boolean }>>)[name];
  return options?.system === true;
}
