import { fieldsOf, parseExpression } from '#common/expression';
import type { FieldMap } from '#common/fields';
import type { Action, Insight, ObjectDefinition } from '#common/objects';
import type { Access, Verb } from '#core/access';
import { DIGITS } from '#core/numbering';
import type { TableShape } from '#core/registry';
import type { View } from '#db/query';
import type { ActionView, FieldView, ObjectView } from './gate.ts';
import { opensPath } from './opens.ts';
import { parseMeasure } from './query-text.ts';

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
    derivedFrom: definition.derivedFrom !== undefined && access.can(definition.derivedFrom, 'read') ? definition.derivedFrom : null,
    fields: visibleFields(access, registry.table(definition.name)),
    children: registry
      .childTables(definition)
      .map((table) => ({ name: table.child ?? '', label: definition.children[table.child ?? '']?.label ?? definition.label, required: definition.children[table.child ?? '']?.required === true, fields: visibleFields(access, table) }))
      .filter((child) => child.fields.some((field) => field.name !== 'id' && field.name !== 'parentId' && field.name !== 'position')),
    states: definition.lifecycle?.states ?? {},
    initial: definition.lifecycle?.initial ?? null,
    editable: definition.lifecycle?.editable ?? null,
    numbering: numberingOf(definition),
    insights: definition.insights.flatMap((insight) => openInsight(access, definition, insight) ?? []),
    actions: actions.map(([name, action]) => ({
      name,
      label: action.label,
      from: action.from,
      to: action.to ?? null,
      awaited: awaitedOf(access, definition, action),
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

export function numberingOf({ numbering }: ObjectDefinition): ObjectView['numbering'] {
  return numbering ? { prefix: numbering.prefix, per: numbering.per ?? 'year', digits: numbering.digits ?? DIGITS, on: numbering.on } : null;
}

function awaitedOf(access: Access, definition: ObjectDefinition, { awaited }: Action): ActionView['awaited'] {
  if (awaited === undefined || awaited === true) return awaited ?? null;
  return opensCondition(access.view(definition.name), awaited.when) ? awaited : null;
}

/** An insight whose whole question is open to the reader; without what is not open of the conditions that narrow it. */
function openInsight(access: Access, definition: ObjectDefinition, insight: Insight): Insight | undefined {
  const { on, query, within = {} } = insight;
  const asked = access.view(query.object);
  const paths = query.select.map((item) => parseMeasure(item).path ?? ['id']);
  if (!opensPath(asked, ['id'], 'compute') || !paths.every((path) => opensPath(asked, path, 'compute'))) return undefined;
  if (!opensCondition(asked, query.filter.replaceAll('$value', '""'))) return undefined;
  const [first = '', second] = on.split('.');
  const table = access.registry.table(second === undefined ? definition.name : `${definition.name}.${first}`);
  if (!names(access, table, second ?? first)) return undefined;
  const narrowing = Object.entries(within).filter(([, condition]) => opensCondition(asked, condition.replaceAll('$header', '""')));
  const { within: _, ...rest } = insight;
  return narrowing.length === 0 ? rest : { ...rest, within: Object.fromEntries(narrowing) };
}

function opensCondition(view: View | undefined, condition: string): boolean {
  return fieldsOf(parseExpression(condition)).every((path) => opensPath(view, path, 'compute'));
}

/** Whether the reader has to do with a field at all. */
function names(access: Access, table: TableShape, name: string): boolean {
  return access.best(table, name) !== 'none' || access.best(table, name, 'create') === 'write' || access.best(table, name, 'update') === 'write';
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
