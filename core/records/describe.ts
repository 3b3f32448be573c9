import type { FieldMap } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Access, Verb } from '#core/access';
import type { TableShape } from '#core/registry';
import type { FieldView, ObjectView } from './gate.ts';

const VERBS: readonly Verb[] = ['read', 'create', 'update', 'delete', 'export', 'unmask'];
const DESCRIBED = new Set(['type', 'label', 'required', 'system', 'computedFrom', 'personal']);

/** The definition of an object as far as these roles may know it; undefined when they have nothing to do with it. */
export function describe(access: Access, definition: ObjectDefinition): ObjectView | undefined {
  const changes = new Set<Verb>(['create', 'update', 'delete']);
  const can = VERBS.filter((verb) => access.can(definition.name, verb) && !(definition.programOnly === true && changes.has(verb)));
  const actions = Object.entries(definition.lifecycle?.actions ?? {}).filter(([name]) => access.can(definition.name, `action:${name}`));
  if (can.length === 0 && actions.length === 0) return undefined;
  const { registry } = access;
  return {
    name: definition.name,
    kind: definition.kind,
    label: definition.label,
    module: definition.module,
    title: definition.title,
    fields: visibleFields(access, registry.table(definition.name)),
    children: registry
      .childTables(definition)
      .map((table) => ({ name: table.child ?? '', label: definition.children[table.child ?? '']?.label ?? definition.label, fields: visibleFields(access, table) }))
      .filter((child) => child.fields.some((field) => field.name !== 'id' && field.name !== 'parentId' && field.name !== 'position')),
    states: definition.lifecycle?.states ?? {},
    actions: actions.map(([name, action]) => ({
      name,
      label: action.label,
      from: action.from,
      to: action.to ?? null,
      input: [
        ...inputFields(action.input?.fields ?? {}),
        ...Object.entries(action.input?.children ?? {}).map(
          ([child, table]): FieldView => ({
            name: child, type: 'rows', label: table.label, level: 'write', writable: [], required: table.required ?? false, options: { fields: inputFields(table.fields) },
          }),
        ),
      ],
    })),
    can,
  };
}

function visibleFields(access: Access, table: TableShape): FieldView[] {
  return table.names.flatMap((name) => {
    const field = table.fields[name];
    const read = access.best(table, name);
    const writable = (['create', 'update'] as const).filter((verb) => access.best(table, name, verb) === 'write');
    if (!field || (read === 'none' && writable.length === 0)) return [];
    const level = read === 'masked' ? read : writable.length > 0 ? 'write' : 'read';
    return [{ ...view(name, field, level), writable }];
  });
}

function inputFields(fields: FieldMap): FieldView[] {
  return Object.entries(fields).map(([name, field]) => view(name, field, 'write'));
}

function view(name: string, field: FieldMap[string], level: FieldView['level']): FieldView {
  const options = Object.fromEntries(Object.entries(field).filter(([key]) => !DESCRIBED.has(key)));
  return { name, type: field.type, label: field.label, level, writable: [], required: field.required === true, options };
}
